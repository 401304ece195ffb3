"""Units × indicators on the leader's page: figures of the last four full weeks with two marks, and open tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.commitments.models import Commitment
from kheo.indicators import figures
from kheo.indicators.doors import Door
from kheo.indicators.known import Known
from kheo.indicators.models import Snapshot
from kheo.measures.shapes import Ratio
from kheo.people.models import Locality, Unit
from kheo.reports.marks import WEEKS, Marks, marks_of
from kheo.work.models import Task, is_past

Weeks = dict[date, tuple[int, int, int]]
"""By Monday: good, counted, and the snapshot that they were counted on."""


@dataclass(frozen=True)
class Cell:
    """One unit's figure of one indicator; `missing` says in words why there is none."""

    ratio: Ratio
    door: Door | None = None
    marks: Marks | None = None
    missing: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the table: the unit, a cell an indicator, its open and late tasks."""

    unit: Unit
    cells: tuple[Cell, ...]
    open_count: int
    late_count: int
    is_whole: bool = False

    @property
    def off_course(self) -> list[Cell]:
        """Cells that a leader should look at first."""
        return [cell for cell in self.cells if cell.marks and cell.marks.is_off_course]

    @property
    def tasks_url(self) -> str:
        """Where the unit's tasks are listed."""
        return f"{reverse('work:tasks')}?{urlencode({'don_vi': self.unit.pk})}"


@dataclass(frozen=True)
class UnitTable:
    """The table's lines, the whole locality last, and how many units have neither figures nor tasks."""

    lines: list[Line]
    without: int
    heads: tuple[Ratio, ...]
    first: date
    last: date

    @property
    def off_course(self) -> list[Line]:
        """Units with a figure off course or a late task."""
        return [line for line in self.lines if not line.is_whole and (line.off_course or line.late_count)]


def unit_table(
    locality: Locality, commitments: Iterable[Commitment], indicators: Known, taken: Snapshot | None, today: date
) -> UnitTable:
    """Lay the table out, over weeks that the newest snapshot reached. Three statements: units, observations, tasks."""
    units = list(Unit.objects.of(locality).on(today))
    first, last = figures.last_full_weeks(min(today, taken.as_of) if taken else today)
    known = _weeks(locality, indicators, last)
    tasks = _tasks(locality, today)
    running = sorted((each for each in commitments if each.due_on >= today), key=lambda each: each.due_on, reverse=True)
    targets = {(each.indicator, each.unit.path): each.target for each in running}  # the one that is due first
    tops = {unit.pk for unit in units if unit.parent_id is None}
    lines = []
    for unit in sorted(units, key=lambda unit: unit.pk in tops):
        of_unit = {code: weeks for (pk, code), weeks in known.items() if pk == unit.pk}
        whole = unit.pk in tops
        counts = _sum(tasks.values()) if whole else tasks.get(unit.pk, (0, 0))
        handles = any(_counted(weeks) for weeks in of_unit.values())
        if whole or handles or counts[0]:
            none = _("chưa có số liệu") if handles else _("không xử lý hồ sơ")
            cells = tuple(
                _cell(ratio, unit, of_unit.get(ratio.code, {}), targets, first, last) or Cell(ratio, missing=none)
                for ratio in indicators
            )
            lines.append(Line(unit, cells, *counts, is_whole=whole))
    return UnitTable(lines, len(units) - len(lines), tuple(indicators), first, last)


def _weeks(locality: Locality, indicators: Known, last: date) -> dict[tuple[int, str], Weeks]:
    observed = figures.on_newest_snapshots(locality.pk, indicators).filter(
        period_kind="week", period_end__lte=last, period_start__gt=last - timedelta(weeks=WEEKS)
    )
    found: dict[tuple[int, str], Weeks] = {}
    rows = observed.values_list("unit_id", "indicator", "period_start", "numerator", "denominator", "snapshot_id")
    for unit_id, code, start, good, counted, taken in rows.order_by("period_start"):
        found.setdefault((unit_id, code), {})[start] = (good, counted, taken)
    return found


def _tasks(locality: Locality, today: date) -> dict[int, tuple[int, int]]:
    """Count open and late tasks of each lead unit."""
    counts = Task.objects.filter(locality=locality).open().order_by().values("lead_unit")
    rows = counts.annotate(open=Count("pk"), late=Count("pk", filter=is_past(today)))
    return {row["lead_unit"]: (row["open"], row["late"]) for row in rows}


def _sum(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    pairs = list(counts)
    return sum(first for first, _late in pairs), sum(late for _first, late in pairs)


def _counted(weeks: Weeks) -> int:
    return sum(counted for _good, counted, _taken in weeks.values())


def _cell(
    ratio: Ratio, unit: Unit, weeks: Weeks, targets: Mapping[tuple[str, str], Decimal], first: date, last: date
) -> Cell | None:
    """Give the figure of the four weeks with its marks; None where nothing was counted in them."""
    shown = [week for start, week in weeks.items() if first <= start <= last]
    good, counted = sum(week[0] for week in shown), sum(week[1] for week in shown)
    if not counted:
        return None
    pairs = [(good, counted) for good, counted, _taken in weeks.values()]
    marks = marks_of(pairs, _target(ratio, unit, targets), higher_is_better=ratio.higher_is_better)
    return Cell(ratio, Door(ratio, shown[0][2], unit.pk, first, last, good, counted), marks)


def _target(ratio: Ratio, unit: Unit, targets: Mapping[tuple[str, str], Decimal]) -> Decimal | None:
    """Give the unit's own target, else that of the nearest unit above it."""
    above: Sequence[str] = [path for code, path in targets if code == ratio.code and unit.path.startswith(path)]
    return targets[ratio.code, max(above, key=len)] if above else None
