"""The on-time rule as its administrator sees and corrects it, and the limits of procedures."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kheo.base import clock
from kheo.base.policies import needs
from kheo.days import formats
from kheo.errors import RuleBroken
from kheo.measures.shapes import ASSURANCE_WORDS
from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.procedures import actions, jobs
from kheo.procedures.forms import LimitForm, RuleForm
from kheo.procedures.models import OnTimeRule, Procedure
from kheo.procedures.rules import on_time, states
from kheo.procedures.rules.limits import UNIT_NAMES, LimitUnit
from kheo.procedures.rules.on_time import Terms
from kheo.procedures.views.shown import rule_text
from kheo.ui.parts import Cell, Column, Table

READ_AND_SEND = ["GET", "HEAD", "POST"]


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def on_time_rule(request: HttpRequest) -> HttpResponse:
    """Show the version that holds today, all versions and the limits; make a new version."""
    official: Official = request.official
    versions = list(OnTimeRule.objects.filter(locality=official.locality_id).select_related("made_by"))
    today = clock.today()
    holds = next((each for each in versions if each.valid_from <= today), None)  # as Rulebook.version_for says
    form = RuleForm(request.POST or None, initial=RuleForm.of(*_said(next(iter(versions), None))))
    broken = None
    if request.method == "POST" and form.is_valid():
        try:
            _set(form, official)
        except RuleBroken as rule:
            broken = rule
        else:
            messages.success(request, _("Đã ghi bản mới của quy tắc đúng hạn."))
            return redirect("procedures:on_time_rule")
    context = {
        "form": form,
        "broken": broken,
        "facts": _facts(*_said(holds)),
        "named": rule_text(holds),
        "versions": _versions(versions) if versions else None,
        "limits": _limits(official),
    }
    return render(request, "procedures/on_time_rule.html", context, status=422 if request.method == "POST" else 200)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def limit(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """Correct how long a procedure may take."""
    official: Official = request.official
    procedure = get_object_or_404(Procedure, pk=procedure_id, locality=official.locality_id)
    form = LimitForm(
        request.POST or None, initial={"amount": procedure.time_limit_days, "unit": procedure.time_limit_unit}
    )
    if request.method == "POST" and form.is_valid():
        unit = LimitUnit(form.cleaned_data["unit"]) if form.cleaned_data["unit"] else None
        actions.set_limit(procedure.pk, by=official, amount=form.cleaned_data["amount"], unit=unit)
        messages.success(request, _("Đã ghi thời hạn."))
        return redirect("procedures:on_time_rule")
    context = {"form": form, "procedure": procedure}
    return render(request, "procedures/limit.html", context, status=422 if request.method == "POST" else 200)


def _set(form: RuleForm, official: Official) -> None:
    given = form.cleaned_data
    rule = actions.set_rule(
        form.terms,
        by=official,
        valid_from=given["valid_from"],
        source=given["source"],
        assurance=given["assurance"],
        reason=given["reason"],
        recomputes=given["recomputes"],
    )
    if given["recomputes"]:
        jobs.recompute.defer(rule_id=rule.pk, official_id=official.pk)


def _said(version: OnTimeRule | None) -> tuple[Terms, str, str]:
    """Give the terms of a version, their source and how sure they are; without one, those that Khéo brings along."""
    if version is None:
        return on_time.STANDARD, on_time.SOURCE, on_time.ASSURANCE
    return version.as_terms, version.source, version.assurance


def _facts(terms: Terms, source: str, assurance: str) -> list[dict[str, str]]:
    """Say the terms in words."""
    yes, no = _("có"), _("không")
    allowed = _("không giới hạn") if terms.supplements_allowed is None else formats.number(terms.supplements_allowed)
    pairs = [
        (_("Trừ thời gian chờ người dân bổ sung giấy tờ"), yes if terms.subtract_supplements else no),
        (_("Số lần yêu cầu bổ sung cho phép"), allowed),
        (_("Trừ thời gian tạm dừng"), yes if terms.subtract_pauses else no),
        (_("So với"), _("ngày hẹn đầu tiên") if terms.first_promise else _("ngày hẹn mới nhất")),
        (_("Đồng hồ dừng khi, ưu tiên từ trái"), ", ".join(_(states.STATUS_NAMES[code]) for code in terms.ends)),
        (_("Thời hạn của thủ tục đếm theo"), _(UNIT_NAMES[terms.unit])),
        (_("Nguồn"), _(source)),
        (_("Mức chắc chắn"), _(ASSURANCE_WORDS[assurance])),
    ]
    return [{"label": label, "value": value} for label, value in pairs]


def _versions(versions: list[OnTimeRule]) -> Table:
    columns = [
        Column(_("Bản"), numeric=True),
        Column(_("Áp dụng từ"), numeric=True),
        Column(_("Vì sao sửa"), phone="full bare"),
        Column(_("Nguồn"), phone="full bare"),
        Column(_("Ghi lúc"), numeric=True),
    ]
    rows: list[list[Cell | str]] = [
        [
            formats.number(each.number), formats.date_text(each.valid_from), each.reason, each.source,
            formats.moment_text(each.made_at),
        ]
        for each in versions
    ]  # fmt: skip
    return Table(caption=_("Các bản đã ghi, mới nhất trước"), columns=columns, rows=rows, layout="pack", id="cac-ban")


def _limits(official: Official) -> Table | None:
    known = Procedure.objects.filter(locality=official.locality_id)
    columns = [Column(_("Thủ tục")), Column(_("Thời hạn"), numeric=True), Column(_("Đếm theo"), phone="bare")]
    rows: list[list[Cell | str]] = [
        [
            Cell(each.name, url=reverse("procedures:limit", args=[each.pk])),
            formats.number(each.time_limit_days) if each.time_limit_days else Cell(_("chưa ghi"), missing=True),
            _(UNIT_NAMES[LimitUnit(each.time_limit_unit)]) if each.time_limit_unit else _("theo quy tắc"),
        ]
        for each in known
    ]
    return Table(caption=_("Thời hạn của từng thủ tục"), columns=columns, rows=rows, id="thoi-han") if rows else None
