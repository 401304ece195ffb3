"""Open a locality: an act of the installation itself."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.people.models import Locality, Official, Unit
from kheo.people.rules import Role
from tests.world import LONG_AGO

pytestmark = pytest.mark.empty_house


def test_its_first_administrator_stands_at_the_root_and_has_no_password(world):
    by = world.administrator
    assert by.roles == {Role.ADMINISTRATOR}
    assert by.unit == Unit.objects.of(world.ward).get(parent=None)
    assert by.unit.path == f"/{by.unit.pk}/"
    assert not by.has_usable_password()


def test_the_record_has_no_author_and_names_the_locality(world):
    assert world.administrator
    trace = AuditRecord.objects.get(verb="system.locality_founded")
    assert (trace.official_id, trace.object_id) == (None, world.ward.pk)
    assert trace.changed == {"on": LONG_AGO.isoformat(), "illustrative": True}


def test_before_its_first_day_nobody_stands_there(world):
    with clock.standing_at(datetime(2025, 6, 30, 5, tzinfo=UTC)):
        assert Official.objects.get(pk=world.administrator.pk).posts == []


def test_two_wards_share_neither_root_nor_tree(world):
    here, there = world.administrator.unit, world.administrator_of_another_ward.unit
    assert there not in Unit.objects.under(here)
    assert here not in Unit.objects.under(there)


def test_a_short_name_is_one_locality(world):
    assert world.ward
    with pytest.raises(IntegrityError), transaction.atomic():
        world._found("Phường khác (minh hoạ)", "phuong-thu")
    assert Locality.objects.count() == 1
