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
from kheo.indicators.models import Observation, ObservationQuerySet
from kheo.language import sort_key
from kheo.measures import control
from kheo.measures.control import Assurance, Manner, State
from kheo.measures.shapes import Ratio
from kheo.people.models import Unit

WEEKS_LOOKED_AT, MONTHS_LOOKED_AT = 26, 24
MOST_WEEKS = 104
Days = tuple[date, date]
"""First and last day."""
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
LIMITS_WORDS: dict[str | bool, str] = {
    False: (
        "Đường giữa và giới hạn lấy từ %(n)s kỳ đầu của giai đoạn, %(first)s đến %(last)s, "
        "và không đổi theo các kỳ sau."
    ),
    True: (
        "Đường giữa và giới hạn tạm lấy từ %(n)s kỳ đã có, %(first)s đến %(last)s; đủ %(firm)s kỳ thì không đổi nữa."
    ),
    OWN_LIMITS: (
        "Đường giữa là tổng đạt chia tổng được tính của %(n)s kỳ đầu của giai đoạn, %(first)s đến %(last)s; "
        "giới hạn của mỗi kỳ rộng hay hẹp theo số %(noun)s của kỳ ấy."
    ),
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

    @property
    def method(self) -> str:
        """Say which periods made the middle line and the limits, and whether they still move."""
        if not self.series.phases:
            return ""
        newest = self.series.phases[-1]
        made = [self.series.periods[place] for place in self.series.places[newest.first : newest.baseline_end]]
        words = _(LIMITS_WORDS[OWN_LIMITS if self.series.own_limits else self.series.is_trial]) % {
            "n": len(made),
            "first": date_text(made[0].start),
            "last": date_text(made[-1].end),
            "firm": control.FEWEST_FOR_FIRM_LIMITS,
            "noun": self.series.ratio.noun,
        }
        return f"{words} {_('Biểu đồ không nói được nguyên nhân.')}"

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


def look(ratio: Ratio, unit: Unit, today: date, *, way: str = "", outside_counts: bool = False) -> Look:
    """Look at a unit's indicator. Without a way the numbers choose it. Three statements.

    Every period that is known is judged, so that limits stay where the first periods of a phase put them; the newest
    ones are drawn.
    """
    found = list(_observations(ratio, unit.locality_id, [unit.pk]))
    cuts = list(Phase.objects.of(unit, ratio.code).standing())
    weeks, months = periods(found, "week"), periods(found, "month")
    usual = _usual(weeks[-WEEKS_LOOKED_AT:])
    way = _way_of(way, usual, months[-MONTHS_LOOKED_AT:])
    series = Series(
        ratio,
        weeks if way == WEEKS else months,
        cuts=cuts,
        own_limits=way == OWN_LIMITS,
        period="week" if way == WEEKS else "month",
        manner=Manner(outside_counts=outside_counts),
        whose=(found[-1].snapshot_id, unit.pk) if found else None,
        shown=_weeks_shown(weeks, cuts) if way == WEEKS else MONTHS_LOOKED_AT,
    )
    promised = Commitment.objects.filter(unit=unit, indicator=ratio.code, due_on__gte=today)
    running = promised.order_by("due_on", "pk").first()
    taken_at = found[-1].snapshot.taken_at if found else None
    return Look(unit, series, way, usual, running.target if running else None, taken_at)


def _observations(ratio: Ratio, locality_id: int, units: Collection[int]) -> ObservationQuerySet:
    """Give what was counted of an indicator, also of one that is switched off: a promise by it runs on."""
    whole = figures.on_newest_snapshots(locality_id, [ratio]).whole()
    return whole.filter(unit__in=units).select_related("snapshot").order_by("period_start")


def periods(found: Sequence[Observation], kind: str, days: Days | None = None) -> tuple[Week, ...]:
    """Lay out every period from the first to the last that was observed; those without records stay empty.

    With `days`, first and last, at least the periods of those days are laid out.
    """
    seen = {each.period_start: each for each in found if each.period_kind == kind}
    if not seen:
        return ()
    laid, period = [], period_of(_KINDS[kind], min([*seen, *(days or ())[:1]]))
    last = max([*seen, *(days or ())[1:]])
    while period.start <= last:
        each = seen.get(period.start)
        good, counted = (each.numerator, each.denominator) if each else (0, 0)
        laid.append(Week(period.start, good, counted, last=period.end))
        period = period.next()
    return tuple(laid)


_KINDS: dict[str, Kind] = {"week": "week", "month": "month"}


def _weeks_shown(weeks: Sequence[Week], cuts: Sequence[Phase]) -> int:
    """Count the newest weeks to draw: half a year, or more when the newest phase began before, two years at most."""
    begun = [cut.week for cut in cuts if weeks and cut.week <= weeks[-1].start]
    since = sum(week.start >= max(begun) for week in weeks) if begun else 0
    return min(max(since, WEEKS_LOOKED_AT), MOST_WEEKS)


def _usual(weeks: Sequence[Week]) -> float:
    counts = [week.counted for week in weeks if week.counted]
    return median(counts) if counts else 0


def _way_of(asked: str, usual: float, months: Sequence[Week]) -> str:
    """Give the way that was asked for, or the one that the numbers bear; months only once a whole month is over.

    Months get limits of their own where even months have few records, or are fewer than limits need.
    """
    counted = [month.counted for month in months if month.counted]
    if not counted or not asked and usual >= control.ENOUGH_RECORDS:
        return WEEKS
    few = len(counted) < control.ENOUGH_POINTS or median(counted) < control.ENOUGH_RECORDS
    return asked or (OWN_LIMITS if few else MONTHS)


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
        first, last = self.series.drawn[0].start, self.series.drawn[-1].end
        good = sum(each.good for each in self.series.drawn)
        return self.series.door(Week(first, good, self.counted, last=last))


@dataclass(frozen=True)
class Many:
    """Units side by side on one scale, by name; those that are not the same unit on all days are named, not drawn."""

    drawn: list[OneOfMany]
    left_out: list[str]
    without: list[Unit]
    axis: str
    way: str
    key: Svg = Svg("")
    first: date | None = None
    last: date | None = None


def many(ratio: Ratio, units: Sequence[Unit]) -> Many:
    """Lay units side by side over the same days. Two statements, one for reorganisations, one for phases."""
    ordered = sorted(units, key=lambda unit: sort_key(unit.name))
    found: dict[int, list[Observation]] = {unit.pk: [] for unit in ordered}
    for each in _observations(ratio, ordered[0].locality_id if ordered else 0, list(found)):
        found[each.unit_id].append(each)
    way = _way_of_many(found.values())
    kind, count = ("week", WEEKS_LOOKED_AT) if way == WEEKS else ("month", MONTHS_LOOKED_AT // 2)
    days = _span([each for every in found.values() for each in every if each.period_kind == kind], count)
    known = [unit for unit in ordered if days and _newest(found[unit.pk], kind) >= days[0]]
    if not days or not known:
        return Many([], [], ordered, "", way)
    changed = alike.changes(known, known[0].locality_id, *days)
    cuts = _cuts(ratio, known)
    laid = {
        unit: _series(ratio, found[unit.pk], kind, days, cuts.get(unit.pk, []))
        for unit in known
        if unit.pk not in changed
    }
    smalls = [small_of(series, unit.name) for unit, series in laid.items()]
    pictures = charts.multiples(smalls, higher_is_better=ratio.higher_is_better)
    drawn = [
        OneOfMany(unit, series, sum(each.counted for each in series.drawn), svg)
        for (unit, series), svg in zip(laid.items(), pictures.drawings, strict=True)
        if svg
    ]
    told = [unit for unit in ordered if unit.pk not in {*changed, *(one.unit.pk for one in drawn)}]
    return Many(drawn, list(changed.values()), told, pictures.axis, way, pictures.key, *days)


def _way_of_many(found: Collection[Sequence[Observation]]) -> str:
    """Months where half the units have few records a week, once a whole month is over."""
    usual = [_usual(periods(every, "week")[-WEEKS_LOOKED_AT:]) for every in found if every]
    has_months = any(each.period_kind == "month" for every in found for each in every)
    return MONTHS if has_months and median(usual) < control.ENOUGH_RECORDS else WEEKS


def _span(found: Sequence[Observation], count: int) -> Days | None:
    """Give first and last day of the newest periods; nothing without any."""
    starts = sorted({each.period_start for each in found})[-count:]
    return (starts[0], max(each.period_end for each in found)) if starts else None


def _newest(found: Sequence[Observation], kind: str) -> date:
    return max((each.period_start for each in found if each.period_kind == kind), default=date.min)


def _cuts(ratio: Ratio, units: Sequence[Unit]) -> dict[int, list[Phase]]:
    """Give the standing phases of each unit. One statement."""
    cuts: dict[int, list[Phase]] = {}
    for cut in Phase.objects.filter(unit__in=units, indicator=ratio.code).standing().order_by("week", "pk"):
        cuts.setdefault(cut.unit_id, []).append(cut)
    return cuts


def _series(ratio: Ratio, found: Sequence[Observation], kind: str, days: Days, cuts: Sequence[Phase]) -> Series:
    laid = periods(found, kind, days)
    shown = sum(each.start >= days[0] for each in laid)
    few = _usual(laid[-shown:]) < control.ENOUGH_RECORDS
    whose = (found[-1].snapshot_id, found[-1].unit_id)
    return Series(ratio, laid, cuts=cuts, own_limits=few, period=kind, whose=whose, shown=shown)
