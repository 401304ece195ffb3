"""The verdict on a commitment: where its figure stands, and whether that is more than the usual swing.

No clock and no database: the courses of the indicator and of its counter-indicators are given. A verdict never names a
cause. Rules: docs/decisions/0008-xmr-charts.md, 0029-honest-verdicts.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from kheo.commitments import sentences
from kheo.commitments.rules import (
    CAUTION_TEXT,
    FEWEST_BASELINE_WEEKS,
    STATE_NAMES,
    UNTOLD,
    WEEKS_BEFORE_A_VERDICT,
    Span,
    State,
)
from kheo.commitments.weeks import Course, Week, share
from kheo.days.formats import date_text, number
from kheo.indicators.figures import Figure
from kheo.measures import control
from kheo.measures.control import Chart


@dataclass(frozen=True)
class Counter:
    """How an indicator fared that must not worsen meanwhile. `side`: 1 better, 0 as before, -1 worse, None unknown."""

    course: Course
    side: int | None

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        return sentences.of_counter(self.course, self.side)


@dataclass(frozen=True)
class Verdict:
    """What a commitment came to. `rest` goes on after the figure; `sentence` is the whole, to stand alone.

    `due` is the day of the promise where it was judged for good, None while it runs. `chart` is None where no chart of
    weeks could be judged.
    """

    state: State
    course: Course
    target: Decimal
    rest: str
    counters: tuple[Counter, ...] = ()
    due: date | None = None

    @property
    def is_told(self) -> bool:
        """Say whether anything is said of change."""
        return self.state not in UNTOLD

    @property
    def is_same(self) -> bool:
        """Say whether what changed is no more than the usual swing."""
        return self.state is State.SAME

    @property
    def figure(self) -> Figure:
        """Give the newest four full weeks."""
        return self.course.figure

    @property
    def baseline(self) -> Figure:
        """Give the baseline as it was on the day of the commitment."""
        return self.course.baseline

    @property
    def chart(self) -> Chart | None:
        """Give the judged weeks."""
        return self.course.chart if self.is_told else None

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Give every week from the baseline on, with its special cause."""
        return self.course.named if self.is_told else self.course.weeks

    @property
    def progress(self) -> Decimal | None:
        """Give the share of the road gone; None without a figure."""
        return _span(self.course, self.target).progress(share(self.figure)) if self.figure.denominator else None

    @property
    def sentence(self) -> str:
        """Give the one sentence."""
        return f"{self.figure.percent} {self.rest}" if self.is_told else self.rest

    @property
    def difference(self) -> str:
        """Say by how much it differs from the baseline, with an interval; nothing where no verdict was possible."""
        return sentences.of_difference(self.course) if self.is_told else ""

    @property
    def caution(self) -> str:
        """Say what the chart does not prove."""
        return _(CAUTION_TEXT)

    @property
    def name(self) -> str:
        """Name the state in a few words."""
        return _(STATE_NAMES[self.state])


def verdict(
    course: Course, target: Decimal, *, counters: Sequence[Course] = (), unlike: str = "", due: date | None = None
) -> Verdict:
    """Judge a course against its baseline and target.

    `unlike` says why before and after are not alike (the unit was reorganised): then nothing is compared. `due` is the
    day of the promise when the course ends with it.
    """
    judged = tuple(Counter(each, None if unlike else _side(each)) for each in counters)
    if found := _untold(course, unlike):
        state, words = found
        return Verdict(state, course, target, sentences.at_due(words, due, opens=True), judged, due)
    met = _span(course, target).is_met(share(course.figure))
    state = _state(course, met, any(each.side == -1 for each in judged))
    words = sentences.at_due(sentences.of_state(state, met=met, course=course, target=target), due)
    told = [words, *(each.sentence for each in judged), *sentences.of_pooling(course)]
    return Verdict(state, course, target, sentences.whole(course, "; ".join(told)), judged, due)


def _untold(course: Course, unlike: str) -> tuple[State, str] | None:
    """Say why nothing can be said of change, or nothing."""
    if unlike:
        return State.NOT_ALIKE, _("Không so được: %(reason)s.") % {"reason": unlike}
    if reason := too_early(course):
        return State.TOO_EARLY, _("Còn quá sớm: %(reason)s.") % {"reason": reason}
    if reason := too_few(course):
        return State.TOO_FEW, _("Chưa đủ số liệu: %(reason)s.") % {"reason": reason}
    return None


def _span(course: Course, target: Decimal) -> Span:
    return Span(share(course.baseline), target)


def _state(course: Course, met: bool, at_cost: bool) -> State:
    side = course.side * (1 if course.ratio.higher_is_better else -1)
    if side > 0:
        return State.AT_COST if at_cost else State.MET if met else State.IMPROVED
    return State.WORSE if side else State.SAME


def _side(course: Course) -> int | None:
    """Give whether a counter-indicator is better (1), as before (0) or worse (-1); None when it cannot be said."""
    if too_early(course) or too_few(course):
        return None
    return course.side * (1 if course.ratio.higher_is_better else -1)


def too_early(course: Course) -> str:
    """Say that too few weeks are over since the start, or nothing."""
    if len(course.since) >= WEEKS_BEFORE_A_VERDICT:
        return ""
    words = _("từ khi bắt đầu %(day)s mới có %(n)s tuần đủ, cần ít nhất %(fewest)s")
    day = date_text(course.started_on)
    return words % {"day": day, "n": len(course.since), "fewest": WEEKS_BEFORE_A_VERDICT}


def too_few(course: Course) -> str:
    """Say why what was counted is too little for a verdict, or nothing."""
    noun = course.ratio.noun
    if len(course.before) < FEWEST_BASELINE_WEEKS:
        words = _("mức nền chỉ có %(n)s tuần có %(noun)s, cần ít nhất %(fewest)s")
        return words % {"n": len(course.before), "noun": noun, "fewest": FEWEST_BASELINE_WEEKS}
    if len(course.after) < WEEKS_BEFORE_A_VERDICT:
        words = _("từ khi bắt đầu chỉ có %(n)s tuần có %(noun)s, cần ít nhất %(fewest)s")
        return words % {"n": len(course.after), "noun": noun, "fewest": WEEKS_BEFORE_A_VERDICT}
    if course.figure.denominator == 0:
        return _("bốn tuần gần nhất không có %(noun)s nào được tính") % {"noun": noun}
    if course.figure.denominator < control.ENOUGH_RECORDS:
        words = _("bốn tuần gần nhất gộp lại chỉ có %(n)s %(noun)s, quá ít để phân biệt đổi thật với dao động")
        return words % {"n": number(course.figure.denominator), "noun": noun}
    return ""
