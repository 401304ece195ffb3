"""Figures to be shown: two whole numbers over a span of days, from the newest snapshot, with their sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery, Sum

from kheo.days.formats import percent
from kheo.days.periods import week_of
from kheo.indicators.catalogue import RATIOS
from kheo.indicators.models import Observation, ObservationQuerySet, Snapshot
from kheo.indicators.shapes import Ratio
from kheo.people.models import Locality, Unit

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


@dataclass(frozen=True)
class PublicFigure:
    """What everybody may see of an indicator of a locality: counts and sentences, no record and no code of one."""

    ratio: Ratio
    figure: Figure
    weeks: tuple[tuple[date, int, int], ...]
    taken_at: datetime
    sha256: str
    row_count: int


def last_full_weeks(today: date, count: int = WEEKS_SHOWN) -> tuple[date, date]:
    """Give first and last day of the newest `count` weeks that are over on this day."""
    last = week_of(today).start - timedelta(days=1)
    return last - timedelta(days=7 * count - 1), last


def newest(locality_id: int, table: str) -> Snapshot | None:
    """Give the newest snapshot of a fact table."""
    return Snapshot.objects.of(locality_id, table).first()


def on_newest_snapshots(locality_id: int, indicators: Sequence[Ratio] = RATIOS) -> ObservationQuerySet:
    """Give the observations of a locality on the newest snapshot of each table, in one statement."""
    tables = {ratio.table for ratio in indicators}
    newest_of_table = Snapshot.objects.filter(locality=locality_id, table=OuterRef("table")).order_by("-pk")
    snapshots = Snapshot.objects.filter(locality=locality_id, table__in=tables).filter(
        pk=Subquery(newest_of_table.values("pk")[:1])
    )
    codes = [ratio.code for ratio in indicators]
    return Observation.objects.filter(snapshot__in=snapshots, indicator__in=codes)


def public_figures(locality: Locality, today: date) -> list[PublicFigure]:
    """Give every indicator of the whole locality over the last four full weeks, for pages without sign-in.

    Indicators without a snapshot are left out; one with a snapshot but no counted record says "chưa có số liệu".
    """
    snapshots = {table: newest(locality.pk, table) for table in {ratio.table for ratio in RATIOS}}
    roots = Unit.objects.of(locality).filter(parent=None)
    weeks = on_newest_snapshots(locality.pk).filter(unit__in=roots, period_kind="week", period_end__lt=today)
    first, _last = last_full_weeks(today, WEEKS_OF_SPARK)
    sums = weeks.filter(period_start__gte=first).values("indicator", "period_start").order_by("period_start")
    rows = list(sums.annotate(good=Sum("numerator"), counted=Sum("denominator"), asked=Sum("answerable")))
    return [
        _public(ratio, taken, [row for row in rows if row["indicator"] == ratio.code], today)
        for ratio in RATIOS
        if (taken := snapshots[ratio.table]) is not None
    ]


def _public(ratio: Ratio, taken: Snapshot, rows: list[dict[str, object]], today: date) -> PublicFigure:
    first, last = last_full_weeks(today)
    shown = [row for row in rows if first <= row["period_start"] <= last]  # type: ignore[operator]
    good, counted, asked = (sum(int(row[name] or 0) for row in shown) for name in ("good", "counted", "asked"))  # type: ignore[call-overload]
    figure = Figure(good, counted, asked if ratio.answered_of else None, first, last)
    weeks = tuple((row["period_start"], row["good"], row["counted"]) for row in rows)
    return PublicFigure(ratio, figure, weeks, taken.taken_at, taken.sha256, taken.row_count)  # type: ignore[arg-type]
