"""XmR control charts: which changes of a series are more than its usual swing.

Source: Wheeler, "Understanding Variation"; NHS England, "Making Data Count", whose rules and their order of precedence
the R package NHSRplotthedots 0.2.2 carries out. What was chosen and why: docs/decisions/0008-xmr-charts.md. Pure
numbers: the mean and limits are as computed; a limit beyond 0 or 100% is only ever drawn clipped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from statistics import median

LIMIT_FACTOR = 2.66  # 3 / d2 for moving ranges of two points, d2 = 1.128
NEAR_SHARE = 2 / 3  # the outer third of the band begins here
RUN = 7
TREND = 7
SCREEN_FACTOR = 3.267  # a moving range above this multiple of their mean is itself out of control
ENOUGH_POINTS = 8
ENOUGH_RECORDS = 10


class Cause(StrEnum):
    """Why a point is special, or that it is not. Listed by precedence: the first rule that holds names the point."""

    ABOVE_LIMIT = "above_limit"
    BELOW_LIMIT = "below_limit"
    TREND_UP = "trend_up"
    TREND_DOWN = "trend_down"
    NEAR_UPPER = "near_upper"
    NEAR_LOWER = "near_lower"
    RUN_ABOVE = "run_above"
    RUN_BELOW = "run_below"
    COMMON = "common"

    @property
    def side(self) -> int:
        """Give 1 for a high or rising cause, -1 for a low or falling one, 0 for the usual swing."""
        if self is Cause.COMMON:
            return 0
        return 1 if self in HIGH else -1


HIGH = frozenset({Cause.ABOVE_LIMIT, Cause.TREND_UP, Cause.NEAR_UPPER, Cause.RUN_ABOVE})


class State(StrEnum):
    """What the newest point says about the series."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    COMMON = "common"
    TOO_FEW = "too_few"


STATE_NAMES = {
    State.IMPROVING: "tốt lên",
    State.WORSENING: "xấu đi",
    State.COMMON: "dao động thường",
    State.TOO_FEW: "chưa đủ số liệu",
}


@dataclass(frozen=True)
class Limits:
    """Mean, mean moving range and limits of a baseline; range and limits are None for fewer than two points."""

    mean: float
    moving_range: float | None

    @property
    def lower(self) -> float | None:
        """Give the lower limit as computed, which may lie below 0."""
        return None if self.moving_range is None else self.mean - LIMIT_FACTOR * self.moving_range

    @property
    def upper(self) -> float | None:
        """Give the upper limit as computed, which may lie above 100."""
        return None if self.moving_range is None else self.mean + LIMIT_FACTOR * self.moving_range


@dataclass(frozen=True)
class Chart:
    """A series judged against the limits of its first `baseline` points; the limits run on over the later ones."""

    values: tuple[float, ...]
    baseline: int
    limits: Limits
    causes: tuple[Cause, ...]


def limits_of(baseline: Sequence[float], *, screen: bool = False) -> Limits:
    """Compute mean and limits; with `screen`, moving ranges beyond 3.267 times their mean are set aside first."""
    ranges = [abs(later - earlier) for earlier, later in zip(baseline, baseline[1:], strict=False)]
    mean = fsum(baseline) / len(baseline)
    if ranges and screen:
        screened = [each for each in ranges if each < SCREEN_FACTOR * fsum(ranges) / len(ranges)]
        ranges = screened
    return Limits(mean, fsum(ranges) / len(ranges) if ranges else None)


def chart(values: Sequence[float], *, baseline: int | None = None, screen: bool = False) -> Chart:
    """Judge a series, oldest first. Limits come from the first `baseline` points, or from all. ValueError if empty."""
    if not values:
        raise ValueError("a chart needs at least one point")
    count = min(baseline or len(values), len(values))
    limits = limits_of(values[:count], screen=screen)
    return Chart(tuple(values), count, limits, tuple(causes_of(values, limits)))


def causes_of(values: Sequence[float], limits: Limits) -> list[Cause]:
    """Name each point's special cause."""
    sides = [_sign(value - limits.mean) for value in values]
    flags = _trends(values) | _near(values, sides, limits) | _runs(sides)
    return [
        _outside(value, limits) or min((cause for place, cause in flags if place == index), key=_rank, default=None)
        or Cause.COMMON
        for index, value in enumerate(values)
    ]  # fmt: skip


def state_of(judged: Chart, records: Sequence[int], *, higher_is_better: bool = True) -> State:
    """Say where the series stands by its newest point. `records` are the denominators of the points.

    TOO_FEW below eight baseline points, or when half the points rest on fewer than ten records.
    """
    if not is_enough(judged.baseline, records):
        return State.TOO_FEW
    side = judged.causes[-1].side if higher_is_better else -judged.causes[-1].side
    return {1: State.IMPROVING, -1: State.WORSENING, 0: State.COMMON}[side]


def is_enough(points: int, records: Sequence[int]) -> bool:
    """Say whether a baseline of so many points, resting on so many records each, can carry limits."""
    return points >= ENOUGH_POINTS and median(records) >= ENOUGH_RECORDS


def _rank(cause: Cause) -> int:
    return list(Cause).index(cause)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _outside(value: float, limits: Limits) -> Cause | None:
    if limits.upper is not None and value > limits.upper:
        return Cause.ABOVE_LIMIT
    if limits.lower is not None and value < limits.lower:
        return Cause.BELOW_LIMIT
    return None


def _windows(count: int, width: int) -> Iterator[range]:
    return (range(start, start + width) for start in range(count - width + 1))


def _trends(values: Sequence[float]) -> set[tuple[int, Cause]]:
    """Seven points, each above (below) the one before."""
    found: set[tuple[int, Cause]] = set()
    for window in _windows(len(values), TREND):
        steps = {_sign(values[index] - values[index - 1]) for index in window[1:]}
        if steps in ({1}, {-1}):
            found |= {(index, Cause.TREND_UP if steps == {1} else Cause.TREND_DOWN) for index in window}
    return found


def _runs(sides: Sequence[int]) -> set[tuple[int, Cause]]:
    """Seven points on one side of the mean."""
    found: set[tuple[int, Cause]] = set()
    for window in _windows(len(sides), RUN):
        seen = {sides[index] for index in window}
        if seen in ({1}, {-1}):
            found |= {(index, Cause.RUN_ABOVE if seen == {1} else Cause.RUN_BELOW) for index in window}
    return found


def _near(values: Sequence[float], sides: Sequence[int], limits: Limits) -> set[tuple[int, Cause]]:
    """Two of three points in the outer third of the band, all three on one side; points outside do not count."""
    if limits.moving_range is None:
        return set()
    border = LIMIT_FACTOR * limits.moving_range * NEAR_SHARE
    near = [abs(value - limits.mean) > border and not _outside(value, limits) for value in values]
    found: set[tuple[int, Cause]] = set()
    for window in _windows(len(values), 3):
        close = [index for index in window if near[index]]
        if len(close) >= 2 and {sides[index] for index in window} in ({1}, {-1}):
            found |= {(index, Cause.NEAR_UPPER if sides[index] > 0 else Cause.NEAR_LOWER) for index in close}
    return found
