"""Pages of commitments, and of the charts of a unit's indicator."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kheo import charts
from kheo.base import clock
from kheo.base.policies import needs, signed_in
from kheo.commitments import access, actions, downloads, drawn, looking, shown
from kheo.commitments.forms import LookForm, PhaseForm, WithdrawalForm
from kheo.commitments.joined import Joined, joined
from kheo.commitments.looking import Look, Many
from kheo.commitments.models import Commitment, Phase
from kheo.errors import RuleBroken
from kheo.indicators import known
from kheo.indicators.access import visible_units
from kheo.measures.shapes import Ratio
from kheo.people.models import Unit

BEFORE_AND_NOW = "truoc-nay"


@signed_in
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sentence, the chart, the weeks, and the doors to the records."""
    found = _joined(request, pk)
    context = {
        "joined": found,
        "road_table": shown.before_and_now(found),
        "road_csv": f"{reverse('commitments:download', args=[pk])}?bang={BEFORE_AND_NOW}",
    }
    return render(request, "commitments/show.html", context)


@signed_in
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give what a picture of a commitment shows as a file: its periods, or with `?bang=truoc-nay` baseline and now."""
    found = _joined(request, pk)
    if request.GET.get("bang") == BEFORE_AND_NOW:
        return downloads.of_before_and_now(found, f"{found.ratio.code}-{pk}-{BEFORE_AND_NOW}")
    return downloads.of_series(found.drawn.series, found.drawn.picture, f"{found.ratio.code}-{pk}")


def _joined(request: HttpRequest, pk: int) -> Joined:
    seen = Commitment.objects.visible_to(request.official).select_related("unit", "baseline_snapshot")
    return joined([get_object_or_404(seen, pk=pk)], clock.today(), request.official)[0]


@signed_in
@require_safe
def chart(request: HttpRequest, code: str, unit_id: int) -> HttpResponse:
    """Show the control chart of a unit's indicator, with its signs, phases and table."""
    unit, form = _unit(request, unit_id), LookForm(request.GET)
    found = _look(request, code, unit, form)
    picture = _picture(found)
    phases = Phase.objects.of(unit, code).select_related("withdrawal").order_by("-week", "-pk")
    context = {
        "look": found,
        "ratio": found.series.ratio,
        "form": form,
        "picture": picture,
        "svg": charts.xmr(picture, id="bieu-do"),
        "phases": phases,
        "can_cut": access.can_cut(request.official, unit),
        "csv": f"{reverse('commitments:chart_download', args=[code, unit_id])}?{request.GET.urlencode()}",
    }
    return render(request, "commitments/chart.html", context)


@signed_in
@require_safe
def chart_download(request: HttpRequest, code: str, unit_id: int) -> HttpResponse:
    """Give the periods of a unit's chart as a file, as the page shows them."""
    found = _look(request, code, _unit(request, unit_id), LookForm(request.GET))
    return downloads.of_series(found.series, _picture(found), f"{code}-don-vi-{unit_id}")


def _ratio(request: HttpRequest, code: str) -> Ratio:
    try:
        return known.asked_by(request).find(code)
    except LookupError:
        raise Http404 from None


def _unit(request: HttpRequest, unit_id: int) -> Unit:
    return get_object_or_404(visible_units(request.official), pk=unit_id)


def _look(request: HttpRequest, code: str, unit: Unit, form: LookForm) -> Look:
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {"cach": "", "ngoai": False}
    return looking.look(
        _ratio(request, code),
        unit,
        clock.today(),
        way=asked["cach"],
        outside_counts=asked["ngoai"],
    )


def _picture(found: Look) -> charts.XmrPicture:
    title = f"{found.series.ratio.name}, {found.unit.short_name}, {_(looking.WAY_NAMES[found.way])}"
    return drawn.picture(found.series, title, target=None if found.target is None else float(found.target))


@signed_in
@require_safe
def units(request: HttpRequest, code: str) -> HttpResponse:
    """Show the units that the reader may see side by side on one scale, by name."""
    ratio, found = _ratio(request, code), _many(request, code)
    context = {
        "ratio": ratio,
        "many": found,
        "smalls": shown.smalls(found, code),
        "table": shown.table(found, ratio.name),
        "csv": reverse("commitments:units_download", args=[code]),
    }
    return render(request, "commitments/units.html", context)


@signed_in
@require_safe
def units_download(request: HttpRequest, code: str) -> HttpResponse:
    """Give the periods of all those units as a file."""
    return downloads.of_many(_many(request, code), f"{code}-cac-don-vi")


def _many(request: HttpRequest, code: str) -> Many:
    return looking.many(_ratio(request, code), list(visible_units(request.official)))


@needs(*access.CUTS)
@require_http_methods(["GET", "HEAD", "POST"])
def begin_phase(request: HttpRequest, code: str, unit_id: int) -> HttpResponse:
    """Ask from which week and why, then let the limits be reckoned anew."""
    unit, ratio, broken = _unit(request, unit_id), _ratio(request, code), None
    form = PhaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin_phase(unit=unit, indicator_code=code, by=request.official, **form.cleaned_data)
            return redirect("commitments:chart", code, unit_id)
        except RuleBroken as rule:
            broken = rule
    context = {"unit": unit, "ratio": ratio, "form": form, "broken": broken}
    return render(request, "commitments/begin_phase.html", context, status=422 if request.method == "POST" else 200)


@needs(*access.CUTS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_phase(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then take the phase back."""
    units_seen = visible_units(request.official)
    phase, broken = get_object_or_404(Phase.objects.select_related("unit").filter(unit__in=units_seen), pk=pk), None
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_phase(pk, by=request.official, **form.cleaned_data)
            return redirect("commitments:chart", phase.indicator, phase.unit_id)
        except RuleBroken as rule:
            broken = rule
    context = {"phase": phase, "ratio": _ratio(request, phase.indicator), "form": form, "broken": broken}
    return render(request, "commitments/withdraw_phase.html", context, status=422 if request.method == "POST" else 200)
