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
FEWEST_FOR_FIRM_LIMITS = 13  # below it they are trial limits (NHSRplotthedots: short_group_warning)
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

    @property
    def is_short(self) -> bool:
        """Say whether the limits are only trial limits, which each further point still moves."""
        return len(self.values) < FEWEST_FOR_FIRM_LIMITS


@dataclass(frozen=True)
class Manner:
    """Where we judge otherwise than the reference implementation, and where a reader may choose.

    `reference` switches to its behaviour: a constant series that is screened has no limits, a point between two
    trends takes its direction from the step after it, and trial limits are held against the target, too.
    `outside_counts` lets points beyond a limit count in two of three.
    """

    reference: bool = False
    outside_counts: bool = False


OURS = Manner()


def limits_of(baseline: Sequence[float], *, screen: bool = False, manner: Manner = OURS) -> Limits:
    """Compute mean and limits; with `screen`, moving ranges beyond 3.267 times their mean are set aside first.

    A series that never changes (100% every month) has limits, both at its mean.
    """
    ranges = [abs(later - earlier) for earlier, later in zip(baseline, baseline[1:], strict=False)]
    mean = min(max(fsum(baseline) / len(baseline), min(baseline)), max(baseline))  # rounding never leaves the series
    if screen and (any(ranges) or manner.reference):
        ranges = [each for each in ranges if each < SCREEN_FACTOR * fsum(ranges) / len(ranges)]
    return Limits(mean, fsum(ranges) / len(ranges) if ranges else None)


def chart(
    values: Sequence[float], *, baseline: int | None = None, screen: bool = False, manner: Manner = OURS
) -> Chart:
    """Judge a series, oldest first. Limits come from the first `baseline` points, or from all. ValueError if empty."""
    if not values:
        raise ValueError("a chart needs at least one point")
    count = min(baseline or len(values), len(values))
    limits = limits_of(values[:count], screen=screen, manner=manner)
    return Chart(tuple(values), count, limits, tuple(causes_of(values, limits, manner=manner)))


def causes_of(values: Sequence[float], limits: Limits, *, manner: Manner = OURS) -> list[Cause]:
    """Name each point's special cause."""
    sides = [_sign(value - limits.mean) for value in values]
    trends = _trends(values)
    if manner.reference:
        trends = _towards_the_right(values, {place for place, _cause in trends})
    flags: dict[int, list[Cause]] = {}
    for place, cause in trends | _near(values, sides, limits, manner) | _runs(sides):
        flags.setdefault(place, []).append(cause)
    return [
        _outside(value, limits) or min(flags.get(place, [Cause.COMMON]), key=_rank)
        for place, value in enumerate(values)
    ]


def sides_of(values: Sequence[float], limits: Limits) -> list[int]:
    """Give each point's side by its level alone: 1 high, -1 low, 0 inside the usual swing.

    For holding a series against its baseline. A trend is left out: it says where a series goes, not whether it is
    better than before; and points beyond a limit count in two of three. So raising a point lowers no side.
    """
    signs = [_sign(value - limits.mean) for value in values]
    special = {place for place, _cause in _near(values, signs, limits, Manner(outside_counts=True)) | _runs(signs)}
    return [
        sign if place in special or _outside(value, limits) else 0
        for place, (value, sign) in enumerate(zip(values, signs, strict=True))
    ]


class Assurance(StrEnum):
    """Whether a process that stays as it is will reach its target: always, never, or now and then."""

    ALWAYS = "consistent_pass"
    NEVER = "consistent_fail"
    SOMETIMES = "inconsistent"


def assurance_of(judged: Chart, target: float, *, higher_is_better: bool, manner: Manner = OURS) -> Assurance | None:
    """Hold the limits against a target; None while they are trial limits or there are none."""
    lower, upper = judged.limits.lower, judged.limits.upper
    if not manner.reference and (lower is None or judged.is_short):
        return None
    if not manner.reference and lower == upper == target:  # a series that is always just at its target
        return Assurance.ALWAYS
    if upper is not None and target > upper:
        return Assurance.NEVER if higher_is_better else Assurance.ALWAYS
    if lower is not None and target < lower:
        return Assurance.ALWAYS if higher_is_better else Assurance.NEVER
    return Assurance.SOMETIMES


def assurance_now(values: Sequence[float], target: float, *, higher_is_better: bool) -> Assurance | None:
    """Hold the target against the limits of the newest 13 points, as the work is done now; None for fewer points."""
    newest = values[-FEWEST_FOR_FIRM_LIMITS:]
    return assurance_of(chart(newest), target, higher_is_better=higher_is_better) if newest else None


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


def _towards_the_right(values: Sequence[float], places: set[int]) -> set[tuple[int, Cause]]:
    """Name trends as the reference does: by the step to the next point where that lies in a trend, too."""
    found = set()
    for place in places:
        last = place + 1 if place + 1 in places else place
        found.add((place, Cause.TREND_UP if values[last] > values[last - 1] else Cause.TREND_DOWN))
    return found


def _runs(sides: Sequence[int]) -> set[tuple[int, Cause]]:
    """Seven points on one side of the mean."""
    found: set[tuple[int, Cause]] = set()
    for window in _windows(len(sides), RUN):
        seen = {sides[index] for index in window}
        if seen in ({1}, {-1}):
            found |= {(index, Cause.RUN_ABOVE if seen == {1} else Cause.RUN_BELOW) for index in window}
    return found


def _near(values: Sequence[float], sides: Sequence[int], limits: Limits, manner: Manner) -> set[tuple[int, Cause]]:
    """Two of three points in the outer third of the band, all three on one side; points outside count when asked."""
    if limits.moving_range is None:
        return set()
    border = LIMIT_FACTOR * limits.moving_range * NEAR_SHARE
    near = [
        abs(value - limits.mean) > border and (manner.outside_counts or not _outside(value, limits)) for value in values
    ]
    found: set[tuple[int, Cause]] = set()
    for window in _windows(len(values), 3):
        close = [index for index in window if near[index]]
        if len(close) >= 2 and {sides[index] for index in window} in ({1}, {-1}):
            found |= {(index, Cause.NEAR_UPPER if sides[index] > 0 else Cause.NEAR_LOWER) for index in close}
    return found
