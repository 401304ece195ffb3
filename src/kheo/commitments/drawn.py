"""Charts of a unit's indicator: a series as a picture, and all that is drawn of a commitment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from kheo import charts
from kheo.charts import Small, Svg, XmrMark, XmrPicture, XmrPoint, XmrStretch
from kheo.commitments.models import Commitment, Phase
from kheo.commitments.rules import FEWEST_BASELINE_WEEKS, State
from kheo.commitments.series import ICONS_OF_TARGET, PERIOD_NAMES, Act, Series, four_weeks_each
from kheo.commitments.verdicts import Verdict
from kheo.commitments.weeks import Week
from kheo.days import formats
from kheo.indicators.doors import Door, linked
from kheo.measures import shares
from kheo.measures.control import LIMIT_FACTOR
from kheo.measures.shapes import Ratio

KINDS = {1: "high", 0: "normal", -1: "low"}
ICONS = {State.MET: "up", State.IMPROVED: "up", State.AT_COST: "up", State.SAME: "same", State.WORSE: "down"}


def picture(
    series: Series, title: str, *, target: float | None = None, start_label: str = "", started_on: date | None = None
) -> XmrPicture:
    """Give the control chart of a series: its newest periods, with the limits that older ones may have made."""
    first, *steps = _stretches(series) or [XmrStretch(0, 0, None, None, None)]
    whole = XmrPicture(
        title=title,
        points=_points(series),
        mean=first.mean,
        upper=first.upper,
        lower=first.lower,
        is_trial=first.is_trial,
        baseline_count=first.baseline,
        target=target,
        start_label=start_label,
        start_index=sum(each.start < started_on for each in series.periods) if started_on else None,
        higher_is_better=series.ratio.higher_is_better,
        period_word=PERIOD_NAMES[series.period],
        steps=steps,
        marks=marks(series),
        bands=_bands(series),
    )
    if series.drawn == series.periods:
        return whole
    newest = whole.newest(len(series.drawn))
    return replace(newest, marks=[mark for mark in newest.marks if mark.index >= 0])


def _points(series: Series) -> list[XmrPoint]:
    sides = dict(zip(series.places, series.sides, strict=True)) if series.phases else {}
    is_month = series.period == "month"
    return [
        _point(each, KINDS[sides.get(place, 0)], series.door(each), is_month)
        for place, each in enumerate(series.periods)
    ]


def _point(each: Week, kind: str, door: Door | None, is_month: bool) -> XmrPoint:
    label = formats.month_text(each.start) if is_month else formats.day_text(each.start)
    detail = f"{formats.number(each.good)}/{formats.number(each.counted)}" if each.counted else ""
    return XmrPoint(label, each.value, kind, detail=detail, door=door)  # type: ignore[arg-type]


def _stretches(series: Series) -> list[XmrStretch]:
    found = []
    for number, phase in enumerate(series.phases):
        first = series.places[phase.first] if number else 0
        count = series.places[phase.baseline_end - 1] + 1 - first
        limits = phase.judged.limits
        upper, lower = (None, None) if series.own_limits else (limits.upper, limits.lower)
        found.append(XmrStretch(first, count, series.centre(phase), upper, lower, phase.judged.is_short))
    return found


def _bands(series: Series) -> list[tuple[float, float] | None]:
    if not series.own_limits:
        return []
    found: list[tuple[float, float] | None] = [None] * len(series.periods)
    for before, place in series.held():
        low, high = shares.limits(before, series.periods[place].counted)
        found[place] = (100 * low, 100 * high)
    return found


def marks(series: Series) -> list[XmrMark]:
    """Give what happened along the way, oldest first: acts begun, limits reckoned anew."""
    told = [(act.day, act.text, act.url) for act in series.acts]
    told += [(cut.week, cut_text(cut), "") for cut in series.cuts]
    if not series.periods:
        return []
    first = series.periods[0].start
    return [XmrMark(_place_of(series, day), text, url) for day, text, url in sorted(told) if day >= first]


def _place_of(series: Series, day: date) -> int:
    """Give the place of the period that holds the day."""
    return max(sum(each.start <= day for each in series.periods) - 1, 0)


def cut_text(cut: Phase) -> str:
    """Say from when limits were reckoned anew, and why."""
    words = _("Tuần %(day)s: giới hạn được tính lại. Lý do: %(reason)s")
    return words % {"day": formats.date_text(cut.week), "reason": cut.reason}


def small_of(series: Series, name: str) -> Small:
    """Give a series as one of several small charts, with the limits of its newest phase."""
    sides = dict(zip(series.places, series.sides, strict=True)) if series.phases else {}
    kinds = [KINDS[sides.get(place, 0)] for place in range(len(series.periods))][-len(series.drawn) :]
    newest = series.phases[-1] if series.phases else None
    limits = newest.judged.limits if newest and not series.own_limits else None
    words = _("%(name)s: %(n)s kỳ, mới nhất %(value)s") % {
        "name": name,
        "n": len(series.drawn),
        "value": f"{formats.number(series.values[-1], 1)}%" if series.values else formats.no_figure(),
    }
    return Small(
        words,
        [each.value for each in series.drawn],
        kinds,  # type: ignore[arg-type]
        series.centre(newest) if newest else None,
        limits.upper if limits else None,
        limits.lower if limits else None,
    )


@dataclass(frozen=True)
class Drawn:
    """All that is drawn of a commitment. `id` sets apart several charts of one page."""

    commitment: Commitment
    verdict: Verdict
    id: str
    baseline_door: Door | None
    snapshot_id: int | None
    cuts: Sequence[Phase] = ()
    acts: Sequence[Act] = ()

    @property
    def ratio(self) -> Ratio:
        """Give the indicator."""
        return self.verdict.course.ratio

    @cached_property
    def series(self) -> Series:
        """Give the periods to draw: weeks, or four weeks each where weeks have too few records."""
        laid = self.verdict.course
        bare = len(laid.before) < FEWEST_BASELINE_WEEKS
        whose = (self.snapshot_id, self.commitment.unit_id) if self.snapshot_id else None
        if bare or not laid.is_pooled:
            weeks, base = self.verdict.weeks, max(len(laid.before), 1)
            return Series(self.ratio, weeks, base, self.cuts, self.acts, bare=bare, whose=whose)
        periods, count = four_weeks_each(laid.weeks, self.commitment.started_on)
        base = max(sum(each.counted > 0 for each in periods[:count]), 1)
        kept = (self.ratio, periods, base, self.cuts, self.acts)
        return Series(*kept, own_limits=True, period="four weeks", whose=whose)

    @property
    def picture(self) -> XmrPicture:
        """Give the control chart."""
        started = self.commitment.started_on
        has_started = any(week.start >= started for week in self.verdict.weeks)
        words = _("%(name)s, bốn tuần một điểm") if self.series.own_limits else _("%(name)s theo tuần")
        return picture(
            self.series,
            words % {"name": self.ratio.name},
            target=float(self.commitment.target),
            start_label=_("Bắt đầu, %(day)s") % {"day": formats.day_text(started)} if has_started else "",
            started_on=started,
        )

    @property
    def svg(self) -> Svg:
        """Draw the chart; in a chain the thread runs into its line."""
        return charts.xmr(self.picture, id=self.id, joined=True)

    @property
    def svg_alone(self) -> Svg:
        """Draw the chart for a page where nothing leads into it."""
        return charts.xmr(self.picture, id=self.id)

    @property
    def road(self) -> Svg:
        """Draw baseline and now on one line, with the interval of the difference; nothing without a verdict."""
        found = self.verdict.course.difference
        if found is None or not self.verdict.is_told:
            return Svg("")
        before = 100 * self.verdict.baseline.numerator / self.verdict.baseline.denominator
        bounds = tuple(min(max(before + 100 * bound, 0), 100) for bound in (found.low, found.high))
        now, goal = before + 100 * found.value, float(self.commitment.target)
        return charts.before_after(
            before,
            now,
            goal,
            unit="%",
            label=self.ratio.short_name,
            interval=(bounds[0], bounds[1]),
            at_due=self.verdict.due is not None,
        )

    @property
    def icons(self) -> list[str]:
        """Name the signs: how it moves, and while it runs whether the target can be met as work is done now."""
        change = ICONS.get(self.verdict.state, "few")
        if self.verdict.due:
            return [change]
        held = self.series.assurance(float(self.commitment.target), self.commitment.started_on)
        return [change, *filter(None, [ICONS_OF_TARGET[held] if self.verdict.is_told else ""])]

    @property
    def method(self) -> str:
        """Say how the limits were made."""
        judged = self.verdict.chart
        if self.verdict.is_told and self.verdict.course.is_pooled:
            return _(
                "Mỗi điểm là bốn tuần gộp lại. Giới hạn của mỗi điểm rộng hay hẹp theo số %(noun)s của chính điểm ấy "
                "và của mức nền (biểu đồ p, ba độ lệch chuẩn). Đường giữa là tổng đạt chia tổng được tính của các kỳ "
                "trước khi bắt đầu. Khác thường: ra ngoài giới hạn."
            ) % {"noun": self.ratio.noun}
        if judged is None or judged.limits.moving_range is None:
            return _("Chưa đủ số liệu để tính giới hạn dao động.")
        text = _(
            "Mức nền %(baseline)s là tổng đạt chia tổng được tính của %(count)s tuần trước khi bắt đầu; đường giữa "
            "%(mean)s%% là trung bình các tuần ấy. Giới hạn = đường giữa ± %(factor)s × chênh lệch trung bình giữa hai "
            "tuần liền nhau (%(range)s điểm). Khác thường: ra ngoài giới hạn; 7 tuần liền ở một phía đường giữa; "
            "7 tuần liền cùng tăng hoặc cùng giảm; 2 trong 3 tuần sát giới hạn."
        ) % {
            "baseline": self.verdict.baseline.percent,
            "count": judged.baseline,
            "mean": formats.number(judged.limits.mean, 1),
            "factor": formats.number(LIMIT_FACTOR, 2),
            "range": formats.number(judged.limits.moving_range, 1),
        }
        return linked(text, [self.baseline_door])
