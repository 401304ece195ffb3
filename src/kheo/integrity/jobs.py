"""The look at every locality, each night after the figures were refreshed; it acts once a week."""

from procrastinate.contrib.django import app

from kheo.base import clock
from kheo.base.one_by_one import one_by_one
from kheo.base.policies import system
from kheo.integrity import actions
from kheo.people.models import Locality

AT_SIX_IN_VIETNAM = "0 23 * * *"  # procrastinate counts in UTC; the figures are refreshed half an hour before


@app.periodic(cron=AT_SIX_IN_VIETNAM)
@app.task(queueing_lock="integrity.ask_units", pass_context=False)
@system
def ask_units(timestamp: int) -> None:
    """Ask the units of every locality; `timestamp` is when the job was due."""
    one_by_one(Locality.objects.order_by("pk"), lambda locality: actions.ask_units(locality, now=clock.now()))
