"""Rows that were left out stay beside their import until somebody corrects them and lets them in: nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Q

from kheo.base import clock
from kheo.base.audit import record
from kheo.intake.actions.batches import end
from kheo.intake.actions.reading import pack, unpack
from kheo.intake.rules import road
from kheo.people.models import Official
from kheo.procedures import access
from kheo.procedures.models import ImportBatch, RowFault, StagedRows
from kheo.procedures.rules.imports import State

Place = tuple[int, int]
"""The number of a row as its file counts them, and the place of a column."""


def left_out(batch: ImportBatch, numbers: Sequence[int]) -> bytes | None:
    """Pack the rows that were left out, by their rising numbers, each at its place, the others blank; None for none."""
    if not numbers:
        return None
    given = StagedRows.objects.get(batch=batch)
    return pack(_only(enumerate(unpack(bytes(given.content)), start=batch.first_row), iter(numbers)))


def _only(rows: Iterable[tuple[int, list[str]]], numbers: Iterator[int]) -> Iterator[list[str]]:
    """Blank all rows but those of the numbers."""
    wanted = next(numbers, None)
    for number, row in rows:
        if number == wanted:
            wanted = next(numbers, None)
            yield row
        else:
            yield []


def keep_aside(batch: ImportBatch, rows: bytes | None) -> None:
    """Keep the rows that were left out, once the import has ended."""
    if rows is not None:
        StagedRows.objects.create(batch=batch, content=rows)


def rows_aside(batch: ImportBatch) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that were left out and lie beside an import, with their numbers.

    An import of such rows has them beside it at every step, so that what is still wrong can be corrected once more.
    """
    left = Q(batch__state=State.DONE) | Q(batch__came_from__isnull=False)
    kept = StagedRows.objects.filter(left, batch=batch).first()
    for number, row in enumerate(unpack(bytes(kept.content)), start=batch.first_row) if kept else ():
        if any(row):
            yield number, row


def import_after(batch: ImportBatch) -> ImportBatch | None:
    """Give the import by which the rows that this one left out went on; None while they lie here."""
    return ImportBatch.objects.filter(came_from=batch).first()


@transaction.atomic
def let_in_again(batch_id: int, *, by: Official, corrected: Mapping[Place, str]) -> ImportBatch:
    """Bring the rows that were left out back onto the road, with what was corrected, as an import of their own.

    They are mapped, checked and stored like any file's; until then they lie beside the new import instead of the old,
    which ends here if it has not stored anything.
    """
    batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch_id)
    access.check_can_import(by, batch)
    rows = dict(rows_aside(batch))
    road.check_rows_aside(len(rows))
    refused = set(batch.refused)
    made = ImportBatch.objects.create(
        locality_id=batch.locality_id, name=batch.name, sha256=batch.sha256, header=batch.header, refused=batch.refused,
        mapping=batch.mapping, adapter=batch.adapter, first_row=batch.first_row, rows_total=len(rows), made_by=by,
        adds_procedures=batch.adds_procedures, came_from=batch, made_at=clock.now(),
    )  # fmt: skip
    for (number, place), text in corrected.items():
        if number in rows and place not in refused and place < len(rows[number]):
            rows[number][place] = text
    places = range(batch.first_row, max(rows) + 1)
    StagedRows.objects.create(batch=made, content=pack(rows.get(number, []) for number in places))
    _empty(batch)
    changed = {"from": batch.pk, "rows": len(rows), "corrected": len(corrected)}
    record("dossiers.rows_let_in_again", made, by=by, changed=changed)
    return made


def _empty(batch: ImportBatch) -> None:
    """Take the rows from an import that they have left."""
    if batch.state == State.DONE:
        StagedRows.objects.filter(batch=batch).delete()
    else:
        end(batch, State.CANCELLED)
        RowFault.objects.filter(batch=batch).delete()
