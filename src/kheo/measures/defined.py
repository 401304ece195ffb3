"""An indicator that an administrator wrote down, as a value: conditions on documented columns become two filters.

A definition is data and is never run as code: each condition names a declared column and one of the operators here. The
conditions of a group are joined by "or", the groups by "and". Pure: no Django, no database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any

from kheo.errors import RuleBroken
from kheo.measures.shapes import AS_OF, Assurance, Column, ColumnType, FactTable, Filter, Ratio, Source
from kheo.wording import gettext

AS_OF_NAMES = {AS_OF: "ngày chốt số liệu"}
MOST_CONDITIONS = 24


class Operator(StrEnum):
    """What a condition says of a column."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"
    EQUALS = "equals"
    DIFFERS = "differs"
    ONE_OF = "one_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BEFORE = "before"
    NOT_AFTER = "not_after"
    AFTER = "after"
    NOT_BEFORE = "not_before"


OPERATOR_NAMES = {
    Operator.KNOWN: "đã ghi",
    Operator.UNKNOWN: "chưa ghi",
    Operator.YES: "có",
    Operator.NO: "không",
    Operator.EQUALS: "bằng",
    Operator.DIFFERS: "khác",
    Operator.ONE_OF: "là một trong các giá trị",
    Operator.AT_LEAST: "từ … trở lên",
    Operator.AT_MOST: "từ … trở xuống",
    Operator.BEFORE: "trước ngày",
    Operator.NOT_AFTER: "không muộn hơn ngày",
    Operator.AFTER: "sau ngày",
    Operator.NOT_BEFORE: "không sớm hơn ngày",
}
ALONE = frozenset({Operator.KNOWN, Operator.UNKNOWN, Operator.YES, Operator.NO})
"""They need nothing beside the column."""
DATES = {
    Operator.BEFORE: lambda day, other: day < other,
    Operator.NOT_AFTER: lambda day, other: day <= other,
    Operator.AFTER: lambda day, other: day > other,
    Operator.NOT_BEFORE: lambda day, other: day >= other,
}
"""They compare two date columns."""
VALUES: dict[Operator, Callable[[Any, tuple[Any, ...]], Any]] = {
    Operator.EQUALS: lambda column, values: column == values[0],
    Operator.DIFFERS: lambda column, values: column != values[0],
    Operator.ONE_OF: lambda column, values: column.isin(values),
    Operator.AT_LEAST: lambda column, values: column >= values[0],
    Operator.AT_MOST: lambda column, values: column <= values[0],
}
"""They compare a column with what was typed."""

_EITHER = frozenset({Operator.KNOWN, Operator.UNKNOWN})
_WORDS = _EITHER | {Operator.EQUALS, Operator.DIFFERS, Operator.ONE_OF}
_NUMBERS = _WORDS | {Operator.AT_LEAST, Operator.AT_MOST}
FITS: dict[ColumnType, frozenset[Operator]] = {
    "boolean": _EITHER | {Operator.YES, Operator.NO},
    "text": _WORDS,
    "integer": _NUMBERS,
    "number": _NUMBERS,
    "date": _EITHER | frozenset(DATES),
}


@dataclass(frozen=True)
class Condition:
    """One condition: a column, an operator, and the values or the other date column that the operator needs."""

    column: str
    operator: Operator
    values: tuple[int | float | str, ...] = ()
    other: str = ""


Group = tuple[Condition, ...]


@dataclass(frozen=True)
class Definition:
    """All that an administrator writes down of an indicator; the texts are Vietnamese sentences for readers."""

    code: str
    name: str
    short_name: str
    table: str
    period_column: str
    counted: tuple[Group, ...]
    good: tuple[Group, ...]
    counted_text: str
    good_text: str
    not_good_text: str
    source: str
    assurance: Assurance
    higher_is_better: bool = True
    version: int = 1


def check(definition: Definition, table: FactTable) -> None:
    """The definition names declared, labelled columns, and each operator suits its column."""
    if table.column(definition.period_column).type != "date":
        raise RuleBroken("Cột xếp kỳ phải là một ngày.", field="period_column")
    if not definition.good:
        raise RuleBroken("Cần ít nhất một điều kiện để tính là đạt.")
    conditions = list(_conditions(definition))
    if len(conditions) > MOST_CONDITIONS:
        raise RuleBroken("Nhiều nhất {n} điều kiện; hãy tách thành hai chỉ số.", n=MOST_CONDITIONS)
    for condition in conditions:
        _check_condition(condition, table)


def _check_condition(condition: Condition, table: FactTable) -> None:
    column = _documented(condition.column, table)
    if condition.operator not in FITS[column.type]:
        words = gettext(OPERATOR_NAMES[condition.operator])
        raise RuleBroken("Cột “{column}” không so được bằng “{operator}”.", column=column.label, operator=words)
    if condition.operator in VALUES and not condition.values:
        raise RuleBroken("Hãy ghi giá trị để so với cột “{column}”.", column=column.label)
    if condition.operator in DATES and not _is_date(condition.other, table):
        raise RuleBroken("Hãy chọn ngày để so với cột “{column}”.", column=column.label)


