"""Open a post in a unit, with the roles that hang on it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Post
from kheo.people.rules import Role
from tests.world import LONG_AGO

pytestmark = pytest.mark.empty_house


def post(world, **fields):
    usual = {"unit": world.culture_office, "title": "Trưởng phòng", "roles": [Role.HEAD], "is_head": True}
    return Post(**{**usual, "valid_from": LONG_AGO, **fields})


def test_it_carries_its_roles_and_leaves_one_record_without_its_title(world):
    made = actions.open_post(post(world), by=world.administrator)
    trace = AuditRecord.objects.get(verb="post.opened", object_id=made.pk)
    assert trace.changed == {"unit": world.culture_office.pk, "is_head": True, "roles": ["head"]}


def test_a_unit_has_one_head_at_a_time(world):
    by = world.administrator
    actions.open_post(post(world, valid_to=date(2026, 6, 30)), by=by)
    with pytest.raises(RuleBroken, match="đã có chức danh người đứng đầu"):
        actions.open_post(post(world, valid_from=date(2026, 6, 30)), by=by)
    later = actions.open_post(post(world, valid_from=date(2026, 7, 1)), by=by)
    heads = Post.objects.heads().filter(unit=world.culture_office)
    assert heads.on(date(2026, 6, 30)).count() == heads.on(date(2026, 7, 1)).count() == 1
    assert heads.on(date(2026, 7, 1)).get() == later


def test_others_stand_beside_the_head_in_any_number(world):
    actions.open_post(post(world), by=world.administrator)
    for _colleague in range(2):
        actions.open_post(post(world, is_head=False, title="Chuyên viên"), by=world.administrator)
    assert Post.objects.filter(unit=world.culture_office).count() == 3


def test_a_colleague_and_another_ward_may_not(world):
    for stranger in (world.chair, world.administrator_of_another_ward):
        with pytest.raises(PermissionDenied):
            actions.open_post(post(world), by=stranger)


def test_a_role_that_does_not_exist_is_refused(world):
    with pytest.raises(ValueError, match="king"):
        actions.open_post(post(world, roles=["king"]), by=world.administrator)
    assert not Post.objects.filter(unit=world.culture_office).exists()


def test_it_ends_no_earlier_than_it_starts(world):
    with pytest.raises(RuleBroken, match="Ngày kết thúc"):
        actions.open_post(post(world, valid_to=date(2025, 6, 30)), by=world.administrator)
    made = actions.open_post(post(world), by=world.administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=made.pk).update(valid_to=date(2025, 6, 30))


def test_the_database_refuses_a_second_head_without_end(world):
    actions.open_post(post(world), by=world.administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        post(world).save()
