"""The chart of a unit's indicator as a page asks for it: by weeks or months, with the limits that its numbers bear.

Small numbers: a week with few records swings by chance alone. Then months are taken instead of weeks, and where even
months are few, limits as wide as the number of records asks for. The sentence says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from statistics import median

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kheo import charts
from kheo.charts import Svg
from kheo.commitments import alike
from kheo.commitments.drawn import small_of
from kheo.commitments.models import Commitment, Phase
from kheo.commitments.sentences import target_text
from kheo.commitments.series import ICONS_OF_CHANGE, ICONS_OF_TARGET, Series
from kheo.commitments.weeks import Week
from kheo.days.formats import date_text, month_text, number, percent
from kheo.days.periods import Kind, period_of
from kheo.indicators import figures
from kheo.indicators.doors import Door, linked
from kheo.indicators.known import Known
from kheo.indicators.models import Observation, ObservationQuerySet
from kheo.language import sort_key
from kheo.measures import control
from kheo.measures.control import Assurance, Manner, State
from kheo.measures.shapes import Ratio
from kheo.people.models import Unit

WEEKS_LOOKED_AT, MONTHS_LOOKED_AT = 26, 24
MOST_WEEKS = 104
WEEKS, MONTHS, OWN_LIMITS = "tuan", "thang", "rong"
WAY_NAMES = {
    WEEKS: "theo tuần",
    MONTHS: "gộp theo tháng",
    OWN_LIMITS: "gộp theo tháng, giới hạn nới theo số được tính",
}
STATE_WORDS = {
    State.IMPROVING: "tốt lên, ra ngoài dao động thường",
    State.WORSENING: "xấu đi, ra ngoài dao động thường",
    State.COMMON: "dao động thường",
    State.TOO_FEW: "chưa đủ điểm để nói đổi hay dao động",
}
ASSURANCE_WORDS = {
    Assurance.ALWAYS: "làm như nay thì đạt chắc",
    Assurance.SOMETIMES: "làm như nay thì lúc đạt lúc không",
    Assurance.NEVER: "làm như nay thì chưa đạt được",
}


@dataclass(frozen=True)
class Look:
    """A unit's indicator looked at: the series, the way it is cut into periods, the target that runs, if one does."""

    unit: Unit
    series: Series
    way: str
    usual: float
    target: Decimal | None
    taken_at: datetime | None

    @property
    def assurance(self) -> Assurance | None:
        """Say whether the target can be met as work is done now; None without a target or with trial limits."""
        if self.target is None or self.series.is_trial:
            return None
        return self.series.assurance(float(self.target))

    @property
    def icons(self) -> list[str]:
        """Name the signs."""
        return [*filter(None, [ICONS_OF_CHANGE[self.series.state], ICONS_OF_TARGET[self.assurance]])]

    @property
    def newest(self) -> Week | None:
        """Give the newest period in which something was counted."""
        return self.series.periods[self.series.places[-1]] if self.series.places else None

    @property
    def sentence(self) -> str:
        """Say the newest figure, how many it rests on, what the chart shows, and how few records were dealt with."""
        newest, noun = self.newest, self.series.ratio.noun
        if newest is None:
            return _("%(unit)s chưa có %(noun)s nào được tính.") % {"unit": self.unit.short_name, "noun": noun}
        words = _("%(period)s: %(share)s (%(good)s/%(counted)s %(noun)s); %(state)s") % {
            "period": self._period(newest),
            "share": percent(newest.good, newest.counted),
            "good": number(newest.good),
            "counted": number(newest.counted),
            "noun": noun,
            "state": _(STATE_WORDS[self.series.state]),
        }
        return f"{words}{self._about_target()}{self._about_limits()}."

    @property
    def door(self) -> Door | None:
        """Give the door to the records behind the newest period."""
        return self.series.door(self.newest) if self.newest else None

    @property
    def linked(self) -> SafeString:
        """Give the sentence; its share opens the records."""
        return linked(self.sentence, [self.door], not_after=_("mục tiêu"))

    def _period(self, newest: Week) -> str:
        if self.way == WEEKS:
            return _("Tuần %(day)s") % {"day": date_text(newest.start)}
        return _("Tháng %(month)s") % {"month": month_text(newest.start)}

    def _about_target(self) -> str:
        if self.target is None or self.assurance is None:
            return ""
        words = _("; mục tiêu %(goal)s: %(held)s")
        return words % {"goal": target_text(self.target), "held": _(ASSURANCE_WORDS[self.assurance])}

    def _about_limits(self) -> str:
        told = ""
        if self.series.is_trial:
            words = _("; mới có %(n)s điểm, là giới hạn tạm (đủ từ %(firm)s điểm)")
            told += words % {"n": len(self.series.phases[-1].judged.values), "firm": control.FEWEST_FOR_FIRM_LIMITS}
        if self.usual < control.ENOUGH_RECORDS:
            words = _("; mỗi tuần chỉ khoảng %(n)s %(noun)s, %(way)s")
            told += words % {"n": number(self.usual), "noun": self.series.ratio.noun, "way": _(WAY_NAMES[self.way])}
        return told


