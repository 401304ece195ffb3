"""Counts and lists: the two filters of a ratio, run by DuckDB through Ibis over the Parquet file of a snapshot.

`Sheet` is the one place where a ratio's filters meet a file. Values (`measure`) and records (`records`, `counts`) both
come from its two expressions, so they cannot disagree. DuckDB and Ibis are loaded at first use.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from kheo.days.periods import Kind, period_of
from kheo.indicators.shapes import AS_OF, FactTable, Ratio

MEMORY = "512MB"
THREADS = 2
LAST_DAYS = 10 * 366  # a table that reaches back further is measured for its last ten years


class Outcome(StrEnum):
    """Which of the counted records are asked for."""

    ALL = "all"
    GOOD = "good"
    NOT_GOOD = "not_good"


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
    """A ratio over an open file: its rows carry the boolean columns _counted, _good, _answerable, _left_0, _left_1 …"""

    ratio: Ratio
    facts: Facts
    rows: Any

    def within(self, scope: Scope) -> Any:
        """Give the rows of these units and days."""
        period = self.rows[self.ratio.period_column]
        unit = self.rows[self.facts.table.unit_column]
        return self.rows.filter(unit.isin(scope.unit_ids), period.between(scope.first, scope.last))

    @property
    def marks(self) -> list[str]:
        """Name the boolean columns."""
        return ["_counted", "_good", "_answerable", *(f"_left_{place}" for place in range(len(self.ratio.left_out)))]


@contextmanager
def open_sheet(ratio: Ratio, facts: Facts) -> Iterator[Sheet]:
    """Open the file and put the ratio's filters beside each row; "unknown" counts as no."""
    import ibis

    connection = ibis.duckdb.connect(threads=THREADS, memory_limit=MEMORY)
    try:
        table = connection.read_parquet(facts.path).mutate(**{AS_OF: ibis.literal(facts.as_of)})
        counted = ratio.counted(table).fill_null(False)
        marks = {"_counted": counted, "_good": counted & ratio.good(table).fill_null(False)}
        answerable = ratio.answered_of(table).fill_null(False) if ratio.answered_of else ibis.literal(False)
        marks["_answerable"] = counted | answerable
        seen = counted
        for place, kind in enumerate(ratio.left_out):
            marks[f"_left_{place}"] = ~seen & kind.rows(table).fill_null(False)
            seen = seen | marks[f"_left_{place}"]
        yield Sheet(ratio, facts, table.mutate(**marks))
    finally:
        connection.disconnect()


def measure(sheet: Sheet, unit_paths: Mapping[int, str], kinds: Sequence[Kind]) -> list[Tally]:
    """Count a ratio for every unit and period at once: one query.

    `unit_paths` maps each unit id to its path of ids from the root ("/1/5/"): a record counts for its unit and for all
    units above it. Periods that begin after the day of the snapshot are not given.
    """
    import ibis

    daily = _daily(sheet)
    above = ibis.memtable(_above(unit_paths), schema={"unit": "int64", "holder": "int64"})
    spans = ibis.memtable(
        _spans(sheet.facts.as_of, kinds), schema={"day": "date", "kind": "string", "start": "date", "end": "date"}
    )
    joined = daily.join(above, daily.unit == above.unit).join(spans, daily.day == spans.day)
    groups = joined.group_by("holder", "kind", "start", "end").agg(
        numerator=joined.good.sum(), denominator=joined.counted.sum(), answerable=joined.answerable.sum()
    )
    found = groups.filter((groups.denominator > 0) | (groups.answerable > 0)).order_by("holder", "kind", "start")
    return [_tally(sheet.ratio, row) for row in found.to_pyarrow().to_pylist()]


def counts(sheet: Sheet, scope: Scope) -> Counts:
    """Count the records of a scope by the same filters."""
    rows = sheet.within(scope)
    sums = rows.agg(**{mark: rows[mark].sum().fill_null(0) for mark in sheet.marks}).to_pyarrow().to_pylist()[0]
    left_out = tuple(int(sums[mark]) for mark in sheet.marks[3:])
    answerable = int(sums["_answerable"]) if sheet.ratio.answered_of else None
    return Counts(int(sums["_counted"]), int(sums["_good"]), left_out, answerable)


def counts_by_unit(sheet: Sheet, scope: Scope) -> dict[int, int]:
    """Count the counted records of each unit itself, without those below it."""
    unit_column = sheet.facts.table.unit_column
    rows = sheet.within(scope).filter(lambda t: t._counted)
    found = rows.group_by(unit_column).agg(n=rows.count()).to_pyarrow().to_pylist()
    return {row[unit_column]: row["n"] for row in found}


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
    import ibis

    order = order or Order(sheet.ratio.period_column)
    table = sheet.facts.table
    rows = sheet.within(scope).filter(lambda t: t._counted)
    if outcome is not Outcome.ALL:
        rows = rows.filter(rows._good if outcome is Outcome.GOOD else ~rows._good)
    first = ibis.desc(order.column) if order.newest_first else ibis.asc(order.column)
    listed = rows.order_by(first, table.key_column).select(*table.names, "_good").limit(limit, offset=start)
    found: list[dict[str, Any]] = listed.to_pyarrow().to_pylist()
    return found


def _daily(sheet: Sheet) -> Any:
    """Give unit, day, good, counted, answerable: small enough for any later grouping."""
    period = sheet.rows[sheet.ratio.period_column]
    rows = sheet.rows.filter(period.notnull(), period <= sheet.facts.as_of + timedelta(days=31))
    groups = rows.group_by(unit=rows[sheet.facts.table.unit_column], day=rows[sheet.ratio.period_column])
    return groups.agg(good=rows._good.sum(), counted=rows._counted.sum(), answerable=rows._answerable.sum())


def _above(unit_paths: Mapping[int, str]) -> list[tuple[int, int]]:
    """Pair each unit with itself and every unit above it."""
    return [(unit, int(holder)) for unit, path in unit_paths.items() for holder in path.strip("/").split("/")]


def _spans(as_of: date, kinds: Sequence[Kind]) -> list[tuple[date, str, date, date]]:
    """Pair each day with its week and its month, up to the end of the periods that hold the day of the snapshot."""
    days = [as_of + timedelta(days=offset) for offset in range(-LAST_DAYS, 32)]
    periods = ((day, period_of(kind, day)) for day in days for kind in kinds)
    return [(day, period.kind, period.start, period.end) for day, period in periods if days[0] <= period.start <= as_of]


def _tally(ratio: Ratio, row: Mapping[str, Any]) -> Tally:
    answerable = int(row["answerable"]) if ratio.answered_of else None
    return Tally(
        row["holder"], row["kind"], row["start"], row["end"], int(row["numerator"]), int(row["denominator"]), answerable
    )
