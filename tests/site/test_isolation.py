"""The border of a unit. That of the ward is tried at every address by tests/permissions/test_matrix.py."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from kheo.base.routes import routes
from kheo.commitments.actions import commit
from kheo.indicators.models import Snapshot
from kheo.work import actions
from kheo.work.models import Evidence
from tests.commitments.conftest import STARTED, facts, story

__all__ = ["facts", "story"]

NAMED = ("work:task", "work:evidence", "procedures:dossier", "commitments:show", "indicators:file")


@pytest.fixture
def things(story):
    """One of each thing of the service centre; the number that each address takes."""
    world = story([39] * 16)
    task = world.task(lead_unit=world.service_centre)
    actions.add_evidence(task.pk, by=world.centre_head, file=world.paper())
    made = commit(
        unit=world.service_centre, indicator_code="ho-so-dung-han", target=Decimal(95), started_on=STARTED,
        due_on=date(2026, 12, 31), by=world.centre_head,
    )  # fmt: skip
    return world, {
        "task_id": task.pk, "evidence_id": Evidence.objects.get().pk, "dossier_id": world.dossier().pk,
        "commitments:show": made.pk, "indicators:file": Snapshot.objects.latest("pk").pk,
    }  # fmt: skip


ROUTES = {route.name: route for route in routes()}


def address_of(name, numbers):
    """Give the address with the numbers of the service centre."""
    return reverse(name, kwargs={key: numbers[name if key == "pk" else key] for key in ROUTES[name].arguments})


@pytest.mark.long
def test_the_head_of_another_unit_opens_neither_task_nor_dossier_nor_commitment(things, client_of):
    world, numbers = things
    client = client_of(world.culture_head)
    for name in NAMED:
        assert client.get(address_of(name, numbers)).status_code == 404, name
