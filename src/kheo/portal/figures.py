"""Month figures for everybody: counts of indicators by unit, without a single record, small counts left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from kheo import charts
from kheo.days.formats import month_text, no_figure, number, percent
from kheo.days.periods import month_of
from kheo.indicators import figures, frozen
from kheo.indicators.doors import Door, linked
from kheo.indicators.known import Known
from kheo.indicators.models import Observation, Snapshot
from kheo.measures.shapes import Ratio
from kheo.people.models import Locality, Unit
from kheo.portal import rules

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """One month of an indicator, of the whole locality or of one unit; `untold` says why its figures are not shown.

    `door` says what was counted; None where nothing was, or where it is not told.
    """

    start: date
    good: int
    counted: int
    answerable: int | None = None
    untold: str = ""
    door: Door | None = None

    @property
    def label(self) -> str:
        """Name the month: 11/2026."""
        return month_text(self.start)

    @property
    def percent(self) -> str:
        """Write the share, or why there is none."""
        return self.untold or percent(self.good, self.counted)

    @property
    def counts(self) -> str:
        """Write the two whole numbers; nothing where the figure is not told."""
        return "" if self.untold or not self.counted else f"{number(self.good)}/{number(self.counted)}"

    @property
    def response(self) -> str:
        """Write the response rate of indicators over answers."""
        return "" if self.untold or self.answerable is None else percent(self.counted, self.answerable)

    @property
    def is_missing(self) -> bool:
        """Say whether there is no figure to show."""
        return bool(self.untold) or not self.counted


@dataclass(frozen=True)
class Published:
    """What is published of one indicator: the whole locality month by month, newest first, and its units' months.

    Only the units right below the whole are told: figures of units inside others would let anybody subtract.
    """

    ratio: Ratio
    months: list[Month]
    units: list[tuple[Unit, list[Month]]]
    taken: Snapshot

    @property
    def newest(self) -> Month | None:
        """Give the newest full month."""
        return self.months[0] if self.months else None

    @property
    def named_months(self) -> list[tuple[str, Month]]:
        """Give the months of the whole locality with their names."""
        return [(month.label, month) for month in self.months]

    @property
    def newest_of_units(self) -> list[tuple[Unit, Month]]:
        """Give each unit's figure of the newest full month."""
        found = [(unit, month) for unit, months in self.units for month in months if self._is_newest(month)]
        return [(unit, month) for unit, month in found if month.counted]

    @property
    def is_over_answers(self) -> bool:
        """Say whether only answers are counted, so that a response rate belongs beside each figure."""
        return self.ratio.answered_of is not None

    @property
    def sentences(self) -> list[dict[str, object]]:
        """Give the newest month as one line of `ui/_say.html`, with the months before it as a small line."""
        month = self.newest
        if month is None or month.is_missing:
            return []
        words = _("Tháng %(month)s: %(counts)s %(noun)s.") % {
            "month": month.label,
            "counts": month.counts,
            "noun": self.ratio.noun,
        }
        if month.response:
            words += " " + _("Tỷ lệ phản hồi %(share)s.") % {"share": month.response}
        if month.answerable and self.ratio.left_out:
            why = "; ".join(each.text for each in self.ratio.left_out)
            left = number(month.answerable - month.counted)
            words += " " + _("Số lượt hỏi không được tính: %(count)s (%(why)s).") % {"count": left, "why": why}
        text = linked(words, [month.door.response if month.door else None])
        return [{"figure": month.percent, "door": month.door, "text": text, "spark": self._spark}]

    @property
    def _spark(self) -> charts.Svg:
        values = [None if month.is_missing else 100 * month.good / month.counted for month in reversed(self.months)]
        label = _("%(name)s, từng tháng, cũ trước") % {"name": self.ratio.name}
        return charts.spark(values, None, label)

    def _is_newest(self, month: Month) -> bool:
        return self.newest is not None and month.start == self.newest.start


