"""Let an official hold a post from a day to a day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Holding, Official
from kheo.people.rules import Role
from tests import emptying  # noqa: F401  a transactional test ends with an emptied database
from tests.world import LONG_AGO

FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)


@pytest.fixture
def newcomer(world):
    return actions.admit_official("can.bo.1", by=world.administrator)


@pytest.fixture
def head_post(world):
    return world.post(world.culture_office, "Trưởng phòng", Role.HEAD, is_head=True)


def roles_on(day, official):
    with clock.standing_at(datetime(day.year, day.month, day.day, 5, tzinfo=UTC)):
        return Official.objects.get(pk=official.pk).roles


def test_roles_come_with_the_post_and_go_with_it(world, newcomer, head_post):
    actions.appoint(newcomer, head_post, by=world.administrator, start=FRIDAY, end=MONDAY)
    assert roles_on(date(2026, 11, 26), newcomer) == frozenset()
    assert roles_on(FRIDAY, newcomer) == roles_on(MONDAY, newcomer) == {Role.HEAD}
    assert roles_on(date(2026, 12, 1), newcomer) == frozenset()


def test_the_day_begins_at_midnight_in_viet_nam(world, newcomer, head_post):
    actions.appoint(newcomer, head_post, by=world.administrator, start=FRIDAY)
    for hour, minute, roles in ((16, 59, set()), (17, 0, {Role.HEAD})):  # 23:59 and 00:00 in Việt Nam
        with clock.standing_at(datetime(2026, 11, 26, hour, minute, tzinfo=UTC)):
            assert Official.objects.get(pk=newcomer.pk).roles == roles


def test_it_leaves_one_record(world, newcomer, head_post):
    actions.appoint(newcomer, head_post, by=world.administrator, start=FRIDAY)
    trace = AuditRecord.objects.get(verb="post.held", object_id=head_post.pk)
    assert trace.changed == {"official": newcomer.pk, "start": "2026-11-27", "end": None}


def test_a_head_post_has_one_holder_at_a_time(world, newcomer, head_post):
    other = actions.admit_official("can.bo.2", by=world.administrator)
    actions.appoint(newcomer, head_post, by=world.administrator, start=LONG_AGO, end=FRIDAY)
    with pytest.raises(RuleBroken, match="đã có người giữ"):
        actions.appoint(other, head_post, by=world.administrator, start=FRIDAY)
    actions.appoint(other, head_post, by=world.administrator, start=date(2026, 11, 28))
    assert roles_on(FRIDAY, newcomer) == roles_on(MONDAY, other) == {Role.HEAD}
    assert roles_on(FRIDAY, other) == roles_on(MONDAY, newcomer) == frozenset()


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_at_once_one_appoints_the_head(world, newcomer, head_post):
    candidates, barrier = [newcomer, actions.admit_official("can.bo.2", by=world.administrator)], Barrier(2)

    def press(candidate):
        barrier.wait()
        try:
            actions.appoint(candidate, head_post, by=world.administrator, start=FRIDAY)
        except RuleBroken as broken:
            return broken.message
        finally:
            connections.close_all()
        return "xong"

    with ThreadPoolExecutor(2) as hands:
        told = sorted(hands.map(press, candidates))
    assert told == ["Chức danh người đứng đầu đã có người giữ trong thời gian này.", "xong"]


def test_nobody_holds_the_same_post_twice_at_once(world, newcomer):
    post = world.post(world.culture_office, "Chuyên viên", Role.OFFICIAL)
    actions.appoint(newcomer, post, by=world.administrator, start=LONG_AGO)
    with pytest.raises(RuleBroken, match="đã giữ chức danh đó"):
        actions.appoint(newcomer, post, by=world.administrator, start=FRIDAY, end=MONDAY)


def test_one_official_may_hold_two_posts_and_acts_in_the_head_post(world, newcomer, head_post):
    desk = world.post(world.service_centre, "Công chức tiếp nhận", Role.ONE_STOP_DESK)
    for post in (desk, head_post):
        actions.appoint(newcomer, post, by=world.administrator, start=LONG_AGO)
    assert newcomer.roles == {Role.HEAD, Role.ONE_STOP_DESK}
    assert newcomer.post == head_post
    assert newcomer.headed_unit_ids == {world.culture_office.pk}


def test_an_official_of_another_ward_cannot_be_given_a_post_here(world, head_post):
    with pytest.raises(RuleBroken, match="cùng địa phương"):
        actions.appoint(world.official_of_another_ward, head_post, by=world.administrator, start=FRIDAY)


def test_a_post_is_held_only_while_it_exists(world, newcomer):
    post = world.post(world.culture_office, "Chuyên viên", Role.OFFICIAL)
    post.valid_to = FRIDAY
    post.save()
    with pytest.raises(RuleBroken, match="không có trong suốt"):
        actions.appoint(newcomer, post, by=world.administrator, start=FRIDAY, end=MONDAY)
    with pytest.raises(RuleBroken, match="không có trong suốt"):
        actions.appoint(newcomer, post, by=world.administrator, start=date(2025, 6, 30), end=FRIDAY)


def test_a_colleague_and_another_ward_may_not(world, newcomer, head_post):
    for stranger in (world.chair, world.administrator_of_another_ward):
        with pytest.raises(PermissionDenied):
            actions.appoint(newcomer, head_post, by=stranger, start=FRIDAY)
    assert not Holding.objects.filter(post=head_post).exists()
