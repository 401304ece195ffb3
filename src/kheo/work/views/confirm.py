"""From a text to confirmed tasks: take in, confirm beside the text, assign."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kheo.base import attachments, clock
from kheo.base.policies import needs, signed_in
from kheo.documents import actions as documents
from kheo.documents.forms import TakeInForm
from kheo.documents.models import Document
from kheo.errors import Overtaken, RuleBroken
from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.work import access, actions
from kheo.work.forms import ProposalForm
from kheo.work.models import Reading, Task
from kheo.work.passages import Passage, passages
from kheo.work.rules import Decision, NotReady, State
from kheo.work.views.rows import Row, rows_of, unsure_first

CONFIRMS = (Role.CLERK, Role.OUTREACH_OWNER, Role.LEADER)
LOOKED_AT = 7  # proposals named on top as to be looked at; the others are folded
ASSIGNS = (Role.LEADER, Role.OUTREACH_OWNER)


@needs(*CONFIRMS)
@require_http_methods(["GET", "HEAD", "POST"])
def read_in(request: HttpRequest) -> HttpResponse:
    """Take a document in and read it, in one step; then go on to confirm what it asks for."""
    form = TakeInForm(request.POST or None, request.FILES or None)
    broken = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("work:confirm", _read_in(request.official, form.cleaned_data).pk)
        except RuleBroken as rule:
            broken = rule
    status = 422 if request.method == "POST" else 200
    return render(request, "work/read_in.html", {"form": form, "broken": broken}, status=status)


def _read_in(by: Official, given: dict[str, Any]) -> Document:
    kept = attachments.keep(given["file"], by=by, kinds=attachments.DOCUMENT_KINDS) if given["file"] else None
    document = documents.take_in(by=by, text=given["text"], attachment=kept, issued_date=given["issued_date"])
    actions.read_document(document.pk, by=by)
    return document


@needs(*CONFIRMS)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, document_id: int) -> HttpResponse:
    """Show the text and the proposals side by side, or as a grid; keep what people make of them."""
    document = get_object_or_404(Document.objects.visible_to(request.official), pk=document_id)
    reading = Reading.objects.filter(document=document).first()
    if reading is None:
        return _not_read_yet(request, document)
    reading.document = document
    grid = request.GET.get("xem") == "luoi"
    rows = rows_of(reading, request.POST if request.method == "POST" else None, only=ProposalForm.GRID if grid else ())
    broken = None
    if request.method == "POST":
        try:
            return _act(request, reading, rows)
        except RuleBroken as rule:
            broken = rule
            for row in rows:
                if isinstance(rule, NotReady) and row.proposal.pk in rule.broken:
                    row.say(rule.broken[row.proposal.pk])
    return _show(request, document, rows, broken, grid=grid)


def _not_read_yet(request: HttpRequest, document: Document) -> HttpResponse:
    if request.method == "POST":
        actions.read_document(document.pk, by=request.official)
        return redirect("work:confirm", document.pk)
    return render(request, "work/not_read.html", {"document": document})


def _show(
    request: HttpRequest, document: Document, rows: list[Row], broken: RuleBroken | None, *, grid: bool
) -> HttpResponse:
    shown = [row for row in rows if row.proposal.decision != Decision.MERGED]
    living = [row for row in shown if row.is_open]
    pairs: Sequence[Passage[Row]] = passages(document.text, shown)
    looked_at, lack_day = unsure_first(living)
    context = {
        "document": document,
        "same": documents.same_number(document),
        "grid": grid,
        "pairs": pairs,
        "rows": shown,
        "living": living,
        "first": looked_at[:LOOKED_AT],
        "then": looked_at[LOOKED_AT:],
        "unsure": len(looked_at),
        "lack_day": lack_day,
        "broken": broken,
        "bad": [row for row in rows if row.problems or (row.is_open and row.form is not None and row.form.errors)],
        "unseen": sum(row.proposal.decision == Decision.OPEN for row in living),
        "waiting": [row.task for row in rows if row.task is not None and row.task.state == State.PROPOSED],
    }
    return render(request, "work/confirm.html", context, status=broken.status if broken else 200)


def _act(request: HttpRequest, reading: Reading, rows: list[Row]) -> HttpResponse:
    """Save what was typed, then do what the pressed button says; nothing at all when something cannot be saved."""
    by = request.official
    act, _colon, what = request.POST.get("act", "save").partition(":")
    _save(rows, by)
    if act == "confirm":
        actions.confirm_proposals(reading.pk, by=by)
        return redirect("work:assign_all", reading.document_id)
    number = _add(what, reading, by) if act == "add" else _press(act, what, rows, by)
    here = request.get_full_path()
    return redirect(f"{here}#v{number}" if number else here)


def _save(rows: list[Row], by: Official) -> None:
    """Save every form that was touched; collect every mistake, so that all are shown at once."""
    sent = [(row, row.form) for row in rows if row.form is not None and row.form.is_bound]
    wrong = [row for row, form in sent if not form.is_valid() and row.is_open]
    refusal = RuleBroken
    for row, form in sent:
        if not form.is_valid() or not form.is_touched:
            continue
        try:
            actions.save_proposal(row.proposal.pk, by=by, filled=form.filled(), seen=form.seen)
        except Overtaken as rule:
            refusal = Overtaken
            (row.say if row.is_open else row.tell_lost)(rule)
            wrong.append(row)
        except RuleBroken as rule:
            row.say(rule)
            wrong.append(row)
    if wrong:
        raise refusal(_("Chưa lưu gì, vì có chỗ cần xem lại."))


def _press(act: str, what: str, rows: list[Row], by: Official) -> int:
    """Do what a proposal's own button says; give the proposal to go on with, or 0."""
    if act == "save":
        return 0
    number = int(what) if what.isdecimal() else 0
    if number not in {row.proposal.pk for row in rows}:
        raise Http404
    match act:
        case "drop":
            actions.decide(number, Decision.DROPPED, by=by)
        case "restore":
            actions.decide(number, Decision.OPEN, by=by)
        case "merge":
            return actions.merge_up(number, by=by).pk
        case "split":
            actions.split(number, by=by)
        case "spread":
            actions.split_group(number, by=by)
        case _:
            raise Http404
    return number


