"""A series cut into phases: a person said that from here on the limits are reckoned anew.

Each phase has its own mean and limits, fixed by its first points; no rule looks across the cut. Nothing here cuts a
series by itself: a change that nobody explains stays a special cause.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.measures import control
from kheo.measures.control import FEWEST_FOR_FIRM_LIMITS, OURS, Cause, Chart, Manner


@dataclass(frozen=True)
class Phase:
    """A stretch of a series: the place of its first point, and the stretch judged by itself."""

    first: int
    judged: Chart

    @property
    def end(self) -> int:
        """Give the place after its last point."""
        return self.first + len(self.judged.values)

    @property
    def baseline_end(self) -> int:
        """Give the place after the points that made its limits."""
        return self.first + self.judged.baseline


def phases(
    values: Sequence[float],
    starts: Sequence[int] = (),
    *,
    baseline: int = FEWEST_FOR_FIRM_LIMITS,
    later: int = FEWEST_FOR_FIRM_LIMITS,
    manner: Manner = OURS,
) -> tuple[Phase, ...]:
    """Judge each stretch by itself. Limits come from the first `baseline` points, of a later phase from `later`.

    `starts` are places of first points; those outside the series are passed over. ValueError without any value.
    """
    cuts = [0, *sorted({start for start in starts if 0 < start < len(values)}), len(values)]
    return tuple(
        Phase(first, control.chart(values[first:end], baseline=later if first else baseline, manner=manner))
        for first, end in zip(cuts, cuts[1:], strict=False)
    )


def causes(cut: Sequence[Phase]) -> list[Cause]:
    """Name each point's special cause, of the whole series."""
    return [cause for phase in cut for cause in phase.judged.causes]
