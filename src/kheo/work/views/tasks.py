"""The list of tasks, one task, and what is done to it."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kheo.base import attachments, calendar, clock
from kheo.base.audit import record
from kheo.base.policies import needs, signed_in
from kheo.commitments.access import COMMITS
from kheo.commitments.forms import CommitmentForm
from kheo.errors import RuleBroken
from kheo.indicators import known
from kheo.language import search_key
from kheo.people.models import Unit
from kheo.people.rules import Role
from kheo.work import actions
from kheo.work.forms import EvidenceForm, ExtensionForm, FilterForm, ReasonForm, ReportForm
from kheo.work.models import Evidence, Task, TaskQuerySet
from kheo.work.shown import page_of, row_of

A_PAGE = 25


@signed_in
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """List the tasks an official may see, filtered by words, unit and state."""
    units = list(Unit.objects.of(request.official.locality_id).on(clock.today()))
    form = FilterForm(request.GET, units=units)
    known = Task.objects.visible_to(request.official).with_names()
    if form.is_valid():
        known = _filtered(known, form.cleaned_data)
    page = Paginator(known, A_PAGE).get_page(request.GET.get("trang"))
    working_days, today = calendar.current(request.official.locality_id), clock.today()
    rows = [row_of(task, working_days, today) for task in page]
    context = {"form": form, "page": page, "rows": rows, "filtered": any(form.data.get(name) for name in form.fields)}
    return render(request, "work/tasks.html", context)


def _filtered(known: TaskQuerySet, wanted: dict[str, Any]) -> TaskQuerySet:
    if wanted["q"]:
        known = known.filter(search__contains=search_key(wanted["q"]))
    if wanted["don_vi"]:
        known = known.filter(lead_unit_id=int(wanted["don_vi"]))
    if wanted["tinh_trang"] == "qua_han":
        return known.late(clock.today())
    return known.filter(state=wanted["tinh_trang"]) if wanted["tinh_trang"] else known


@signed_in
@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Show one task: sentence, task and indicator in one piece; evidence; its course; what can be done now."""
    return _show(request, task_id)


def _show(
    request: HttpRequest, task_id: int, *, broken: RuleBroken | None = None, forms: dict[str, Form] | None = None
) -> HttpResponse:
    found = get_object_or_404(
        Task.objects.visible_to(request.official).select_related("lead_unit", "head_post", "reviewer_post", "document"),
        pk=task_id,
    )
    bad = broken is not None or any(form.errors for form in (forms or {}).values())
    context = {**page_of(found, request.official), "broken": broken, **_forms(found.pk), **(forms or {})}
    template = "work/_task.html" if request.htmx else "work/task.html"
    return render(request, template, context, status=422 if bad else 200)


def _forms(task_id: int) -> dict[str, Form]:
    return {"evidence_form": EvidenceForm(), "report_form": _report_form(task_id), "reason_form": ReasonForm()}


def _report_form(task_id: int, *given: Any) -> ReportForm:
    """Do not call a file optional where the task, or this period of it, has no evidence yet."""
    known = Evidence.objects.filter(task=task_id, round=F("task__round"))
    return ReportForm(*given, has_evidence=known.exists())


def _do(request: HttpRequest, task_id: int, act: Callable[[], object], **forms: Form) -> HttpResponse:
    """See (404), act, show: the task again, as a fragment for htmx, with what was typed and the rule that said no."""
    get_object_or_404(Task.objects.visible_to(request.official), pk=task_id)
    broken = None
    if all(form.is_valid() for form in forms.values()):
        try:
            act()
            return _show(request, task_id) if request.htmx else redirect("work:task", task_id)
        except RuleBroken as rule:
            broken = rule
    return _show(request, task_id, broken=broken, forms=forms)


@signed_in
@require_POST
def start(request: HttpRequest, task_id: int) -> HttpResponse:
    """Take the task up."""
    return _do(request, task_id, lambda: actions.start_task(task_id, by=request.official))


