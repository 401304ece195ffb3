"""The long part of an import: reading every row, to check it or to store it. Runs in the request or as a job."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.base import clock
from kheo.base.audit import digest, record
from kheo.base.models import Progress
from kheo.errors import RuleBroken
from kheo.intake.actions import aside, histories, loading, logs
from kheo.intake.actions.batches import end
from kheo.intake.actions.known import known_for, read_log, read_rows
from kheo.intake.actions.reading import unpack
from kheo.intake.rules import road
from kheo.intake.rules.road import AT_ONCE, is_log
from kheo.intake.rules.rows import Fault, Known
from kheo.people.models import Official
from kheo.procedures import access
from kheo.procedures.actions.settling import lock_dossiers, rulebook_of, settle
from kheo.procedures.models import ImportBatch
from kheo.procedures.rules.imports import State

MOST_FAULTS = 20_000  # kept of one file; bad rows are counted all the same


def is_small(batch: ImportBatch) -> bool:
    """Say whether a file is short enough to be worked on while its sender waits."""
    return batch.rows_total <= AT_ONCE


def check_rows(batch_id: int, *, by: Official) -> ImportBatch:
    """Read every row and keep what is wrong. Changes nothing but the batch's own counts, so it leaves no trace."""
    batch = ImportBatch.objects.select_related("staged", "progress").get(pk=batch_id)
    access.check_can_import(by, batch)
    if batch.state != State.CHECKING:
        return batch
    sieve = _Sieve()
    for place, _row in enumerate(sieve.good(_file(batch).rows()), start=1):
        if place % loading.CHUNK == 0:
            _say(batch, place)
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch_id)
        if batch.state == State.CHECKING:
            batch.state = State.CHECKED
            _note(batch, sieve)
            _say(batch, batch.rows_total, Progress.State.DONE)
    return batch


def import_rows(batch_id: int, *, by: Official) -> ImportBatch:
    """Store the approved rows: all in one transaction, with one audit record that holds the file's hash and counts."""
    batch = ImportBatch.objects.select_related("staged", "progress").get(pk=batch_id)
    access.check_can_import(by, batch)
    if batch.state != State.IMPORTING:
        return batch
    file, sieve = _file(batch), _Sieve()
    file.bring(_good(batch, file, sieve))
    with transaction.atomic():
        lock_dossiers(batch.locality_id)
        stored = _store(batch_id, file, sieve, by)
        file.tables.close_table()  # here, so that nobody is told of a failure after the rows are stored
    return stored


def check_and_store(batch_id: int, *, by: Official) -> ImportBatch:
    """Read every row once: store the good ones and keep what is wrong with the others, as nobody waits to be asked.

    The file is refused where no row is good: then it stays checked, and stores nothing.
    """
    batch = ImportBatch.objects.select_related("staged", "progress").get(pk=batch_id)
    access.check_can_import(by, batch)
    if batch.state != State.CHECKING:
        return batch
    file, sieve = _file(batch), _Sieve()
    file.bring(sieve.good(file.rows()))
    with transaction.atomic():
        lock_dossiers(batch.locality_id)
        batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch_id)
        if batch.state == State.CHECKING:
            if sieve.count:
                batch.state, batch.only_good = State.IMPORTING, True
                batch.save()
                batch = _store(batch_id, file, sieve, by)
            else:
                batch.state = State.CHECKED
                _note(batch, sieve)
        file.tables.close_table()
    return batch


def _note(batch: ImportBatch, sieve: "_Sieve") -> None:
    batch.rows_good, batch.rows_bad = sieve.count, len(sieve.bad)
    batch.save()
    loading.write_faults(batch, sieve.faults)


def _store(batch_id: int, file: "_File", sieve: "_Sieve", by: Official) -> ImportBatch:
    """Store what was brought in, and keep beside it what this very reading left out: the check may be older."""
    batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch_id)
    if batch.state != State.IMPORTING:
        return batch
    _note(batch, sieve)
    counts = file.store(batch, by)
    batch.rows_new, batch.rows_updated, batch.rows_unchanged = counts.new, counts.updated, counts.unchanged
    batch.procedures_new, batch.events_new = counts.procedures, counts.events
    left = aside.left_out(batch, sieve.bad)
    end(batch, State.DONE)
    aside.keep_aside(batch, left)
    changed = {
        "file": digest(batch.sha256),
        "rows": batch.rows_total,
        "new": counts.new,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "left_out": batch.rows_bad,
        "procedures_added": counts.procedures,
        "events_added": counts.events,
    }
    record("dossiers.imported", batch, by=by, changed=changed)
    _say(batch, batch.rows_total, Progress.State.DONE)
    return batch


