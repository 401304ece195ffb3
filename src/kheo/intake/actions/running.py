"""The long part of an import: reading every row, to check it or to store it. Runs in the request or as a job."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.base import clock
from kheo.base.audit import digest, record
from kheo.base.models import Progress
from kheo.errors import RuleBroken
from kheo.intake.actions import histories, loading
from kheo.intake.actions.batches import end
from kheo.intake.actions.known import known_for, read_rows
from kheo.intake.actions.reading import unpack
from kheo.intake.rules.road import AT_ONCE
from kheo.intake.rules.rows import Fault, Known, Row
from kheo.people.models import Official
from kheo.procedures import access
from kheo.procedures.models import ImportBatch
from kheo.procedures.rules.imports import State


def is_small(batch: ImportBatch) -> bool:
    """Say whether a file is short enough to be worked on while its sender waits."""
    return batch.rows_total <= AT_ONCE


def check_rows(batch_id: int, *, by: Official) -> ImportBatch:
    """Read every row and keep what is wrong. Changes nothing but the batch's own counts, so it leaves no trace."""
    batch = ImportBatch.objects.select_related("staged", "progress").get(pk=batch_id)
    access.check_can_import(by, batch)
    if batch.state != State.CHECKING:
        return batch
    faults: list[Fault] = []
    good = bad = 0
    for place, (_number, row) in enumerate(_rows(batch, _known(batch)), start=1):
        if isinstance(row, list):
            bad += 1
            faults += row
        else:
            good += 1
        if place % loading.CHUNK == 0:
            _say(batch, place)
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch_id)
        if batch.state != State.CHECKING:
            return batch
        batch.state, batch.rows_good, batch.rows_bad = State.CHECKED, good, bad
        batch.save()
        loading.write_faults(batch, faults)
        _say(batch, batch.rows_total, Progress.State.DONE)
    return batch


def import_rows(batch_id: int, *, by: Official) -> ImportBatch:
    """Store the approved rows: all in one transaction, with one audit record that holds the file's hash and counts."""
    batch = ImportBatch.objects.select_related("staged", "progress", "made_by").get(pk=batch_id)
    access.check_can_import(by, batch)
    if batch.state != State.IMPORTING:
        return batch
    known = _known(batch)
    loading.open_table()
    try:
        loading.copy_in(_good(batch, known), known.book, lambda done: _say(batch, done))
    except RuleBroken:
        loading.close_table()
        raise
    with transaction.atomic():
        stored = _store(batch_id, known, by)
        loading.close_table()  # here, so that nobody is told of a failure after the rows are stored
    return stored


def _store(batch_id: int, known: Known, by: Official) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update(of=["self"]).select_related("made_by").get(pk=batch_id)
    if batch.state != State.IMPORTING:
        return batch
    batch.procedures_new = loading.add_procedures(batch, known.new.values())
    reopened = histories.find_reopened(batch)
    counts = loading.upsert(batch)
    histories.add_of_rows(batch, reopened, known.book)
    batch.rows_new, batch.rows_updated, batch.rows_unchanged = counts.new, counts.updated, counts.unchanged
    end(batch, State.DONE)
    changed = {
        "file": digest(batch.sha256),
        "rows": batch.rows_total,
        "new": counts.new,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "left_out": batch.rows_bad,
        "procedures_added": batch.procedures_new,
    }
    record("dossiers.imported", batch, by=by, changed=changed)
    _say(batch, batch.rows_total, Progress.State.DONE)
    return batch


def _good(batch: ImportBatch, known: Known) -> Iterator[Row]:
    """Give the good rows; a row that has gone bad since the check stops an import of all rows."""
    for number, row in _rows(batch, known):
        if isinstance(row, Row):
            yield row
        elif not batch.only_good:
            raise RuleBroken(_("Dòng %(row)s không còn đúng như lúc kiểm tra. Hãy kiểm tra lại tệp.") % {"row": number})


def _rows(batch: ImportBatch, known: Known) -> Iterator[tuple[int, Row | list[Fault]]]:
    return read_rows(batch, unpack(bytes(batch.staged.content)), known)


def _known(batch: ImportBatch) -> Known:
    return known_for(batch, clock.today())


def _say(batch: ImportBatch, done: int, state: Progress.State = Progress.State.RUNNING) -> None:
    Progress.objects.filter(pk=batch.progress_id or 0).update(done=done, state=state)
