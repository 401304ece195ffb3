"""One plain, honest sentence on a commitment: what citizens got, so far, and whether that is more than usual swing.

No clock and no database: the commitment, its weekly observations and the day are given.
Rules: docs/decisions/0008-xmr-charts.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from kheo.commitments.models import Commitment
from kheo.commitments.rules import (
    CAUTION_TEXT,
    FEWEST_BASELINE_WEEKS,
    STATE_NAMES,
    WEEKS_BEFORE_A_VERDICT,
    Span,
    State,
)
from kheo.days.formats import date_text, day_text, number
from kheo.indicators import figures
from kheo.indicators.figures import Figure
from kheo.indicators.models import Observation
from kheo.measures import control
from kheo.measures.control import Cause, Chart
from kheo.measures.shapes import Ratio

TO_BE_SURE = 2  # of the last four weeks
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Week:
    """A whole week: Monday, good, counted, who could have answered (None unless over answers), and the chart's word."""

    start: date
    good: int
    counted: int
    answerable: int | None = None
    cause: Cause = Cause.COMMON

    @property
    def value(self) -> float | None:
        """Give the share in percent, or None when nothing was counted."""
        return self.good / self.counted * 100 if self.counted else None


@dataclass(frozen=True)
class Verdict:
    """What a commitment came to. `rest` goes on after the figure; `sentence` is the whole, to stand alone."""

    state: State
    figure: Figure
    baseline: Figure
    target: Decimal
    rest: str
    weeks: tuple[Week, ...]
    chart: Chart | None
    progress: Decimal | None

    @property
    def sentence(self) -> str:
        """Give the one sentence."""
        if self.state is State.TOO_FEW:
            return self.rest
        return f"{self.figure.percent} {self.rest}"

    @property
    def caution(self) -> str:
        """Say what the chart does not prove."""
        return _(CAUTION_TEXT)

    @property
    def name(self) -> str:
        """Name the state in a few words."""
        return _(STATE_NAMES[self.state])


@dataclass(frozen=True)
class _Road:
    """All that the sentence is made of."""

    commitment: Commitment
    ratio: Ratio
    weeks: tuple[Week, ...]
    figure: Figure
    baseline: Figure

    @property
    def before(self) -> list[Week]:
        """Weeks of the baseline in which something was counted."""
        return [week for week in self.weeks if week.start <= self.commitment.baseline_end and week.counted]

    @property
    def after(self) -> list[Week]:
        """Whole weeks since the start in which something was counted."""
        return [week for week in self.weeks if week.start >= self.commitment.started_on and week.counted]

    @property
    def span(self) -> Span:
        """Give the road from baseline to target."""
        return Span(_share(self.baseline), self.commitment.target)


def verdict(commitment: Commitment, ratio: Ratio, observations: Sequence[Observation], today: date) -> Verdict:
    """Judge a commitment by its weekly observations (any order; those outside its weeks are ignored)."""
    road = _road(commitment, ratio, observations, today)
    reason = _too_few(road)
    if reason:
        return _made(road, State.TOO_FEW, _("Chưa đủ số liệu: %(reason)s.") % {"reason": reason}, None)
    judged = _judge(road)
    weeks = _with_causes(road.weeks, judged)
    since = [week for week in weeks if week.counted and week.start >= commitment.started_on]
    side = _sure_side(since) * (1 if road.ratio.higher_is_better else -1)
    met = road.span.is_met(_share(road.figure))
    state = {1: State.MET if met else State.IMPROVED, 0: State.SAME, -1: State.WORSE}[side]
    return _made(road, state, _rest(road, state, met, since), judged)


def _road(commitment: Commitment, ratio: Ratio, observations: Sequence[Observation], today: date) -> _Road:
    """Lay out every whole week from the baseline to the last one that is over; weeks without records stay empty."""
    seen = {each.period_start: each for each in observations if each.period_kind == "week"}
    weeks: list[Week] = []
    monday = commitment.baseline_start
    while monday + ONE_WEEK <= today:
        each = seen.get(monday)
        weeks.append(Week(monday, each.numerator, each.denominator, each.answerable) if each else Week(monday, 0, 0))
        monday += ONE_WEEK
    first, last = figures.last_full_weeks(today)
    shown = [week for week in weeks if week.start >= first]
    figure = Figure(_sum(shown, "good"), _sum(shown, "counted"), _answerable(ratio, shown), first, last)
    good, counted = commitment.baseline_numerator, commitment.baseline_denominator
    baseline = Figure(good, counted, None, commitment.baseline_start, commitment.baseline_end)
    return _Road(commitment, ratio, tuple(weeks), figure, baseline)


def _sum(weeks: Sequence[Week], name: str) -> int:
    return sum(getattr(week, name) or 0 for week in weeks)


def _answerable(ratio: Ratio, weeks: Sequence[Week]) -> int | None:
    return _sum(weeks, "answerable") if ratio.answered_of else None


def _share(figure: Figure) -> Decimal:
    return Decimal(100 * figure.numerator) / figure.denominator


