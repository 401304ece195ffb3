"""The key under a chart: the signs that occur, each with its words."""

from collections.abc import Iterable
from html import escape

from kheo.charts.pictures import Kind
from kheo.charts.svg import Svg, dot, level, lines, shape
from kheo.wording import gettext

DIAMOND = "M0-5.5 5.5 0 0 5.5-5.5 0Z"
DOWN, UP = "M-6.5-4.5H6.5L0 6.5Z", "M-6.5 4.5H6.5L0-6.5Z"

Entry = tuple[str, str]
"""A sign and its words."""


def key(entries: Iterable[Entry]) -> Svg:
    """List signs and words."""
    items = "".join(f'<li><svg aria-hidden="true">{sign}</svg>{escape(text)}</li>' for sign, text in entries)
    return Svg(f'<ul class="c-key">{items}</ul>')


def of_dot(text: str) -> Entry:
    """Explain the round point."""
    return dot("c-dot", 50, 50, 3), text


def of_unusual(kinds: Iterable[tuple[Kind, bool]]) -> list[Entry]:
    """Explain the unusual points that occur; each kind comes with whether it is good."""
    entries = []
    for kind, good in sorted({(kind, good) for kind, good in kinds if kind != "normal"}):
        d = DIAMOND if good else UP if kind == "high" else DOWN
        entries.append((shape("c-up" if good else "c-down", 50, 50, d), _words_of(kind, good)))
    return entries


def of_line(css: str, text: str, *, heights: Iterable[float] = (50,), runs_on: str = "") -> Entry:
    """Explain a line, or several of one kind; `runs_on` is how its further half is drawn."""
    middle = 50.0 if runs_on else 100.0
    drawn = [level(css, height, 0, middle) for height in heights]
    drawn += [level(runs_on, height, middle, 100) for height in heights if runs_on]
    return lines(drawn), text


def _words_of(kind: str, good: bool) -> str:
    """Say what a sign means: on which side of the usual swing, and whether that is good."""
    if kind == "high":
        return gettext("cao khác thường, tốt") if good else gettext("cao khác thường, xấu")
    return gettext("thấp khác thường, tốt") if good else gettext("thấp khác thường, xấu")
