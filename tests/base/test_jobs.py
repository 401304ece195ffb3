"""Background work is known to the worker that runs it."""

import subprocess
import sys
import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from kheo.base import jobs
from kheo.base.models import OnceKey

LOADED = """
import django
django.setup()
from procrastinate.contrib.django import app
print(*sorted(app.tasks))
print(*sorted(name for name, _id in app.periodic_registry.periodic_tasks))
"""


@pytest.mark.long
def test_a_process_that_only_starts_django_knows_every_job():
    """As the worker does: no page was loaded, so no view has imported the jobs."""
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    tasks, periodic = (set(line.split()) for line in told.stdout.splitlines())
    nightly = {"indicators.jobs.refresh_all", "intake.jobs.forget_old_files", "base.jobs.forget_old_keys"}
    nightly |= {"base.jobs.forget_sessions"}
    imports = {"intake.jobs.check_rows", "intake.jobs.import_rows"}
    nightly |= {"intake.jobs.watch_folder"}
    assert {f"kheo.{name}" for name in nightly | imports} <= tasks
    assert {f"kheo.{name}" for name in nightly} <= periodic


def test_the_nightly_job_forgets_old_answers(world):
    OnceKey.objects.create(token="6b0f3a50-6a3b-4b0e-9d0c-0e5a6d0f7a11", made_at="2026-01-01T00:00:00Z")
    jobs.forget_old_keys(timestamp=0)
    assert not OnceKey.objects.exists()


def test_the_nightly_job_forgets_sessions_that_ran_out_and_no_others(world, client_of):
    client = client_of(world.clerk)
    Session.objects.create(session_key="cu", session_data="", expire_date="2026-01-01T00:00:00Z")
    jobs.forget_sessions(timestamp=0)
    assert [session.session_key for session in Session.objects.all()] == [client.session.session_key]


def test_a_job_under_which_the_database_goes_away_may_run_again(world):
    """In a thread of its own, whose connection nobody else holds."""
    told = []

    def job():
        for order in ("SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 1"):
            try:
                with jobs.surviving(), connection.cursor() as cursor:
                    cursor.execute(order)
                    told.append("done")
            except jobs.DatabaseGone:
                told.append("gone")
        connection.close()

    thread = threading.Thread(target=job)
    thread.start()
    thread.join()
    assert told == ["gone", "done"]


def test_another_mistake_in_a_job_is_no_reason_to_run_again(world):
    with pytest.raises(ZeroDivisionError), jobs.surviving():
        _ = 1 / 0
