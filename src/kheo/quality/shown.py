"""How the state of data is shown: units x sources, one unit's weeks, the records behind a count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.days import formats
from kheo.indicators import snapshot
from kheo.indicators.models import Snapshot
from kheo.indicators.shown import words
from kheo.indicators.tables import table_of
from kheo.measures import engine
from kheo.measures.engine import Outcome, Scope
from kheo.measures.shapes import FactTable, Ratio
from kheo.people.models import Unit
from kheo.quality import questions
from kheo.quality.actions.checking import SHOWN_WEEKS
from kheo.quality.kept import InForce
from kheo.quality.models import ARRIVAL, Result
from kheo.quality.proposed import told
from kheo.quality.rules.arrival import Came, Expectation, Fullness, far_points, first_open_week, fullness
from kheo.quality.rules.validation import Grain, Rule
from kheo.ui.parts import Cell, Column, Table

A_PAGE = 20


@dataclass
class Source:
    """One unit in one table: its weeks, and the breaches of each rule."""

    unit: Unit
    table: str
    taken: Snapshot
    told: Expectation | None
    weeks: list[Came] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Name the table."""
        return table_of(self.table).label

    @property
    def fullness(self) -> Fullness:
        """Say what was owed and what came."""
        return fullness(self.weeks, SHOWN_WEEKS, self.told) if self.told else Fullness(0, 0, 0, 0)

    @property
    def far(self) -> list[Came]:
        """Give the weeks whose volume is far from the usual."""
        return far_points(self.weeks, SHOWN_WEEKS, self.told) if self.told else []

    @property
    def breaches(self) -> int:
        """Count the records, or sums, that keep a rule not."""
        return sum(each.checked - each.good for each in self.results)

    @property
    def url(self) -> str:
        """Give the page of this unit and source."""
        return reverse("quality:source", args=[self.unit.pk, self.table])


def sources(units: Mapping[int, Unit], locality_id: int, in_force: InForce, table: str = "") -> list[Source]:
    """Give every unit and table of which something is known, on the newest snapshot that was checked."""
    newest = _checked(locality_id)
    wanted = [taken.pk for taken in newest.values() if table in ("", taken.table)]
    rows = Result.objects.filter(snapshot__in=wanted, unit__in=units).order_by("start")
    by_pk = {taken.pk: taken for taken in newest.values()}
    found: dict[tuple[int, str], Source] = {}
    for row in rows:
        taken = by_pk[row.snapshot_id]
        key = row.unit_id, taken.table
        source = found.setdefault(
            key, Source(units[row.unit_id], taken.table, taken, in_force.expectations.get(taken.table))
        )
        if row.code == ARRIVAL:
            source.weeks.append(Came(row.start, row.checked, row.good))
        else:
            source.results.append(row)
    for source in found.values():
        source.weeks = _all_weeks(source)
    return sorted(found.values(), key=lambda each: (each.unit.order, each.unit.pk, each.table))


def _checked(locality_id: int) -> dict[str, Snapshot]:
    """Give, by table, the newest snapshot that has results."""
    known = Snapshot.objects.filter(locality=locality_id, pk__in=Result.objects.values("snapshot"))
    return {taken.table: taken for taken in known.order_by("table", "-pk").distinct("table")}


def _all_weeks(source: Source) -> list[Came]:
    """Give every week whose records must have come by the snapshot, those without a record too."""
    if source.told is None:
        return []
    known = {week.monday: week for week in source.weeks}
    here = first_open_week(source.told, source.taken.as_of)
    mondays = [here - timedelta(weeks=n) for n in range(SHOWN_WEEKS + source.told.weeks, 0, -1)]
    return [known.get(monday, Came(monday, 0, 0)) for monday in mondays]


def overview(found: Iterable[Source]) -> Table:
    """Lay units x sources out; each count is a door."""
    columns = [
        Column(_("Đơn vị")),
        Column(_("Nguồn")),
        Column(_("Tuần có số liệu"), True),
        Column(_("Đúng lúc"), True),
        Column(_("Chỗ lệch quy tắc"), True),
        Column(_("Tuần khác thường"), True),
    ]
    rows = [_line(each) for each in found]
    return Table(_("Đơn vị và nguồn, 12 tuần gần nhất"), columns, rows, layout="pack", id="nguon")


def _line(source: Source) -> list[Cell | str]:
    full, far = source.fullness, len(source.far)
    came = Cell(_("không theo dõi"), missing=True)
    if full.owed:
        came = Cell(f"{full.full}/{full.owed}", url=f"{source.url}#tuan")
    in_time = Cell(formats.percent(full.in_time, full.came), url=f"{source.url}#tuan", missing=not full.came)
    broken = Cell(formats.number(source.breaches), url=f"{source.url}#quy-tac" if source.breaches else "")
    points = Cell(formats.number(far), url=f"{source.url}#khac-thuong" if far else "")
    return [Cell(source.unit.name, url=source.url), source.label, came, in_time, broken, points]


