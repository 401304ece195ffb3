"""Close units and note which follow them: many to many, never by name."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Official, Unit, UnitSuccession
from tests.world import LONG_AGO

DAY = date(2027, 1, 1)


def lines():
    return set(UnitSuccession.objects.values_list("predecessor", "successor", "is_whole"))


def test_two_units_merge_into_one(world):
    old, new = [world.culture_office, world.council_office], world.unit("Phòng mới (minh hoạ)")
    actions.reorganise(old, [new], by=world.administrator, on=DAY)
    assert lines() == {(unit.pk, new.pk, True) for unit in old}
    assert set(Unit.objects.of(world.ward).on(date(2026, 12, 31))) >= {*old, new}
    assert not set(Unit.objects.of(world.ward).on(DAY)) & set(old)


def test_two_units_are_cut_anew_into_two(world):
    old = [world.culture_office, world.council_office]
    new = [world.unit("Phòng A (minh hoạ)"), world.unit("Phòng B (minh hoạ)")]
    actions.reorganise(old, new, by=world.administrator, on=DAY)
    assert lines() == {(one.pk, two.pk, False) for one in old for two in new}


def test_each_closed_unit_has_its_record(world):
    old, new = [world.culture_office, world.council_office], world.unit("Phòng mới (minh hoạ)")
    actions.reorganise(old, [new], by=world.administrator, on=DAY)
    traces = AuditRecord.objects.filter(verb="unit.reorganised")
    assert {trace.object_id for trace in traces} == {unit.pk for unit in old}
    assert all(trace.changed == {"successors": [new.pk], "on": "2027-01-01"} for trace in traces)


def test_posts_of_a_closed_unit_end_with_it(world):
    head, new = world.culture_head, world.unit("Phòng mới (minh hoạ)")
    actions.reorganise([world.culture_office], [new], by=world.administrator, on=DAY)
    for moment, holds in ((datetime(2026, 12, 31, 5, tzinfo=UTC), True), (datetime(2027, 1, 1, 5, tzinfo=UTC), False)):
        with clock.standing_at(moment):
            assert bool(Official.objects.get(pk=head.pk).roles) is holds


def test_units_that_are_closed_or_not_open_yet_cannot_take_part(world):
    by, old = world.administrator, world.culture_office
    late = world.unit("Phòng mở sau (minh hoạ)")
    Unit.objects.filter(pk=late.pk).update(valid_from=date(2027, 1, 2))
    with pytest.raises(RuleBroken, match="Đơn vị mới phải hoạt động"):
        actions.reorganise([old], [late], by=by, on=DAY)
    with pytest.raises(RuleBroken, match="Đơn vị cũ phải đang hoạt động"):
        actions.reorganise([old], [world.council_office], by=by, on=LONG_AGO)
    actions.reorganise([old], [world.council_office], by=by, on=DAY)
    with pytest.raises(RuleBroken, match="Đơn vị cũ phải đang hoạt động"):
        actions.reorganise([old], [world.council_office], by=by, on=date(2027, 6, 1))


def test_no_unit_is_left_without_its_parent(world):
    below = world.unit("Tổ dân phố 1 (minh hoạ)", parent=world.culture_office)
    new = world.unit("Phòng mới (minh hoạ)")
    with pytest.raises(RuleBroken, match="còn đơn vị trực thuộc"):
        actions.reorganise([world.culture_office], [new], by=world.administrator, on=DAY)
    actions.reorganise([world.culture_office, below], [new], by=world.administrator, on=DAY)


def test_a_unit_does_not_follow_itself(world):
    with pytest.raises(RuleBroken, match="vừa là đơn vị cũ"):
        actions.reorganise([world.culture_office], [world.culture_office], by=world.administrator, on=DAY)


def test_a_colleague_may_not_and_no_ward_reorganises_another(world):
    theirs = world.administrator_of_another_ward.unit
    for by, old in ((world.chair, world.culture_office), (world.administrator, theirs)):
        with pytest.raises(PermissionDenied):
            actions.reorganise([old], [world.council_office], by=by, on=DAY)
    assert not UnitSuccession.objects.exists()


def test_a_refused_reorganisation_closes_nothing(world):
    world.unit("Tổ dân phố 1 (minh hoạ)", parent=world.culture_office)
    with pytest.raises(RuleBroken):
        actions.reorganise(
            [world.council_office, world.culture_office], [world.service_centre], by=world.administrator, on=DAY
        )
    assert not Unit.objects.filter(valid_to__isnull=False).exists()
    assert not AuditRecord.objects.filter(verb="unit.reorganised").exists()
