import pytest
from django.urls import reverse

from kheo.base.models import AuditRecord

AGREED = "Đồng ý"


@pytest.fixture
def trace():
    """Give the one audit record of a verb about a thing."""

    def find(verb, thing):
        return AuditRecord.objects.get(verb=verb, object_id=thing.pk, object_type=thing._meta.label_lower)

    return find


@pytest.fixture
def press(client_of):
    """Press a button of a task's page as somebody: `press(world.chair, "accept", task, note="…")` gives the answer."""

    def send(who, button, task, **fields):
        return client_of(who).post(reverse(f"work:{button}", args=[task.pk]), fields)

    return send