def _add(what: str, reading: Reading, by: Official) -> int:
    """Add a task from a paragraph, given as "120-245"."""
    start, _dash, end = what.partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        raise Http404
    return actions.add_proposal(reading.pk, by=by, start=int(start), end=int(end)).pk


@needs(*CONFIRMS)
@require_safe
def assign_all(request: HttpRequest, document_id: int) -> HttpResponse:
    """Show the confirmed tasks of a document that wait to be assigned."""
    document = get_object_or_404(Document.objects.visible_to(request.official).defer("text"), pk=document_id)
    tasks = Task.objects.of_document(document).visible_to(request.official).with_names()
    found = list(tasks.prefetch_related("coordinating_units"))
    waiting = [task for task in found if task.state == State.PROPOSED]
    context = {
        "document": document,
        "waiting": waiting,
        "others": [task for task in found if task.state != State.PROPOSED],
        "can_assign": access.can_assign(request.official, document.locality_id),
        "button": ngettext("Giao %(n)d việc", "Giao %(n)d việc", len(waiting)) % {"n": len(waiting)},
    }
    return render(request, "work/assign_all.html", context)


@needs(*ASSIGNS)
@require_POST
def assign(request: HttpRequest, document_id: int) -> HttpResponse:
    """Assign the ticked tasks of a document: all, or none if one of them cannot be assigned."""
    document = get_object_or_404(Document.objects.visible_to(request.official).defer("text"), pk=document_id)
    chosen = [int(pk) for pk in request.POST.getlist("task") if pk.isdigit()]
    known = Task.objects.of_document(document).filter(pk__in=chosen, state=State.PROPOSED).values_list("pk", flat=True)
    if not known:
        raise RuleBroken(_("Xin chọn ít nhất một việc để giao."))
    for task_id in known:
        actions.assign_task(task_id, by=request.official)
    return redirect("work:assign_all", document.pk)


@signed_in
@require_safe
def of_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """List the tasks that a document gave: a page, or a fragment for the document's own page."""
    document = get_object_or_404(Document.objects.visible_to(request.official).defer("text"), pk=document_id)
    tasks = Task.objects.of_document(document).visible_to(request.official).with_names()
    template = "work/_of_document.html" if request.htmx else "work/of_document.html"
    return render(request, template, {"document": document, "tasks": tasks, "today": clock.today()})
