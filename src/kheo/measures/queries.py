"""The two filters of a ratio as questions to a table: put together by Ibis once for each question, and kept as SQL.

`filters_of` is the one place where a ratio's filters meet the columns, and `marks` the one that puts them together.
Values and records both come from these marks, so they cannot disagree. Whose records are asked for stands in small
tables beside the facts, and days and numbers are filled into blanks, so that Ibis puts a question together once, in the
words of each engine. It is loaded at first use.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal

from kheo.measures.shapes import AS_OF, FactTable, Ratio

Dialect = Literal["duckdb", "postgres", "pyspark"]

FACTS, CHOSEN = "facts", "chosen_units"
KEPT = 512  # questions whose SQL is kept
TYPES = {"integer": "int64", "text": "string", "date": "date", "number": "float64", "boolean": "boolean"}


class Outcome(StrEnum):
    """Which of the counted records are asked for."""

    ALL = "all"
    GOOD = "good"
    NOT_GOOD = "not_good"


class What(StrEnum):
    """The kinds of question about the records of a scope."""

    COUNTS = "how many by each mark"
    BY_UNIT = "how many counted in each unit itself"
    RECORDS = "the records"


@dataclass(frozen=True)
class Ask:
    """A question, without whose records and of which days: units stand in a table beside, days are blanks."""

    what: What
    outcome: Outcome = Outcome.ALL
    column: str = ""
    newest_first: bool = True
    is_page: bool = False


BLANKS: dict[str, date | int] = {
    "as_of": date(1, 1, 1),
    "first": date(1, 1, 2),
    "last": date(1, 1, 3),
    "start": 987_654_321_001,
    "limit": 987_654_321_002,
}
"""Values that no question has: they keep the places of those that are filled in."""


def fill(sql: str, **values: date | int) -> str:
    """Fill values into the blanks of a question."""
    for name, value in values.items():
        sql = sql.replace(_written(BLANKS[name]), _written(value))
    return sql


def _written(value: date | int) -> str:
    """Write a value as Ibis does for all our engines."""
    return f"MAKE_DATE({value.year}, {value.month}, {value.day})" if isinstance(value, date) else str(value)


def left_of(ratio: Ratio) -> tuple[str, ...]:
    """Name the marks of the records left out, one a reason."""
    return tuple(f"left{place}" for place in range(len(ratio.left_out)))


def marks_of(ratio: Ratio) -> tuple[str, ...]:
    """Name the marks of a ratio: booleans beside each row, and the sums of them."""
    return ("counted", "good", *(["answerable"] if ratio.answered_of else []), *left_of(ratio))


def filters_of(ratio: Ratio, facts: Any) -> dict[str, Any]:
    """Put the ratio's filters to the rows, as they were written."""
    found = {"counted": ratio.counted(facts), "good": ratio.good(facts)}
    if ratio.answered_of:
        found["answerable"] = ratio.answered_of(facts)
    return found | {name: kind.rows(facts) for name, kind in zip(left_of(ratio), ratio.left_out, strict=True)}


def marks(ratio: Ratio, found: Mapping[str, Any]) -> dict[str, Any]:
    """Make marks of what the filters found. A mark that is unknown (null) is no: sums pass it over by themselves."""
    counted = found["counted"]
    made = {"counted": counted, "good": counted & found["good"]}
    if ratio.answered_of:
        made["answerable"] = counted | found["answerable"]
    seen = _known(counted)
    for name in left_of(ratio):
        made[name] = ~seen & _known(found[name])
        seen = seen | _known(found[name])
    return made


def facts_of(table: FactTable) -> Any:
    """Give the table of facts as Ibis sees it, with the day of the snapshot (a blank) beside each row."""
    import ibis

    facts = ibis.table({column.name: TYPES[column.type] for column in table.columns}, name=FACTS)
    return facts.mutate(**{AS_OF: ibis.literal(BLANKS["as_of"])})


@lru_cache(maxsize=KEPT)
def sql_for(ratio: Ratio, table: FactTable, ask: Ask, dialect: Dialect = "duckdb") -> str:
    """Give the SQL of a question, with blanks."""
    facts = facts_of(table)
    rows = facts.mutate(**{f"_{name}": mark for name, mark in marks(ratio, filters_of(ratio, facts)).items()})
    return to_sql(QUESTIONS[ask.what](_within(rows, ratio, table), ratio, table, ask), dialect)


def to_sql(asked: Any, dialect: Dialect) -> str:
    """Write a question in the words of an engine."""
    import ibis

    return str(ibis.to_sql(asked, dialect=dialect))


def total(mark: Any) -> Any:
    """Count the rows that bear a mark."""
    return mark.sum().fill_null(0)


def _known(mark: Any) -> Any:
    return mark.fill_null(False)


def _within(rows: Any, ratio: Ratio, table: FactTable) -> Any:
    """Give the rows of the chosen units and days."""
    import ibis

    chosen = ibis.table({"unit": "int64"}, name=CHOSEN)
    day = rows[ratio.period_column]
    return rows.filter(rows[table.unit_column].isin(chosen.unit), day.between(BLANKS["first"], BLANKS["last"]))


def _counted(rows: Any, ratio: Ratio, table: FactTable, ask: Ask) -> Any:
    return rows.agg(**{name: total(rows[f"_{name}"]) for name in marks_of(ratio)})


def _by_unit(rows: Any, ratio: Ratio, table: FactTable, ask: Ask) -> Any:
    counted = rows.filter(rows._counted)
    return counted.group_by(unit=counted[table.unit_column]).agg(n=counted.count())


def _listed(rows: Any, ratio: Ratio, table: FactTable, ask: Ask) -> Any:
    import ibis

    listed = rows.filter(rows._counted).mutate(_good=_known(rows._good))
    if ask.outcome is not Outcome.ALL:
        listed = listed.filter(listed._good if ask.outcome is Outcome.GOOD else ~listed._good)
    first = ibis.desc(ask.column) if ask.newest_first else ibis.asc(ask.column)
    ordered = listed.order_by(first, table.key_column).select(*table.names, "_good")
    return ordered.limit(BLANKS["limit"], offset=BLANKS["start"]) if ask.is_page else ordered


QUESTIONS: dict[What, Callable[[Any, Ratio, FactTable, Ask], Any]] = {
    What.COUNTS: _counted,
    What.BY_UNIT: _by_unit,
    What.RECORDS: _listed,
}
