"""The nightly refresh of all figures, and the clearing of files that no snapshot names."""

from procrastinate.contrib.django import app

from kheo.base import clock
from kheo.base.one_by_one import one_by_one
from kheo.base.policies import system
from kheo.indicators import actions, snapshot
from kheo.people.models import Locality

AT_HALF_PAST_FIVE_IN_VIETNAM = "30 22 * * *"  # procrastinate counts in UTC
EVERY_HOUR = "45 * * * *"


@app.periodic(cron=AT_HALF_PAST_FIVE_IN_VIETNAM)
@app.task(queueing_lock="indicators.refresh_all", pass_context=False)
@system
def refresh_all(timestamp: int) -> None:
    """Refresh every locality; `timestamp` is when the job was due."""
    one_by_one(Locality.objects.order_by("pk"), lambda locality: actions.refresh(locality, by=None, now=clock.now()))


@app.periodic(cron=EVERY_HOUR)
@app.task(queueing_lock="indicators.clear_leftovers", pass_context=False)
@system
def clear_leftovers(timestamp: int) -> None:
    """Remove files whose refresh was undone; `timestamp` is when the job was due."""
    snapshot.clear_leftovers(clock.now())
