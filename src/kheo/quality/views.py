"""The state of data: units x sources, one unit's source, records behind a count, the rules and their editor."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kheo.base import clock
from kheo.base.policies import needs, signed_in
from kheo.errors import RuleBroken
from kheo.indicators import access as seeing
from kheo.indicators.tables import table_of
from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.quality import access, actions, shown
from kheo.quality.forms import DaysForm, ExpectationForm, ExplanationForm, RuleForm
from kheo.quality.kept import InForce
from kheo.quality.models import Explanation, Kept
from kheo.quality.proposed import told
from kheo.quality.rules import validation
from kheo.quality.rules.arrival import Came

READ_AND_SEND = ["GET", "HEAD", "POST"]


@signed_in
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show units x sources: full, in time, rules, far points."""
    official = request.official
    units = {unit.pk: unit for unit in seeing.visible_units(official)}
    found = shown.sources(units, official.locality_id, InForce(official.locality_id))
    context = {
        "table": shown.overview(found) if found else None,
        "taken": max((each.taken for each in found), key=lambda taken: taken.pk, default=None),
        "may_check": seeing.can_refresh(official),
    }
    return render(request, "quality/overview.html", context)


@needs(*seeing.REFRESHES)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Check the newest snapshots now, without waiting for the night."""
    actions.check_data(request.official.locality, by=request.official, now=clock.now())
    messages.success(request, _("Đã kiểm tra lại số liệu."))
    return redirect("quality:overview")


@signed_in
@require_safe
def source(request: HttpRequest, of_unit: int, table: str) -> HttpResponse:
    """Show one unit's source: its weeks, rules, far points."""
    return _show(request, of_unit, table, ExplanationForm())


def _show(
    request: HttpRequest, of_unit: int, table: str, form: ExplanationForm, broken: RuleBroken | None = None
) -> HttpResponse:
    official, in_force = request.official, InForce(request.official.locality_id)
    found = _source(official, of_unit, table, in_force)
    explained = Explanation.objects.filter(unit=found.unit, table=table).order_by("pk")
    said = {each.start: each for each in explained}
    points = [{"week": week, "said": said.get(week.monday), "usual": _usual(found, week)} for week in found.far]
    context = {
        "source": found,
        "full": found.fullness,
        "weeks": shown.weeks_table(found),
        "rules": shown.rules_table(found, in_force),
        "points": points,
        "form": form if points and access.can_explain(official, found.unit) else None,
        "broken": broken,
    }
    bad = broken is not None or bool(form.errors)
    return render(request, "quality/source.html", context, status=422 if bad else 200)


def _usual(found: shown.Source, week: Came) -> float:
    assert found.told is not None  # noqa: S101  a far point needs an expectation
    place = found.weeks.index(week)
    before = sorted(each.came for each in found.weeks[place - found.told.weeks : place])
    return before[len(before) // 2]


def _source(official: Official, of_unit: int, table: str, in_force: InForce) -> shown.Source:
    units = {unit.pk: unit for unit in seeing.visible_units(official).filter(pk=of_unit)}
    found = shown.sources(units, official.locality_id, in_force, table)
    if not found:
        raise Http404
    return found[0]


@signed_in
@require_POST
def explain(request: HttpRequest, of_unit: int, table: str) -> HttpResponse:
    """Say why a week's volume is far from the usual."""
    _source(request.official, of_unit, table, InForce(request.official.locality_id))
    form = ExplanationForm(request.POST)
    broken = None
    if form.is_valid():
        try:
            actions.explain_point(of_unit, by=request.official, table=table, **form.cleaned_data)
            messages.success(request, _("Đã ghi giải thích."))
            return redirect("quality:source", of_unit, table)
        except RuleBroken as rule:
            broken = rule
    return _show(request, of_unit, table, form, broken)


@signed_in
@require_safe
def records(request: HttpRequest, of_unit: int, table: str, code: str) -> HttpResponse:
    """List the records behind a count."""
    in_force, days = InForce(request.official.locality_id), DaysForm(request.GET)
    found = _source(request.official, of_unit, table, in_force)
    span = (days.cleaned_data["tu"], days.cleaned_data["den"]) if days.is_valid() else _shown_days(found)
    behind = shown.behind(found, in_force, code, span, request.GET.get("trang"))
    if behind is None:
        raise Http404
    context = {"source": found, "behind": behind, "days": span, "page": behind.page, "table": behind.table}
    return render(request, "quality/records.html", context)


def _shown_days(found: shown.Source) -> tuple[date, date]:
    last = found.taken.as_of
    return last - timedelta(weeks=shown.SHOWN_WEEKS + 1), last


@signed_in
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """List rules and expectations with their sources; everybody may read them."""
    in_force = InForce(request.official.locality_id)
    lines = [
        {
            "rule": rule,
            "name": told(rule.name),
            "instruction": told(rule.instruction),
            "source": told(rule.source),
            "grain": _(validation.GRAIN_NAMES[rule.grain]),
            "table": table_of(rule.table).label,
        }
        for rule in in_force.rules
    ]
    expected = [{"told": each, "label": table_of(each.table).label, "source": told(each.source)}
                for each in in_force.expectations.values()]  # fmt: skip
    context = {"lines": lines, "expected": expected, "may_keep": access.can_keep_rules(request.official)}
    return render(request, "quality/rules.html", context)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def new_rule(request: HttpRequest) -> HttpResponse:
    """Make a new rule."""
    number = Kept.objects.filter(locality=request.official.locality_id, code__startswith="qt-").count() + 1
    return _edit(request, f"qt-{number}", None)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def rule(request: HttpRequest, rule_code: str) -> HttpResponse:
    """Change a rule, or switch it off."""
    known = InForce(request.official.locality_id).rule(rule_code)
    if known is None:
        raise Http404
    return _edit(request, rule_code, known)


def _edit(request: HttpRequest, code: str, known: validation.Rule | None) -> HttpResponse:
    form = RuleForm(request.POST or None, initial=RuleForm.filled(known) if known else None)
    broken = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_rule(form.rule(code), by=request.official)
            messages.success(request, _("Đã ghi quy tắc; dùng từ lần kiểm tra tới."))
            return redirect("quality:rules")
        except RuleBroken as said:
            broken = said
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "broken": broken, "name": told(known.name) if known else _("Quy tắc mới")}
    return render(request, "quality/edit.html", context, status=status)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def expectation(request: HttpRequest, of_table: str) -> HttpResponse:
    """Change what is expected of a table."""
    known = InForce(request.official.locality_id).expectations.get(of_table)
    if known is None:
        raise Http404
    form = ExpectationForm(request.POST or None, initial=known.plain)
    broken = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_expectation(form.told(of_table), by=request.official)
            messages.success(request, _("Đã ghi; dùng từ lần kiểm tra tới."))
            return redirect("quality:rules")
        except RuleBroken as said:
            broken = said
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "broken": broken, "name": table_of(of_table).label}
    return render(request, "quality/edit.html", context, status=status)
