"""Pages of frozen periods: the list and the freezing, one period with its figures, what a correction changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base.policies import needs, signed_in
from kheo.days import formats
from kheo.errors import RuleBroken
from kheo.freezing import actions
from kheo.freezing.access import FREEZES, can_freeze
from kheo.freezing.difference import difference
from kheo.freezing.forms import PeriodForm, ReasonForm
from kheo.indicators import known, snapshot
from kheo.indicators.access import visible_units
from kheo.indicators.doors import Door
from kheo.indicators.known import Known
from kheo.indicators.models import Freeze
from kheo.indicators.tables import all_tables, table_of
from kheo.measures import engine
from kheo.measures.engine import Scope
from kheo.measures.shapes import FactTable, Ratio
from kheo.people.models import Official

READ_AND_SEND = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Line:
    """An indicator of a frozen period, and the door to its records."""

    ratio: Ratio
    door: Door


@dataclass(frozen=True)
class Part:
    """What a frozen period says of one fact table: its editions, newest first, the one shown, and its lines."""

    table: FactTable
    editions: list[Freeze]
    frozen: Freeze
    lines: list[Line]

    @property
    def standing(self) -> Freeze:
        """Give the edition that the period is read from."""
        return self.editions[0]


@signed_in
@require_http_methods(READ_AND_SEND)
def periods(request: HttpRequest) -> HttpResponse:
    """List the frozen periods; who signs the figures freezes one here."""
    form, broken, status = PeriodForm(request.POST or None), None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.freeze_period(by=request.official, **form.cleaned_data)
            except RuleBroken as rule:
                broken = rule
            else:
                messages.success(request, _("Đã khoá số liệu của kỳ %(days)s.") % {"days": days_of(made[0])})
                return redirect("freezing:period", made[0].pk)
    context = {
        "periods": _grouped(list(Freeze.objects.of(request.official.locality_id))),
        "form": form,
        "broken": broken,
        "may_freeze": can_freeze(request.official),
    }
    return render(request, "freezing/periods.html", context, status=status)


@signed_in
@require_safe
def period(request: HttpRequest, freeze_id: int) -> HttpResponse:
    """Show the figures of a frozen period, a fact table a part: this edition of its own table, the newest of others."""
    frozen = _freeze(request, freeze_id)
    context = {
        "frozen": frozen,
        "days": days_of(frozen),
        "parts": _parts(frozen, request.official),
        "may_correct": can_freeze(request.official),
    }
    return render(request, "freezing/period.html", context)


@signed_in
@require_safe
def changes(request: HttpRequest, freeze_id: int) -> HttpResponse:
    """Show what a correction changed against the edition before it: figures and records."""
    after = _freeze(request, freeze_id)
    before = get_object_or_404(
        Freeze.objects.of(after.locality_id).select_related("snapshot"),
        first=after.first,
        last=after.last,
        table=after.table,
        edition=after.edition - 1,
    )
    units = tuple(visible_units(request.official).values_list("pk", flat=True))
    found = difference(before, after, known.of(after.locality_id), units)
    context = {
        "before": before,
        "after": after,
        "table": table_of(after.table),
        "days": days_of(after),
        "changed": [each for each in found if each.changes],
        "same_count": sum(not each.changes for each in found),
    }
    return render(request, "freezing/changes.html", context)


@needs(*FREEZES)
@require_http_methods(READ_AND_SEND)
def correct(request: HttpRequest, freeze_id: int) -> HttpResponse:
    """Correct a frozen period: a further edition on the newest snapshots, with its reason."""
    frozen = _freeze(request, freeze_id)
    form, broken, status = ReasonForm(request.POST or None), None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.correct_period(frozen.first, frozen.last, by=request.official, **form.cleaned_data)
            except RuleBroken as rule:
                broken = rule
            else:
                messages.success(request, _("Đã ghi bản sửa. Bản trước vẫn mở được."))
                return redirect("freezing:period" if len(made) > 1 else "freezing:changes", made[0].pk)
    context = {"frozen": frozen, "days": days_of(frozen), "form": form, "broken": broken}
    return render(request, "freezing/correct.html", context, status=status)


def days_of(frozen: Freeze) -> str:
    """Name a period by its days."""
    return f"{formats.date_text(frozen.first)} – {formats.date_text(frozen.last)}"


def _freeze(request: HttpRequest, freeze_id: int) -> Freeze:
    own = Freeze.objects.of(request.official.locality_id).select_related("snapshot", "made_by")
    return get_object_or_404(own, pk=freeze_id)


def _grouped(rows: Sequence[Freeze]) -> list[dict[str, object]]:
    """Give each period once, newest first, with its newest edition."""
    newest: dict[tuple[object, object], Freeze] = {}
    for each in rows:
        kept = newest.setdefault((each.first, each.last), each)
        if each.edition > kept.edition:
            newest[each.first, each.last] = each
    return [{"frozen": each, "days": days_of(each)} for each in newest.values()]


def _parts(frozen: Freeze, official: Official) -> list[Part]:
    """Give a part for each table of the period, in the order of the tables, over the units that the reader may see."""
    editions = Freeze.objects.of(frozen.locality_id).filter(first=frozen.first, last=frozen.last)
    by_table: dict[str, list[Freeze]] = {}
    for each in editions.select_related("made_by", "snapshot"):
        by_table.setdefault(each.table, []).append(each)
    indicators = known.of(frozen.locality_id)
    scope = Scope(tuple(visible_units(official).values_list("pk", flat=True)), frozen.first, frozen.last)
    parts = []
    for table in all_tables():
        if of_table := by_table.get(table.code):
            shown = frozen if frozen.table == table.code else of_table[0]
            parts.append(Part(table, of_table, shown, _lines(shown, indicators, scope)))
    return parts


def _lines(frozen: Freeze, indicators: Known, scope: Scope) -> list[Line]:
    """Count every indicator of the edition again from its snapshot."""
    if not snapshot.is_intact(frozen.snapshot):
        raise Http404
    ratios = [indicators.find(code, version) for code, version in sorted(frozen.versions.items())]
    found = engine.counts_of_all(snapshot.facts_of(frozen.snapshot), ratios, scope)
    asked = (frozen.snapshot_id, None, frozen.first, frozen.last)
    return [
        Line(ratio, Door(ratio, *asked, counts.good, counts.counted, counts.answerable))
        for ratio, counts in zip(ratios, found, strict=True)
    ]
