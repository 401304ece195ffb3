"""Bring many rows into the database at once: COPY into a temporary table, then one INSERT … ON CONFLICT."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection

from kheo.base import clock
from kheo.intake.rules.columns import FLAGS, Field
from kheo.intake.rules.rows import Fault, KnownProcedure, Row, judged
from kheo.people.models import Official
from kheo.procedures.actions.settling import Say
from kheo.procedures.models import ImportBatch, Procedure, RowFault
from kheo.procedures.rules.rulebook import Rulebook

CHUNK = 5_000
TYPES = {
    "code": "text",
    "procedure_code": "text",
    "procedure_id": "bigint",
    "unit_id": "bigint",
    "received_at": "timestamptz",
    "promised_at": "timestamptz",
    "finished_at": "timestamptz",
    "returned_at": "timestamptz",
    "status": "smallint",
    "channel": "smallint",
    "supplement_count": "smallint",
    "supplement_requested_at": "timestamptz",
    "supplement_done_at": "timestamptz",
    "rating": "smallint",
    **{name.value: "boolean" for name in FLAGS},
    "reopened_count": "smallint",
    "supplement_days": "smallint",
    "due_on": "date",
    "ended_on": "date",
    "verdict": "text",
    "rule_id": "bigint",
}
COLUMNS = list(TYPES)
STORED = [name for name in COLUMNS if name != "procedure_code"]
FOUND = ("due_on", "ended_on", "verdict", "rule_id")
"""What the on-time rule found: a dossier keeps it until the file changes something by which it was judged."""
JUDGED_BY = (
    "procedure_id", "received_at", "promised_at", "finished_at", "returned_at", "status", "supplement_count",
    "supplement_requested_at", "supplement_done_at", "supplement_days",
)  # fmt: skip
COMPARED = [name for name in STORED if name not in ("code", *FOUND)]
KEPT = {*(name.value for name in FLAGS), "reopened_count"}
"""Columns in which what a file does not say leaves alone what an earlier file said."""


@dataclass(frozen=True)
class Counts:
    """What became of the dossiers of the good rows, how many procedures and, from a log, how many events were added."""

    new: int
    updated: int
    unchanged: int
    procedures: int = 0
    events: int = 0


def open_table() -> None:
    """Make the temporary tables of this database session, empty."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming_dossier, incoming_event")
        columns = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
        cursor.execute(f"CREATE TEMPORARY TABLE incoming_dossier ({columns})")
        cursor.execute(
            "CREATE TEMPORARY TABLE incoming_event (code text, kind smallint, at timestamptz, promised_at timestamptz)"
        )


def close_table() -> None:
    """Drop the temporary tables."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming_dossier, incoming_event")


def copy_in(rows: Iterator[Row], book: Rulebook, say: Say) -> int:
    """Copy rows, with what follows from them, into the temporary tables, a chunk at a time; give how many."""
    total = 0
    while chunk := [judged(row, book) for row in islice(rows, CHUNK)]:
        copy(f"COPY incoming_dossier ({', '.join(COLUMNS)}) FROM STDIN", (cells(row) for row in chunk))
        told = ((row.code, int(each.kind), each.at, each.promised) for row in chunk for each in row.told)
        copy("COPY incoming_event (code, kind, at, promised_at) FROM STDIN", told)
        total += len(chunk)
        say(total)
    return total


def cells(row: Row) -> tuple[Any, ...]:
    """Give a row's values in the order of COLUMNS."""
    return (
        row.code, row.procedure.code, row.procedure.pk, row.unit, row.received_at, row.promised_at, row.finished_at,
        row.returned_at, int(row.status), int(row.channel), row.supplement_count, row.supplement_requested_at,
        row.supplement_done_at, row.rating, *row.flags, row.reopened_count, row.supplement_days, row.due_on,
        row.ended_on, row.verdict, row.rule,
    )  # fmt: skip


