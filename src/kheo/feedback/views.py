"""The list of cases, the page of one, and the door by which an export comes in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base import clock
from kheo.base.policies import needs, signed_in
from kheo.errors import RuleBroken
from kheo.feedback import access, actions, shown
from kheo.feedback.forms import CaseFileForm, CaseFilter
from kheo.feedback.models import IMPORTERS, Case
from kheo.feedback.rules import RowsBroken

A_PAGE = 20
FAULTS_SHOWN = 50


@signed_in
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """List the cases that the official may see, newest first."""
    official = request.official
    form = CaseFilter(request.GET or None, official=official)
    visible = Case.objects.visible_to(official)
    listed = form.narrow(visible) if form.is_bound else visible
    listed = listed.select_related("unit").order_by("-received_on", "-pk")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page": page,
        "table": shown.case_table(page, clock.today()),
        "is_filtered": form.is_bound and any(request.GET.get(name) for name in form.fields),
        "can_import": access.can_import(official),
    }
    return render(request, "feedback/cases.html", context)


@signed_in
@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show one case: its days and ratings. Neither its words nor its sender are known here."""
    visible = Case.objects.visible_to(request.official).select_related("unit", "file")
    found = get_object_or_404(visible, pk=case_id)
    return render(request, "feedback/case.html", {"case": found, "facts": shown.facts_of(found, clock.today())})


@needs(*IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_cases(request: HttpRequest) -> HttpResponse:
    """Bring an export in; what is wrong with its rows is named row by row."""
    form = CaseFileForm(request.POST or None, request.FILES or None)
    broken: RuleBroken | None = None
    if request.method == "POST" and form.is_valid():
        try:
            only_good = form.cleaned_data["only_good"]
            kept = actions.import_cases(form.cleaned_data["file"], by=request.official, only_good=only_good)
            messages.success(request, shown.outcome(kept))
            return redirect("feedback:cases")
        except RuleBroken as rule:
            broken = rule
    faults = broken.faults if isinstance(broken, RowsBroken) else []
    context = {
        "form": form,
        "broken": broken,
        "faults": faults[:FAULTS_SHOWN],
        "more": max(len(faults) - FAULTS_SHOWN, 0),
        "headings": shown.headings(),
    }
    return render(request, "feedback/import_cases.html", context, status=422 if request.method == "POST" else 200)
