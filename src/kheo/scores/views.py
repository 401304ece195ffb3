"""The composite score with every component open, and the weights it is made of."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base import clock
from kheo.base.policies import needs, signed_in
from kheo.errors import RuleBroken
from kheo.indicators import known
from kheo.indicators.access import visible_units
from kheo.people.rules import Role
from kheo.scores import access, actions, shown
from kheo.scores.components import composite
from kheo.scores.forms import ScoreForm, WeightsForm, periods_offered
from kheo.scores.models import WeightSet


@signed_in
@require_safe
def score(request: HttpRequest) -> HttpResponse:
    """Show the score of a unit in a period: each item's figure, its points, and what is not known."""
    official, today = request.official, clock.today()
    units = list(visible_units(official).on(today).order_by("path"))
    form = ScoreForm(request.GET, units=units, periods=periods_offered(today))
    if not units or not form.is_valid():
        raise Http404
    unit, period = form.chosen
    weights = WeightSet.objects.of_period(official.locality_id, period, today)
    found = composite(unit, period, known.of(official.locality_id), weights.worths() if weights else {})
    context = {
        "form": form,
        "unit": unit,
        "period": period,
        "weights": weights,
        "found": found,
        "groups": shown.groups_of(found),
        "score": shown.score_text(found.total) if weights else "",
        "class": shown.class_text(found.total, weights.borders()) if weights else "",
        "can_enter": access.can_enter(official),
    }
    return render(request, "scores/score.html", context)


@signed_in
@require_safe
def weight_sets(request: HttpRequest) -> HttpResponse:
    """List the versions of the weights, newest first, with their sources."""
    versions = WeightSet.objects.of(request.official.locality_id)
    context = {"versions": versions, "can_enter": access.can_enter(request.official)}
    return render(request, "scores/weight_sets.html", context)


@signed_in
@require_safe
def weight_set(request: HttpRequest, weight_set_id: int) -> HttpResponse:
    """Show one version: what each item is worth, the classes, and where that is from."""
    found = get_object_or_404(WeightSet.objects.of(request.official.locality_id), pk=weight_set_id)
    worths = found.worths()
    names = {ratio.item.number: ratio.name for ratio in known.of(found.locality_id) if ratio.item}
    context = {
        "weights": found,
        "lines": [(number, names.get(number, ""), worth) for number, worth in sorted(worths.items())],
        "without": [(number, name) for number, name in sorted(names.items()) if number not in worths],
        "borders": found.borders(),
    }
    return render(request, "scores/weight_set.html", context)


@needs(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_weights(request: HttpRequest) -> HttpResponse:
    """Enter a new version, beginning with the one before."""
    official, broken = request.official, None
    items = sorted(
        (ratio for ratio in known.of(official.locality_id) if ratio.item),
        key=lambda ratio: ratio.item.number if ratio.item else "",
    )
    last = WeightSet.objects.of(official.locality_id).first()
    form = WeightsForm(request.POST or None, items=items, last=last, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter_weights(by=official, **form.entered())
            return redirect("scores:weight_set", made.pk)
        except RuleBroken as rule:
            broken = rule
    context = {"form": form, "broken": broken, "last": last}
    return render(request, "scores/enter_weights.html", context, status=422 if request.method == "POST" else 200)
