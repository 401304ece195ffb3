"""The control chart (XmR) of an indicator: is this a change, or only the usual coming and going?

The caller computes the limits (mean ± 2.66 mR); where they leave the possible range they are only drawn clipped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Literal

from kheo.charts.svg import (
    Scale,
    Svg,
    across,
    dot,
    figure_text,
    level,
    lines,
    num,
    path,
    raw_words,
    scale_for,
    shape,
    spread,
    trail,
    words,
)
from kheo.wording import gettext

Kind = Literal["normal", "high", "low"]
PERIOD_TEXT = "kỳ"
HEAD = 9.0  # percent on top, kept free for the words at the start line
LABEL_GAP = 7.0
FEW_ON_PHONES = 24
DIAMOND = "M0-5.5 5.5 0 0 5.5-5.5 0Z"
DOWN, UP = "M-6.5-4.5H6.5L0 6.5Z", "M-6.5 4.5H6.5L0-6.5Z"


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
class XmrPicture:
    """All that the drawing needs. `baseline_count` periods at the left made the mean and the limits.

    `start_index` is the first period after the start (default: after the baseline); `start_label` names it.
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

    @property
    def scale(self) -> Scale:
        """Give the range of the upright axis."""
        values = [*(point.value for point in self.points), self.mean, self.upper, self.lower, self.target]
        words_on_top = self.start_label or any(point.note and point.kind == "high" for point in self.points)
        return scale_for(values, floor=self.floor, ceiling=self.ceiling, head=HEAD if words_on_top else 0)

    @property
    def baseline_end(self) -> float:
        """Give the x where the baseline ends."""
        return _edge(self.baseline_count, len(self.points))

    @property
    def start_x(self) -> float:
        """Give the x of the line at the start."""
        index = self.baseline_count if self.start_index is None else self.start_index
        return _edge(index, len(self.points))

    def is_good(self, point: XmrPoint) -> bool:
        """Say whether an unusual point is unusual in the wanted direction."""
        return (point.kind == "high") == self.higher_is_better

    def newest(self, count: int) -> "XmrPicture":
        """Give the same picture with the newest periods only; mean and limits stay."""
        dropped = max(len(self.points) - count, 0)
        left = max(self.baseline_count - dropped, 0)
        start = (self.baseline_count if self.start_index is None else self.start_index) - dropped
        return replace(
            self,
            points=self.points[dropped:],
            baseline_count=left,
            start_index=max(start, 0),
            start_label=self.start_label if start > 0 else "",
        )


def _edge(index: int, count: int) -> float:
    """Give the x half way before a period: where one stretch ends and the next begins."""
    return min(across(index - 0.5, count), 100.0) if index > 0 else 0.0


def xmr(picture: XmrPicture, *, id: str = "xmr", joined: bool = False) -> Svg:
    """Draw the chart, its key, and the words about its axis; `joined` lets the thread of a .chain run into the line.

    With more than 24 periods phones get a second drawing of the newest 24.
    """
    if not any(point.value is not None for point in picture.points):
        return Svg("")
    many = len(picture.points) > FEW_ON_PHONES
    drawing = _drawing(picture, id, joined, "for-wide" if many else "")
    if many:
        drawing += _drawing(picture.newest(FEW_ON_PHONES), f"{id}-nho", joined, "for-phone")
    return Svg(drawing + _key(picture) + _axis_words(picture, many))


def _drawing(picture: XmrPicture, id: str, joined: bool, css: str) -> str:
    scale = picture.scale
    classes = " ".join(filter(None, ("xmr", "" if joined else "alone", css)))
    title = f"{picture.title}. {gettext('Số liệu đầy đủ ở bảng bên dưới.')}"
    box = (
        f'<div class="box"><svg role="img" aria-labelledby="{escape(id)}-ten">'
        f'<title id="{escape(id)}-ten">{escape(title)}</title>'
        f"{lines([*_levels(picture, scale), trail([p.value for p in picture.points], scale)])}"
        f"{''.join(_dots(picture, scale))}{''.join(_notes(picture, scale))}</svg></div>"
    )
    return f'<div class="{classes}">{_thread(picture, scale) if joined else ""}{box}{_labels(picture, scale)}</div>'


def _thread(picture: XmrPicture, scale: Scale) -> str:
    first = next(point.value for point in picture.points if point.value is not None)
    y = scale.y(first)
    curve = f"M0 0V{num(max(y - 14, 0))}Q0 {num(y)} 100 {num(y)}"
    return (
        '<svg class="in" aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none">'
        f"{path('c-line', curve)}</svg>"
    )


def _levels(picture: XmrPicture, scale: Scale) -> list[str]:
    """Draw grid, band, limits, mean and target: solid over the baseline, dotted after it."""
    end = picture.baseline_end
    parts = [level("c-grid", scale.y(step)) for step in scale.steps()]
    if picture.upper is not None and picture.lower is not None and end:
        top, bottom = scale.y(picture.upper), scale.y(picture.lower)
        box = f'x="0" y="{num(top)}" width="{num(end)}" height="{num(bottom - top)}"'
        parts.insert(0, f'<rect class="c-band" {box}/>')
    for css, value in (("c-lim", picture.upper), ("c-lim", picture.lower), ("c-mean", picture.mean)):
        if value is not None:
            parts += [level(css, scale.y(value), 0, end), level("c-ext", scale.y(value), end, 100)]
    if picture.target is not None:
        parts.append(level("c-goal", scale.y(picture.target)))
    if picture.start_label:
        parts.append(path("c-mark", f"M{num(picture.start_x)} 0V100"))
    return parts


