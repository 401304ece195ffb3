"""What the rows of a file are checked against: the locality's units, procedures, calendar and day."""

from collections.abc import Iterable, Iterator
from datetime import date

from kheo.intake.actions.adapting import adapter_named
from kheo.intake.rules import logs, rows
from kheo.intake.rules.columns import Field, header_key
from kheo.intake.rules.logs import Log, Told
from kheo.intake.rules.rows import Fault, Known, KnownProcedure, KnownUnit, Row
from kheo.language import by_name
from kheo.people.models import Unit
from kheo.procedures.actions.settling import rulebook_of
from kheo.procedures.models import ImportBatch, Procedure


def known_for(batch: ImportBatch, today: date) -> Known:
    """Gather what this file is checked against."""
    return Known(
        units=by_name(((_known(unit), unit.names) for unit in Unit.objects.of(batch.locality_id)), header_key),
        procedures=_procedures(Procedure.objects.filter(locality=batch.locality_id)),
        book=rulebook_of(batch.locality_id),
        today=today,
        adds_procedures=batch.adds_procedures,
        adapter=adapter_named(batch.adapter),
    )


def read_rows(batch: ImportBatch, given: Iterable[list[str]], known: Known) -> Iterator[tuple[int, Row | list[Fault]]]:
    """Read the rows of a file one by one, with their numbers as the file counts them; blank rows are passed over."""
    for number, cells in _numbered(batch, given):
        yield number, rows.read(number, cells, known)


def read_log(batch: ImportBatch, given: Iterable[list[str]], log: Log) -> Iterator[tuple[int, Told | list[Fault]]]:
    """Read the rows of a log in the same way; events that say nothing about a dossier are passed over too."""
    for number, cells in _numbered(batch, given):
        told = logs.read(number, cells, log)
        if told is not None:
            yield number, told


def _numbered(batch: ImportBatch, given: Iterable[list[str]]) -> Iterator[tuple[int, dict[Field, str]]]:
    chosen = list(batch.mapping.items())
    for number, cells in enumerate(given, start=batch.first_row):
        if any(cells):
            yield number, cells_of(chosen, cells)


def cells_of(chosen: Iterable[tuple[Field, int]], cells: list[str]) -> dict[Field, str]:
    """Give the cells of a row by field."""
    return {name: cells[place] if place < len(cells) else "" for name, place in chosen}


def _known(unit: Unit) -> KnownUnit:
    return KnownUnit(unit.pk, unit.valid_from, unit.valid_to)


def _procedures(procedures: Iterable[Procedure]) -> dict[str, KnownProcedure]:
    found: dict[str, KnownProcedure] = {}
    for each in procedures:
        known = KnownProcedure(each.pk, each.unit_id, each.time_limit_days, each.code, each.name, each.time_limit_unit)
        found[header_key(each.name)] = found[rows.procedure_key(each.code)] = known
    return found
