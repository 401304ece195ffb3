"""Soon after midnight the boxes are opened."""

from procrastinate.contrib.django import app

from kheo.base import clock
from kheo.base.one_by_one import one_by_one
from kheo.base.policies import system
from kheo.people.models import Locality
from kheo.satisfaction import actions

AT_TWENTY_PAST_MIDNIGHT_IN_VIETNAM = "20 17 * * *"  # procrastinate counts in UTC


@app.periodic(cron=AT_TWENTY_PAST_MIDNIGHT_IN_VIETNAM)
@app.task(queueing_lock="satisfaction.empty_boxes", pass_context=False)
@system
def empty_boxes(timestamp: int) -> None:
    """Open the boxes of every locality; `timestamp` is when the job was due."""
    one_by_one(Locality.objects.order_by("pk"), lambda locality: actions.empty_boxes(locality, now=clock.now()))
