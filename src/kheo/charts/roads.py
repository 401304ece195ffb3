"""From before to now, and the share that is good: two figures on one horizontal line."""

from html import escape

from kheo.charts.svg import Svg, dot, figure_text, num, shape, words
from kheo.days.formats import number
from kheo.wording import gettext

LINE = 54.0  # percent from the top
NEAR = 36.0  # closer marks cannot each have their label above them on a phone


def before_after(  # noqa: PLR0913
    before: float,
    now: float,
    target: float | None,
    *,
    unit: str = "",
    digits: int = 1,
    label: str = "",
    interval: tuple[float, float] | None = None,
    at_due: bool = False,
) -> Svg:
    """Draw a ring (before), a dot (now), a tick (target) on one line, each with its figure.

    `interval` is where "now" may lie when the difference is not known for sure: a bar under the dot, with its ends.
    `at_due`: the dot is how it stood on the day that was promised, not how it stands now.
    """
    shown = 0 if before == round(before) and now == round(now) else digits  # both with the same digits
    texts = {
        "before": gettext("trước {n}").format(n=f"{number(before, shown)}{unit}"),
        "now": (gettext("đến hạn {n}") if at_due else gettext("nay {n}")).format(n=f"{number(now, shown)}{unit}"),
        "target": "" if target is None else gettext("mục tiêu {n}").format(n=figure_text(target, unit, digits)),
    }
    texts["interval"] = _interval_text(interval, unit, digits)
    spoken = ", ".join(text for text in (label, *texts.values()) if text)
    known = [value for value in (before, now, target, *(interval or ())) if value is not None]
    low, width = min(known), (max(known) - min(known)) or 1
    places = [18 + (value - low) / width * 64 for value in known]
    parts = [_line("c-grid", 0, 100)]
    if interval:
        parts += _whisker(*places[-2:])
    if target is not None:
        parts += [shape("c-goal tick", places[2], LINE, "M0-9V9")]
        parts += [words(texts["target"], places[2], LINE, dy=26, anchor="middle")]
    parts += _road(places[0], places[1])
    parts += _labels(texts["before"], texts["now"], places[0], places[1])
    return Svg(f'<svg class="road" role="img" aria-label="{escape(spoken)}">{"".join(parts)}</svg>')


def part(good: int, bad: int) -> Svg:
    """Draw the good and the bad of all counted records as one line of two colours; nothing when nothing was counted."""
    total = good + bad
    if total == 0:
        return Svg("")
    share = good / total * 100
    gap = 0.5 if good and bad else 0
    counts = [figure_text(count, digits=0) for count in (good, bad, total)]
    label = gettext("{} đạt và {} không đạt trong {}").format(*counts)
    drawing = _line("c-good", 0, share) + _line("c-bad", min(share + gap, 99.5), 100) * bool(bad)
    return Svg(f'<svg class="part" role="img" aria-label="{escape(label)}">{drawing}</svg>')


def _interval_text(interval: tuple[float, float] | None, unit: str, digits: int) -> str:
    if interval is None:
        return ""
    low, high = (f"{number(bound, digits)}{unit}" for bound in interval)
    return gettext("khoảng tin cậy 95% từ {low} đến {high}").format(low=low, high=high)


def _whisker(start: float, end: float) -> list[str]:
    """Draw a bar with two ends."""
    return [_line("c-span", start, end), *(shape("c-end", place, LINE, "M0-6V6") for place in (start, end))]


def _line(css: str, start: float, end: float) -> str:
    if end <= start:
        return ""
    height = "50%" if css in ("c-good", "c-bad") else f"{num(LINE)}%"
    return f'<line class="{css}" x1="{num(start)}%" x2="{num(end)}%" y1="{height}" y2="{height}"/>'


def _road(start: float, end: float) -> list[str]:
    chevron = "M-3-5 3 0-3 5" if end > start else "M3-5-3 0 3 5"
    middle = [shape("c-line", (start + end) / 2, LINE, chevron)] if abs(end - start) > 8 else []
    road = _line("c-line", min(start, end), max(start, end))
    return [road, *middle, dot("c-ring", start, LINE, 6), dot("c-dot", end, LINE, 7)]


def _labels(before: str, now: str, start: float, end: float) -> list[str]:
    """Name each mark above it; where they are near, side by side in the order of the marks."""
    if abs(end - start) >= NEAR:
        return [
            words(before, start, LINE, dy=-14, anchor="middle"),
            words(now, end, LINE, css="now", dy=-14, anchor="middle"),
        ]
    middle = min(max((start + end) / 2, 32), 68)
    left, right = ((before, ""), (now, "now")) if start <= end else ((now, "now"), (before, ""))
    return [
        words(left[0], middle, LINE, css=left[1], dx=-4, dy=-14, anchor="end"),
        words(right[0], middle, LINE, css=right[1], dx=4, dy=-14),
    ]
