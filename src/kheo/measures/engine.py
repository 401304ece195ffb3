"""Counts and lists: the questions of `queries`, run by DuckDB over the Parquet file of a snapshot.

DuckDB and PyArrow are loaded at first use.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from kheo.days.periods import Kind, period_of
from kheo.measures.queries import ABOVE, AHEAD, CHOSEN, FACTS, SPANS, Ask, Outcome, What, marks_of, sql_for
from kheo.measures.shapes import FactTable, Ratio

MEMORY = "512MB"
THREADS = 2
LAST_DAYS = 10 * 366  # a table that reaches back further is measured for its last ten years


@dataclass(frozen=True)
class Facts:
    """A fact table as it stood on a day: its declaration and its Parquet file."""

    table: FactTable
    path: Path
    as_of: date


@dataclass(frozen=True)
class Tally:
    """Two whole numbers of a unit (with all below it) in a period; `answerable` only for indicators over answers."""

    unit_id: int
    kind: Kind
    start: date
    end: date
    numerator: int
    denominator: int
    answerable: int | None


@dataclass(frozen=True)
class Scope:
    """Whose records, and of which days (both ends count)."""

    unit_ids: tuple[int, ...]
    first: date
    last: date


@dataclass(frozen=True)
class Counts:
    """What stands beside the list of records: counted, good, those left out by reason, and who could have answered."""

    counted: int
    good: int
    left_out: tuple[int, ...]
    answerable: int | None

    @property
    def not_good(self) -> int:
        """Counted, but not good."""
        return self.counted - self.good


@dataclass(frozen=True)
class Order:
    """Sorted by a column; the key breaks ties."""

    column: str
    newest_first: bool = True


@dataclass(frozen=True)
class Sheet:
    """A ratio over an open file."""

    ratio: Ratio
    facts: Facts
    connection: Any

    def ask(self, ask: Ask, **beside: Any) -> list[dict[str, Any]]:
        """Put a question, with small tables beside the facts; give the rows of the answer."""
        for name, table in beside.items():
            self.connection.register(name, table)
        answer = self.connection.sql(sql_for(self.ratio, self.facts.table, ask))
        rows: list[dict[str, Any]] = answer.to_arrow_table().to_pylist()
        return rows

    def within(self, what: What, scope: Scope, **more: Any) -> list[dict[str, Any]]:
        """Put a question about the records of a scope."""
        import pyarrow as pa

        chosen = pa.table({"unit": pa.array(scope.unit_ids, pa.int64())})
        return self.ask(Ask(what, self.facts.as_of, scope.first, scope.last, **more), **{CHOSEN: chosen})


@contextmanager
def open_sheet(ratio: Ratio, facts: Facts) -> Iterator[Sheet]:
    """Open the file for one ratio."""
    import duckdb

    connection = duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY})
    try:
        connection.read_parquet(str(facts.path)).create_view(FACTS)
        yield Sheet(ratio, facts, connection)
    finally:
        connection.close()


def measure(sheet: Sheet, unit_paths: Mapping[int, str], kinds: Sequence[Kind]) -> list[Tally]:
    """Count a ratio for every unit and period at once: one query.

    `unit_paths` maps each unit id to its path of ids from the root ("/1/5/"): a record counts for its unit and for all
    units above it. Periods that begin after the day of the snapshot are not given.
    """
    import pyarrow as pa

    units, holders = zip(*_above(unit_paths), strict=True) if unit_paths else ((), ())
    above = pa.table({"unit": pa.array(units, pa.int64()), "holder": pa.array(holders, pa.int64())})
    beside = {ABOVE: above, SPANS: _spans(sheet.facts.as_of, tuple(kinds))}
    return [_tally(sheet.ratio, row) for row in sheet.ask(Ask(What.MEASURE, sheet.facts.as_of), **beside)]


def counts(sheet: Sheet, scope: Scope) -> Counts:
    """Count the records of a scope by the same filters."""
    sums = sheet.within(What.COUNTS, scope)[0]
    left_out = tuple(int(sums[mark]) for mark in marks_of(sheet.ratio)[3:])
    answerable = int(sums["_answerable"]) if sheet.ratio.answered_of else None
    return Counts(int(sums["_counted"]), int(sums["_good"]), left_out, answerable)


def counts_by_unit(sheet: Sheet, scope: Scope) -> dict[int, int]:
    """Count the counted records of each unit itself, without those below it."""
    return {row["unit"]: row["n"] for row in sheet.within(What.BY_UNIT, scope)}


def records(
    sheet: Sheet,
    scope: Scope,
    outcome: Outcome = Outcome.ALL,
    *,
    order: Order | None = None,
    start: int = 0,
    limit: int | None = None,
) -> list[dict[str, Any]]:
    """List counted records, each a mapping of column names to values, with the boolean `_good`."""
    order = order or Order(sheet.ratio.period_column)
    asked = {"outcome": outcome, "column": order.column, "newest_first": order.newest_first}
    return sheet.within(What.RECORDS, scope, **asked, start=start, limit=limit)


def _above(unit_paths: Mapping[int, str]) -> list[tuple[int, int]]:
    """Pair each unit with itself and every unit above it."""
    return [(unit, int(holder)) for unit, path in unit_paths.items() for holder in path.strip("/").split("/")]


@lru_cache(maxsize=8)
def _spans(as_of: date, kinds: tuple[Kind, ...]) -> Any:
    """Pair each day with its week and its month, up to the end of the periods that hold the day of the snapshot."""
    import pyarrow as pa

    days = [as_of + timedelta(days=offset) for offset in range(-LAST_DAYS, AHEAD + 1)]
    periods = ((day, period_of(kind, day)) for day in days for kind in kinds)
    rows = [(day, str(p.kind), p.start, p.end) for day, p in periods if days[0] <= p.start <= as_of]
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    types = {"day": pa.date32(), "kind": pa.string(), "start": pa.date32(), "end": pa.date32()}
    return pa.table({name: pa.array(column, types[name]) for name, column in zip(types, columns, strict=True)})


def _tally(ratio: Ratio, row: Mapping[str, Any]) -> Tally:
    answerable = int(row["answerable"]) if ratio.answered_of else None
    return Tally(
        row["holder"], row["kind"], row["start"], row["end"], int(row["numerator"]), int(row["denominator"]), answerable
    )