def _too_few(road: _Road) -> str:
    """Say why no verdict is possible, or nothing."""
    noun, started = road.ratio.noun, date_text(road.commitment.started_on)
    if len(road.before) < FEWEST_BASELINE_WEEKS:
        return _("mức nền chỉ có %(n)s tuần có %(noun)s, cần ít nhất %(fewest)s") % {
            "n": len(road.before),
            "noun": noun,
            "fewest": FEWEST_BASELINE_WEEKS,
        }
    if len(road.after) < WEEKS_BEFORE_A_VERDICT:
        return _("từ khi bắt đầu %(day)s mới có %(n)s tuần đủ, cần ít nhất %(fewest)s") % {
            "day": started,
            "n": len(road.after),
            "fewest": WEEKS_BEFORE_A_VERDICT,
        }
    if road.figure.denominator == 0:
        return _("bốn tuần gần nhất không có %(noun)s nào được tính") % {"noun": noun}
    usual = median(week.counted for week in [*road.before, *road.after])
    if usual < control.ENOUGH_RECORDS:
        words = _("mỗi tuần chỉ khoảng %(n)s %(noun)s, quá ít để phân biệt đổi thật với dao động")
        return words % {"n": number(usual), "noun": noun}
    return ""


def _judge(road: _Road) -> Chart:
    values = [week.value for week in road.weeks if week.value is not None]
    return control.chart(values, baseline=len(road.before))


def _with_causes(weeks: Sequence[Week], judged: Chart) -> tuple[Week, ...]:
    """Write each week's special cause beside it."""
    causes = iter(judged.causes)
    return tuple(
        Week(week.start, week.good, week.counted, week.answerable, next(causes) if week.counted else Cause.COMMON)
        for week in weeks
    )


def _sure_side(weeks: Sequence[Week]) -> int:
    """Give the side of the newest week's special cause if at least two of the last four weeks agree, else 0."""
    newest = [week.cause.side for week in weeks][-WEEKS_BEFORE_A_VERDICT:]
    return newest[-1] if newest.count(newest[-1]) >= TO_BE_SURE else 0


def _made(road: _Road, state: State, rest: str, judged: Chart | None) -> Verdict:
    weeks = _with_causes(road.weeks, judged) if judged else road.weeks
    progress = road.span.progress(_share(road.figure)) if road.figure.denominator else None
    return Verdict(state, road.figure, road.baseline, road.commitment.target, rest, weeks, judged, progress)


def _rest(road: _Road, state: State, met: bool, weeks: Sequence[Week]) -> str:
    """Write the sentence after the figure; `weeks` are those since the start in which something was counted."""
    what = road.ratio.short_name[0].lower() + road.ratio.short_name[1:]
    words = _words(state, met) % {
        "base": road.baseline.percent,
        "goal": target_text(road.commitment.target),
        "why": _evidence(weeks),
    }
    odd = _odd_week(weeks) if state is State.SAME else ""
    response = _(" Tỷ lệ phản hồi %(share)s.") % {"share": road.figure.response} if road.figure.response else ""
    return f"{what}: {words}{odd}.{response}"


def _words(state: State, met: bool) -> str:
    """Give the words of a state, to be filled with baseline, target and what the chart shows."""
    match state, met:
        case State.MET, _met:
            return _("đã đạt mục tiêu %(goal)s, và đổi thật so với mức nền %(base)s: %(why)s")
        case State.IMPROVED, _met:
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


def _odd_week(weeks: Sequence[Week]) -> str:
    newest = weeks[-1]
    if newest.cause is Cause.COMMON:
        return ""
    high = _("; riêng tuần %(day)s cao khác thường, cần xem thêm")
    low = _("; riêng tuần %(day)s thấp khác thường, cần xem thêm")
    return (high if newest.cause.side > 0 else low) % {"day": day_text(newest.start)}


def _evidence(weeks: Sequence[Week]) -> str:
    """Say what the chart shows, by the strongest sign: weeks beyond the limits, weeks on one side, or a trend."""
    side = weeks[-1].cause.side
    outside = {Cause.ABOVE_LIMIT, Cause.BELOW_LIMIT}
    beyond = _streak([week.cause in outside and week.cause.side == side for week in weeks])
    if beyond >= TO_BE_SURE:
        above, below = (
            _("%(n)s tuần liền cao hơn giới hạn dao động cũ"),
            _("%(n)s tuần liền thấp hơn giới hạn dao động cũ"),
        )
        return (above if side > 0 else below) % {"n": beyond}
    along = _streak([week.cause.side == side for week in weeks])
    high, low = _("%(n)s tuần liền cao khác thường"), _("%(n)s tuần liền thấp khác thường")
    return (high if side > 0 else low) % {"n": along}


def _streak(flags: Sequence[bool]) -> int:
    """Count how many flags at the end are set."""
    count = 0
    for flag in reversed(flags):
        if not flag:
            break
        count += 1
    return count


def target_text(target: Decimal) -> str:
    """Write a target: 95%, 92,5%."""
    digits = max(0, -int(target.normalize().as_tuple().exponent))
    return f"{number(target, digits)}%"
