"""The road of an import: file, columns, preview, done. Each step has its address and can be come back to."""

import csv
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from kheo.base.policies import needs
from kheo.base.seen import mark_of
from kheo.errors import Overtaken, RuleBroken
from kheo.files import safe_cell
from kheo.intake import actions, jobs
from kheo.intake.forms import ApproveForm, FileForm, MappingForm
from kheo.intake.rules.columns import FIELD_NAMES, Field
from kheo.intake.views import previews
from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.procedures.models import IMPORTERS, ImportBatch, RowFault
from kheo.procedures.rules.imports import ENDED, State
from kheo.ui.overtaken import tell

RECENT = 8
READ_AND_SEND = ["GET", "HEAD", "POST"]
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Vietnamese letters wrongly


@needs(*IMPORTERS)
@require_http_methods(READ_AND_SEND)
def import_file(request: HttpRequest) -> HttpResponse:
    """Hand a file in; the last imports stand below."""
    official = _official(request)
    form = FileForm(request.POST or None, request.FILES or None)
    broken = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("intake:mapping", actions.take_file(form.cleaned_data["file"], by=official).pk)
        except RuleBroken as rule:
            broken = rule
    recent = ImportBatch.objects.visible_to(official).order_by("-pk")[:RECENT]
    context = {"form": form, "broken": broken, "table": previews.recent_table(recent)}
    return render(request, "intake/import_file.html", context, status=_status(request))


@needs(*IMPORTERS)
@require_http_methods(READ_AND_SEND)
def mapping(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Say which column of the file holds what."""
    batch = _visible(request, batch_id)
    if batch.state in (State.DONE, State.CANCELLED):
        return redirect("intake:batch", batch.pk)
    form = MappingForm(request.POST or None, batch=batch)
    broken, status = None, _status(request)
    seen = request.POST.get("seen") or mark_of(batch, actions.CHOSEN)
    if request.method == "POST" and form.is_valid():
        adds = form.cleaned_data["adds_procedures"]
        try:
            actions.map_columns(batch.pk, by=_official(request), mapping=form.mapping, adds_procedures=adds, seen=seen)
            return _go_on(request, batch, actions.check_rows, jobs.check_rows)
        except Overtaken as rule:
            tell(form, rule.message)
            status, seen = rule.status, mark_of(batch, actions.CHOSEN)
        except RuleBroken as rule:
            broken = rule
    refused = [batch.header[place] for place in batch.refused]
    context = {"batch": batch, "form": form, "broken": broken, "refused": refused, "seen": seen}
    return render(request, "intake/mapping.html", context, status=status)


@needs(*IMPORTERS)
@require_http_methods(READ_AND_SEND)
def preview(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show what the first rows will become and what is wrong; then store all, or the good ones."""
    batch = _visible(request, batch_id)
    form = ApproveForm(request.POST or None)
    broken = None
    if request.method == "POST" and form.is_valid():
        try:
            only_good = form.cleaned_data["rows"] == "good"
            seen = request.POST.get("seen", "")
            actions.approve_import(batch.pk, by=_official(request), only_good=only_good, seen=seen)
            return _go_on(request, batch, actions.import_rows, jobs.import_rows)
        except RuleBroken as rule:
            broken = rule
    if batch.state != State.CHECKED:  # nothing waits to be shown: the rows are running, stored or dropped
        if broken is not None:
            raise broken
        return redirect("intake:batch", batch.pk)
    context = {
        "batch": batch,
        "broken": broken,
        "seen": mark_of(batch, actions.CHECKED),
        "table": previews.first_rows(batch),
        "faults": previews.faults_of(batch),
    }
    return render(request, "intake/preview.html", context, status=broken.status if broken else _status(request))


@needs(*IMPORTERS, Role.AUDITOR)
@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show where an import stands: its next step, its progress, or what became of the rows."""
    found = _visible(request, batch_id)
    step = {State.TAKEN: "intake:mapping", State.CHECKED: "intake:preview"}.get(State(found.state))
    imports = _official(request).has_role(*IMPORTERS)
    if step and imports:
        return redirect(step, found.pk)
    after = actions.import_after(found) if found.state in ENDED else None
    context = {"batch": found, "facts": previews.outcome_facts(found, after), "after": after, "imports": imports}
    return render(request, "intake/batch.html", context)


@needs(*IMPORTERS, Role.AUDITOR)
@require_safe
def progress(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Answer with the progress bar; when the job has ended, let the page show what came of it."""
    found = _visible(request, batch_id)
    if not found.is_running:
        return HttpResponseClientRefresh()
    return render(request, "intake/_progress.html", {"batch": found})


@needs(*IMPORTERS)
@require_POST
def cancel(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Drop a file."""
    batch = _visible(request, batch_id)
    actions.cancel_import(batch.pk, by=_official(request))
    return redirect("intake:import_file")


@needs(*IMPORTERS, Role.AUDITOR)
@require_safe
def errors(request: HttpRequest, batch_id: int) -> StreamingHttpResponse:
    """Hand out everything that was wrong with the rows, as a file to mend by."""
    found = _visible(request, batch_id)
    answer = StreamingHttpResponse(_lines(found.faults.order_by("row", "pk")), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="loi-nhap-ho-so-{found.pk}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


class _Line:
    """What a CSV writer writes to: gives the line back."""

    def write(self, line: str) -> str:
        """Give the line."""
        return line


def _lines(faults: QuerySet[RowFault]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(["Dòng", "Cột", "Giá trị", "Cần sửa"])
    for fault in faults.iterator(chunk_size=2_000):
        cells = [str(fault.row), FIELD_NAMES[Field(fault.field)], fault.value, fault.sentence]
        yield writer.writerow([safe_cell(cell) for cell in cells])


def _go_on(request: HttpRequest, batch: ImportBatch, act: Callable[..., ImportBatch], job: Any) -> HttpResponse:
    """Do the long part now for a short file, else hand it to a job; the batch's page knows the next step."""
    if actions.is_small(batch):
        act(batch.pk, by=_official(request))
    else:
        job.defer(batch_id=batch.pk, official_id=_official(request).pk)
    return redirect("intake:batch", batch.pk)


def _visible(request: HttpRequest, batch_id: int) -> ImportBatch:
    visible = ImportBatch.objects.visible_to(_official(request))
    return get_object_or_404(visible.select_related("progress"), pk=batch_id)


def _official(request: HttpRequest) -> Official:
    official: Official = request.official  # type: ignore[attr-defined]
    return official


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
