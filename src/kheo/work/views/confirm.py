"""From a text to confirmed tasks: take in, confirm beside the text, assign."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kheo.base import attachments, clock
from kheo.base.policies import needs, signed_in
from kheo.documents import actions as documents
from kheo.documents.forms import TakeInForm
from kheo.documents.models import Document
from kheo.errors import RuleBroken
from kheo.indicators import catalogue
from kheo.people.models import Official, Post, Unit
from kheo.people.rules import Role
from kheo.work import access, actions, rules
from kheo.work.forms import Choices, ProposalForm
from kheo.work.models import Proposal, Reading, Task
from kheo.work.passages import Passage, passages
from kheo.work.rules import Decision, State

CONFIRMS = (Role.CLERK, Role.OUTREACH_OWNER, Role.LEADER)
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


@dataclass
class Row:
    """One proposal on the page: its place, its form or its finished task."""

    number: int
    proposal: Proposal
    task: Task | None
    form: ProposalForm | None

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.proposal.start

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.proposal.end

    @property
    def confidence(self) -> str:
        """How sure the reader is, in words; nothing for what people added."""
        suggested = self.proposal.suggested.get("confidence")
        return rules.confidence_words(suggested) if suggested is not None else ""

    @property
    def open_questions(self) -> dict[str, str]:
        """What the text leaves open, by field: asked beside the field."""
        asked = {}
        wording = self.proposal.suggested.get("assignee")
        if self.proposal.lead_unit_id is None:
            asked["lead_unit"] = (
                _("Câu gốc ghi “%s”. Một việc cần đúng một đơn vị chủ trì.") % wording
                if wording
                else _("Câu gốc không nói ai làm.")
            )
        if self.proposal.due_on is None and self.proposal.rhythm == rules.Rhythm.ONCE:
            deadline = self.proposal.suggested.get("deadline")
            asked["due_on"] = _("Câu gốc ghi “%s”.") % deadline if deadline else _("Câu gốc không ghi hạn.")
        return asked


@needs(*CONFIRMS)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, document_id: int) -> HttpResponse:
    """Show the text and the proposals side by side; keep what people make of them."""
    document = get_object_or_404(Document.objects.visible_to(request.official), pk=document_id)
    reading = Reading.objects.filter(document=document).first()
    if reading is None:
        return _not_read_yet(request, document)
    rows = _rows(reading, request.POST if request.method == "POST" else None)
    broken = None
    if request.method == "POST":
        forms = [row.form for row in rows if row.form is not None]
        if not [form for form in forms if not form.is_valid()]:  # ask every form, to show every mistake
            try:
                return _act(request, reading, forms)
            except RuleBroken as rule:
                broken = rule
    return _show(request, document, rows, broken)


def _not_read_yet(request: HttpRequest, document: Document) -> HttpResponse:
    if request.method == "POST":
        actions.read_document(document.pk, by=request.official)
        return redirect("work:confirm", document.pk)
    return render(request, "work/not_read.html", {"document": document})


def _show(request: HttpRequest, document: Document, rows: list[Row], broken: RuleBroken | None) -> HttpResponse:
    living = [row for row in rows if row.form is not None]
    pairs: Sequence[Passage[Row]] = passages(document.text, rows)
    context = {
        "document": document,
        "pairs": pairs,
        "rows": rows,
        "living": living,
        "broken": broken,
        "bad": [row for row in living if row.form is not None and row.form.errors],
        "unseen": sum(row.proposal.decision == Decision.OPEN for row in living),
        "waiting": [row.task for row in rows if row.task is not None and row.task.state == State.PROPOSED],
    }
    return render(request, "work/confirm.html", context, status=422 if request.method == "POST" else 200)


def _rows(reading: Reading, posted: Any) -> list[Row]:
    """Give the proposals in the order of the text; four statements, however many there are."""
    proposals = Proposal.objects.filter(reading=reading).exclude(decision=Decision.MERGED)
    found = list(proposals.select_related("reading").prefetch_related("coordinating_units"))
    tasks = {task.proposal_id: task for task in Task.objects.of_document(reading.document)}
    choices = _choices(reading)
    rows = []
    for number, proposal in enumerate(found, start=1):
        task = tasks.get(proposal.pk)
        living = task is None and proposal.decision != Decision.DROPPED
        given = posted if posted is not None and f"v{proposal.pk}-text" in posted else None
        form = ProposalForm(given, choices=choices, proposal=proposal) if living else None
        rows.append(Row(number, proposal, task, form))
    return rows


def _choices(reading: Reading) -> Choices:
    today, locality = clock.today(), reading.document.locality_id
    units = Unit.objects.of(locality).on(today)
    heads = Post.objects.heads().on(today).filter(unit__locality=locality).select_related("unit")
    return Choices(
        units={unit.pk: unit for unit in units},
        heads={post.pk: post for post in heads},
        indicators=[(ratio.code, ratio.name) for ratio in catalogue.RATIOS],
    )


def _act(request: HttpRequest, reading: Reading, forms: list[ProposalForm]) -> HttpResponse:
    """Save what was typed, then do what the pressed button says."""
    by = request.official
    act, _colon, what = request.POST.get("act", "save").partition(":")
    for form in forms:
        if form.is_bound and (form.has_changed() or form.proposal.decision == Decision.OPEN):
            actions.save_proposal(form.proposal.pk, by=by, filled=form.filled())
    if act == "confirm":
        actions.confirm_proposals(reading.pk, by=by)
        return redirect("work:assign_all", reading.document_id)
    number = _press(act, what, reading, by)
    here = reverse("work:confirm", args=[reading.document_id])
    return redirect(f"{here}#v{number}" if number else here)


def _press(act: str, what: str, reading: Reading, by: Official) -> int:
    """Do what a proposal's own button says; give the proposal to go on with, or 0."""
    number = int(what) if what.isdigit() else 0
    match act:
        case "drop":
            actions.decide(number, Decision.DROPPED, by=by)
        case "restore":
            actions.decide(number, Decision.OPEN, by=by)
        case "merge":
            return actions.merge_up(number, by=by).pk
        case "split":
            actions.split(number, by=by)
        case "add":
            start, _dash, end = what.partition("-")
            return actions.add_proposal(reading.pk, by=by, start=int(start), end=int(end)).pk
    return number


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
