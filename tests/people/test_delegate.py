"""Let another official act for a head, between two days."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Official, Unit
from kheo.people.rules import Role

TODAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
def deputy(world):
    return world.official(world.post(world.culture_office, "Phó Trưởng phòng", Role.OFFICIAL))


@pytest.fixture
def give(world, deputy):
    def to(official=deputy, *, post=None, by=world.administrator, start=TODAY, end=TODAY):
        return actions.delegate(post or world.culture_head.post, to=official, by=by, start=start, end=end)

    return to


def on(day, official):
    with clock.standing_at(datetime(2026, 11, day, 5, tzinfo=UTC)):
        fresh = Official.objects.get(pk=official.pk)
        return fresh.roles, fresh.headed_unit_ids


def test_the_acting_head_has_the_rights_today_and_neither_yesterday_nor_tomorrow(world, deputy, give):
    give()
    own = frozenset({Role.OFFICIAL})
    assert on(22, deputy) == on(24, deputy) == (own, frozenset())
    assert on(23, deputy) == (own | {Role.HEAD}, frozenset({world.culture_office.pk}))


def test_the_head_keeps_the_post_meanwhile(world, give):
    give()
    assert on(23, world.culture_head) == ({Role.HEAD}, {world.culture_office.pk})


def test_who_acts_for_the_leader_opens_the_leaders_page_today_and_not_tomorrow(world, client_of, deputy, give):
    give(post=world.chair.post)
    for day, status in ((23, 200), (24, 403)):
        with clock.standing_at(datetime(2026, 11, day, 5, tzinfo=UTC)):
            assert client_of(deputy).get(reverse("reports:overview")).status_code == status


def test_who_has_no_post_but_acts_for_a_head_acts_in_that_post(world, client_of, give):
    stand_in = actions.admit_official("can.bo.1", by=world.administrator)
    give(stand_in)
    fresh = Official.objects.get(pk=stand_in.pk)
    assert (fresh.post, fresh.unit) == (world.culture_head.post, world.culture_office)
    answer = client_of(stand_in).get(reverse("office:my_work"))
    assert answer.status_code == 200
    assert world.culture_head.post.title in answer.content.decode()


def test_it_leaves_one_record(world, deputy, give):
    given = give(end=FRIDAY)
    trace = AuditRecord.objects.get(verb="post.delegated")
    assert trace.object_id == given.post_id
    assert trace.changed == {"official": deputy.pk, "start": "2026-11-23", "end": "2026-11-27"}


def test_one_acts_at_a_time(world, give):
    give(end=FRIDAY)
    with pytest.raises(RuleBroken, match="đã được giao phụ trách"):
        give(world.centre_official, start=FRIDAY, end=FRIDAY)
    give(world.centre_official, start=date(2026, 11, 28), end=date(2026, 11, 30))


def test_only_a_heads_post_is_delegated(world, deputy, give):
    with pytest.raises(RuleBroken, match="người đứng đầu"):
        give(world.centre_official, post=deputy.post)


def test_not_to_the_holder_and_not_to_another_ward(world, give):
    with pytest.raises(RuleBroken, match="đang giữ chính chức danh này"):
        give(world.culture_head)
    with pytest.raises(RuleBroken, match="cùng địa phương"):
        give(world.official_of_another_ward)


def test_a_colleague_and_another_ward_may_not(world, give):
    for stranger in (world.chair, world.administrator_of_another_ward):
        with pytest.raises(PermissionDenied):
            give(by=stranger)


def test_nobody_acts_for_the_head_of_a_closed_unit(world, deputy, give):
    give(world.centre_official)
    Unit.objects.filter(pk=world.culture_office.pk).update(valid_to=date(2026, 11, 22))
    assert on(23, world.centre_official)[1] == frozenset()