def weeks_table(source: Source) -> Table:
    """List the weeks: what came, what in time; a week that is owed and did not come is named so."""
    rows: list[list[Cell | str]] = []
    for week in reversed(source.weeks[-SHOWN_WEEKS:]):
        url = records_url(source, ARRIVAL, week.monday, week.monday + timedelta(days=6))
        came = Cell(formats.number(week.came), url=url) if week.came else Cell(_("chưa có"), missing=True)
        late = week.came - week.in_time
        rows.append([_week(week.monday), came, formats.number(week.in_time), formats.number(late)])
    columns = [Column(_("Tuần")), Column(_("Đã đến"), True), Column(_("Đúng lúc"), True), Column(_("Muộn"), True)]
    return Table(_("Từng tuần"), columns, rows, id="tung-tuan")


def _week(monday: date) -> str:
    return f"{formats.date_text(monday)} – {formats.date_text(monday + timedelta(days=6))}"


def records_url(source: Source, code: str, first: date, last: date) -> str:
    """Give the door to the records behind a count."""
    days = f"?tu={first:%Y-%m-%d}&den={last:%Y-%m-%d}"
    return reverse("quality:records", args=[source.unit.pk, source.table, code]) + days


def rules_table(source: Source, in_force: InForce) -> Table:
    """List the rules of the table with how often each was kept; a rule that was not kept says what to do."""
    rows: list[list[Cell | str]] = []
    for rule in in_force.rules:
        mine = [each for each in source.results if each.code == rule.code]
        if not mine:
            continue
        checked, broken = sum(each.checked for each in mine), sum(each.checked - each.good for each in mine)
        days = min(each.start for each in mine), max(each.end for each in mine)
        door = records_url(source, rule.code, *days) if broken else ""
        note = told(rule.instruction) if broken else ""
        cell = Cell(formats.number(broken), url=door, note=note)
        rows.append([told(rule.name), formats.number(checked), cell])
    columns = [Column(_("Quy tắc")), Column(_("Đã xét"), True), Column(_("Lệch"), phone="full bare")]
    return Table(_("Quy tắc kiểm tra"), columns, rows, id="cac-quy-tac")


@dataclass(frozen=True)
class Behind:
    """A page of the records behind a count, and how many there are."""

    name: str
    note: str
    table: Table
    page: Page[int]


def behind(
    source: Source, in_force: InForce, code: str, days: tuple[date, date], asked: str | None = None
) -> Behind | None:
    """Give a page of the records behind a count of a rule, or of what came in a week; None for an unknown code."""
    facts = snapshot.facts_of(source.taken)
    if code == ARRIVAL and source.told:
        ratio, outcome = questions.arrival_of(source.told, facts.table), Outcome.ALL
        name, note = _("Đã đến trong kỳ"), ""
    elif rule := in_force.rule(code):
        ratio = questions.ratio_of(rule, facts.table)
        outcome = Outcome.NOT_GOOD if rule.grain is Grain.ROW else Outcome.ALL
        name, note = told(rule.name), _note(source, rule)
    else:
        return None
    scope = Scope((source.unit.pk,), *days)
    with engine.open_sheet(ratio, facts) as sheet:
        counts = engine.counts(sheet, scope)
        count = counts.counted if outcome is Outcome.ALL else counts.not_good
        page = Paginator(range(count), A_PAGE).get_page(asked)
        rows = engine.records(sheet, scope, outcome, start=max(page.start_index() - 1, 0), limit=A_PAGE)
    return Behind(name, note, _records(name, ratio, facts.table, rows), page)


def _records(name: str, ratio: Ratio, facts: FactTable, rows: Iterable[dict[str, Any]]) -> Table:
    """Show a page of the records; the first cell is the door to the record."""
    columns = [facts.column(each) for each in ratio.shown_columns]
    heads = [Column(each.label, each.type == "date", "" if each.type == "date" else "full bare") for each in columns]
    lines: list[list[Cell | str]] = []
    for row in rows:
        cells = [Cell(words(each, row[each.name]) or _("không có"), missing=row[each.name] is None) for each in columns]
        door = reverse(facts.record_url_name, args=[row[facts.key_column]])
        lines.append([Cell(cells[0].text, url=door), *cells[1:]])
    return Table(name, heads, lines, layout="pack", id="ds")


def _note(source: Source, rule: Rule) -> str:
    """Say what to do, and for sums the two sides of the newest period that keeps the rule not."""
    broken = [each for each in source.results if each.code == rule.code and each.good < each.checked]
    if rule.grain is Grain.ROW or not broken:
        return told(rule.instruction)
    newest = broken[-1]
    sides = {"left": formats.number(newest.left or 0), "right": formats.number(newest.right or 0)}
    return f"{told(rule.instruction)} " + _("Hai vế: %(left)s và %(right)s.") % sides
