"""The few shapes that all figures are made of, in percent of the drawing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

Value = float | None


class Svg(str):
    """Markup that is safe to print as it is; template engines know it by `__html__`."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True)
class Scale:
    """Maps values between `low` and `high`, both multiples of `step`, to percent from the top.

    `head` percent on top stay free for words."""

    low: float
    high: float
    step: float
    head: float = 0

    def y(self, value: float) -> float:
        """Give the height of a value, clipped to the drawing."""
        clipped = min(max(value, self.low), self.high)
        return self.head + (self.high - clipped) / (self.high - self.low) * (100 - self.head)

    def steps(self) -> list[float]:
        """Give the values of the grid lines, both ends included."""
        first, last = round(self.low / self.step), round(self.high / self.step)
        return [n * self.step for n in range(first, last + 1)]


def nice_step(raw: float) -> float:
    """Round a distance up to 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(raw))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * (1 - 1e-9))


def scale_for(values: Iterable[Value], *, floor: float, ceiling: float, head: float = 0) -> Scale:
    """Choose a calm range: a little air around the values, round ends, never beyond floor and ceiling."""
    known = [min(max(value, floor), ceiling) for value in values if value is not None] or [floor]
    low, high = min(known), max(known)
    air = (high - low) * 0.08 or max(abs(high) * 0.05, 1)
    step = nice_step((high - low + 2 * air) / 4)
    low = max(floor, math.floor((low - air) / step) * step)
    high = min(ceiling, math.ceil((high + air) / step) * step)
    return Scale(low, high, step, head)


def num(value: float) -> str:
    """Write a coordinate: two decimals at most, no trailing zeros."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def across(index: float, count: int) -> float:
    """Give the x of a point among `count`; a single point stands at the right, where the newest is."""
    return 100.0 if count < 2 else index / (count - 1) * 100


def lines(parts: Iterable[str]) -> str:
    """Wrap lines and bands in the stretched inner drawing."""
    inner = "".join(parts)
    return f'<svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none">{inner}</svg>'


def path(css: str, d: str) -> str:
    """Draw a path whose stroke keeps its width when stretched."""
    return f'<path class="{css}" vector-effect="non-scaling-stroke" d="{d}"/>'


def level(css: str, y: float, start: float = 0, end: float = 100) -> str:
    """Draw a horizontal line."""
    return path(css, f"M{num(start)} {num(y)}H{num(end)}") if end > start else ""


def trail(values: Sequence[Value], scale: Scale) -> str:
    """Draw the data line; a missing value leaves a gap, never a bridge."""
    runs: list[list[str]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{num(across(index, len(values)))},{num(scale.y(value))}")
    return "".join(
        f'<polyline class="c-line" vector-effect="non-scaling-stroke" points="{" ".join(run)}"/>'
        for run in runs
        if len(run) > 1
    )


def dot(css: str, x: float, y: float, radius: float) -> str:
    """Draw a circle that stays round."""
    return f'<circle class="{css}" cx="{num(x)}%" cy="{num(y)}%" r="{num(radius)}"/>'


def shape(css: str, x: float, y: float, d: str) -> str:
    """Draw a small path around the point x, y that keeps its form."""
    return f'<svg x="{num(x)}%" y="{num(y)}%"><path class="{css}" d="{d}"/></svg>'


def words(text: str, x: float, y: float, *, css: str = "", dx: float = 0, dy: float = 0, anchor: str = "start") -> str:
    """Write words at a point; they are escaped here and nowhere else."""
    return raw_words(escape(text), x, y, css=css, dx=dx, dy=dy, anchor=anchor)


def raw_words(markup: str, x: float, y: float, *, css: str = "", dx: float = 0, dy: float = 0, anchor: str = "") -> str:
    """Write markup that is already escaped."""
    extra = "".join(f' {name}="{num(value)}"' for name, value in (("dx", dx), ("dy", dy)) if value)
    extra += f' text-anchor="{anchor}"' if anchor in ("middle", "end") else ""
    return f'<text class="{f"c-t {css}".strip()}" x="{num(x)}%" y="{num(y)}%"{extra}>{markup}</text>'


def spread(heights: Sequence[float], gap: float, lowest: float = 100) -> list[float]:
    """Move labels apart so that neighbours stand at least `gap` percent from each other; order is kept."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = list(heights)
    for before, here in zip(order, order[1:], strict=False):
        placed[here] = max(placed[here], placed[before] + gap)
    limit = lowest
    for here in reversed(order):
        placed[here] = min(placed[here], limit)
        limit = placed[here] - gap
    return placed


def figure_text(value: float, unit: str = "", digits: int = 1) -> str:
    """Write a figure in Vietnamese: a decimal comma, no needless zero, a thin minus, thousands points."""
    text = f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.removesuffix("," + "0" * digits).replace("-", "\u2212") + unit
