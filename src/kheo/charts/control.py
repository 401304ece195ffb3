"""The control chart (XmR) of an indicator: is this a change, or only the usual coming and going?

The caller computes the limits (mean ± 2.66 mR); where they leave the possible range they are only drawn clipped.
"""

from html import escape

from kheo.charts import keys
from kheo.charts.keys import DIAMOND, DOWN, UP
from kheo.charts.pictures import HEAD_OF_TWO, XmrMark, XmrPicture, XmrPoint, XmrStretch, edge
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
    shape,
    spread,
    trail,
    words,
)
from kheo.wording import gettext

LABEL_GAP = 7.0
FEW_ON_PHONES = 24


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
    return Svg(drawing + _key(picture) + _told_marks(picture) + _axis_words(picture, many))


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
    """Draw grid, bands, limits, means and target; stretch by stretch solid over its baseline, dotted after it."""
    parts, count = [level("c-grid", scale.y(step)) for step in scale.steps()], len(picture.points)
    ends = [*(edge(each.first, count) for each in picture.steps), 100.0]
    for stretch, end in zip(picture.stretches, ends, strict=True):
        parts = [*_band(stretch, scale, count, end), *parts, *_lines_of(stretch, scale, count, end)]
    parts += _own_limits(picture, scale)
    if picture.target is not None:
        parts.append(level("c-goal", scale.y(picture.target)))
    if picture.start_label:
        parts.append(path("c-mark", f"M{num(picture.start_x)} 0V100"))
    places = sorted({mark.index for mark in picture.marks if mark.index >= 0})
    return parts + [path("c-act", f"M{num(edge(place, count))} {num(HEAD_OF_TWO)}V100") for place in places]


def _band(stretch: XmrStretch, scale: Scale, count: int, end: float) -> list[str]:
    """Shade the baseline of a stretch between its limits."""
    start, stop = edge(stretch.first, count), min(edge(stretch.first + stretch.baseline, count), end)
    if stretch.upper is None or stretch.lower is None or stop <= start:
        return []
    top, bottom = scale.y(stretch.upper), scale.y(stretch.lower)
    box = f'x="{num(start)}" y="{num(top)}" width="{num(stop - start)}" height="{num(bottom - top)}"'
    return [f'<rect class="c-band" {box}/>']


def _lines_of(stretch: XmrStretch, scale: Scale, count: int, end: float) -> list[str]:
    start, stop = edge(stretch.first, count), min(edge(stretch.first + stretch.baseline, count), end)
    parts = []
    for css, value in (("c-lim", stretch.upper), ("c-lim", stretch.lower), ("c-mean", stretch.mean)):
        if value is not None:
            solid = "c-ext" if stretch.is_trial and css == "c-lim" else css
            parts += [level(solid, scale.y(value), start, stop), level("c-ext", scale.y(value), max(stop, start), end)]
    return parts


def _own_limits(picture: XmrPicture, scale: Scale) -> list[str]:
    """Draw limits that each period has of its own, as steps: the fewer records, the wider."""
    count, parts = len(picture.points), []
    for side in (0, 1):
        road = ""
        for place, pair in enumerate(picture.bands):
            if pair is not None:
                start, end, y = edge(place, count), edge(place + 1, count), scale.y(pair[side])
                joined = place and picture.bands[place - 1] is not None
                road += f"{'V' if joined else f'M{num(start)} '}{num(y)}H{num(end if place + 1 < count else 100)}"
        parts += [path("c-lim", road)] if road else []
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
    parts += [words(text, x, 0, css="c-s c-no", dy=32, anchor="middle") for x, text in _numbers(picture)]
    for index in _feet(count, picture.baseline_count):
        x = across(index, count)
        anchor = "start" if x < 5 else "end" if x > 95 else "middle"
        parts.append(words(picture.points[index].label, x, 100, dy=22, anchor=anchor))
    return parts


def _numbers(picture: XmrPicture) -> list[tuple[float, str]]:
    """Give the numbers over the marks; marks of one period stand together."""
    places: dict[int, list[str]] = {}
    for number, mark in enumerate(picture.marks, start=1):
        if mark.index >= 0:
            places.setdefault(mark.index, []).append(str(number))
    return [(min(max(edge(place, len(picture.points)), 1), 99), ", ".join(them)) for place, them in places.items()]


def _told_marks(picture: XmrPicture) -> str:
    """List what the numbers stand for."""
    if not picture.marks:
        return ""
    return f'<ol class="c-marks">{"".join(f"<li>{_told(mark)}</li>" for mark in picture.marks)}</ol>'


def _told(mark: XmrMark) -> str:
    return f'<a href="{escape(mark.url)}">{escape(mark.text)}</a>' if mark.url else escape(mark.text)


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
    newest = picture.stretches[-1]
    named = [
        (picture.target, gettext("mục tiêu")),
        (newest.upper, gettext("giới hạn tạm") if newest.is_trial else gettext("giới hạn trên")),
        (newest.mean, gettext("đường giữa")),
        (newest.lower, gettext("giới hạn tạm") if newest.is_trial else gettext("giới hạn dưới")),
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
    unusual = keys.of_unusual((point.kind, picture.is_good(point)) for point in picture.points)
    entries = [keys.of_dot(gettext("dao động thường")), *unusual]
    if picture.target is not None:
        entries.append(keys.of_line("c-goal", gettext("mục tiêu")))
    return keys.key([*entries, *_key_of_lines(picture)])


def _key_of_lines(picture: XmrPicture) -> list[keys.Entry]:
    """Explain the middle line and the limits that are drawn: firm ones, trial ones, those of each period."""
    ext, known = "c-ext", [each for each in picture.stretches if each.upper is not None]
    seen = any(each.baseline for each in picture.stretches)  # else only the dotted rest of the lines is drawn
    entries = []
    if any(each.mean is not None for each in picture.stretches):
        entries.append(keys.of_line("c-mean" if seen else ext, gettext("đường giữa"), runs_on=ext))
    if any(not each.is_trial for each in known):
        words = gettext("giới hạn dao động")
        entries.append(keys.of_line("c-lim" if seen else ext, words, heights=(20, 80), runs_on=ext))
    if any(each.is_trial for each in known):
        entries.append(keys.of_line(ext, gettext("giới hạn tạm, chưa đủ 13 điểm"), heights=(20, 80)))
    if any(picture.bands):
        entries.append(keys.of_line("c-lim", gettext("giới hạn theo số được tính của từng kỳ"), heights=(20, 80)))
    return entries


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