class _Sieve:
    """Lets good rows by and keeps the numbers of the others, and what is wrong with the first of them."""

    def __init__(self) -> None:
        self.count = 0
        self.bad = array("L")
        self.faults: list[Fault] = []

    def good(self, rows: Iterator[tuple[int, Any]]) -> Iterator[Any]:
        """Give the good rows."""
        for number, row in rows:
            if isinstance(row, list):
                self.bad.append(number)
                if len(self.faults) < MOST_FAULTS:
                    self.faults += row
            else:
                self.count += 1
                yield row


def _good(batch: ImportBatch, file: "_File", sieve: _Sieve) -> Iterator[Any]:
    """Give the good rows; a row that has gone bad since the check stops an import of all rows, as no good row does."""
    yield from sieve.good(file.rows())
    if sieve.bad and not batch.only_good:
        words = _("Dòng %(row)s không còn đúng như lúc kiểm tra. Hãy kiểm tra lại tệp.")
        raise RuleBroken(words % {"row": sieve.bad[0]})
    road.check_can_import(State.CHECKED, sieve.count, len(sieve.bad), batch.only_good)


@dataclass
class _File:
    """A file whose rows are dossiers: how they are read, brought in and stored."""

    batch: ImportBatch
    known: Known

    def rows(self) -> Iterator[tuple[int, Any]]:
        """Read the rows one by one."""
        return read_rows(self.batch, self._given(), self.known)

    def catch_up(self, batch: ImportBatch) -> bool:
        """Take the on-time rule and the calendar as they are now; say whether they changed since the rows were read."""
        read, self.known.book = self.known.book, rulebook_of(batch.locality_id)
        return read != self.known.book

    tables: ClassVar[ModuleType] = loading

    def bring(self, rows: Iterator[Any]) -> None:
        """Bring good rows into the temporary tables; none are left where that is refused."""
        self.tables.open_table()
        try:
            self.copy_in(rows)
        except RuleBroken:
            self.tables.close_table()
            raise

    def copy_in(self, rows: Iterator[Any]) -> None:
        """Bring good rows into the temporary tables."""
        loading.copy_in(rows, self.known.book, partial(_say, self.batch))

    def store(self, batch: ImportBatch, by: Official) -> loading.Counts:
        """Store what was brought in, judged by the rule of now."""
        is_judged_anew = self.catch_up(batch)
        counts = histories.store(batch, self.known, by)
        if is_judged_anew:
            of_file, these = "SELECT id FROM procedures_dossier WHERE batch_id = %s", [batch.pk]
            settle(of_file, these, locality_id=batch.locality_id, book=self.known.book, trusts_state=True)
        return counts

    def _given(self) -> Iterator[list[str]]:
        return unpack(bytes(self.batch.staged.content))  # type: ignore[attr-defined]


@dataclass
class _LogFile(_File):
    """A file whose rows are events of dossiers."""

    def rows(self) -> Iterator[tuple[int, Any]]:
        """Read the rows one by one."""
        return read_log(self.batch, self._given(), logs.log_for(self.batch, self.known))

    tables: ClassVar[ModuleType] = logs

    def copy_in(self, rows: Iterator[Any]) -> None:
        """Bring good events into the temporary table."""
        logs.copy_in(rows, partial(_say, self.batch))

    def store(self, batch: ImportBatch, by: Official) -> loading.Counts:
        """Store what was brought in, judged by the rule of now."""
        self.catch_up(batch)
        return logs.store(batch, self.known, by)


def _file(batch: ImportBatch) -> _File:
    known = known_for(batch, clock.today())
    return (_LogFile if is_log(batch.mapping) else _File)(batch, known)


def _say(batch: ImportBatch, done: int, state: Progress.State = Progress.State.RUNNING) -> None:
    Progress.objects.filter(pk=batch.progress_id or 0).update(done=done, state=state)
