"""The audit record is sealed every ten minutes, and its head mailed every morning."""

from django.conf import settings
from procrastinate.contrib.django import app

from kheo.base import clock
from kheo.base.policies import system
from kheo.seals import sealing

EVERY_TEN_MINUTES = "*/10 * * * *"
AT_SIX_IN_VIETNAM = "0 23 * * *"  # procrastinate counts in UTC


@app.periodic(cron=EVERY_TEN_MINUTES)
@app.task(queueing_lock="seals.seal_log", pass_context=False)
@system
def seal_log(timestamp: int) -> None:
    """Seal what is ready; `timestamp` is when the job was due."""
    sealing.seal_log(now=clock.now())


@app.periodic(cron=AT_SIX_IN_VIETNAM)
@app.task(queueing_lock="seals.mail_head", pass_context=False)
@system
def mail_head(timestamp: int) -> None:
    """Send the newest head to those who keep it outside."""
    sealing.mail_head(installation=settings.ALLOWED_HOSTS[0])
