"""Counts and lists: the questions of `queries` and `sums`, asked of the facts of a snapshot or of their sums by day.

DuckDB runs them unless another engine is given. PyArrow is loaded at first use.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from kheo.days.periods import Kind, period_of
from kheo.measures import sums
from kheo.measures.days import Facts, view_of
from kheo.measures.engines import Engine, duck
from kheo.measures.queries import CHOSEN, FACTS, Ask, Outcome, What, fill, left_of, marks_of, sql_for
from kheo.measures.shapes import Ratio
from kheo.measures.sums import ABOVE, AHEAD, BY, DAYS, LAST_DAYS, PLACES, SPANS, Grain

WHOLE_MONTHS: frozenset[Kind] = frozenset({"month", "quarter", "year"})


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
    """A ratio over open facts; `by_day` says that their sums by day lie open, too."""

    ratio: Ratio
    facts: Facts
    engine: Engine
    by_day: bool = False

    def within(self, ask: Ask, scope: Scope, **more: int) -> list[dict[str, Any]]:
        """Put a question about the records of a scope."""
        return self._rows(sql_for(self.ratio, self.facts.table, ask, self.engine.dialect), scope, **more)

    def days_within(self, scope: Scope, *places: str) -> list[dict[str, Any]]:
        """Sum the days of a scope, by these columns; only where the sums lie open. Marks bear their own names."""
        rows = self._rows(sums.sql_within((self.ratio,), places), scope)
        return [{name.removesuffix("_0"): value for name, value in row.items()} for row in rows]

    def _rows(self, sql: str, scope: Scope, **more: int) -> list[dict[str, Any]]:
        return _rows(self.engine, self.facts, sql, scope, **more)


@contextmanager
def open_sheet(ratio: Ratio, facts: Facts) -> Iterator[Sheet]:
    """Open the file for one ratio, and the sums by day beside it where they were written."""
    view = view_of(facts, (ratio,))
    with _opened(facts, view) as engine:
        yield Sheet(ratio, facts, engine, bool(view))


def measure(sheet: Sheet, unit_paths: Mapping[int, str], kinds: Sequence[Kind]) -> list[Tally]:
    """Count a ratio for every unit and period at once: one query."""
    found = measured(sheet.engine, sheet.facts, (sheet.ratio,), unit_paths, kinds, by_day=sheet.by_day)
    return list(tallies(found, sheet.ratio, 0))


def measure_all(
    facts: Facts, ratios: Sequence[Ratio], unit_paths: Mapping[int, str], kinds: Sequence[Kind]
) -> Iterator[tuple[Ratio, Iterable[Tally]]]:
    """Count all ratios of a table for every unit and period: one query, from the sums by day where they lie there."""
    view = view_of(facts, ratios)
    with _opened(facts, view) as engine:
        found = measured(engine, facts, ratios, unit_paths, kinds, by_day=bool(view))
    for place, ratio in enumerate(ratios):
        yield ratio, tallies(found, ratio, place)


def measured(
    engine: Engine,
    facts: Facts,
    ratios: Sequence[Ratio],
    unit_paths: Mapping[int, str],
    kinds: Sequence[Kind],
    *,
    by_day: bool = False,
) -> Any:
    """Give the sums of ratios by holder and period as an Arrow table: columns of `sums.columns_of`.

    `unit_paths` maps each unit id to its path of ids from the root ("/1/5/"): a record counts for its unit and for all
    units above it. Periods that begin after the day of the snapshot are not given.
    """
    import pyarrow as pa

    grain: Grain = "month" if WHOLE_MONTHS.issuperset(kinds) and not by_day else "day"
    units, holders = zip(*_above(unit_paths), strict=True) if unit_paths else ((), ())
    above = pa.table({"unit": pa.array(units, pa.int64()), "holder": pa.array(holders, pa.int64())})
    beside = {ABOVE: above, SPANS: _spans(facts.as_of, tuple(kinds), grain)}
    chosen = tuple(ratios)
    if by_day:
        return engine.ask(sums.sql_of_days(chosen, engine.dialect), beside)
    asked = sums.sql_by_period(chosen, facts.table, grain, engine.dialect)
    return engine.ask(fill(asked, **sums.near(facts.as_of)), beside)


def tallies(found: Any, ratio: Ratio, place: int) -> Iterator[Tally]:
    """Pick one ratio out of what was measured. Without a record there is no tally."""
    import pyarrow.compute as pc

    own = found.filter(pc.equal(found[BY], ratio.period_column)) if len(found) else found
    names = ["holder", "kind", "start", "end", f"good_{place}", f"counted_{place}"]
    names += [f"answerable_{place}"] if ratio.answered_of else []
    for row in zip(*(own[name].to_pylist() for name in names), strict=True):
        holder, kind, start, end, *numbers = row
        good, counted, *asked = map(int, numbers)
        if counted or any(asked):
            yield Tally(holder, kind, start, end, good, counted, asked[0] if asked else None)


def counts(sheet: Sheet, scope: Scope) -> Counts:
    """Count the records of a scope by the same filters."""
    found = sheet.days_within(scope) if sheet.by_day else sheet.within(Ask(What.COUNTS), scope)
    return _counts(sheet.ratio, found[0])


def counts_of_all(facts: Facts, ratios: Sequence[Ratio], scope: Scope) -> list[Counts]:
    """Count the records of a scope for each ratio: one query where their sums by day lie there, else one a ratio."""
    view = view_of(facts, ratios)
    if not view:
        return [_alone(ratio, facts, scope) for ratio in ratios]
    with _opened(facts, view) as engine:
        found = _rows(engine, facts, sums.sql_within(tuple(ratios), ()), scope)[0]
    named = ({name: found[f"{name}_{place}"] for name in marks_of(ratio)} for place, ratio in enumerate(ratios))
    return [_counts(ratio, marks) for ratio, marks in zip(ratios, named, strict=True)]


def _alone(ratio: Ratio, facts: Facts, scope: Scope) -> Counts:
    with open_sheet(ratio, facts) as sheet:
        return counts(sheet, scope)


def _counts(ratio: Ratio, found: Mapping[str, int | None]) -> Counts:
    """Put sums of marks in their places; a sum of no rows is nothing."""
    sums_of = {name: int(found[name] or 0) for name in marks_of(ratio)}
    left_out = tuple(sums_of[name] for name in left_of(ratio))
    return Counts(sums_of["counted"], sums_of["good"], left_out, sums_of.get("answerable"))


def counts_by_unit(sheet: Sheet, scope: Scope) -> dict[int, int]:
    """Count the counted records of each unit itself, without those below it."""
    if sheet.by_day:
        return {row["unit"]: int(row["counted"]) for row in sheet.days_within(scope, "unit") if row["counted"]}
    return {row["unit"]: row["n"] for row in sheet.within(Ask(What.BY_UNIT), scope)}


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
    if sheet.by_day and limit is not None and order.column == sheet.ratio.period_column:
        scope, start = _narrowed(sheet, scope, outcome, order, start, limit)
    ask = Ask(What.RECORDS, outcome, order.column, order.newest_first, limit is not None)
    if limit is None:
        return sheet.within(ask, scope)[start:]
    wanted = (*sheet.facts.table.names, "_good")  # Spark counts rows in a column of its own to find a page
    return [{name: row[name] for name in wanted} for row in sheet.within(ask, scope, start=start, limit=limit)]


def _narrowed(sheet: Sheet, scope: Scope, outcome: Outcome, order: Order, start: int, limit: int) -> tuple[Scope, int]:
    """Find by the sums on which days a page of records lies, so that no other days are read."""
    passed = 0
    days: list[tuple[date, int]] = []
    for row in sorted(sheet.days_within(scope, "day"), key=lambda row: row["day"], reverse=order.newest_first):
        good, counted = int(row["good"]), int(row["counted"])
        count = {Outcome.ALL: counted, Outcome.GOOD: good, Outcome.NOT_GOOD: counted - good}[outcome]
        if not days and passed + count <= start:
            passed += count
            continue
        days.append((row["day"], count))
        if passed + sum(count for _day, count in days) >= start + limit:
            break
    if not days:
        return scope, start
    first, last = min(days)[0], max(days)[0]
    return replace(scope, first=first, last=last), start - passed


def _rows(engine: Engine, facts: Facts, sql: str, scope: Scope, **more: int) -> list[dict[str, Any]]:
    import pyarrow as pa

    asked = fill(sql, as_of=facts.as_of, first=scope.first, last=scope.last, **more)
    chosen = pa.table({"unit": pa.array(scope.unit_ids, pa.int64())})
    rows: list[dict[str, Any]] = engine.ask(asked, {CHOSEN: chosen}).to_pylist()
    return rows


def _opened(facts: Facts, view: str | None) -> AbstractContextManager[Engine]:
    """Lay facts open on DuckDB, and their sums by day where they were written."""
    return duck.opened({FACTS: facts.path}, {DAYS: view} if view else {}, declared=facts.table.columns)


def _above(unit_paths: Mapping[int, str]) -> list[tuple[int, int]]:
    """Pair each unit with itself and every unit above it."""
    return [(unit, int(holder)) for unit, path in unit_paths.items() for holder in path.strip("/").split("/")]


@lru_cache(maxsize=8)
def _spans(as_of: date, kinds: tuple[Kind, ...], grain: Grain) -> Any:
    """Pair each day (or month) with its periods, up to the end of those that hold the day of the snapshot."""
    import pyarrow as pa

    days = [as_of + timedelta(days=offset) for offset in range(-LAST_DAYS, AHEAD + 1)]
    placed = dict.fromkeys(day.replace(day=1) for day in days) if grain == "month" else days
    periods = ((day, period_of(kind, day)) for day in placed for kind in kinds)
    begun = [(day, p) for day, p in periods if days[0] <= p.start <= as_of]
    place = {"day": pa.array([day for day, _p in begun], pa.date32())}
    if grain == "month":
        place = {name: pa.array([getattr(day, name) for day, _p in begun], pa.int32()) for name in PLACES[grain]}
    return pa.table(
        {
            **place,
            "kind": pa.array([str(p.kind) for _day, p in begun], pa.string()),
            "start": pa.array([p.start for _day, p in begun], pa.date32()),
            "end": pa.array([p.end for _day, p in begun], pa.date32()),
        }
    )
