"""What is expected of a source, when it must have come, and which points of its volume are far from the usual.

Sources: completeness and timeliness as in routine health information systems (WHO, Data Quality Assurance); the
modified z-score of Iglewicz and Hoaglin (1993); limits of moving ranges (`measures.control`). The days are ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from kheo.days.periods import week_of
from kheo.errors import RuleBroken
from kheo.measures.shapes import FactTable

MAD_TO_SIGMA = 0.6745
LIMIT_FACTOR = 2.66


@dataclass(frozen=True)
class Expectation:
    """What is expected of each unit in a table (nguồn số liệu), week by week.

    A record of the day in `period_column` has come in time when `arrived_column` lies at most `days` after it. A unit
    owes a week when it had records in at least `half` of a hundred of the `weeks` before. A week's volume is far from
    the usual beyond `far` modified z-scores and beyond the limits of moving ranges.
    """

    table: str
    period_column: str
    arrived_column: str
    days: int
    weeks: int
    half: int
    far: float
    source: str

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Expectation":
        """Make an expectation of plain values, as they are stored."""
        return cls(**told)

    @property
    def plain(self) -> dict[str, Any]:
        """Give plain values to be stored."""
        return asdict(self)


def check_expectation(told: Expectation, table: FactTable) -> None:
    """An expectation names two days of the table, keeps its numbers within reason, and says on what ground (căn cứ)."""
    for name in ("period_column", "arrived_column"):
        column = getattr(told, name)
        if column not in table.names or table.column(column).type != "date":
            raise RuleBroken("Xin chọn một cột ngày của bảng này.", field=name)
    for name, low, high in (("days", 0, 120), ("weeks", 4, 52), ("half", 10, 100), ("far", 3, 20)):
        if not low <= getattr(told, name) <= high:
            raise RuleBroken("Số này phải từ {low} đến {high}.", field=name, low=low, high=high)
    if len(told.source.strip()) < 10:
        raise RuleBroken("Xin ghi căn cứ, ví dụ số văn bản hoặc lý do.", field="source")


@dataclass(frozen=True)
class Came:
    """A week of a unit: how many records of it came, how many of those in time."""

    monday: date
    came: int
    in_time: int


@dataclass(frozen=True)
class Fullness:
    """Weeks owed, weeks that came, records that came, and those in time."""

    owed: int
    full: int
    came: int
    in_time: int

    def __add__(self, other: "Fullness") -> "Fullness":
        return Fullness(
            self.owed + other.owed, self.full + other.full, self.came + other.came, self.in_time + other.in_time
        )


def first_open_week(told: Expectation, as_of: date) -> date:
    """Give the Monday of the first week that is not looked at yet: some of its records may still come in time."""
    return week_of(as_of - timedelta(days=told.days)).start


def is_owed(before: Sequence[Came], told: Expectation) -> bool:
    """A unit owes a week (kỳ phải có số liệu) when it had records in most of the weeks before."""
    lately = before[-told.weeks :]
    return bool(lately) and sum(week.came > 0 for week in lately) * 100 >= told.half * len(lately)


def fullness(weeks: Sequence[Came], shown: int, told: Expectation) -> Fullness:
    """Count, over the newest `shown` weeks, what was owed and what came (đủ và đúng lúc)."""
    first = max(0, len(weeks) - shown)
    owed = [week for place, week in enumerate(weeks) if place >= first and is_owed(weeks[:place], told)]
    lately = weeks[first:]
    return Fullness(
        len(owed), sum(week.came > 0 for week in owed), sum(w.came for w in lately), sum(w.in_time for w in lately)
    )


def score(value: float, before: Sequence[float]) -> float:
    """Give the modified z-score of a value against those before it; 0 where they do not differ and neither does it."""
    middle = median(before)
    spread = median(abs(each - middle) for each in before)
    if spread == 0:
        spread = sum(abs(each - middle) for each in before) / len(before) * MAD_TO_SIGMA / 0.7979
    distance = value - middle
    return 0.0 if distance == 0 else MAD_TO_SIGMA * distance / spread if spread else float("inf") * distance


def beyond_moving_range(value: float, before: Sequence[float]) -> bool:
    """Say whether a value lies beyond mean ± 2.66 mean moving ranges of those before it."""
    mean = sum(before) / len(before)
    ranges = [abs(here - last) for last, here in zip(before, before[1:], strict=False)]
    return abs(value - mean) > LIMIT_FACTOR * sum(ranges) / len(ranges)


def far_points(weeks: Sequence[Came], shown: int, told: Expectation) -> list[Came]:
    """Give the newest weeks whose volume lies far from the unit's own past (điểm khác thường), by both measures."""
    found = list[Came]()
    for place in range(max(told.weeks, len(weeks) - shown), len(weeks)):
        before = [float(week.came) for week in weeks[place - told.weeks : place]]
        week = weeks[place]
        if sum(before) and abs(score(week.came, before)) > told.far and beyond_moving_range(week.came, before):
            found.append(week)
    return found