def _dots(picture: XmrPicture, scale: Scale) -> list[str]:
    return [
        _dot(picture, point, across(index, len(picture.points)), scale.y(point.value))
        for index, point in enumerate(picture.points)
        if point.value is not None
    ]


def _dot(picture: XmrPicture, point: XmrPoint, x: float, y: float) -> str:
    if point.kind == "normal":
        return dot("c-dot", x, y, 3)
    if picture.is_good(point):
        return shape("c-up", x, y, DIAMOND)
    return shape("c-down", x, y, UP if point.kind == "high" else DOWN)


def _notes(picture: XmrPicture, scale: Scale) -> list[str]:
    """Write the start label, the notes of points, the words under the baseline, and a few periods along the foot."""
    count, end = len(picture.points), picture.start_x
    parts = []
    if picture.start_label:
        left = end > 55
        parts.append(
            words(picture.start_label, end, 0, css="c-s", dx=-8 if left else 8, dy=14, anchor="end" if left else "")
        )
    for index, point in enumerate(picture.points):
        if point.note and point.value is not None:
            x, below = across(index, count), point.kind != "high"
            parts.append(
                words(point.note, x, scale.y(point.value), css="c-s", dy=24 if below else -14, anchor=_anchor(x))
            )
    for index in _feet(count, picture.baseline_count):
        x = across(index, count)
        anchor = "start" if x < 5 else "end" if x > 95 else "middle"
        parts.append(words(picture.points[index].label, x, 100, dy=22, anchor=anchor))
    return parts


def _anchor(x: float) -> str:
    return "start" if x < 30 else "end" if x > 70 else "middle"


def _feet(count: int, baseline_count: int) -> list[int]:
    """Choose up to four periods whose names fit under the chart: first, start of the change, one between, last."""
    last = count - 1
    chosen = [0, last] if last else [0]
    for index in (baseline_count, (baseline_count + last) // 2, last // 2):
        if 0 < index < last and len(chosen) < 4 and all(abs(index - other) >= last * 0.22 for other in chosen):
            chosen.append(index)
    return sorted(chosen)


def _labels(picture: XmrPicture, scale: Scale) -> str:
    """Name the levels at the right; near neighbours are moved apart."""
    named = [
        (picture.target, gettext("mục tiêu")),
        (picture.upper, gettext("giới hạn trên")),
        (picture.mean, gettext("mức nền")),
        (picture.lower, gettext("giới hạn dưới")),
    ]
    known = [(value, name) for value, name in named if value is not None]
    heights = spread([scale.y(value) for value, _name in known], LABEL_GAP)
    texts = [
        raw_words(_label(picture, value, name), 0, height, dy=5)
        for (value, name), height in zip(known, heights, strict=True)
    ]
    return f'<svg class="lab" aria-hidden="true">{"".join(texts)}</svg>'


def _label(picture: XmrPicture, value: float, name: str) -> str:
    """Write a level; on a phone, where its name does not fit, a figure that cannot be is left out."""
    figure, named = figure_text(value, digits=picture.digits), escape(f"{picture.unit} {name}")
    if picture.floor <= value <= picture.ceiling:
        return f'{figure}<tspan class="wide">{named}</tspan>'
    return f'<tspan class="wide">{figure}{named}</tspan>'


def _key(picture: XmrPicture) -> str:
    """Explain the signs that occur, and only those."""
    kinds = {(point.kind, picture.is_good(point)) for point in picture.points if point.kind != "normal"}
    entries = [(dot("c-dot", 50, 50, 3), gettext("dao động thường"))]
    for kind, good in sorted(kinds):
        d = DIAMOND if good else UP if kind == "high" else DOWN
        entries.append((shape("c-up" if good else "c-down", 50, 50, d), _words_of(kind, good)))
    if picture.target is not None:
        entries.append((lines([level("c-goal", 50)]), gettext("mục tiêu")))
    if picture.upper is not None:
        entries.append((lines([level("c-lim", 20), level("c-lim", 80)]), gettext("giới hạn dao động của mức nền")))
    items = "".join(f'<li><svg aria-hidden="true">{sign}</svg>{escape(text)}</li>' for sign, text in entries)
    return f'<ul class="c-key">{items}</ul>'


def _words_of(kind: str, good: bool) -> str:
    """Say what a sign means: on which side of the usual swing, and whether that is good."""
    if kind == "high":
        return gettext("cao khác thường, tốt") if good else gettext("cao khác thường, xấu")
    return gettext("thấp khác thường, tốt") if good else gettext("thấp khác thường, xấu")


def _axis_words(picture: XmrPicture, many: bool) -> str:
    scale, unit = picture.scale, escape(picture.unit)
    low, high = (figure_text(value, digits=picture.digits) for value in (scale.low, scale.high))
    zero = "" if scale.low == 0 else gettext(", không bắt đầu từ 0")
    text = gettext("Trục đứng từ {low} đến {high}{zero}.").format(low=f"{low}{unit}", high=f"{high}{unit}", zero=zero)
    before = gettext("; {start} nằm trước khoảng này").format(start=picture.start_label)
    is_hidden = picture.start_label and not picture.newest(FEW_ON_PHONES).start_label
    shown = gettext("Hình vẽ {n} {periods} gần nhất{before}.").format(
        n=FEW_ON_PHONES, periods=gettext(picture.period_word), before=before if is_hidden else ""
    )
    newest = f' <span class="for-phone">{escape(shown)}</span>'
    return f'<p class="c-axis">{text}{newest if many else ""}</p>'
