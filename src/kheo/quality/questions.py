"""Rules and expectations as questions to a snapshot: rows by the filters of a ratio, sums by one grouping."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from kheo.measures import engine
from kheo.measures.days import Facts
from kheo.measures.engine import Tally
from kheo.measures.queries import FACTS, TYPES
from kheo.measures.shapes import FactTable, Ratio, Source
from kheo.quality.rules.arrival import Expectation
from kheo.quality.rules.validation import Grain, Missing, Operator, Rule, Side, What

COMPARE: Mapping[Operator, Callable[[Any, Any], Any]] = {
    Operator.EQUAL: lambda a, b: a == b,
    Operator.NOT_EQUAL: lambda a, b: a != b,
    Operator.LESS: lambda a, b: a < b,
    Operator.AT_MOST: lambda a, b: a <= b,
    Operator.MORE: lambda a, b: a > b,
    Operator.AT_LEAST: lambda a, b: a >= b,
}
STEPS = {Grain.WEEK: "W", Grain.MONTH: "M"}
MANY_COLUMNS = 6


@lru_cache(maxsize=256)
def ratio_of(rule: Rule, table: FactTable) -> Ratio:
    """Give a rule of rows as a ratio: counted are the rows it looks at, good those that keep it.

    For a rule of sums all rows of the period are counted: they are what the sums were made of.
    """
    counted, good = _of_rows(rule) if rule.grain is Grain.ROW else (_everything(rule), _everything(rule))
    shown = [name for name in ("code", *_columns(rule)) if name in table.names and table.column(name).label]
    first = [column.name for column in table.columns if column.label][:1]
    return Ratio(
        code="quy-tac", name=rule.name, noun=table.label, source=Source(rule.source, "project"), table=table.code,
        period_column=rule.period_column, counted=counted, good=good, counted_text=rule.name, good_text=rule.name,
        not_good_text=rule.instruction, shown_columns=tuple(dict.fromkeys([*first, *shown]))[:MANY_COLUMNS],
    )  # fmt: skip


@lru_cache(maxsize=64)
def arrival_of(told: Expectation, table: FactTable) -> Ratio:
    """Give an expectation as a ratio: counted is what came, good what came in time."""
    shown = [column.name for column in table.columns if column.label][:1]
    columns = [name for name in (told.period_column, told.arrived_column) if table.column(name).label]
    return Ratio(
        code="den", name="Đến đúng lúc", noun=table.label, source=Source(told.source, "project"), table=table.code,
        period_column=told.period_column, counted=lambda d: d[told.period_column].notnull(),
        good=lambda d: d[told.arrived_column].delta(d[told.period_column], unit="day") <= told.days,
        counted_text="Bản ghi của kỳ.", good_text="Vào Khéo đúng lúc.",
        not_good_text="Vào Khéo muộn, hoặc không rõ ngày.",
        shown_columns=(*shown, *columns),
    )  # fmt: skip


def measured(ratio: Ratio, facts: Facts, unit_ids: list[int]) -> list[Tally]:
    """Count a ratio week by week for each unit itself, without those below it."""
    with engine.open_sheet(ratio, facts) as sheet:
        return engine.measure(sheet, {pk: f"/{pk}/" for pk in unit_ids}, ("week",))


def sums(rule: Rule, facts: Facts) -> list[dict[str, Any]]:
    """Sum both sides of a rule by unit and period; rows of unit, start, left, right, with the rule kept or not."""
    import ibis

    table = facts.table
    rows = ibis.table({column.name: TYPES[column.type] for column in table.columns}, name=FACTS)
    dated = rows.filter(rows[rule.period_column].notnull(), rows[table.unit_column].notnull())
    start = dated[rule.period_column].truncate(STEPS[rule.grain])
    groups = dated.group_by(unit=dated[table.unit_column], start=start)
    sides = {"left": rule.left, "right": rule.right}
    fixed = {name: side.plus for name, side in sides.items() if side.what is What.NUMBER}
    found = groups.agg(**{name: _summed(dated, side) for name, side in sides.items() if name not in fixed})
    with engine.open_sheet(ratio_of(rule, table), facts) as sheet:
        answer: list[dict[str, Any]] = sheet.engine.ask(str(ibis.to_sql(found, dialect="duckdb")), {}).to_pylist()
    both = [row | fixed | {"start": _day(row["start"])} for row in answer]
    return [row | {"kept": kept} for row in both if (kept := keeps(rule, row["left"], row["right"])) is not None]


def _day(start: date) -> date:
    """DuckDB gives the beginning of a week or month as a moment."""
    return start.date() if isinstance(start, datetime) else start


def keeps(rule: Rule, left: float | None, right: float | None) -> bool | None:
    """Say whether two sums keep a rule; None where it does not look at them."""
    missing = (left is None) + (right is None)
    if (missing and rule.missing is Missing.SKIP_ANY) or (missing == 2 and rule.missing is Missing.SKIP_ALL):
        return None
    return bool(COMPARE[rule.operator](left or 0, right or 0))


def _summed(rows: Any, side: Side) -> Any:
    found = rows[side.column].count() if side.what is What.COUNT else rows[side.column].sum()
    return (found + side.plus).cast("float64")


def _columns(rule: Rule) -> list[str]:
    return [name for name in (rule.period_column, rule.left.column, rule.right.column) if name]


def _everything(rule: Rule) -> Callable[[Any], Any]:
    return lambda d: d[rule.period_column].notnull()


def _of_rows(rule: Rule) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """Give which rows are looked at, and which keep the rule."""
    both, either = (
        (lambda d: _has(d, rule.left) & _has(d, rule.right)),
        (lambda d: _has(d, rule.left) | _has(d, rule.right)),
    )
    everything = _everything(rule)
    if rule.operator is Operator.TOGETHER:
        return everything, lambda d: _has(d, rule.left) == _has(d, rule.right)
    if rule.operator is Operator.APART:
        return everything, lambda d: ~(_has(d, rule.left) & _has(d, rule.right))
    looked_at = {Missing.SKIP_ANY: both, Missing.SKIP_ALL: either, Missing.NEVER_SKIP: everything}[rule.missing]
    return looked_at, lambda d: COMPARE[rule.operator](_value(d, rule.left), _value(d, rule.right))


def _has(rows: Any, side: Side) -> Any:
    """Say whether a side has a value; a fixed number always has."""
    import ibis

    return rows[side.column].notnull() if side.column else ibis.literal(True)


def _value(rows: Any, side: Side) -> Any:
    """Give a side's value; a missing number is 0, a missing day stays missing and keeps no rule."""
    import ibis

    if not side.column:
        return ibis.literal(float(side.plus))
    value = rows[side.column]
    if value.type().is_date():
        return value + ibis.interval(days=int(side.plus)) if side.plus else value
    if value.type().is_numeric():
        return value.fill_null(0) + side.plus
    return value
