"""Small multiples: the same small chart for each of several units, all on one scale, in the order given."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kheo.charts import keys
from kheo.charts.pictures import Kind
from kheo.charts.svg import Scale, Svg, Value, across, dot, figure_text, level, lines, num, scale_for, shape, trail
from kheo.wording import gettext

DIAMOND, DOWN = "M0-4.5 4.5 0 0 4.5-4.5 0Z", "M-5-3.5H5L0 5Z"
UP = "M-5 3.5H5L0-5Z"


@dataclass(frozen=True)
class Small:
    """One small chart: whose it is, its values (None: no figure), which are unusual, its mean and limits."""

    label: str
    values: Sequence[Value]
    kinds: Sequence[Kind] = ()
    mean: Value = None
    upper: Value = None
    lower: Value = None


@dataclass(frozen=True)
class Multiples:
    """All the small charts, the words about their one scale, and the key to their signs."""

    drawings: tuple[Svg, ...]
    axis: str
    key: Svg = Svg("")


def multiples(
    charts: Sequence[Small],
    target: Value = None,
    *,
    unit: str = "%",
    higher_is_better: bool = True,
    floor: float = 0,
    ceiling: float = 100,
) -> Multiples:
    """Draw each chart on the scale that holds them all; the target is dashed in each."""
    levels = [each for chart in charts for each in (*chart.values, chart.mean)]
    scale = scale_for([*levels, target], floor=floor, ceiling=ceiling)
    drawings = tuple(_draw(chart, scale, target, higher_is_better) for chart in charts)
    low, high = (figure_text(value, unit) for value in (scale.low, scale.high))
    axis = gettext("Mọi hình cùng một trục đứng, từ {low} đến {high}.").format(low=low, high=high)
    return Multiples(drawings, axis, _key(charts, target, higher_is_better))


def _key(charts: Sequence[Small], target: Value, higher_is_better: bool) -> Svg:
    kinds = ((kind, (kind == "high") == higher_is_better) for chart in charts for kind in chart.kinds)
    entries = [keys.of_dot(gettext("kỳ mới nhất")), *keys.of_unusual(kinds)]
    if any(chart.mean is not None for chart in charts):
        entries.append(keys.of_line("c-mean", gettext("đường giữa")))
    if any(chart.upper is not None for chart in charts):
        band = '<rect class="c-band" x="0" y="0" width="100" height="100"/>'
        entries.append((lines([band]), gettext("giới hạn dao động")))
    if target is not None:
        entries.append(keys.of_line("c-goal", gettext("mục tiêu")))
    return keys.key(entries)


def _draw(chart: Small, scale: Scale, target: Value, higher_is_better: bool) -> Svg:
    if not any(value is not None for value in chart.values):
        return Svg("")
    back = [level("c-grid", 0), level("c-grid", 100)]
    if chart.upper is not None and chart.lower is not None:
        top, bottom = scale.y(chart.upper), scale.y(chart.lower)
        back.insert(0, f'<rect class="c-band" x="0" y="{num(top)}" width="100" height="{num(max(bottom - top, 0))}"/>')
    back += [level("c-mean", scale.y(chart.mean))] if chart.mean is not None else []
    back += [level("c-goal", scale.y(target))] if target is not None else []
    dots = _dots(chart, scale, higher_is_better)
    drawing = lines([*back, trail(chart.values, scale)]) + "".join(dots)
    return Svg(f'<svg class="small" role="img" aria-label="{escape(chart.label)}">{drawing}</svg>')


def _dots(chart: Small, scale: Scale, higher_is_better: bool) -> list[str]:
    """Mark unusual points and the newest one."""
    count, found = len(chart.values), []
    for place, value in enumerate(chart.values):
        kind = chart.kinds[place] if place < len(chart.kinds) else "normal"
        if value is not None and kind != "normal":
            good = (kind == "high") == higher_is_better
            d = DIAMOND if good else UP if kind == "high" else DOWN
            found.append(shape("c-up" if good else "c-down", across(place, count), scale.y(value), d))
    place, newest = [(place, value) for place, value in enumerate(chart.values) if value is not None][-1]
    return [dot("c-dot", across(place, count), scale.y(newest), 4), *found]
