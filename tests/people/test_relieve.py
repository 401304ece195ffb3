"""Let the holding of a post end."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Holding, Official

LAST_DAY = date(2026, 11, 27)


@pytest.fixture
def holding(world):
    return Holding.objects.get(official=world.culture_head)


def test_the_last_day_is_still_held_and_the_next_is_not(world, holding):
    actions.relieve(holding.pk, by=world.administrator, end=LAST_DAY)
    for day, holds in ((27, True), (28, False)):
        with clock.standing_at(datetime(2026, 11, day, 5, tzinfo=UTC)):
            assert bool(Official.objects.get(pk=holding.official_id).posts) is holds


def test_it_leaves_one_record(world, holding):
    actions.relieve(holding.pk, by=world.administrator, end=LAST_DAY)
    trace = AuditRecord.objects.get(verb="post.left", object_id=holding.post_id)
    assert trace.changed == {"official": holding.official_id, "end": "2026-11-27"}


def test_the_post_is_free_for_the_next_from_the_day_after(world, holding):
    actions.relieve(holding.pk, by=world.administrator, end=LAST_DAY)
    successor = actions.admit_official("can.bo.1", by=world.administrator)
    actions.appoint(successor, holding.post, by=world.administrator, start=date(2026, 11, 28))
    assert Holding.objects.filter(post=holding.post).count() == 2


def test_it_ends_no_earlier_than_it_began(world, holding):
    with pytest.raises(RuleBroken, match="Ngày kết thúc"):
        actions.relieve(holding.pk, by=world.administrator, end=date(2025, 6, 30))


def test_a_colleague_and_another_ward_may_not(world, holding):
    for stranger in (world.chair, world.administrator_of_another_ward):
        with pytest.raises(PermissionDenied):
            actions.relieve(holding.pk, by=stranger, end=LAST_DAY)
