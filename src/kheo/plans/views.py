"""Pages about what a plan or programme is meant to move."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base import clock
from kheo.base.policies import needs, signed_in
from kheo.commitments.access import COMMITS
from kheo.documents.models import Document
from kheo.errors import RuleBroken
from kheo.indicators import known
from kheo.indicators.access import visible_units
from kheo.plans import actions
from kheo.plans.forms import PlanTieForm
from kheo.plans.shown import part_of


@signed_in
@require_safe
def of_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Show what a plan is tied to: a page, or a fragment for the document's own page."""
    found = get_object_or_404(Document.objects.visible_to(request.official).defer("text"), pk=document_id)
    template = "plans/_of_document.html" if request.htmx else "plans/of_document.html"
    return render(request, template, part_of(found, request.official))


@needs(*COMMITS)
@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: HttpRequest, document_id: int) -> HttpResponse:
    """Ask for unit, indicator, target, dates and counter-indicators, then tie the plan to them."""
    found = get_object_or_404(Document.objects.visible_to(request.official).plans().defer("text"), pk=document_id)
    today, broken = clock.today(), None
    form = PlanTieForm(request.POST or None, initial={"started_on": today})
    form.offer_all(visible_units(request.official).on(today), known.of(found.locality_id).choices)
    if request.method == "POST" and form.is_valid():
        try:
            actions.tie_plan(document_id, by=request.official, **form.cleaned_data)
            return redirect("plans:of_document", document_id)
        except RuleBroken as rule:
            broken = rule
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/tie.html", {"document": found, "form": form, "broken": broken}, status=status)
