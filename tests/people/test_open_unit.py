"""Open a unit in the tree of the ward."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Unit
from kheo.people.rules import UnitKind
from tests.world import LONG_AGO

SCHEME = "Quyết định 20/2020/QĐ-TTg"


def unit(world, **fields):
    usual = {
        "locality": world.ward, "parent": world.administrator.unit, "name": "Tổ dân phố 1 (minh hoạ)",
        "short_name": "TDP 1", "kind": UnitKind.RESIDENTIAL_GROUP, "valid_from": LONG_AGO,
    }  # fmt: skip
    return Unit(**usual | fields)


def test_it_hangs_below_its_parent(world):
    made = actions.open_unit(unit(world), by=world.administrator)
    root = world.administrator.unit
    made.refresh_from_db()
    assert made.path == f"{root.path}{made.pk}/"
    assert list(Unit.objects.under(made)) == [made]
    assert made in Unit.objects.under(root)


def test_it_leaves_one_record_without_its_name(world):
    made = actions.open_unit(unit(world), by=world.administrator)
    trace = AuditRecord.objects.get(verb="unit.opened", object_id=made.pk)
    assert trace.changed == {"parent": made.parent_id, "kind": "residential_group", "from": "2025-07-01"}


def test_a_colleague_without_the_right_may_not(world):
    with pytest.raises(PermissionDenied):
        actions.open_unit(unit(world), by=world.chair)


def test_another_ward_may_not(world):
    with pytest.raises(PermissionDenied):
        actions.open_unit(unit(world), by=world.administrator_of_another_ward)


def test_it_cannot_hang_in_the_tree_of_another_ward(world):
    with pytest.raises(RuleBroken, match="cùng địa phương"):
        actions.open_unit(unit(world, parent=world.administrator_of_another_ward.unit), by=world.administrator)


def test_it_cannot_hang_below_a_unit_that_does_not_exist_yet(world):
    with pytest.raises(RuleBroken, match="không hoạt động"):
        actions.open_unit(unit(world, valid_from=date(2025, 6, 30)), by=world.administrator)


def test_a_code_needs_its_scheme_and_names_one_unit_of_the_ward(world):
    by = world.administrator
    with pytest.raises(RuleBroken, match="hệ mã"):
        actions.open_unit(unit(world, identifier_code="H29.1.1"), by=by)
    coded = {"identifier_code": "H29.1.1", "identifier_scheme": SCHEME}
    actions.open_unit(unit(world, **coded), by=by)
    with pytest.raises(RuleBroken, match="đơn vị khác"):
        actions.open_unit(unit(world, **coded), by=by)
    actions.open_unit(unit(world, **coded | {"identifier_scheme": "Mã nội bộ"}), by=by)


@pytest.mark.parametrize(
    "wrong", [{"valid_to": date(2025, 6, 30)}, {"identifier_code": "H29.1.1"}, {"parent": None, "locality": None}]
)
def test_the_database_refuses_what_must_never_be(world, wrong):
    made = actions.open_unit(unit(world), by=world.administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=made.pk).update(**wrong)


def test_units_of_a_day_are_those_that_existed_then(world):
    by = world.administrator
    old = actions.open_unit(unit(world, valid_to=date(2026, 6, 30)), by=by)
    new = actions.open_unit(unit(world, valid_from=date(2026, 7, 1)), by=by)
    there = {
        day: set(Unit.objects.of(world.ward).on(day)) & {old, new} for day in (date(2026, 6, 30), date(2026, 7, 1))
    }
    assert list(there.values()) == [{old}, {new}]


def test_a_subtree_is_no_neighbour_whose_number_begins_alike(world):
    """/1/ is no beginning of /12/: the path ends with a slash."""
    root = world.administrator.unit
    neighbour = actions.open_unit(unit(world, parent=root), by=world.administrator)
    Unit.objects.filter(pk=neighbour.pk).update(path=f"{root.path[:-1]}2/")
    assert neighbour not in Unit.objects.under(root)


def test_a_subtree_is_found_by_its_index(world):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Unit.objects.under(world.administrator.unit).order_by().explain()
    assert "unit_path_prefix" in plan