@signed_in
@require_POST
def add_evidence(request: HttpRequest, task_id: int) -> HttpResponse:
    """Hand in a file."""
    form = EvidenceForm(request.POST, request.FILES)
    return _do(
        request,
        task_id,
        lambda: actions.add_evidence(task_id, by=request.official, **form.cleaned_data),
        evidence_form=form,
    )


@signed_in
@require_POST
def report(request: HttpRequest, task_id: int) -> HttpResponse:
    """Report the task as finished, with a last piece of evidence if one is attached."""
    form = _report_form(task_id, request.POST, request.FILES)
    return _do(
        request,
        task_id,
        lambda: actions.report_task(task_id, by=request.official, **form.cleaned_data),
        report_form=form,
    )


@signed_in
@require_POST
def accept(request: HttpRequest, task_id: int) -> HttpResponse:
    """Accept the report; the second button of a recurring task also ends it."""
    ends = "ends" in request.POST
    return _do(request, task_id, lambda: actions.accept_task(task_id, by=request.official, ends=ends))


@signed_in
@require_POST
def send_back(request: HttpRequest, task_id: int) -> HttpResponse:
    """Send the report back with a reason."""
    form = ReasonForm(request.POST)
    return _do(
        request,
        task_id,
        lambda: actions.return_task(task_id, by=request.official, **form.cleaned_data),
        reason_form=form,
    )


@needs(Role.LEADER, Role.OUTREACH_OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, task_id: int) -> HttpResponse:
    """Ask for the reason, then cancel the task."""
    found = get_object_or_404(Task.objects.visible_to(request.official).with_names(), pk=task_id)
    form = ReasonForm(request.POST or None)
    broken = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_task(task_id, by=request.official, **form.cleaned_data)
            return redirect("work:task", task_id)
        except RuleBroken as rule:
            broken = rule
    status = 422 if request.method == "POST" else 200
    return render(request, "work/cancel.html", {"task": found, "form": form, "broken": broken}, status=status)


@needs(Role.LEADER, Role.OUTREACH_OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, task_id: int) -> HttpResponse:
    """Ask for the new day and the reason, then put the task off."""
    found = get_object_or_404(Task.objects.visible_to(request.official).with_names(), pk=task_id)
    form = ExtensionForm(request.POST or None)
    broken = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend_task(task_id, by=request.official, **form.cleaned_data)
            return redirect("work:task", task_id)
        except RuleBroken as rule:
            broken = rule
    status = 422 if request.method == "POST" else 200
    return render(request, "work/extend.html", {"task": found, "form": form, "broken": broken}, status=status)


@needs(*COMMITS)
@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: HttpRequest, task_id: int) -> HttpResponse:
    """Ask for indicator, target, dates and counter-indicators, then tie the task to them."""
    found = get_object_or_404(Task.objects.visible_to(request.official).with_names(), pk=task_id)
    today, broken = clock.today(), None
    form = CommitmentForm(request.POST or None, initial={"started_on": today, "due_on": found.due_on})
    form.offer(known.of(found.locality_id).choices)
    if request.method == "POST" and form.is_valid():
        try:
            actions.tie_task(task_id, by=request.official, **form.cleaned_data)
            return redirect(f"{reverse('work:task', args=[task_id])}#chi-so")
        except RuleBroken as rule:
            broken = rule
    status = 422 if request.method == "POST" else 200
    return render(request, "work/tie.html", {"task": found, "form": form, "broken": broken}, status=status)


@signed_in
@require_safe
def evidence(request: HttpRequest, task_id: int, evidence_id: int) -> FileResponse:
    """Hand out a piece of evidence to whoever may see its task."""
    seen = Task.objects.visible_to(request.official).filter(pk=task_id)
    wanted = Evidence.objects.select_related("attachment").filter(Q(task__in=seen), pk=evidence_id)
    found = get_object_or_404(wanted)
    if request.method == "GET":
        record("evidence.read", found, by=request.official, changed={"task": found.task_id})
    return attachments.download(found.attachment)