def add_procedures(
    batch: ImportBatch, wanted: Iterable[KnownProcedure], by: Official, table: str = "incoming_dossier"
) -> int:
    """Add the procedures that rows named with code and name; each goes to the unit of its first row, else to that of
    who lets the rows in."""
    fallback = by.unit_id
    assert fallback is not None  # noqa: S101  who may let rows in acts in a post of a unit
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT procedure_code FROM {table} WHERE procedure_id IS NULL")  # noqa: S608
        named = {code for (code,) in cursor.fetchall()}
        there = Procedure.objects.filter(locality=batch.locality_id, code__in=named)  # added since the rows were read
        named -= set(there.values_list("code", flat=True))
        made = [
            Procedure(locality_id=batch.locality_id, code=each.code, name=each.name, unit_id=each.unit or fallback)
            for each in wanted
            if each.code in named
        ]
        Procedure.objects.bulk_create(made, ignore_conflicts=True)  # a hand may add one meanwhile
        cursor.execute(
            f"UPDATE {table} i SET procedure_id = p.id FROM procedures_procedure p"  # noqa: S608  own names
            " WHERE i.procedure_id IS NULL AND p.locality_id = %s AND p.code = i.procedure_code",
            [batch.locality_id],
        )
    return len(made)


def said(batch: ImportBatch) -> list[str]:
    """Give the columns that rows of this file are compared in: not how a dossier was handed in, nor how it was rated,
    where no column of the file says it."""
    unsaid = {Field.CHANNEL, Field.RATING} - batch.mapping.keys()
    return [name for name in COMPARED if name not in unsaid]


def upsert(batch: ImportBatch, calendar_id: int) -> int:
    """Store the copied rows: new codes are added, changed ones updated, others left alone. Give how many are new."""
    stored = ", ".join(STORED)
    news = {
        name: f"COALESCE(excluded.{name}, d.{name})" if name in KEPT else f"excluded.{name}" for name in said(batch)
    }
    old, new = ", ".join(f"d.{name}" for name in news), ", ".join(news.values())
    before, after = (", ".join(f"{side}.{name}" for name in JUDGED_BY) for side in ("d", "excluded"))
    again = f"CASE WHEN ({before}) IS DISTINCT FROM ({after}) THEN excluded.{{0}} ELSE d.{{0}} END"
    news |= {name: again.format(name) for name in (*FOUND, "calendar_id")}
    changes = ", ".join(f"{name} = {value}" for name, value in news.items())
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH done AS (INSERT INTO procedures_dossier AS d (locality_id, batch_id, calendar_id, entered_on,"  # noqa: S608  own names
            f" last_changed_on, {stored}) SELECT %s, %s, %s, %s, %s, {stored} FROM incoming_dossier"
            " ORDER BY received_at, code"
            f" ON CONFLICT (locality_id, code) DO UPDATE SET batch_id = excluded.batch_id,"
            f" last_changed_on = excluded.last_changed_on, {changes} WHERE ({old}) IS DISTINCT FROM ({new})"
            " RETURNING (xmax = 0) AS is_new)"
            " SELECT count(*) FILTER (WHERE is_new) FROM done",
            [batch.locality_id, batch.pk, calendar_id, today, today],
        )
        return int(cursor.fetchone()[0])


def count(batch: ImportBatch, made: int, procedures: int, events: int) -> Counts:
    """Count what became of the rows once all is stored; `made` dossiers are new."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM incoming_dossier),"
            " (SELECT count(*) FROM procedures_dossier WHERE locality_id = %s AND batch_id = %s)",
            [batch.locality_id, batch.pk],
        )
        total, touched = cursor.fetchone()
    return Counts(made, touched - made, total - touched, procedures, events)


def write_faults(batch: ImportBatch, faults: Iterable[Fault]) -> None:
    """Replace the list of faults of a file."""
    RowFault.objects.filter(batch=batch).delete()
    rows = ((batch.pk, fault.row, fault.field.value, fault.value, fault.sentence) for fault in faults)
    copy('COPY procedures_rowfault (batch_id, "row", field, value, sentence) FROM STDIN', rows)


def copy(statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Send rows down a COPY statement."""
    with connection.cursor() as cursor, cursor.copy(statement) as sent:
        for row in rows:
            sent.write_row(row)
