"""The small line beside a sentence."""

from collections.abc import Sequence
from html import escape

from kheo.charts.svg import Svg, Value, across, dot, level, lines, scale_for, trail


def spark(points: Sequence[Value], target: float | None, label: str, *, floor: float = 0, ceiling: float = 100) -> Svg:
    """Draw the values as a line, the target dashed, a dot on the newest value; `label` says it all in words.

    Missing values are None. Without any value there is no drawing.
    """
    known = [(index, value) for index, value in enumerate(points) if value is not None]
    if not known:
        return Svg("")
    scale = scale_for([*points, target], floor=floor, ceiling=ceiling)
    goal = "" if target is None else level("c-goal", scale.y(target))
    index, value = known[-1]
    end = dot("c-dot", across(index, len(points)), scale.y(value), 4.5)
    drawing = lines([goal, trail(points, scale)]) + end
    return Svg(f'<svg class="spark" role="img" aria-label="{escape(label)}">{drawing}</svg>')
