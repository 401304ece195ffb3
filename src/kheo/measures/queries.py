"""The two filters of a ratio as questions to a table: put together by Ibis once for each question, and kept as SQL.

`_marked` is the one place where a ratio's filters meet the columns. Values and records both come from its marks, so
they cannot disagree. Whose records are asked for stands in small tables beside the facts, so that the SQL of a
question is the same for every reader. Ibis is loaded at first use.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from kheo.measures.shapes import AS_OF, FactTable, Ratio

FACTS, CHOSEN, ABOVE, SPANS = "facts", "chosen_units", "units_above", "days_of_periods"
KEPT = 512  # questions whose SQL is kept
TYPES = {"integer": "int64", "text": "string", "date": "date", "number": "float64", "boolean": "boolean"}
AHEAD = 31  # days after the snapshot that still belong to a period which has begun


class Outcome(StrEnum):
    """Which of the counted records are asked for."""

    ALL = "all"
    GOOD = "good"
    NOT_GOOD = "not_good"


class What(StrEnum):
    """The kinds of question."""

    MEASURE = "good and counted by unit and period"
    COUNTS = "how many by each mark"
    BY_UNIT = "how many counted in each unit itself"
    RECORDS = "the records"


@dataclass(frozen=True)
class Ask:
    """A question, without whose records: the units stand in a table beside. Both end days count."""

    what: What
    as_of: date
    first: date | None = None
    last: date | None = None
    outcome: Outcome = Outcome.ALL
    column: str = ""
    newest_first: bool = True
    start: int = 0
    limit: int | None = None


def marks_of(ratio: Ratio) -> list[str]:
    """Name the boolean columns beside each row."""
    return ["_counted", "_good", "_answerable", *(f"_left_{place}" for place in range(len(ratio.left_out)))]


@lru_cache(maxsize=KEPT)
def sql_for(ratio: Ratio, table: FactTable, ask: Ask) -> str:
    """Give the SQL of a question, in DuckDB's words."""
    import ibis

    rows = _marked(ratio, table, ask.as_of)
    if ask.what is What.MEASURE:
        asked = _measured(rows, ratio, table, ask)
    else:
        within = _within(rows, ratio, table, ask)
        asked = {What.COUNTS: _counted, What.BY_UNIT: _by_unit, What.RECORDS: _listed}[ask.what](
            within, ratio, table, ask
        )
    return str(ibis.to_sql(asked, dialect="duckdb"))


def _marked(ratio: Ratio, table: FactTable, as_of: date) -> Any:
    """Put the ratio's filters beside each row; "unknown" counts as no."""
    import ibis

    facts = ibis.table({column.name: TYPES[column.type] for column in table.columns}, name=FACTS)
    facts = facts.mutate(**{AS_OF: ibis.literal(as_of)})
    counted = ratio.counted(facts).fill_null(False)
    marks = {"_counted": counted, "_good": counted & ratio.good(facts).fill_null(False)}
    answerable = ratio.answered_of(facts).fill_null(False) if ratio.answered_of else ibis.literal(False)
    marks["_answerable"] = counted | answerable
    seen = counted
    for place, kind in enumerate(ratio.left_out):
        marks[f"_left_{place}"] = ~seen & kind.rows(facts).fill_null(False)
        seen = seen | marks[f"_left_{place}"]
    return facts.mutate(**marks)


def _within(rows: Any, ratio: Ratio, table: FactTable, ask: Ask) -> Any:
    """Give the rows of the chosen units and days."""
    import ibis

    chosen = ibis.table({"unit": "int64"}, name=CHOSEN)
    return rows.filter(
        rows[table.unit_column].isin(chosen.unit), rows[ratio.period_column].between(ask.first, ask.last)
    )


def _measured(rows: Any, ratio: Ratio, table: FactTable, ask: Ask) -> Any:
    """Sum by unit, with all units above it, and by period, in one query."""
    import ibis

    above = ibis.table({"unit": "int64", "holder": "int64"}, name=ABOVE)
    spans = ibis.table({"day": "date", "kind": "string", "start": "date", "end": "date"}, name=SPANS)
    period = rows[ratio.period_column]
    begun = rows.filter(period.notnull(), period <= ask.as_of + timedelta(days=AHEAD))
    days = begun.group_by(unit=begun[table.unit_column], day=begun[ratio.period_column])
    daily = days.agg(good=begun._good.sum(), counted=begun._counted.sum(), answerable=begun._answerable.sum())
    joined = daily.join(above, daily.unit == above.unit).join(spans, daily.day == spans.day)
    groups = joined.group_by("holder", "kind", "start", "end").agg(
        numerator=joined.good.sum(), denominator=joined.counted.sum(), answerable=joined.answerable.sum()
    )
    found = groups.filter((groups.denominator > 0) | (groups.answerable > 0))
    return found.order_by("holder", "kind", "start")


def _counted(rows: Any, ratio: Ratio, table: FactTable, ask: Ask) -> Any:
    return rows.agg(**{mark: rows[mark].sum().fill_null(0) for mark in marks_of(ratio)})


def _by_unit(rows: Any, ratio: Ratio, table: FactTable, ask: Ask) -> Any:
    counted = rows.filter(rows._counted)
    return counted.group_by(unit=counted[table.unit_column]).agg(n=counted.count())


def _listed(rows: Any, ratio: Ratio, table: FactTable, ask: Ask) -> Any:
    import ibis

    listed = rows.filter(rows._counted)
    if ask.outcome is not Outcome.ALL:
        listed = listed.filter(listed._good if ask.outcome is Outcome.GOOD else ~listed._good)
    first = ibis.desc(ask.column) if ask.newest_first else ibis.asc(ask.column)
    ordered = listed.order_by(first, table.key_column).select(*table.names, "_good")
    return ordered.limit(ask.limit, offset=ask.start)