def _documented(name: str, table: FactTable) -> Column:
    if name not in table.names or not table.column(name).label:
        raise RuleBroken("Bảng số liệu không có cột này.")
    return table.column(name)


def _is_date(name: str, table: FactTable) -> bool:
    return name == AS_OF or (name in table.names and table.column(name).type == "date")


def _conditions(definition: Definition) -> Iterator[Condition]:
    for group in (*definition.counted, *definition.good):
        yield from group


@lru_cache(maxsize=256)
def ratio_of(definition: Definition, table: FactTable) -> Ratio:
    """Give the indicator; the same definition gives the same one, so that its questions are put into SQL once."""
    return Ratio(
        code=definition.code,
        name=definition.name,
        short_name=definition.short_name,
        noun=table.__dict__["_label"],
        source=Source(definition.source, definition.assurance),
        table=definition.table,
        period_column=definition.period_column,
        counted=_filter(definition.counted),
        good=_filter(definition.good),
        counted_text=definition.counted_text,
        good_text=definition.good_text,
        not_good_text=definition.not_good_text,
        shown_columns=_shown(definition, table),
        higher_is_better=definition.higher_is_better,
        version=definition.version,
    )


def _filter(groups: tuple[Group, ...]) -> Filter:
    """Join conditions by "or" and groups by "and"; no group takes every row. What is unknown is no."""

    def taken(facts: Any) -> Any:
        if not groups:
            return facts[AS_OF].notnull()
        either = (reduce(or_, [_holds(each, facts).fill_null(False) for each in group]) for group in groups)
        return reduce(and_, either)

    return taken


def _holds(condition: Condition, facts: Any) -> Any:
    column = facts[condition.column]
    match condition.operator:
        case Operator.KNOWN:
            return column.notnull()
        case Operator.UNKNOWN:
            return column.isnull()
        case Operator.YES:
            return column
        case Operator.NO:
            return ~column
    if condition.operator in DATES:
        return DATES[condition.operator](column, facts[condition.other])
    return VALUES[condition.operator](column, condition.values)


def _shown(definition: Definition, table: FactTable) -> tuple[str, ...]:
    """Show the record's name, the day of its period, and every column that a condition asks about."""
    name = next(column.name for column in table.columns if column.label)
    asked = [part for each in _conditions(definition) for part in (each.column, each.other)]
    labelled = (part for part in asked if part in table.names and table.column(part).label)
    return tuple(dict.fromkeys([name, definition.period_column, *labelled]))


def words_of(groups: tuple[Group, ...], table: FactTable) -> str:
    """Say a filter in words, as it will be counted: for who writes it and for who reads it later."""
    if not groups:
        return gettext("mọi bản ghi")
    either = (f" {gettext('hoặc')} ".join(_said(each, table) for each in group) for group in groups)
    return f"; {gettext('và')} ".join(either)


def _said(condition: Condition, table: FactTable) -> str:
    column = table.column(condition.column)
    words = gettext(OPERATOR_NAMES[condition.operator])
    if condition.operator in DATES:
        return f"“{column.label}” {words} “{_other_label(condition.other, table)}”"
    values = ", ".join(_value(column, value) for value in condition.values)
    whole = words.replace("…", values) if "…" in words else f"{words} {values}".rstrip()
    return f"“{column.label}” {whole}"


def _other_label(name: str, table: FactTable) -> str:
    return gettext(AS_OF_NAMES[AS_OF]) if name == AS_OF else table.column(name).label


def _value(column: Column, value: int | float | str) -> str:
    return dict(codes_of(column)).get(value, str(value)) if column.type == "integer" else str(value)


CODES = range(0, 33)


def codes_of(column: Column) -> list[tuple[Any, str]]:
    """Give the codes of a column that has words for them, each with its words."""
    found: list[tuple[Any, str]] = []
    if column.shown is None or column.type != "integer":
        return found
    for code in CODES:
        try:
            found.append((code, column.shown(code)))
        except (LookupError, ValueError):
            continue
    return found


def as_json(definition: Definition) -> dict[str, Any]:
    """Give a definition as it is kept."""
    kept = {name: getattr(definition, name) for name in definition.__dataclass_fields__}
    return kept | {name: [[_condition_json(each) for each in group] for group in kept[name]] for name in FILTERS}


FILTERS = ("counted", "good")


def _condition_json(condition: Condition) -> dict[str, Any]:
    return {
        "column": condition.column,
        "operator": str(condition.operator),
        "values": list(condition.values),
        "other": condition.other,
    }


def from_json(kept: dict[str, Any]) -> Definition:
    """Read a definition as it was kept; KeyError or ValueError where it is none."""
    return Definition(**(kept | {name: tuple(map(_group, kept[name])) for name in FILTERS}))


def _group(kept: list[dict[str, Any]]) -> Group:
    return tuple(
        Condition(each["column"], Operator(each["operator"]), tuple(each["values"]), each["other"]) for each in kept
    )
