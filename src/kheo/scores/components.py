"""The components of a composite score: each item's two whole numbers, where they come from, and why there are none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Sum
from django.utils.translation import gettext as _

from kheo.days.formats import date_text
from kheo.days.periods import Period, month_of
from kheo.indicators import figures
from kheo.indicators.doors import Door
from kheo.indicators.known import Known
from kheo.indicators.models import Observation, Snapshot
from kheo.measures.shapes import Ratio
from kheo.people.models import Unit
from kheo.scores import rules
from kheo.scores.rules import Total, Worth


@dataclass(frozen=True)
class Component:
    """One item: its ratio, the figure as a door to its records, the factor, the figures beside it, its worth."""

    ratio: Ratio
    door: Door | None
    missing: str
    factor: Door | None
    beside: tuple[Door, ...]
    worth: Worth | None

    @property
    def number(self) -> str:
        """Give the item's number."""
        assert self.ratio.item is not None  # noqa: S101  only items become components
        return self.ratio.item.number

    @property
    def notes(self) -> list[str]:
        """Say of which day a state is; nothing for what adds up over the period."""
        if self.door is None or self.ratio.over_time == "sum":
            return []
        return [_("tình trạng ngày %(day)s") % {"day": date_text(self.door.last)}]

    @property
    def rate(self) -> Fraction | None:
        """Give the rate that is scored, with its factor; None without a value, never 0."""
        if self.door is None or self.missing:
            return None
        factor = Fraction(self.factor.good, self.factor.counted) if self.factor else Fraction(1)
        return Fraction(self.door.good, self.door.counted) * factor

    @property
    def points(self) -> Fraction | None:
        """Give the points; None without a value or without a weight."""
        return rules.points(self.rate, self.worth) if self.rate is not None and self.worth else None


@dataclass(frozen=True)
class Composite:
    """All components of a unit in a period."""

    components: list[Component]
    worths: Mapping[str, Worth]

    @property
    def total(self) -> Total:
        """Add up what can be."""
        rates = {each.number: each.rate for each in self.components if each.rate is not None}
        earned = {n: rules.points(rate, self.worths[n]) for n, rate in rates.items() if n in self.worths}
        return rules.total(earned, self.worths)

    @property
    def without_value(self) -> list[Component]:
        """Items that have a weight and no value."""
        return [each for each in self.components if each.worth and each.rate is None]

    @property
    def without_weight(self) -> list[Component]:
        """Items that nobody entered a weight for."""
        return [each for each in self.components if each.worth is None]


def composite(unit: Unit, period: Period, indicators: Known, worths: Mapping[str, Worth]) -> Composite:
    """Gather the components of a unit (with all units below it) in whole months. Four statements, whatever the unit."""
    items = sorted((ratio for ratio in indicators if ratio.item), key=lambda ratio: ratio.item.number)  # type: ignore[union-attr]
    by_code = {ratio.code: ratio for ratio in indicators}
    found = dict(_doors(unit, period, [by_code[code] for code in _needed(items)]))
    numbers = {ratio.code: ratio.item.number for ratio in items if ratio.item}
    return Composite([_component(ratio, unit, found, worths, numbers) for ratio in items], worths)


def _needed(items: Iterable[Ratio]) -> Iterator[str]:
    """Name the indicators whose figures are shown: the items, their factors, what stands beside them."""
    codes: dict[str, None] = {}
    for ratio in items:
        times = ratio.item.times if ratio.item else ""
        codes |= dict.fromkeys([ratio.code, *([times] if times else []), *ratio.beside])
    return iter(codes)


def _component(
    ratio: Ratio, unit: Unit, found: Mapping[str, Door], worths: Mapping[str, Worth], numbers: Mapping[str, str]
) -> Component:
    assert ratio.item is not None  # noqa: S101  only items are given
    door = found.get(ratio.code)
    factor = found.get(ratio.item.times)
    missing = ""
    if ratio.over_units == "whole" and unit.parent_id is not None:
        missing = _("chỉ tính cho cả địa phương")
    elif door is None:
        missing = _("chưa có số liệu")
    elif ratio.item.times and factor is None:
        missing = _("chưa có tỷ lệ phải nhân cùng (chỉ số %(number)s)") % {"number": numbers[ratio.item.times]}
    beside = tuple(found[code] for code in ratio.beside if code in found)
    return Component(ratio, door, missing, factor, beside, worths.get(ratio.item.number))


def _doors(unit: Unit, period: Period, ratios: Iterable[Ratio]) -> Iterator[tuple[str, Door]]:
    """Give each indicator's figure as a door; an indicator of which nothing was counted gives none."""
    listed = list(ratios)
    yield from _sums(unit, period, [ratio for ratio in listed if ratio.over_time == "sum"])
    yield from _states(unit, period, [ratio for ratio in listed if ratio.over_time == "state"])


def _sums(unit: Unit, period: Period, ratios: list[Ratio]) -> Iterator[tuple[str, Door]]:
    """Add up the months of the period: good to good and counted to counted.

    Months that the snapshot did not reach are not measured, so that the door ends with the month it was taken in.
    """
    by_code = {ratio.code: ratio for ratio in ratios}
    months = figures.on_newest_snapshots(unit.locality_id, ratios).months()
    within = months.filter(unit=unit, period_start__gte=period.start, period_end__lte=period.end).order_by()
    for row in within.values("indicator", "snapshot", "snapshot__as_of").annotate(
        good=Sum("numerator"), counted=Sum("denominator"), asked=Sum("answerable")
    ):
        if row["counted"]:
            ratio, last = by_code[row["indicator"]], min(period.end, month_of(row["snapshot__as_of"]).end)
            days = (period.start, last)
            yield ratio.code, Door(ratio, row["snapshot"], unit.pk, *days, row["good"], row["counted"], row["asked"])


def _states(unit: Unit, period: Period, ratios: list[Ratio]) -> Iterator[tuple[str, Door]]:
    """Give how things stood on the last day of the period that was kept, else on the first day kept after it."""
    by_code = {ratio.code: ratio for ratio in ratios}
    taken = _kept(unit.locality_id, {ratio.table for ratio in ratios}, period.end)
    known = Observation.objects.filter(snapshot__in=taken, indicator__in=by_code, unit=unit, period_kind="month")
    for each in known:
        ratio, day = by_code[each.indicator], taken[each.snapshot_id]
        if each.denominator and each.version == ratio.version:
            yield ratio.code, Door(ratio, each.snapshot_id, unit.pk, day, day, each.numerator, each.denominator)


def _kept(locality_id: int, tables: Iterable[str], last: date) -> dict[int, date]:
    """Choose one snapshot a table, and give its day."""
    known = Snapshot.objects.filter(locality=locality_id, table__in=list(tables))
    until = known.filter(as_of__lte=last).order_by("table", "-as_of", "-pk").distinct("table")
    after = known.filter(as_of__gt=last).order_by("table", "as_of", "-pk").distinct("table")
    chosen = {each.table: each for each in [*after, *until]}
    return {each.pk: each.as_of for each in chosen.values()}
