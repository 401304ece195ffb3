"""What chance alone can do to a share: good of counted, when only so many were counted.

Pure numbers. Shares are between 0 and 1 here; pages write them in percent. Every record is taken as one independent
draw, which weeks of one office are not quite: what counts as a change is said by the chart, never by an interval alone.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

Counts = tuple[int, int]
"""Good and counted."""

Z_95 = NormalDist().inv_cdf(0.975)
SIGMAS = 3


@dataclass(frozen=True)
class Difference:
    """A later share less an earlier one, with its 95% interval."""

    value: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Say whether the interval leaves "no difference" out."""
        return self.low > 0 or self.high < 0


def wilson(good: int, counted: int) -> tuple[float, float]:
    """Give Wilson's score interval (95%) of one share. ValueError when nothing was counted.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
    """
    if counted <= 0:
        raise ValueError("a share needs something counted")
    share, square = good / counted, Z_95**2
    middle = 2 * good + square
    reach = Z_95 * sqrt(square + 4 * counted * share * (1 - share))
    return max((middle - reach) / (2 * (counted + square)), 0.0), min((middle + reach) / (2 * (counted + square)), 1.0)


def difference(before: Counts, after: Counts) -> Difference:
    """Give `after` less `before` with Newcombe's hybrid score interval (95%), which holds also near 0 and 1.

    Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of
    eleven methods", Statistics in Medicine 17 (1998), 873-890, method 10. ValueError when nothing was counted.
    """
    (old_low, old_high), (new_low, new_high) = wilson(*before), wilson(*after)
    old, new = before[0] / before[1], after[0] / after[1]
    down = sqrt((new - new_low) ** 2 + (old_high - old) ** 2)
    up = sqrt((new_high - new) ** 2 + (old - old_low) ** 2)
    return Difference(new - old, max(new - old - down, -1.0), min(new - old + up, 1.0))


def limits(before: Counts, counted: int) -> tuple[float, float]:
    """Give the limits of a point that rests on so many records: the fewer, the wider. Shares, not clipped.

    Source: Shewhart's p-chart, widened by what the baseline itself does not know for sure. Its spread is taken from
    the share with two more good and two more bad records (A. Agresti and B. Coull, The American Statistician 52, 1998),
    so that a baseline of 100% has limits, too.
    """
    centre, shrunk = before[0] / before[1], (before[0] + 2) / (before[1] + 4)
    reach = SIGMAS * sqrt(shrunk * (1 - shrunk) * (1 / counted + 1 / before[1]))
    return centre - reach, centre + reach


def side(before: Counts, point: Counts) -> int:
    """Give a point's side by its own limits: 1 above, -1 below, 0 inside. Both have something counted."""
    low, high = limits(before, point[1])
    share = point[0] / point[1]
    return (share > high) - (share < low)
