"""What the base forgets by night and by the hour, and the second chance of jobs whose worker died."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError, connection
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from kheo.base import attachments, clock, once
from kheo.base.policies import system

AT_TWO_IN_VIETNAM = "0 19 * * *"  # procrastinate counts in UTC
AT_A_QUARTER_PAST = "15 19 * * *"
EVERY_HOUR = "40 * * * *"
EVERY_FIFTEEN_SECONDS = "* * * * * */15"
SILENCE = 30  # seconds without a sign of life: a worker gives one every ten


class DatabaseGone(Exception):
    """The database went away under a job, which left nothing behind and may run again."""


TRIES = 30  # starts after which a job is told to end: the next one must only say so
AGAIN = RetryStrategy(max_attempts=TRIES, wait=5, retry_exceptions=[DatabaseGone])  # wait: seconds


def database_is_gone() -> bool:
    """Say whether the connection to the database broke."""
    return connection.connection is None or connection.connection.closed


@contextmanager
def surviving() -> Iterator[None]:
    """Raise `DatabaseGone` where the database went away, for a job that has `retry=AGAIN`."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        if not database_is_gone():
            raise
        connection.close()
        raise DatabaseGone from error


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
    """Put jobs back into the queue whose worker was killed; every job is written so that it may run twice.

    A worker does one job at a time: another one that is said to run in ours ended while the database was away.
    """
    jobs, own = context.app.job_manager, context.job
    stalled = list(await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENCE))
    if own.worker_id is not None:
        stalled += await jobs.list_jobs_async(status="doing", worker_id=own.worker_id)
    for job in {each.id: each for each in stalled if each.id != own.id}.values():
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
