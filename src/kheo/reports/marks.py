"""The two marks behind a unit's figure: does it change or only swing, and can it meet its target as work is done now.

Source: NHS England, "Making Data Count" (variation and assurance icons), with the limits of
docs/decisions/0008-xmr-charts.md. The first mark compares the newer weeks with the older half of 26; the second lays
the target against the newest 13, and says nothing with fewer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kheo.measures import control
from kheo.measures.control import FEWEST_FOR_FIRM_LIMITS, Assurance, State

WEEKS = 26
HALF = FEWEST_FOR_FIRM_LIMITS
CHANGES = {State.IMPROVING: "up", State.WORSENING: "down", State.COMMON: "same", State.TOO_FEW: "few"}
AGAINST = {Assurance.ALWAYS: "hit", Assurance.SOMETIMES: "mix", Assurance.NEVER: "not", None: ""}


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
    """Judge up to 26 weeks of (good, counted), oldest first; weeks without anything counted are passed over."""
    counted = [(good, count) for good, count in weeks if count]
    if not counted:
        return Marks("few")
    values, records = [good / count * 100 for good, count in counted], [count for _good, count in counted]
    judged = control.chart(values, baseline=HALF)
    change = CHANGES[control.state_of(judged, records, higher_is_better=higher_is_better)]
    if change == "few" or target is None:
        return Marks(change)
    held = control.assurance_now(values, float(target), higher_is_better=higher_is_better)
    return Marks(change, AGAINST[held])
