"""Long imports beside the server, and the weekly forgetting of files that nobody finished."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from procrastinate import JobContext
from procrastinate.contrib.django import app

from kheo.base import clock
from kheo.base.jobs import AGAIN, TRIES, database_is_gone, surviving
from kheo.base.policies import needs, system
from kheo.errors import RuleBroken
from kheo.intake import actions, unattended
from kheo.people.models import Official
from kheo.procedures.models import IMPORTERS

EVERY_MINUTE = "* * * * *"
AT_NIGHT_IN_VIETNAM = "15 18 * * *"  # procrastinate counts in UTC


@app.task(queue="imports", aliases=["kheo.procedures.jobs.check_rows"], retry=AGAIN, pass_context=True)
@needs(*IMPORTERS)
def check_rows(context: JobContext, batch_id: int, official_id: int) -> None:
    """Check the rows of a long file."""
    _run(context, actions.check_rows, batch_id, official_id)


@app.task(queue="imports", aliases=["kheo.procedures.jobs.import_rows"], retry=AGAIN, pass_context=True)
@needs(*IMPORTERS)
def import_rows(context: JobContext, batch_id: int, official_id: int) -> None:
    """Store the rows of a long file."""
    _run(context, actions.import_rows, batch_id, official_id)


@app.periodic(cron=AT_NIGHT_IN_VIETNAM)
@app.task(queueing_lock="intake.forget_old_files", pass_context=False)
@system
def forget_old_files(timestamp: int) -> None:
    """Drop what is left of old, unfinished imports; `timestamp` is when the job was due."""
    actions.forget_old_files()


@app.periodic(cron=EVERY_MINUTE)
@app.task(queue="imports", queueing_lock="intake.watch_folder", lock="intake.watch_folder", pass_context=False)
@system
def watch_folder(timestamp: int) -> None:
    """Take in the files that were laid into the folder, each for the official whose name its place bears."""
    unattended.take_from_folder(clock.now())


def _run(context: JobContext, act: Callable[..., Any], batch_id: int, official_id: int) -> None:
    """Run an action for an official; what goes wrong is told to them on the page of the import."""
    with surviving():
        by = Official.objects.get(pk=official_id)
        if context.job.attempts >= TRIES:
            sentence = _("Việc này bị ngắt giữa chừng quá nhiều lần, chưa nhập dòng nào. Hãy báo người quản trị.")
            actions.fail_import(batch_id, sentence, by=by)
            return
        try:
            act(batch_id, by=by)
        except RuleBroken as broken:
            actions.fail_import(batch_id, broken.message, by=by)
        except Exception:
            if database_is_gone():
                raise
            sentence = _("Có lỗi của hệ thống, chưa nhập dòng nào. Hãy thử lại, hoặc báo người quản trị.")
            actions.fail_import(batch_id, sentence, by=by)
            raise
