"""What a control chart shows: its periods, stretches with limits of their own, and marks of what happened.

Places along the chart are in percent of its width, as in kheo.charts.svg.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from kheo.charts.svg import Scale, across, scale_for

Kind = Literal["normal", "high", "low"]
PERIOD_TEXT = "kỳ"
HEAD = 9.0  # percent on top, kept free for the words at the start line
HEAD_OF_TWO = 16.0  # and for the numbers of marks below them


@dataclass(frozen=True)
class XmrPoint:
    """One period: short label, value (None: no figure), whether it is unusual, a note of a few words, a detail.

    `door` is what the table prints instead of the bare value, if it can be opened (kheo.ui.parts.Opens).
    """

    label: str
    value: float | None
    kind: Kind = "normal"
    note: str = ""
    detail: str = ""
    door: Any = None


@dataclass(frozen=True)
class XmrStretch:
    """Periods with mean and limits of their own, from period `first` on; its first `baseline` periods made them."""

    first: int
    baseline: int
    mean: float | None
    upper: float | None
    lower: float | None
    is_trial: bool = False


@dataclass(frozen=True)
class XmrMark:
    """Something that happened as period `index` began: an act, or limits reckoned anew. Numbered in the drawing."""

    index: int
    text: str
    url: str = ""


@dataclass(frozen=True)
class XmrPicture:
    """All that the drawing needs. `baseline_count` periods at the left made the mean and the limits.

    `start_index` is the first period after the start (default: after the baseline); `start_label` names it. `steps` are
    later stretches with limits of their own. `bands` gives each period lower and upper limits of its own instead.
    """

    title: str
    points: Sequence[XmrPoint]
    mean: float | None
    upper: float | None
    lower: float | None
    baseline_count: int
    target: float | None = None
    start_label: str = ""
    start_index: int | None = None
    unit: str = "%"
    digits: int = 1
    floor: float = 0
    ceiling: float = 100
    higher_is_better: bool = True
    period_word: str = PERIOD_TEXT
    is_trial: bool = False
    steps: Sequence[XmrStretch] = ()
    marks: Sequence[XmrMark] = ()
    bands: Sequence[tuple[float, float] | None] = ()

    @property
    def scale(self) -> Scale:
        """Give the range of the upright axis."""
        levels = [level for each in self.stretches for level in (each.mean, each.upper, each.lower)]
        values = [*(point.value for point in self.points), self.target, *levels, *sum(filter(None, self.bands), ())]
        words_on_top = self.start_label or any(point.note and point.kind == "high" for point in self.points)
        head = HEAD_OF_TWO if self.marks else HEAD if words_on_top else 0
        return scale_for(values, floor=self.floor, ceiling=self.ceiling, head=head)

    @property
    def stretches(self) -> tuple[XmrStretch, ...]:
        """Give the stretches, oldest first."""
        first = XmrStretch(0, self.baseline_count, self.mean, self.upper, self.lower, self.is_trial)
        return (first, *self.steps)

    @property
    def start_x(self) -> float:
        """Give the x of the line at the start."""
        index = self.baseline_count if self.start_index is None else self.start_index
        return edge(index, len(self.points))

    def is_good(self, point: XmrPoint) -> bool:
        """Say whether an unusual point is unusual in the wanted direction."""
        return (point.kind == "high") == self.higher_is_better

    def newest(self, count: int) -> "XmrPicture":
        """Give the same picture with the newest periods only; mean and limits stay."""
        dropped = max(len(self.points) - count, 0)
        start = (self.baseline_count if self.start_index is None else self.start_index) - dropped
        kept = [
            replace(each, first=max(each.first - dropped, 0), baseline=_left_of(each, dropped))
            for each in self.stretches
        ]
        here = max(place for place, each in enumerate(self.stretches) if each.first <= dropped)
        first, *steps = kept[here:]
        return replace(
            self,
            points=self.points[dropped:],
            baseline_count=first.baseline,
            mean=first.mean,
            upper=first.upper,
            lower=first.lower,
            is_trial=first.is_trial,
            steps=tuple(steps),
            marks=[replace(mark, index=max(mark.index - dropped, -1)) for mark in self.marks],
            bands=self.bands[dropped:],
            start_index=max(start, 0),
            start_label=self.start_label if start > 0 else "",
        )


def _left_of(stretch: XmrStretch, dropped: int) -> int:
    """Count the periods of a stretch's baseline that are still drawn."""
    return max(stretch.baseline - max(dropped - stretch.first, 0), 0)


def edge(index: int, count: int) -> float:
    """Give the x half way before a period: where one stretch ends and the next begins."""
    return min(across(index - 0.5, count), 100.0) if index > 0 else 0.0
