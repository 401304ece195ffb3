"""Sums of marks: of many ratios at once, by unit and day or month, and rolled up to units above and periods.

The ratios of a table that look at the same day column share one reading of it; all of them together are one query.
What is summed by day is kept beside a snapshot (`kheo.measures.days`), and periods of any kind are rolled up from it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from kheo.measures.queries import BLANKS, CHOSEN, KEPT, Dialect, facts_of, filters_of, marks, marks_of, to_sql, total
from kheo.measures.shapes import FactTable, Ratio

Grain = Literal["day", "month"]

DAYS, ABOVE, SPANS = "days", "units_above", "days_of_periods"
BY = "by_day"  # which day column a row of sums goes by
AHEAD = 366  # days after the snapshot that still belong to a period (a year) which has begun
LAST_DAYS = 10 * 366  # a table that reaches back further is measured for its last ten years
PLACES: dict[Grain, dict[str, str]] = {"day": {"day": "date"}, "month": {"year": "int32", "month": "int32"}}
"""What places a sum in time. Months are two small whole numbers: engines group by them far faster than by dates."""


def near(as_of: date) -> dict[str, date]:
    """Give the days that periods are measured of."""
    return {"as_of": as_of, "first": as_of - timedelta(days=LAST_DAYS), "last": as_of + timedelta(days=AHEAD)}


def columns_of(ratios: Sequence[Ratio]) -> list[str]:
    """Name the columns of sums: the mark and the place of its ratio."""
    return [f"{name}_{place}" for place, ratio in enumerate(ratios) for name in marks_of(ratio)]


@lru_cache(maxsize=KEPT)
def sql_by_day(ratios: tuple[Ratio, ...], table: FactTable, dialect: Dialect = "duckdb") -> str:
    """Sum the marks of ratios over one day column, by unit and day, in the order of unit and day."""
    return to_sql(_summed(ratios, table, None).order_by("unit", "day"), dialect)


@lru_cache(maxsize=KEPT)
def sql_by_period(ratios: tuple[Ratio, ...], table: FactTable, grain: Grain, dialect: Dialect = "duckdb") -> str:
    """Measure ratios over any day columns at once: by unit, with all units above it, and by period. One query."""
    import ibis

    parts = []
    for column in dict.fromkeys(ratio.period_column for ratio in ratios):
        own = [ratio if ratio.period_column == column else None for ratio in ratios]
        summed = _summed(own, table, grain)
        names = {name: summed[name] if name in summed.columns else _nothing() for name in _wanted(ratios)}
        parts.append(summed.select("unit", *PLACES[grain], **{BY: ibis.literal(column)}, **names))
    return to_sql(_rolled_up(ibis.union(*parts) if len(parts) > 1 else parts[0], ratios, grain), dialect)


@lru_cache(maxsize=KEPT)
def sql_of_days(ratios: tuple[Ratio, ...], dialect: Dialect = "duckdb") -> str:
    """Measure the same from sums by day that stand in a table of their own."""
    import ibis

    names = dict.fromkeys(_wanted(ratios), "int64")
    days = ibis.table({BY: "string", "unit": "int64", "day": "date", **names}, name=DAYS)
    return to_sql(_rolled_up(days, ratios, "day"), dialect)


@lru_cache(maxsize=KEPT)
def sql_within(ratios: tuple[Ratio, ...], places: tuple[str, ...]) -> str:
    """Sum the days of chosen units between two days, both counted, by these columns ("unit", "day"), for DuckDB."""
    import ibis

    days = ibis.table({"unit": "int64", "day": "date", **dict.fromkeys(columns_of(ratios), "int64")}, name=DAYS)
    chosen = ibis.table({"unit": "int64"}, name=CHOSEN)
    within = days.filter(days.unit.isin(chosen.unit), days.day.between(BLANKS["first"], BLANKS["last"]))
    found = {name: within[name].sum() for name in columns_of(ratios)}
    return to_sql(within.group_by(*places).agg(**found) if places else within.agg(**found), "duckdb")


def _wanted(ratios: Sequence[Ratio]) -> list[str]:
    return [name for name in columns_of(ratios) if not name.startswith("left")]


def _nothing() -> Any:
    import ibis

    return ibis.null("int64")


def _summed(ratios: Sequence[Ratio | None], table: FactTable, grain: Grain | None) -> Any:
    """Sum the marks of ratios that go by the same day column, in one reading; a ratio that is None keeps its place.

    Without a grain all is summed by day: those left out, too, and days of any year.
    """
    facts = facts_of(table)
    own = {place: ratio for place, ratio in enumerate(ratios) if ratio}
    column = next(ratio.period_column for ratio in own.values())
    filters = {place: filters_of(ratio, facts) for place, ratio in own.items()}
    columns = {
        each.op(): f"filter_{n}" for n, each in enumerate(each for put in filters.values() for each in put.values())
    }
    unit, day = facts[table.unit_column], facts[column]
    places = {"year": day.year(), "month": day.month()} if grain == "month" else {"day": day}
    is_near = day.between(BLANKS["first"], BLANKS["last"]) if grain else day.notnull()
    put = {name: op.to_expr() for op, name in columns.items()}
    rows = facts.filter(unit.notnull(), is_near).select(unit=unit, **places, **put)
    found = {
        f"{name}_{place}": total(mark)
        for place, ratio in own.items()
        for name, mark in marks(
            ratio, {name: rows[columns[each.op()]] for name, each in filters[place].items()}
        ).items()
        if grain is None or not name.startswith("left")
    }
    return rows.group_by("unit", *places).agg(**found)


def _rolled_up(sums: Any, ratios: Sequence[Ratio], grain: Grain) -> Any:
    """Give each sum to its unit and all units above it, and to each period that holds its day."""
    import ibis

    above = ibis.table({"unit": "int64", "holder": "int64"}, name=ABOVE)
    spans = ibis.table({**PLACES[grain], "kind": "string", "start": "date", "end": "date"}, name=SPANS)
    joined = sums.join(above, sums.unit == above.unit).join(
        spans, [sums[name] == spans[name] for name in PLACES[grain]]
    )
    groups = joined.group_by(BY, "holder", "kind", "start", "end")
    return groups.agg(**{name: joined[name].sum() for name in _wanted(ratios)}).order_by("holder", "kind", "start", BY)
