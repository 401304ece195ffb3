"""The life of a task, from waiting to be assigned to done."""

from datetime import date, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from kheo.base import attachments, clock
from kheo.base.audit import digest, record
from kheo.commitments import actions as commitments
from kheo.commitments.models import Commitment
from kheo.errors import RuleBroken
from kheo.language import search_key
from kheo.people.models import Locality, Official, Post, Unit
from kheo.work import access, rules
from kheo.work.models import Evidence, Proposal, Task, TaskNumber
from kheo.work.rules import Rhythm, State
from kheo.work.tied import keep_tie

WEEKS_TO_SHOW_RESULTS = 12
"""How long a commitment runs when its task has no due day (a choice of this project, editable on the commitment)."""


@transaction.atomic
def make_task(proposal: Proposal, *, by: Official) -> Task:
    """Make a task of an accepted proposal; it waits to be assigned, and is tied to its indicator at once."""
    document, today = proposal.reading.document, clock.today()
    coordinating = list(proposal.coordinating_units.all())
    rules.check_wording(proposal.text)
    rules.check_lead_unit(proposal.lead_unit_id, {unit.pk for unit in coordinating})
    rules.check_deadline(Rhythm(proposal.rhythm), proposal.due_on, today)
    rules.check_tie(proposal.indicator_code, proposal.target)
    lead, head, code = _lead_of(proposal), _head_of(proposal), _next_code(document.locality, today)
    task = Task.objects.create(
        locality_id=document.locality_id,
        code=code,
        search=search_key(f"{code} {proposal.text}"),
        proposal=proposal,
        text=proposal.text.strip(),
        theme=proposal.theme,
        document=document,
        start=proposal.start,
        end=proposal.end,
        lead_unit=lead,
        head_post=head,
        due_on=proposal.due_on,
        rhythm=proposal.rhythm,
        made_at=clock.now(),
    )
    task.coordinating_units.set(coordinating)
    changed = {"document": document.pk, "lead_unit": task.lead_unit_id, "head_post": head.pk, "due_on": task.due_on}
    record("task.proposed", task, by=by, changed=changed)
    if proposal.indicator_code:
        _commit(task, proposal, by=by, today=today)
    return task


def _lead_of(proposal: Proposal) -> Unit:
    assert proposal.lead_unit is not None  # noqa: S101  check_lead_unit came first
    return proposal.lead_unit


def _head_of(proposal: Proposal) -> Post:
    """Give the chosen head, else the head of the lead unit."""
    unit = _lead_of(proposal)
    if proposal.head_post is not None:
        rules.check_head(proposal.head_post.unit.path, unit.path)
        return proposal.head_post
    head = Post.objects.heads().on(clock.today()).filter(unit=unit).first()
    if head is None:
        raise RuleBroken("{unit} chưa có chức danh người đứng đầu. Xin chọn người chịu trách nhiệm.", unit=unit.name)
    return head


def _next_code(locality: Locality, today: date) -> str:
    number, _made = TaskNumber.objects.get_or_create(locality=locality, year=today.year)
    number = TaskNumber.objects.select_for_update().get(pk=number.pk)
    number.last += 1
    number.save(update_fields=["last"])
    return rules.code_of(today.year, number.last)


def _commit(task: Task, proposal: Proposal, *, by: Official, today: date) -> None:
    """Tie the task to the unit's running commitment on that indicator, or to a new one."""
    assert proposal.target is not None  # noqa: S101  check_tie came first
    running = Commitment.objects.filter(
        unit=task.lead_unit, indicator=proposal.indicator_code, target=proposal.target, due_on__gte=today
    ).first()
    commitment = running or commitments.commit(
        unit=task.lead_unit,
        indicator_code=proposal.indicator_code,
        target=proposal.target,
        started_on=today,
        due_on=max(task.due_on or today, today + timedelta(weeks=WEEKS_TO_SHOW_RESULTS)),
        by=by,
    )
    keep_tie(task, commitment, by=by)


@transaction.atomic
def assign_task(task_id: int, *, by: Official) -> Task:
    """Assign a task to its lead unit and accountable head; the assigner's post will judge the report."""
    task = _locked(task_id, by)
    access.check_can_assign(by, task.locality_id)
    _move(task, State.ASSIGNED)
    rules.check_deadline(Rhythm(task.rhythm), task.due_on, clock.today())
    task.assigned_on = clock.today()
    task.reviewer_post_id = by.post_id
    period = rules.first_period(Rhythm(task.rhythm), task.assigned_on)
    task.period_end = period.end if period else None
    task.save(update_fields=["state", "assigned_on", "reviewer_post", "period_end"])
    record("task.assigned", task, by=by, changed={"reviewer_post": by.post_id, "due_on": task.due_on})
    return task


