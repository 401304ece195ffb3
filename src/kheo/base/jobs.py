"""What the base forgets by night and by the hour, and the second chance of jobs whose worker died."""

from django.contrib.sessions.backends.db import SessionStore
from procrastinate import JobContext
from procrastinate.contrib.django import app

from kheo.base import attachments, clock, once
from kheo.base.policies import system

AT_TWO_IN_VIETNAM = "0 19 * * *"  # procrastinate counts in UTC
AT_A_QUARTER_PAST = "15 19 * * *"
EVERY_HOUR = "40 * * * *"
EVERY_FIFTEEN_SECONDS = "* * * * * */15"
SILENCE = 30  # seconds without a sign of life: a worker gives one every ten


@app.periodic(cron=AT_TWO_IN_VIETNAM)
@app.task(queueing_lock="base.forget_old_keys", pass_context=False)
@system
def forget_old_keys(timestamp: int) -> None:
    """Drop the answers kept for forms sent twice; `timestamp` is when the job was due."""
    once.forget_old_keys()


@app.periodic(cron=EVERY_FIFTEEN_SECONDS)
@app.task(queueing_lock="base.take_up_again", pass_context=True)
@system
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Put jobs back into the queue whose worker was killed; every job is written so that it may run twice."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        await jobs.retry_job(job)


@app.periodic(cron=AT_A_QUARTER_PAST)
@app.task(queueing_lock="base.forget_sessions", pass_context=False)
@system
def forget_sessions(timestamp: int) -> None:
    """Drop the sessions that have run out; `timestamp` is when the job was due."""
    SessionStore.clear_expired()


@app.periodic(cron=EVERY_HOUR)
@app.task(queueing_lock="base.clear_leftovers", pass_context=False)
@system
def clear_leftovers(timestamp: int) -> None:
    """Remove files whose act was undone; `timestamp` is when the job was due."""
    attachments.clear_leftovers(clock.now())
