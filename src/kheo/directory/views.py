"""The catalogue of procedures: the list, the page of one, the form that corrects it, the door for a whole file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base import calendar
from kheo.base.policies import needs, signed_in
from kheo.base.seen import mark_of
from kheo.directory import access, actions, shown
from kheo.directory.forms import EntriesForm, EntryForm
from kheo.directory.models import Entry
from kheo.directory.rules import STATED
from kheo.errors import Overtaken, RuleBroken
from kheo.procedures.models import IMPORTERS, Procedure
from kheo.ui.overtaken import tell

A_PAGE = 20


@signed_in
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """List the procedures of the locality with what the catalogue states of them."""
    listed = Procedure.objects.filter(locality=request.official.locality_id).select_related("unit")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "table": shown.procedure_table(page),
        "can_correct": access.can_correct(request.official),
    }
    return render(request, "directory/procedures.html", context)


@signed_in
@require_safe
def procedure(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """Show one procedure: what is stated of it, and what is not known."""
    found, entry = _visible(request, procedure_id)
    context = {
        "procedure": found,
        "facts": shown.facts_of(found, entry, calendar.current(found.locality_id)),
        "can_correct": access.can_correct(request.official),
    }
    return render(request, "directory/procedure.html", context)


@needs(*IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """Correct what the catalogue states of one procedure."""
    found, entry = _visible(request, procedure_id)
    form = EntryForm.showing(request.POST or None, entry)
    seen, broken = request.POST.get("seen") or mark_of(entry, STATED), None
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_entry(found.pk, by=request.official, stated=form.cleaned_data, seen=seen)
            return redirect("directory:procedure", found.pk)
        except Overtaken as rule:
            tell(form, rule.message)
            status, seen = rule.status, mark_of(entry, STATED)
        except RuleBroken as rule:
            broken = rule
    context = {"procedure": found, "form": form, "seen": seen, "broken": broken}
    return render(request, "directory/correct.html", context, status=status)


@needs(*IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_entries(request: HttpRequest) -> HttpResponse:
    """Bring a whole catalogue in; one wrong row and nothing is stored."""
    form, broken = EntriesForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            counts = actions.import_entries(form.cleaned_data["file"], by=request.official)
            messages.success(request, shown.outcome(counts))
            return redirect("directory:procedures")
        except RuleBroken as rule:
            broken = rule
    context = {"form": form, "broken": broken, "headings": shown.headings()}
    return render(request, "directory/import_entries.html", context, status=422 if request.method == "POST" else 200)


def _visible(request: HttpRequest, procedure_id: int) -> tuple[Procedure, Entry]:
    own = Procedure.objects.filter(locality=request.official.locality_id).select_related("unit")
    found = get_object_or_404(own, pk=procedure_id)
    return found, Entry.objects.filter(procedure=found).first() or Entry(procedure=found)
