"""The words of a verdict: figure, how many were counted, until when, what the chart shows. Never why.

Every sentence here is read as it stands, so that each part says what it is about.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from kheo.commitments.rules import WEEKS_BEFORE_A_VERDICT, State
from kheo.commitments.weeks import TO_BE_SURE, Course, Week
from kheo.days.formats import date_text, day_text, number
from kheo.measures.control import Limits


def whole(course: Course, told: str) -> str:
    """Put the sentence together, to go on after the figure: what, how many, until when, and what is told of it."""
    figure = course.figure
    counts = {"good": number(figure.numerator), "counted": number(figure.denominator), "day": date_text(figure.last)}
    about = _("%(good)s/%(counted)s, bốn tuần đến %(day)s") % counts
    response = _(" Tỷ lệ phản hồi %(share)s.") % {"share": figure.response} if figure.response else ""
    return f"{_lower(course.ratio.short_name)} ({about}): {told}.{response}"


def of_state(state: State, *, met: bool, course: Course, target: Decimal) -> str:
    """Give the words of a state, with baseline, target and what the chart shows."""
    words = _words(state, met) % {
        "base": course.baseline.percent,
        "goal": target_text(target),
        "why": _evidence(course) if state is not State.SAME else "",
    }
    return words + (_odd_week(course) if state is State.SAME and not course.is_pooled else "")


def at_due(words: str, due: date | None, *, opens: bool = False) -> str:
    """Say of which day the words speak when a promise was judged at its due day; `opens` begins a sentence."""
    if due is None:
        return words
    told = _("tính đến hạn %(day)s, %(words)s") % {"day": date_text(due), "words": _lower(words) if opens else words}
    return f"{told[:1].upper()}{told[1:]}" if opens else told


def _words(state: State, met: bool) -> str:
    match state, met:
        case (State.MET, bool()) | (State.AT_COST, True):
            return _("đã đạt mục tiêu %(goal)s, và đổi thật so với mức nền %(base)s: %(why)s")
        case (State.IMPROVED, bool()) | (State.AT_COST, False):
            return _("tốt lên thật so với mức nền %(base)s (%(why)s), nhưng chưa đạt mục tiêu %(goal)s")
        case State.WORSE, True:
            return _("xấu đi thật so với mức nền %(base)s (%(why)s); vẫn đạt mục tiêu %(goal)s")
        case State.WORSE, False:
            return _("xấu đi thật so với mức nền %(base)s (%(why)s); chưa đạt mục tiêu %(goal)s")
        case _same, True:
            return _(
                "đang đạt mục tiêu %(goal)s, nhưng so với mức nền %(base)s vẫn là dao động thường, chưa chắc giữ được"
            )
    return _("chưa đạt mục tiêu %(goal)s; so với mức nền %(base)s vẫn là dao động thường")


def of_counter(course: Course, side: int | None) -> str:
    """Say how an indicator fared that must not worsen."""
    name = _lower(course.ratio.short_name)
    if side is None:
        return _("chỉ số đối trọng “%(name)s” chưa đủ số liệu để nói") % {"name": name}
    words = {
        -1: _("chỉ số đối trọng “%(name)s” xấu đi thật, còn %(now)s so với mức nền %(base)s"),
        0: _("chỉ số đối trọng “%(name)s” chưa thấy xấu đi thật, %(now)s so với mức nền %(base)s"),
        1: _("chỉ số đối trọng “%(name)s” tốt lên thật, %(now)s so với mức nền %(base)s"),
    }
    return words[side] % {"name": name, "now": course.figure.percent, "base": course.baseline.percent}


def of_pooling(course: Course) -> Iterator[str]:
    """Say that weeks were taken together, and that the limits are wider for it; nothing when they were not."""
    if course.is_pooled:
        words = _("mỗi tuần chỉ khoảng %(n)s %(noun)s, đã gộp bốn tuần một và nới giới hạn theo số %(noun)s")
        yield words % {"n": number(course.usual), "noun": course.ratio.noun}


def of_difference(course: Course) -> str:
    """Say by how many points the newest weeks lie above or below the baseline, with the 95% interval."""
    found = course.difference
    if found is None:
        return ""
    low, high = (signed(100 * bound) for bound in (found.low, found.high))
    words = (
        _("Cao hơn mức nền %(points)s điểm phần trăm; khoảng tin cậy 95%% của chênh lệch: từ %(low)s đến %(high)s.")
        if found.value >= 0
        else _(
            "Thấp hơn mức nền %(points)s điểm phần trăm; khoảng tin cậy 95%% của chênh lệch: từ %(low)s đến %(high)s."
        )
    )
    return words % {"points": number(abs(100 * found.value), 1), "low": low, "high": high}


def signed(points: float) -> str:
    """Write a number of points with its sign: +6,7, −1,2, 0,0."""
    text = number(abs(points), 1)
    return text if text == number(0, 1) else f"{'+' if points > 0 else '−'}{text}"


def _odd_week(course: Course) -> str:
    side, newest = course.sides[-1], course.after[-1]
    if not side:
        return ""
    high = _("; riêng tuần %(day)s cao khác thường, cần xem thêm")
    low = _("; riêng tuần %(day)s thấp khác thường, cần xem thêm")
    return (high if side > 0 else low) % {"day": day_text(newest.start)}


def _evidence(course: Course) -> str:
    """Say what the chart shows, by the strongest sign: weeks beyond the limits, or weeks on one side."""
    side = course.side
    if course.is_pooled:
        return (
            _("bốn tuần gộp lại cao hơn giới hạn dao động cũ")
            if side > 0
            else _("bốn tuần gộp lại thấp hơn giới hạn dao động cũ")
        )
    beyond = _streak([_beyond(week, course.chart.limits) == side for week in course.after])
    if beyond >= TO_BE_SURE:
        above, below = (
            _("%(n)s tuần liền cao hơn giới hạn dao động cũ"),
            _("%(n)s tuần liền thấp hơn giới hạn dao động cũ"),
        )
        return (above if side > 0 else below) % {"n": beyond}
    return _along(side, course.sides)


def _along(side: int, sides: Sequence[int]) -> str:
    """Say how many weeks in a row are unusual, or how many of the last four where the newest stands alone."""
    along = _streak([each == side for each in sides])
    if along >= TO_BE_SURE:
        high, low = _("%(n)s tuần liền cao khác thường"), _("%(n)s tuần liền thấp khác thường")
        return (high if side > 0 else low) % {"n": along}
    high, low = (
        _("%(n)s trong bốn tuần gần nhất, kể cả tuần cuối, cao khác thường"),
        _("%(n)s trong bốn tuần gần nhất, kể cả tuần cuối, thấp khác thường"),
    )
    return (high if side > 0 else low) % {"n": sides[-WEEKS_BEFORE_A_VERDICT:].count(side)}


def _beyond(week: Week, limits: Limits) -> int:
    if week.value is None or limits.upper is None or limits.lower is None:
        return 0
    return (week.value > limits.upper) - (week.value < limits.lower)


def _streak(flags: Sequence[bool]) -> int:
    """Count how many flags at the end are set."""
    count = 0
    for flag in reversed(flags):
        if not flag:
            break
        count += 1
    return count


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def target_text(target: Decimal) -> str:
    """Write a target: 95%, 92,5%."""
    digits = max(0, -int(target.normalize().as_tuple().exponent))
    return f"{number(target, digits)}%"