@transaction.atomic
def start_task(task_id: int, *, by: Official) -> Task:
    """The lead unit's head takes the task up, for the first time or after it was sent back."""
    task = _locked(task_id, by)
    access.check_can_report(by, task)
    rules.check_start(State(task.state))
    _move(task, State.DOING)
    task.save(update_fields=["state"])
    record("task.started", task, by=by)
    return task


@transaction.atomic
def add_evidence(task_id: int, *, by: Official, file: UploadedFile, note: str = "") -> Evidence:
    """Hand in a file that shows what was done."""
    task = _locked(task_id, by)
    access.check_can_add_evidence(by, task)
    rules.check_evidence_state(State(task.state))
    kept = attachments.keep(file, by=by)
    evidence = Evidence.objects.create(
        task=task, attachment=kept, round=task.round, note=note.strip()[:300], made_at=clock.now()
    )
    record("task.evidence_added", task, by=by, changed={"evidence": evidence.pk, "file": digest(kept.blob_id)})
    return evidence


@transaction.atomic
def report_task(task_id: int, *, by: Official, note: str, file: UploadedFile | None = None) -> Task:
    """The accountable head reports a task, or one period of it, as finished; it now waits for its reviewer.

    `file` is a last piece of evidence, handed in with the report.
    """
    task = _locked(task_id, by)
    access.check_can_report(by, task)
    if file:
        add_evidence(task_id, by=by, file=file)
    _move(task, State.REPORTED)
    rules.check_note(note)
    rules.check_evidence(Evidence.objects.filter(task=task, round=task.round).count())
    task.reported_by, task.reported_on = by, clock.today()
    task.save(update_fields=["state", "reported_by", "reported_on"])
    record("task.reported", task, by=by, changed=_round(task), words=note.strip())
    return task


@transaction.atomic
def accept_task(task_id: int, *, by: Official, note: str = "", ends: bool = False) -> Task:
    """The reviewer accepts the report: the task is done. A recurring one goes on to its next period, unless it ends."""
    task = _locked(task_id, by)
    accepted = _round(task)
    if not rules.goes_on(Rhythm(task.rhythm), ends=ends):
        _judge(task, State.DONE, by)
        task.closed_on = clock.today()
        task.save(update_fields=["state", "closed_on"])
        record("task.accepted", task, by=by, changed=accepted, words=note.strip())
        return task
    _judge(task, State.DOING, by)
    task.round += 1
    task.period_end = task.period.next().end if task.period else None
    task.save(update_fields=["state", "round", "period_end"])
    record("task.period_accepted", task, by=by, changed=accepted, words=note.strip())
    return task


@transaction.atomic
def return_task(task_id: int, *, by: Official, note: str) -> Task:
    """The reviewer sends the report back, and says why."""
    task = _locked(task_id, by)
    _judge(task, State.RETURNED, by)
    rules.check_reason(note)
    task.save(update_fields=["state"])
    record("task.returned", task, by=by, changed=_round(task), words=note.strip())
    return task


def _judge(task: Task, then: State, by: Official) -> None:
    """Only what was reported can be judged; a recurring task that goes on is accepted like one that is done."""
    access.check_can_review(by, task)
    rules.check_move(State(task.state), State.DONE if then is State.DOING else then)
    rules.check_not_own_report(task.reported_by_id, by.pk)
    _move(task, then)


def _round(task: Task) -> dict[str, object]:
    """Say in the trace which round of a recurring task it was; nothing for a task done once."""
    return {} if task.rhythm == Rhythm.ONCE else {"round": task.round, "period_end": task.period_end}


@transaction.atomic
def extend_task(task_id: int, *, by: Official, due_on: date, note: str) -> Task:
    """Whoever may assign puts the due day off, and says why; the trace keeps the old day and the new one."""
    task = _locked(task_id, by)
    access.check_can_assign(by, task.locality_id)
    rules.check_open_for_extension(State(task.state))
    rules.check_extension(Rhythm(task.rhythm), task.due_on, due_on)
    rules.check_deadline(Rhythm(task.rhythm), due_on, clock.today())
    rules.check_reason(note)
    before, task.due_on = task.due_on, due_on
    task.save(update_fields=["due_on"])
    record("task.extended", task, by=by, changed={"before": before, "due_on": due_on}, words=note.strip())
    return task


@transaction.atomic
def cancel_task(task_id: int, *, by: Official, note: str) -> Task:
    """Whoever may assign takes a task back, and says why."""
    task = _locked(task_id, by)
    access.check_can_assign(by, task.locality_id)
    rules.check_reason(note)
    _move(task, State.CANCELLED)
    task.closed_on = clock.today()
    task.save(update_fields=["state", "closed_on"])
    record("task.cancelled", task, by=by, words=note.strip())
    return task


def _locked(task_id: int, by: Official) -> Task:
    return Task.objects.select_for_update(of=["self"]).select_related("lead_unit").visible_to(by).get(pk=task_id)


def _move(task: Task, then: State) -> None:
    rules.check_move(State(task.state), then)
    task.state = then
