"""The cast itself stands."""

import pytest
from django.db import DatabaseError, connection, transaction

from kheo.base.models import AuditRecord
from kheo.people.models import Unit


def test_the_chair_heads_the_root_and_sees_the_whole_tree(world):
    chair = world.chair
    units = Unit.objects.of(world.ward).under(chair.unit)
    assert world.service_centre in units
    assert chair.heads_unit(chair.unit_id)
    assert not chair.heads_unit(world.service_centre.pk)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE base_auditrecord SET verb = 'x'", "DELETE FROM base_auditrecord", "TRUNCATE base_auditrecord CASCADE"],
)
def test_the_trace_cannot_be_bent_even_by_the_owner(world, statement):
    assert world.administrator and AuditRecord.objects.exists()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
