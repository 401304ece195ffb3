"""The check of every locality's data, each night after the figures were refreshed."""

from procrastinate.contrib.django import app

from kheo.base import clock
from kheo.base.one_by_one import one_by_one
from kheo.base.policies import system
from kheo.people.models import Locality
from kheo.quality import actions

AT_A_QUARTER_PAST_SIX_IN_VIETNAM = "15 23 * * *"  # procrastinate counts in UTC


@app.periodic(cron=AT_A_QUARTER_PAST_SIX_IN_VIETNAM)
@app.task(queueing_lock="quality.check_data", pass_context=False)
@system
def check_data(timestamp: int) -> None:
    """Check the data of every locality; `timestamp` is when the job was due."""
    one_by_one(Locality.objects.order_by("pk"), lambda locality: actions.check_data(locality, by=None, now=clock.now()))