def look(  # noqa: PLR0913
    ratio: Ratio, unit: Unit, indicators: Known, today: date, *, way: str = "", outside_counts: bool = False
) -> Look:
    """Look at a unit's indicator. Without a way the numbers choose it. Three statements."""
    found = list(_observations(ratio, unit.locality_id, [unit.pk], indicators))
    cuts = list(Phase.objects.of(unit, ratio.code).standing())
    weeks = _newest_weeks(periods(found, "week"), cuts)
    months = periods(found, "month")[-MONTHS_LOOKED_AT:]
    usual = _usual(weeks)
    way = way or (WEEKS if usual >= control.ENOUGH_RECORDS else _way_of(months))
    series = Series(
        ratio,
        weeks if way == WEEKS else months,
        cuts=cuts,
        own_limits=way == OWN_LIMITS,
        period="week" if way == WEEKS else "month",
        manner=Manner(outside_counts=outside_counts),
        whose=(found[-1].snapshot_id, unit.pk) if found else None,
    )
    promised = Commitment.objects.filter(unit=unit, indicator=ratio.code, due_on__gte=today)
    running = promised.order_by("due_on", "pk").first()
    taken_at = found[-1].snapshot.taken_at if found else None
    return Look(unit, series, way, usual, running.target if running else None, taken_at)


def _observations(ratio: Ratio, locality_id: int, units: Collection[int], indicators: Known) -> ObservationQuerySet:
    whole = figures.on_newest_snapshots(locality_id, indicators).whole()
    return whole.filter(indicator=ratio.code, unit__in=units).select_related("snapshot").order_by("period_start")


def periods(found: Sequence[Observation], kind: str) -> tuple[Week, ...]:
    """Lay out every period from the first to the last that was observed; those without records stay empty."""
    seen = {each.period_start: each for each in found if each.period_kind == kind}
    if not seen:
        return ()
    laid, period, last = [], period_of(_KINDS[kind], min(seen)), max(seen)
    while period.start <= last:
        each = seen.get(period.start)
        good, counted = (each.numerator, each.denominator) if each else (0, 0)
        laid.append(Week(period.start, good, counted, last=period.end))
        period = period.next()
    return tuple(laid)


_KINDS: dict[str, Kind] = {"week": "week", "month": "month"}


def _newest_weeks(weeks: tuple[Week, ...], cuts: Sequence[Phase]) -> tuple[Week, ...]:
    """Give the newest half year, or more when the newest phase began before: its first weeks made its limits."""
    if not weeks:
        return ()
    earliest = weeks[-WEEKS_LOOKED_AT:][0].start
    begun = [cut.week for cut in cuts if cut.week <= weeks[-1].start]
    first = min(earliest, max(begun)) if begun else earliest
    return tuple(week for week in weeks if week.start >= first)[-MOST_WEEKS:]


