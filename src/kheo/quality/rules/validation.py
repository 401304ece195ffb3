"""A validation rule (quy tắc kiểm tra): left side, operator, right side, what to do where something is missing.

The shape is that of the validation rules of health information systems (DHIS2); the rules proposed here are the
project's own, and an administrator keeps others. A rule of rows is looked at in each record, one of weeks or months
in the sums of a unit.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from kheo.errors import RuleBroken
from kheo.measures.shapes import FactTable


class Grain(StrEnum):
    """What a rule is looked at in."""

    ROW = "row"
    WEEK = "week"
    MONTH = "month"


GRAIN_NAMES = {
    Grain.ROW: "từng bản ghi",
    Grain.WEEK: "tổng của đơn vị trong mỗi tuần",
    Grain.MONTH: "tổng của đơn vị trong mỗi tháng",
}


class What(StrEnum):
    """What stands on a side."""

    COLUMN = "column"
    NUMBER = "number"
    COUNT = "count"
    SUM = "sum"


WHAT_NAMES = {
    What.COLUMN: "giá trị của cột",
    What.NUMBER: "một số cố định",
    What.COUNT: "số bản ghi có giá trị ở cột",
    What.SUM: "tổng của cột",
}
SIDES = ("left", "right")
MOST_DAYS = 3660
"""Ten years: no two days of a record that a rule compares lie further apart."""
OF_ROWS, OF_SUMS = {What.COLUMN, What.NUMBER}, {What.COUNT, What.SUM, What.NUMBER}


class Operator(StrEnum):
    """How the sides must stand to each other."""

    EQUAL = "eq"
    NOT_EQUAL = "ne"
    LESS = "lt"
    AT_MOST = "le"
    MORE = "gt"
    AT_LEAST = "ge"
    TOGETHER = "together"
    APART = "apart"


OPERATOR_NAMES = {
    Operator.EQUAL: "bằng",
    Operator.NOT_EQUAL: "khác",
    Operator.LESS: "nhỏ hơn (trước)",
    Operator.AT_MOST: "không lớn hơn (không sau)",
    Operator.MORE: "lớn hơn (sau)",
    Operator.AT_LEAST: "không nhỏ hơn (không trước)",
    Operator.TOGETHER: "cùng có hoặc cùng không",
    Operator.APART: "không cùng có",
}
PAIRS = {Operator.TOGETHER, Operator.APART}


class Missing(StrEnum):
    """What is done where a side has no value (chiến lược khi thiếu)."""

    SKIP_ANY = "skip_any"
    SKIP_ALL = "skip_all"
    NEVER_SKIP = "never_skip"


MISSING_NAMES = {
    Missing.SKIP_ANY: "bỏ qua nếu thiếu một bên",
    Missing.SKIP_ALL: "chỉ bỏ qua nếu thiếu cả hai bên; bên thiếu tính là 0",
    Missing.NEVER_SKIP: "luôn xét; bên thiếu tính là 0",
}


@dataclass(frozen=True)
class Side:
    """One side; `plus` is added: a number, or days where the column is a date."""

    what: What
    column: str = ""
    plus: float = 0

    @property
    def names(self) -> set[str]:
        """Give the column it needs."""
        return {self.column} if self.column else set()


@dataclass(frozen=True)
class Rule:
    """A validation rule. `instruction` says in a sentence what is wrong and what to do; `period_column` dates a row."""

    code: str
    name: str
    table: str
    grain: Grain
    left: Side
    operator: Operator
    right: Side
    missing: Missing
    period_column: str
    instruction: str
    source: str
    is_on: bool = True

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Rule":
        """Make a rule of plain values, as they are stored."""
        left, right = (Side(What(told[name]["what"]), told[name]["column"], told[name]["plus"]) for name in SIDES)
        return cls(
            told["code"],
            told["name"],
            told["table"],
            Grain(told["grain"]),
            left,
            Operator(told["operator"]),
            right,
            Missing(told["missing"]),
            told["period_column"],
            told["instruction"],
            told["source"],
            bool(told["is_on"]),
        )

    @property
    def plain(self) -> dict[str, Any]:
        """Give plain values to be stored."""
        return asdict(self)


def check_rule(rule: Rule, table: FactTable) -> None:
    """A rule compares like with like, in columns that the table has, and tells what to do (hướng dẫn)."""
    allowed = OF_ROWS if rule.grain is Grain.ROW else OF_SUMS
    for name, side in (("left", rule.left), ("right", rule.right)):
        if side.what not in allowed:
            raise RuleBroken("Vế này không dùng được với cách xét đã chọn.", field=f"{name}_what")
        if (side.what is not What.NUMBER) is not bool(side.column):
            raise RuleBroken("Xin chọn cột; một số cố định thì không chọn cột.", field=f"{name}_column")
        if side.column and side.column not in table.names:
            raise RuleBroken("Bảng số liệu này không có cột đó.", field=f"{name}_column")
        if side.what is What.SUM and table.column(side.column).type not in ("integer", "number"):
            raise RuleBroken("Chỉ cộng được cột là số.", field=f"{name}_column")
        _check_plus(side, table, f"{name}_plus")
    if rule.period_column not in table.names or table.column(rule.period_column).type != "date":
        raise RuleBroken("Xin chọn một cột ngày để xếp vào kỳ.", field="period_column")
    _check_alike(rule, table)
    if len(rule.instruction.strip()) < 10 or len(rule.source.strip()) < 5 or len(rule.name.strip()) < 5:
        raise RuleBroken("Xin ghi tên, căn cứ, và hướng dẫn cần làm gì.", field="instruction")


def _check_plus(side: Side, table: FactTable, field: str) -> None:
    if side.what is not What.COLUMN or table.column(side.column).type != "date":
        return
    if not abs(side.plus) <= MOST_DAYS or side.plus != int(side.plus):
        bounds = {"low": -MOST_DAYS, "high": MOST_DAYS}
        raise RuleBroken("Số ngày cộng thêm là số nguyên từ {low} đến {high}.", field=field, **bounds)


def _check_alike(rule: Rule, table: FactTable) -> None:
    kinds = {_kind(side, table) for side in (rule.left, rule.right)}
    if rule.operator in PAIRS:
        if rule.grain is not Grain.ROW or What.NUMBER in (rule.left.what, rule.right.what):
            raise RuleBroken("Phép này dùng cho hai cột của từng bản ghi.", field="operator")
    elif len(kinds) > 1:
        raise RuleBroken("Hai vế phải cùng loại: cùng là ngày, hoặc cùng là số.", field="right_column")


def _kind(side: Side, table: FactTable) -> str:
    if side.what is not What.COLUMN:
        return "number"
    kind = table.column(side.column).type
    return "number" if kind in ("integer", "number") else kind
