"""The shape of a signal: a ratio over a declared fact table, what ordinary looks like, and when it becomes a question.

A signal marks records (its ratio's `good` means "marked" here, and says nothing of good or bad) and compares their
share with the usual. It can speak of units only: fact tables hold no official's name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kheo.errors import RuleBroken
from kheo.measures.shapes import Ratio, Source
from kheo.wording import said

Values = Mapping[str, float]


class Against(StrEnum):
    """What is taken for the usual (điều thường gặp)."""

    BOTH = "both"
    PAST = "past"
    LIKE_UNITS = "like_units"


AGAINST_NAMES = {
    Against.BOTH: "số trước đây của chính đơn vị và số của đơn vị cùng loại, lấy số cao hơn",
    Against.PAST: "số trước đây của chính đơn vị",
    Against.LIKE_UNITS: "số của các đơn vị cùng loại",
}


@said("label", "unit")
@dataclass(frozen=True)
class Parameter:
    """A number of a signal that an administrator may change, within bounds; `step` below 1 allows decimals."""

    code: str
    label: str
    usual: float
    low: float
    high: float
    unit: str = ""
    step: float = 1

    def check(self, value: float) -> None:
        """A parameter (ngưỡng) stays within its bounds."""
        if not self.low <= value <= self.high:
            raise RuleBroken("Số này phải từ {low} đến {high}.", field=self.code, low=self.low, high=self.high)


WINDOW = Parameter("window_weeks", "Kỳ xét: số tuần đủ gần nhất", 4, 1, 13, "tuần")
PAST = Parameter("past_weeks", "So với trước đó: số tuần", 26, 8, 104, "tuần")
FLOOR = Parameter("floor", "Ít nhất bao nhiêu bản ghi thì mới xét", 30, 5, 1000, "bản ghi")
LEAST = Parameter("least", "Ít nhất bao nhiêu bản ghi được đánh dấu", 8, 1, 1000, "bản ghi")
EFFECT = Parameter("effect", "Lệch ít nhất so với thường gặp", 15, 0, 90, "điểm phần trăm")
SHARED = (WINDOW, PAST, FLOOR, LEAST, EFFECT)


class Kind(StrEnum):
    """How a signal counts."""

    SHARE = "share"
    BURST = "burst"


@said("name", "ordinary_text", "question")
@dataclass(frozen=True)
class Signal:
    """A question that the numbers themselves raise.

    `question`   the sentence put to the unit, with the places %(marked)s, %(counted)s, %(share)s, %(ordinary)s.
    `ratio`      parameters -> ratio: `counted` are the records looked at, `good` those that are marked.
    `declared`   parameters -> the share that is ordinary by declaration, where there is one; it counts beside the past
                 and the like units, and the highest of them is the usual.
    `alone`      the declared share is the only measure: what should not be at all.
    `near_target` only for units whose commitment on an indicator of this table comes due within so many weeks.
    `apart`      for bursts: the columns that tell kinds of records apart (each rating by itself).
    """

    code: str
    name: str
    question: str
    ordinary_text: str
    source: Source
    table: str
    ratio: Callable[[Values], Ratio]
    kind: Kind = Kind.SHARE
    parameters: tuple[Parameter, ...] = SHARED
    declared: Callable[[Values], float] | None = None
    alone: bool = False
    near_target: bool = False
    apart: str = ""
    usual: Mapping[str, float] = field(default_factory=dict)

    def values(self, chosen: Values | None = None) -> dict[str, float]:
        """Give every parameter its value: the chosen, else the signal's own, else the usual one."""
        chosen = chosen or {}
        return {each.code: chosen.get(each.code, self.usual.get(each.code, each.usual)) for each in self.parameters}

    def check_values(self, values: Values) -> None:
        """Each value lies within the bounds of its parameter."""
        for each in self.parameters:
            each.check(values[each.code])
