"""What follows from the events of dossiers is computed by the rules and written into them, many at a time."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db import connection

from kheo.base import calendar, clock
from kheo.days import Calendar
from kheo.people.models import Locality
from kheo.procedures.models import CalendarVersion, OnTimeRule
from kheo.procedures.rules.events import Derived, Event, Kind, Origin, Stated, as_stated, derive, standing
from kheo.procedures.rules.on_time import Finding
from kheo.procedures.rules.rulebook import Rulebook, Version
from kheo.procedures.rules.states import Status

CHUNK = 5_000
TYPES = {
    "received_at": "timestamptz",
    "promised_at": "timestamptz",
    "finished_at": "timestamptz",
    "returned_at": "timestamptz",
    "status": "smallint",
    "supplement_count": "smallint",
    "supplement_requested_at": "timestamptz",
    "supplement_done_at": "timestamptz",
    "supplement_days": "smallint",
    "reopened_count": "smallint",
    "due_on": "date",
    "ended_on": "date",
    "verdict": "text",
    "rule_id": "bigint",
}
"""Columns of a dossier that follow from its events and the on-time rule."""

KINDS = {int(kind): kind for kind in Kind}
ORIGINS = {int(origin): origin for origin in Origin}

Say = Callable[[int], None]


def _to_nobody(done: int) -> None:
    """Tell nobody how far it is."""


def lock_dossiers(locality_id: int) -> None:
    """Let one import or one judging anew of a locality's dossiers wait for another; the caller's transaction holds it.

    Who reads, and who adds what only names the locality, need not wait.
    """
    Locality.objects.select_for_update(of=("self",), no_key=True).get(pk=locality_id)


def rulebook_of(locality_id: int) -> Rulebook:
    """Give the locality's versions of the on-time rule and its calendar of today."""
    versions = [
        Version(pk, valid_from, rule.as_terms)
        for pk, valid_from, rule in (
            (rule.pk, rule.valid_from, rule) for rule in OnTimeRule.objects.filter(locality=locality_id)
        )
    ]
    return Rulebook(versions, calendar.current(locality_id))


def keep_calendar(working: Calendar, locality_id: int) -> int:
    """Keep the calendar as a version, unless it is kept already; give its number. Stands inside a transaction."""
    content = {
        "days_off": {day.isoformat(): name for day, name in sorted(working.days_off.items())},
        "working": sorted(day.isoformat() for day in working.working_swaps),
    }
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    known = {"content": content, "made_at": clock.now()}
    version, _made = CalendarVersion.objects.get_or_create(locality_id=locality_id, sha256=digest, defaults=known)
    return version.pk


def settle(
    dossiers: str,
    parameters: list[Any],
    *,
    locality_id: int,
    book: Rulebook,
    trusts_state: bool,
    batch_id: int | None = None,
    say: Say = _to_nobody,
) -> int:
    """Compute again the dossiers that the SQL query `dossiers` gives the ids of; give how many changed.

    `trusts_state` keeps the state and the number of requests; else what a sheet stated gives way to what a log tells.
    Stands inside the transaction of its caller.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS settled")
        columns = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
        cursor.execute(f"CREATE TEMPORARY TABLE settled (id bigint, {columns}) ON COMMIT DROP")
    lines, done = _computed(dossiers, parameters, book, trusts_state), 0
    while chunk := list(islice(lines, CHUNK)):
        with connection.cursor() as cursor, cursor.copy(f"COPY settled (id, {', '.join(TYPES)}) FROM STDIN") as copy:
            for line in chunk:
                copy.write_row(line)
        done += len(chunk)
        say(done)
    return _write(batch_id, keep_calendar(book.calendar, locality_id))


def _write(batch_id: int | None, calendar_id: int) -> int:
    sets = ", ".join(f"{name} = s.{name}" for name in TYPES if name != "reopened_count")
    old, new = (", ".join(f"{side}.{name}" for name in TYPES if name != "reopened_count") for side in ("d", "s"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE procedures_dossier d SET {sets}, batch_id = COALESCE(%s, d.batch_id), calendar_id = %s,"  # noqa: S608  own names
            " reopened_count = GREATEST(s.reopened_count, d.reopened_count),"
            " last_changed_on = CASE WHEN %s THEN %s ELSE d.last_changed_on END"
            f" FROM settled s WHERE s.id = d.id AND (({old}) IS DISTINCT FROM ({new})"
            " OR s.reopened_count > COALESCE(d.reopened_count, 0))",
            [batch_id, calendar_id, batch_id is not None, clock.today()],
        )
        return int(cursor.rowcount)


def _computed(dossiers: str, parameters: list[Any], book: Rulebook, trusts_state: bool) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT d.id, p.time_limit_days, p.time_limit_unit, d.status, d.supplement_count,"  # noqa: S608  own query
            " e.kind, e.at, e.promised_at, e.origin, e.is_taken_back FROM procedures_dossier d"
            " JOIN procedures_procedure p ON p.id = d.procedure_id"
            " JOIN procedures_dossierevent e ON e.dossier_id = d.id"
            f" WHERE d.id IN ({dossiers}) ORDER BY d.id, e.id",
            parameters,
        )
        rows = iter(lambda: cursor.fetchmany(CHUNK), [])
        for pk, lines in groupby((row for several in rows for row in several), key=itemgetter(0)):
            entries = list(lines)
            _pk, amount, unit, status, count = entries[0][:5]
            events = standing(
                (Event(KINDS[kind], at, promised, ORIGINS[origin]), taken_back)
                for *_head, kind, at, promised, origin, taken_back in entries
            )
            if events:
                stated = Stated(Status(status), count) if trusts_state else as_stated(events, Status(status), count)
                derived = derive(events, stated)
                yield pk, *cells_of(derived, *book.find(derived.course, amount, unit, derived.received_at))


def cells_of(derived: Derived, finding: Finding, rule: int | None) -> tuple[Any, ...]:
    """Give the values of TYPES in order."""
    moments: tuple[datetime | date | None, ...] = (
        derived.received_at, derived.promised_at, derived.finished_at, derived.returned_at,
    )  # fmt: skip
    return (
        *moments, int(derived.status), derived.supplement_count, derived.supplement_requested_at,
        derived.supplement_done_at, derived.supplement_days, derived.reopened_count, finding.due, finding.ended,
        finding.verdict, rule,
    )  # fmt: skip