def _usual(weeks: Sequence[Week]) -> float:
    counts = [week.counted for week in weeks if week.counted]
    return median(counts) if counts else 0


def _way_of(months: Sequence[Week]) -> str:
    """Months, and with limits of their own where even months have few records, or are fewer than limits need."""
    counted = [month.counted for month in months if month.counted]
    few = len(counted) < control.ENOUGH_POINTS or median(counted) < control.ENOUGH_RECORDS
    return OWN_LIMITS if few else MONTHS


@dataclass(frozen=True)
class OneOfMany:
    """A unit among others: its series, how many records it rests on, and its drawing."""

    unit: Unit
    series: Series
    counted: int
    svg: Svg

    @property
    def icon(self) -> str:
        """Name the sign of how it moves."""
        return ICONS_OF_CHANGE[self.series.state]

    @property
    def door(self) -> Door | None:
        """Give the door to the records of all the periods shown."""
        first, last = self.series.periods[0].start, self.series.periods[-1].end
        good = sum(each.good for each in self.series.periods)
        return self.series.door(Week(first, good, self.counted, last=last))


@dataclass(frozen=True)
class Many:
    """Units side by side on one scale, by name; those that are not the same unit on all days are named, not drawn."""

    drawn: list[OneOfMany]
    left_out: list[str]
    without: list[Unit]
    axis: str
    way: str
    first: date | None = None
    last: date | None = None


def many(ratio: Ratio, units: Sequence[Unit], indicators: Known, *, way: str = "") -> Many:
    """Lay units side by side. Two statements, and one for reorganisations."""
    ordered = sorted(units, key=lambda unit: sort_key(unit.name))
    found: dict[int, list[Observation]] = {unit.pk: [] for unit in ordered}
    for each in _observations(ratio, ordered[0].locality_id if ordered else 0, list(found), indicators):
        found[each.unit_id].append(each)
    known = [unit for unit in ordered if found[unit.pk]]
    if not known:
        return Many([], [], ordered, "", way or WEEKS)
    way = way or _way_of_many([_usual(periods(found[unit.pk], "week")) for unit in known])
    kind, count = ("week", WEEKS_LOOKED_AT) if way == WEEKS else ("month", MONTHS_LOOKED_AT // 2)
    first, last = _span([each for every in found.values() for each in every if each.period_kind == kind], count)
    changed = alike.changes(known, known[0].locality_id, first, last)
    laid = {unit: _series(ratio, found[unit.pk], kind, first) for unit in known if unit.pk not in changed}
    smalls = [small_of(series, unit.name) for unit, series in laid.items()]
    pictures = charts.multiples(smalls, higher_is_better=ratio.higher_is_better)
    drawn = [
        OneOfMany(unit, series, sum(each.counted for each in series.periods), svg)
        for (unit, series), svg in zip(laid.items(), pictures.drawings, strict=True)
        if svg
    ]
    told = [unit for unit in ordered if unit not in known]
    return Many(drawn, list(changed.values()), told, pictures.axis, way, first, last)


def _way_of_many(usual: Sequence[float]) -> str:
    return WEEKS if median(usual) >= control.ENOUGH_RECORDS else MONTHS


def _span(found: Sequence[Observation], count: int) -> tuple[date, date]:
    """Give first and last day of the newest periods."""
    starts = sorted({each.period_start for each in found})[-count:]
    return starts[0], max(each.period_end for each in found)


def _series(ratio: Ratio, found: Sequence[Observation], kind: str, first: date) -> Series:
    shown = tuple(each for each in periods(found, kind) if each.start >= first)
    few = _usual(shown) < control.ENOUGH_RECORDS
    whose = (found[-1].snapshot_id, found[-1].unit_id)
    return Series(ratio, shown, own_limits=few, period=kind, whose=whose)
