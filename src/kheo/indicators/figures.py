"""Figures to be shown: two whole numbers over a span of days, from the newest snapshot, with their sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Subquery, Sum

from kheo.days.formats import percent
from kheo.days.periods import week_of
from kheo.indicators.doors import Door
from kheo.indicators.known import Known
from kheo.indicators.models import Observation, ObservationQuerySet, Snapshot
from kheo.measures.shapes import Ratio
from kheo.people.models import UnitQuerySet

WEEKS_SHOWN = 4
WEEKS_OF_SPARK = 24


@dataclass(frozen=True)
class Figure:
    """Good of counted, over whole days; `answerable` is None unless the indicator is over answers."""

    numerator: int
    denominator: int
    answerable: int | None
    first: date
    last: date

    @property
    def percent(self) -> str:
        """Write the share, or say that there is none."""
        return percent(self.numerator, self.denominator)

    @property
    def response(self) -> str:
        """Write the response rate; empty for indicators that are not over answers."""
        return "" if self.answerable is None else percent(self.denominator, self.answerable)

    def door(self, ratio: Ratio, snapshot_id: int, unit_id: int | None) -> Door | None:
        """Give the door to its records; None where nothing was counted."""
        if not self.denominator:
            return None
        asked = (ratio, snapshot_id, unit_id, self.first, self.last)
        return Door(*asked, self.numerator, self.denominator, self.answerable)


@dataclass(frozen=True)
class PublicFigure:
    """An indicator over the last four full weeks that the newest snapshot reached, with the weeks before them."""

    ratio: Ratio
    figure: Figure
    weeks: tuple[tuple[date, int, int], ...]
    taken: Snapshot

    @property
    def door(self) -> Door | None:
        """Give the door to the records of the units that the reader may see."""
        return self.figure.door(self.ratio, self.taken.pk, None)


def last_full_weeks(today: date, count: int = WEEKS_SHOWN) -> tuple[date, date]:
    """Give first and last day of the newest `count` weeks that are over on this day."""
    last = week_of(today).start - timedelta(days=1)
    return last - timedelta(days=7 * count - 1), last


def newest(locality_id: int, table: str) -> Snapshot | None:
    """Give the newest snapshot of a fact table."""
    return Snapshot.objects.of(locality_id, table).first()


def on_newest_snapshots(locality_id: int, ratios: Iterable[Ratio]) -> ObservationQuerySet:
    """Give the observations of some indicators on the newest snapshot of each table, in one statement."""
    codes: dict[tuple[str, int], list[str]] = {}
    for ratio in ratios:
        codes.setdefault((ratio.table, ratio.version), []).append(ratio.code)
    found = Q(pk__in=[])
    for (table, version), of_version in sorted(codes.items()):
        taken = Snapshot.objects.of(locality_id, table).values("pk")[:1]
        found |= Q(snapshot=Subquery(taken), indicator__in=of_version, version=version)
    return Observation.objects.filter(found)


def figures_for(units: UnitQuerySet, locality_id: int, indicators: Known, today: date) -> list[PublicFigure]:
    """Give every indicator of these units (each subtree once) over the last four full weeks, a state as it stood.

    Weeks are full when they were over on the day of the snapshot: later ones hold only what was done ahead of time.
    Indicators without a snapshot are left out; one with a snapshot but no counted record says "chưa có số liệu".
    """
    snapshots = {table: newest(locality_id, table) for table in indicators.tables}
    first, last = last_full_weeks(today, WEEKS_OF_SPARK)
    weeks = on_newest_snapshots(locality_id, indicators).filter(unit__in=tops(units), period_kind="week")
    states = [ratio.code for ratio in indicators if ratio.over_time == "state"]
    full = Q(period_start__gte=first, period_end__lte=last)
    weeks = weeks.filter(full | Q(indicator__in=states)).order_by("period_start")
    sums = weeks.values("indicator", "period_start").annotate(
        good=Sum("numerator"), counted=Sum("denominator"), asked=Sum("answerable")
    )
    by_code: dict[str, list[dict[str, Any]]] = {}
    for row in sums:
        by_code.setdefault(row["indicator"], []).append(dict(row))
    return [
        _public(ratio, taken, by_code.get(ratio.code, []), last_full_weeks(min(today, taken.as_of)))
        for ratio in indicators
        if (taken := snapshots[ratio.table]) is not None
    ]


def tops(units: UnitQuerySet) -> list[int]:
    """Give those of the units that lie below no other of them: their subtrees cover all, and none twice."""
    paths = dict(units.values_list("path", "pk"))
    return [pk for path, pk in paths.items() if not any(path != other and path.startswith(other) for other in paths)]


def _public(ratio: Ratio, taken: Snapshot, rows: list[dict[str, Any]], days: tuple[date, date]) -> PublicFigure:
    if ratio.over_time == "state":
        days = taken.as_of, taken.as_of
    else:
        rows = [row for row in rows if row["period_start"] <= days[1]]
    shown = [row for row in rows if ratio.over_time == "state" or days[0] <= row["period_start"]]
    good, counted, asked = (sum(row[name] or 0 for row in shown) for name in ("good", "counted", "asked"))
    figure = Figure(good, counted, asked if ratio.answered_of else None, *days)
    weeks = tuple((row["period_start"], row["good"], row["counted"]) for row in rows)
    return PublicFigure(ratio, figure, weeks, taken)