def published(locality: Locality, indicators: Known, today: date) -> list[Published]:
    """Give every indicator with a snapshot over the last twelve full months. Three or four statements."""
    units = {unit.pk: unit for unit in Unit.objects.of(locality)}
    tops = {pk for pk, unit in units.items() if unit.parent_id not in units}
    last = month_of(today).previous()
    first = date(last.start.year - 1, last.start.month, 1)
    known = frozen.months(locality.pk, indicators, first + timedelta(days=1), last.end)
    return [
        _published(ratio, indicators, of_ratio, units, tops)
        for ratio in indicators
        if (of_ratio := [each for each in known if each.indicator == ratio.code]) and _is_told(ratio, of_ratio)
    ]


def _is_told(ratio: Ratio, known: list[Observation]) -> bool:
    """Say whether it has a place on the page: what is no headline has one once somebody was asked."""
    return ratio.headline or any(each.answerable for each in known)


def _published(
    ratio: Ratio, indicators: Known, known: list[Observation], units: dict[int, Unit], tops: set[int]
) -> Published:
    """Lay the months out; one that was frozen is read by the version it was frozen with."""
    months: list[Month] = []
    of_unit: dict[int, list[Month]] = {}
    for start in sorted({each.period_start for each in known}, reverse=True):
        of_month = [each for each in known if each.period_start == start]
        read_by = indicators.find(ratio.code, of_month[0].version)
        whole = _whole(read_by, start, [each for each in of_month if each.unit_id in tops])
        months.append(whole)
        parts = [each for each in of_month if units[each.unit_id].parent_id in tops]
        untold = rules.hidden({each.unit_id: each.denominator for each in parts}, whole=whole.counted)
        for each in parts:
            month = _month(read_by, each.unit_id, [each], untold.get(each.unit_id, ""))
            of_unit.setdefault(each.unit_id, []).append(month)
    ordered = sorted(of_unit.items(), key=lambda pair: (units[pair[0]].order, pair[0]))
    listed = [(units[pk], found) for pk, found in ordered if any(month.counted for month in found)]
    return Published(ratio, months, listed, max((each.snapshot for each in known), key=lambda taken: taken.taken_at))


def _whole(ratio: Ratio, start: date, parts: list[Observation]) -> Month:
    """Give the month of the whole locality: its units that lie below no other."""
    if not parts:
        return Month(start, 0, 0)
    untold = _(rules.TOO_FEW_TEXT) if rules.is_too_few(sum(each.denominator for each in parts)) else ""
    return _month(ratio, parts[0].unit_id if len(parts) == 1 else None, parts, untold)


def _month(ratio: Ratio, unit_id: int | None, parts: list[Observation], untold: str) -> Month:
    """Add up observations of one month and one snapshot."""
    one = parts[0]
    good, counted = sum(each.numerator for each in parts), sum(each.denominator for each in parts)
    answers = [each.answerable for each in parts if each.answerable is not None]
    figure = figures.Figure(good, counted, sum(answers) if answers else None, one.period_start, one.period_end)
    door = None if untold else figure.door(ratio, one.snapshot_id, unit_id)
    door = door.shut if door else None
    return Month(one.period_start, good, counted, figure.answerable, untold, door)


def taken_at(found: list[Published]) -> datetime | None:
    """Give when the data were taken."""
    return max((each.taken.taken_at for each in found), default=None)


def rows_of(locality: Locality, found: list[Published]) -> Iterator[list[str]]:
    """Give the lines of the download: every indicator, unit and month."""
    head = [_("Chỉ số"), _("Đơn vị"), _("Tháng"), _("Đạt"), _("Được tính"), _("Tỷ lệ")]
    yield [*head, _("Có thể trả lời"), _("Tỷ lệ phản hồi"), _("Ghi chú")]
    for each in found:
        for name, months in [(locality.name, each.months), *((unit.name, months) for unit, months in each.units)]:
            yield from (_row(each.ratio, name, month) for month in months)


def _row(ratio: Ratio, name: str, month: Month) -> list[str]:
    start = [ratio.name, name, f"{month.start:%Y-%m}"]
    if month.is_missing:
        return [*start, "", "", "", "", "", month.untold or no_figure()]
    asked = "" if month.answerable is None else str(month.answerable)
    return [*start, str(month.good), str(month.counted), month.percent, asked, month.response, ""]
