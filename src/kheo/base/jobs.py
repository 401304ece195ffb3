"""What the base forgets by night."""

from procrastinate.contrib.django import app

from kheo.base import once

AT_TWO_IN_VIETNAM = "0 19 * * *"  # procrastinate counts in UTC


@app.periodic(cron=AT_TWO_IN_VIETNAM)
@app.task(queueing_lock="base.forget_old_keys", pass_context=False)
def forget_old_keys(timestamp: int) -> None:
    """Drop the answers kept for forms sent twice; `timestamp` is when the job was due."""
    once.forget_old_keys()
