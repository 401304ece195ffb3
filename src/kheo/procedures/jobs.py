"""Judging many dossiers again beside the server."""

from procrastinate.contrib.django import app

from kheo.base.jobs import AGAIN, surviving
from kheo.base.policies import needs
from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.procedures import actions


@app.task(queue="imports", lock="procedures.recompute", retry=AGAIN)
@needs(Role.ADMINISTRATOR)
def recompute(rule_id: int, official_id: int) -> None:
    """Judge the dossiers again that a new version of the rule concerns."""
    with surviving():
        actions.recompute(rule_id, by=Official.objects.get(pk=official_id))
