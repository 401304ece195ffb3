"""What is done to an imported file: taken, its columns chosen, its rows checked and stored, or dropped."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.base import attachments, clock
from kheo.base.audit import digest, record
from kheo.base.models import Progress
from kheo.base.seen import check_seen, mark_of
from kheo.errors import RuleBroken
from kheo.intake.actions import reading
from kheo.intake.actions.adapting import all_adapters
from kheo.intake.rules import columns, road
from kheo.intake.rules.adapters import choose
from kheo.intake.rules.columns import Field
from kheo.intake.rules.road import MOST_ROWS
from kheo.people.models import Official
from kheo.procedures import access
from kheo.procedures.models import ImportBatch, RowFault, StagedRows
from kheo.procedures.rules.imports import RUNNING, State

REMEMBERED = 10  # ended imports whose choices are looked at
KEPT_DAYS = 7
CHOSEN = ("mapping", "adds_procedures")
CHECKED = (*CHOSEN, "rows_good", "rows_bad")


@transaction.atomic
def take_file(
    file: UploadedFile, *, by: Official, largest: int = attachments.LARGEST, most_rows: int = MOST_ROWS
) -> ImportBatch:
    """Read a file in and guess its columns. The file itself is not kept: its rows are, without personal columns."""
    access.check_can_import(by)
    if not file.size:
        raise RuleBroken(_("Tệp rỗng, không có nội dung nào."), field="file")
    if file.size > largest:
        words = _("Tệp lớn hơn %(most)s MB. Hãy chia nhỏ rồi gửi lại.") % {"most": largest // 1024 // 1024}
        raise RuleBroken(words, field="file")
    content = file.read()
    table = reading.read_table(content, file.name or "", most_rows)
    adapter = choose(all_adapters(), _open_header(table))
    guessed = columns.guess(_open_header(table), remembered(by.locality_id) | dict(adapter.columns))
    batch = ImportBatch.objects.create(
        locality_id=by.locality_id,
        name=_plain(file.name or "tep"),
        adapter=adapter.code,
        sha256=hashlib.sha256(content).hexdigest(),
        header=table.header,
        refused=table.refused,
        samples=table.samples,
        mapping={name.value: place for name, place in guessed.items()},
        first_row=table.first_row,
        rows_total=table.filled,
        made_by=by,
        made_at=clock.now(),
    )
    StagedRows.objects.create(batch=batch, content=table.staged)
    taken = {"file": digest(batch.sha256), "rows": batch.rows_total, "columns_refused": len(table.refused)}
    record("dossiers.file_taken", batch, by=by, changed=taken)
    return batch


@transaction.atomic
def map_columns(
    batch_id: int, *, by: Official, mapping: Mapping[str, int], adds_procedures: bool = False, seen: str = ""
) -> ImportBatch:
    """Say which column holds which field; the rows are then to be checked (`check_rows`).

    `seen` here and below is the mark of what the page showed, of CHOSEN or CHECKED (kheo.base.seen).
    """
    batch = _locked(batch_id, by)
    check_seen(seen, mark_of(batch, CHOSEN))
    road.check_can_map(State(batch.state))
    chosen = {Field(name): place for name, place in mapping.items()}
    road.check_mapping(chosen, frozenset(batch.refused), len(batch.header))
    batch.mapping = {name.value: place for name, place in chosen.items()}
    batch.adds_procedures = adds_procedures
    _start(batch, State.CHECKING, by)
    record("dossiers.columns_mapped", batch, by=by, changed={"fields": sorted(chosen), "adds": adds_procedures})
    return batch


@transaction.atomic
def approve_import(batch_id: int, *, by: Official, only_good: bool, seen: str = "") -> ImportBatch:
    """Decide that the checked rows go in: all of them, or the good ones only. They are then stored (`import_rows`)."""
    batch = _locked(batch_id, by)
    check_seen(seen, mark_of(batch, CHECKED))
    road.check_can_import(State(batch.state), batch.rows_good, batch.rows_bad, only_good)
    batch.only_good = only_good
    _start(batch, State.IMPORTING, by)
    record("dossiers.import_approved", batch, by=by, changed={"only_good": only_good, "rows": batch.rows_good})
    return batch


@transaction.atomic
def cancel_import(batch_id: int, *, by: Official) -> ImportBatch:
    """Drop a file that is not to go in, with everything that was kept of it."""
    batch = _locked(batch_id, by)
    road.check_can_cancel(State(batch.state))
    end(batch, State.CANCELLED)
    RowFault.objects.filter(batch=batch).delete()
    record("dossiers.import_cancelled", batch, by=by, changed={"rows": batch.rows_total})
    return batch


@transaction.atomic
def fail_import(batch_id: int, sentence: str, *, by: Official) -> ImportBatch:
    """Note that a job stopped, and why; nothing was stored, nothing is lost, and columns may be chosen again.

    Also when it stopped because the post changed hands meanwhile: the note needs no right, for it only tells.
    """
    batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch_id)
    if batch.state in RUNNING:
        batch.state = State.FAILED
        batch.save(update_fields=["state"])
        Progress.objects.filter(pk=batch.progress_id or 0).update(state=Progress.State.FAILED, message=sentence)
        record("dossiers.import_failed", batch, by=by, changed={"rows": batch.rows_total})
    return batch


def end(batch: ImportBatch, state: State) -> None:
    """Close an import and forget the rows that were kept for it. The caller writes the audit record."""
    StagedRows.objects.filter(batch=batch).delete()
    batch.state, batch.samples, batch.ended_at = state, [], clock.now()
    batch.save()


@transaction.atomic
def forget_old_files() -> int:
    """Drop files that nobody finished within a week; give how many. An act of the installation itself.

    Rows that were left out stay until somebody corrects them, beside the import that left them out or the one after.
    """
    old = (
        ImportBatch.objects.select_for_update(of=["self"])
        .filter(staged__isnull=False, came_from=None, made_at__lt=clock.now() - timedelta(days=KEPT_DAYS))
        .exclude(state=State.DONE)
    )
    forgotten = list(old)
    for batch in forgotten:
        end(batch, State.CANCELLED)
        record("system.import_forgotten", batch, by=None, changed={"rows": batch.rows_total})
    return len(forgotten)


def remembered(locality_id: int) -> dict[str, Field]:
    """Give what the locality's last imports took each column name for; the newest choice wins."""
    known: dict[str, Field] = {}
    ended = ImportBatch.objects.filter(locality_id=locality_id, state=State.DONE).order_by("-pk")
    for header, mapping in ended.values_list("header", "mapping")[:REMEMBERED]:
        for name, place in mapping.items():
            known.setdefault(columns.header_key(header[place]), Field(name))
    return known


def _locked(batch_id: int, by: Official) -> ImportBatch:
    """Lock the batch against a second click, and check the right."""
    batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch_id)
    access.check_can_import(by, batch)
    return batch


def _start(batch: ImportBatch, state: State, by: Official) -> None:
    batch.state = state
    batch.progress = Progress.objects.create(
        kind=f"dossiers.{state}",
        locality_id=batch.locality_id,
        official_id=by.pk,
        total=batch.rows_total,
        made_at=clock.now(),
    )
    batch.save()


def _open_header(table: reading.Table) -> list[str]:
    """Give the header with refused columns nameless, so that no guess falls on them."""
    return ["" if place in table.refused else title for place, title in enumerate(table.header)]


def _plain(name: str) -> str:
    return columns.clean_header(name.replace("\\", "/").rsplit("/", 1)[-1], 0)
