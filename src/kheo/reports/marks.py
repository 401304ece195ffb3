"""The two marks behind a unit's figure: does it change or only swing, and can it meet its target as work is done now.

Source: NHS England, "Making Data Count" (variation and assurance icons), with the limits of
docs/decisions/0008-xmr-charts.md. The first mark compares the newer weeks with the older half of 24; the second lays
the target against the newest 12.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kheo.measures import control
from kheo.measures.control import State

WEEKS = 24
HALF = 12
CHANGES = {State.IMPROVING: "up", State.WORSENING: "down", State.COMMON: "same", State.TOO_FEW: "few"}


@dataclass(frozen=True)
class Marks:
    """`change`: up, down, same or few. `target`: hit, mix, not, or empty without a target or with too few weeks."""

    change: str
    target: str = ""

    @property
    def is_off_course(self) -> bool:
        """Say whether a leader should look here first."""
        return self.change == "down" or self.target == "not"


def marks_of(weeks: Sequence[tuple[int, int]], target: Decimal | None, *, higher_is_better: bool = True) -> Marks:
    """Judge up to 24 weeks of (good, counted), oldest first; weeks without anything counted are passed over."""
    counted = [(good, count) for good, count in weeks if count]
    if not counted:
        return Marks("few")
    values, records = [good / count * 100 for good, count in counted], [count for _good, count in counted]
    judged = control.chart(values, baseline=HALF)
    change = CHANGES[control.state_of(judged, records, higher_is_better=higher_is_better)]
    if change == "few" or target is None:
        return Marks(change)
    return Marks(change, _against(control.limits_of(values[-HALF:]), float(target), higher_is_better))


def _against(limits: control.Limits, target: float, higher_is_better: bool) -> str:
    """Say on which side of the target the whole band of the usual swing lies."""
    lower, upper = limits.lower, limits.upper
    if lower is None or upper is None:
        return ""
    if lower < target < upper:
        return "mix"
    above = lower >= target
    return "hit" if above is higher_is_better else "not"
