"""Reading a document, and what people make of the proposals before anything is assigned."""

import re
from datetime import date
from typing import Any

from django.db import transaction

from kheo import reader
from kheo.base import calendar, clock
from kheo.base.audit import record
from kheo.documents.models import Document
from kheo.errors import Overtaken, RuleBroken
from kheo.grammar.limits import RELATIVE
from kheo.language import nfc, tidied
from kheo.people.models import Official, Unit
from kheo.people.units import leading, resolve
from kheo.reader.model import TaskFound
from kheo.work import access, rules
from kheo.work.actions.tasks import make_task
from kheo.work.filled import Filled
from kheo.work.models import Proposal, Reading, Task
from kheo.work.rules import Decision, Origin, Rhythm, Theme

_TOGETHER = re.compile(r"phối hợp (?:chặt chẽ )?(?:với|cùng) ", re.IGNORECASE)


@transaction.atomic
def read_document(document_id: int, *, by: Official) -> Reading:
    """Let the reader propose the meeting and the tasks of a document; a second reading changes nothing."""
    document = Document.objects.select_for_update(of=["self"]).visible_to(by).get(pk=document_id)
    access.check_can_confirm(by, document)
    known = Reading.objects.filter(document=document).first()
    if known is not None:
        return known
    units = list(Unit.objects.of(document.locality_id).on(clock.today()))
    names = [unit.name for unit in units if unit.parent_id]  # 'các đơn vị' are those of the ward, not the ward itself
    found = reader.read(document.text, date=document.issued_date, units=names)
    meeting = {**found.meeting.as_json(), "papers": list(found.meeting.papers)} if found.meeting else None
    reading = Reading.objects.create(document=document, meeting=meeting, made_at=clock.now())
    for task in found.tasks:
        _propose(reading, task, units)
    record(
        "document.read", document, by=by, changed={"proposals": len(found.tasks), "meeting": found.meeting is not None}
    )
    return reading


def _propose(reading: Reading, found: TaskFound, units: list[Unit]) -> Proposal:
    """Store one proposal; units are filled in only where the wording names them."""
    due = _due(found, reading.document)
    suggested = {**found.as_suggestion(), "due_on": due.isoformat() if due else None}
    named = resolve(found.assignee or "", units)
    lead = named[0] if named else None
    proposal = Proposal.objects.create(
        reading=reading,
        start=found.start,
        end=found.end,
        suggested=suggested,
        text=_worded(found.text),
        lead_unit=lead,
        due_on=due,
        rhythm=rules.rhythm_read(str(suggested["rhythm"])),
        theme=Theme(found.theme),
    )
    joining = [*named[1:], *_joining(found.text, units), *resolve(found.joining, units)]
    proposal.coordinating_units.set([unit for unit in joining if unit != lead])
    return proposal


def _due(found: TaskFound, document: Document) -> date | None:
    """Give the day the text names, or the day it counts: "trong 5 ngày làm việc" from the day it was issued."""
    if found.deadline_iso:
        return date.fromisoformat(found.deadline_iso)
    if found.limit is None or found.limit.kind != RELATIVE:
        return None
    return found.limit.due(calendar.current(document.locality_id), document.issued_date)


def _joining(text: str, units: list[Unit]) -> list[Unit]:
    """Give the units named right after "phối hợp với" (coordinating units)."""
    _before, *after = _TOGETHER.split(nfc(text), maxsplit=1)
    return leading(after[0], units) if after else []


@transaction.atomic
def save_proposal(proposal_id: int, *, by: Official, filled: Filled, seen: str = "") -> Proposal:
    """Keep what a person filled in, complete or not: nothing typed is lost.

    `seen` is the mark of what the person's page showed (Filled.mark). Raises Overtaken when somebody else changed the
    proposal since, and what they left differs from what is given now.
    """
    proposal = _locked(proposal_id, by)
    rules.check_living(Decision(proposal.decision))
    rules.check_length(filled.words)
    now = Filled.of(proposal).mark
    if now == filled.mark:
        return proposal
    if seen and seen != now:
        raise Overtaken("Người khác vừa sửa việc này.", field="text")
    proposal.text = filled.words
    proposal.lead_unit, proposal.head_post = filled.lead_unit, filled.head_post
    proposal.due_on = filled.due_day
    proposal.rhythm, proposal.theme = filled.rhythm, filled.theme
    proposal.indicator_code, proposal.target = filled.indicator_code, filled.target
    proposal.decision = Decision.ACCEPTED if filled.accepted else Decision.OPEN
    proposal.save()
    proposal.coordinating_units.set([unit.pk for unit in filled.coordinating])
    record("proposal.saved", proposal, by=by, changed={"decision": Decision(proposal.decision)})
    return proposal


@transaction.atomic
def decide(proposal_id: int, decision: Decision, *, by: Official) -> Proposal:
    """Drop a proposal, or take it back."""
    proposal = _locked(proposal_id, by)
    rules.check_decision(Decision(proposal.decision), decision)
    proposal.decision = decision
    proposal.save(update_fields=["decision"])
    record("proposal.decided", proposal, by=by, changed={"decision": decision})
    return proposal


@transaction.atomic
def merge_up(proposal_id: int, *, by: Official) -> Proposal:
    """Join a proposal to the waiting one before it: one task, both wordings; the upper takes over what it lacks."""
    proposal = _locked(proposal_id, by)
    rules.check_decision(Decision(proposal.decision), Decision.MERGED)
    waiting = Proposal.objects.filter(reading=proposal.reading).waiting()
    before = [each for each in waiting if (each.start, each.pk) < (proposal.start, proposal.pk)]
    if not before:
        raise RuleBroken("Không có việc nào ở trên để gộp vào.")
    upper = before[-1]
    _join(upper, proposal)
    proposal.decision, proposal.merged_into = Decision.MERGED, upper
    proposal.save(update_fields=["decision", "merged_into"])
    record("proposal.merged", proposal, by=by, changed={"into": upper.pk})
    return upper


def _join(upper: Proposal, lower: Proposal) -> None:
    """Write the lower proposal's words and units into the upper; agreed to only if both were."""
    upper.text = f"{upper.text}; {lower.text[:1].lower()}{lower.text[1:]}"
    rules.check_length(upper.text)
    upper.end = max(upper.end, lower.end)
    if upper.lead_unit_id is None:
        upper.lead_unit, upper.head_post = lower.lead_unit, lower.head_post
    if upper.due_on is None and upper.rhythm == Rhythm.ONCE:
        upper.due_on, upper.rhythm = lower.due_on, lower.rhythm
    if lower.decision != Decision.ACCEPTED:
        upper.decision = Decision.OPEN
    upper.save()
    coordinating = {*upper.coordinating_units.all(), *lower.coordinating_units.all()}
    upper.coordinating_units.set(unit for unit in coordinating if unit.pk != upper.lead_unit_id)


@transaction.atomic
def split(proposal_id: int, *, by: Official) -> list[Proposal]:
    """Make one proposal of each line of its wording; the first line keeps the proposal itself."""
    proposal = _locked(proposal_id, by)
    rules.check_living(Decision(proposal.decision))
    lines = [line.strip() for line in proposal.text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise RuleBroken("Để tách, xin xuống dòng ở chỗ cần tách trong ô Việc, mỗi việc một dòng.", field="text")
    proposal.text, proposal.decision = _worded(lines[0]), Decision.OPEN
    proposal.save(update_fields=["text", "decision"])
    coordinating = list(proposal.coordinating_units.all())
    made = [_copy(proposal, _worded(line), coordinating) for line in lines[1:]]
    record("proposal.split", proposal, by=by, changed={"into": [each.pk for each in made]})
    return [proposal, *made]


@transaction.atomic
def split_group(proposal_id: int, *, by: Official) -> list[Proposal]:
    """Make one proposal for each unit of the group that the text names; the first unit gets the proposal itself."""
    proposal = _locked(proposal_id, by)
    rules.check_living(Decision(proposal.decision))
    names = proposal.suggested.get("members") or []
    known = Unit.objects.of(proposal.reading.document.locality_id).on(clock.today()).filter(name__in=names)
    units = sorted(known, key=lambda unit: names.index(unit.name))
    if len(units) < 2:
        raise RuleBroken("Câu gốc không nêu nhóm đơn vị nào để tách.", field="lead_unit")
    coordinating = list(proposal.coordinating_units.all())
    made = [_copy(proposal, proposal.text, coordinating) for _unit in units[1:]]
    for each, unit in zip([proposal, *made], units, strict=True):
        each.lead_unit, each.head_post, each.decision = unit, None, Decision.OPEN
        each.save(update_fields=["lead_unit", "head_post", "decision"])
        each.coordinating_units.remove(unit)
    record("proposal.split", proposal, by=by, changed={"into": [each.pk for each in made]})
    return [proposal, *made]


@transaction.atomic
def add_proposal(reading_id: int, *, by: Official, start: int, end: int) -> Proposal:
    """Add a task that the reader missed, from a passage of the text."""
    reading = _locked_reading(by, pk=reading_id)
    passage = reading.document.text[start:end].strip() if 0 <= start < end <= len(reading.document.text) else ""
    rules.check_wording(passage[: rules.LONGEST_TASK])
    proposal = Proposal.objects.create(
        reading=reading, start=start, end=end, text=passage[: rules.LONGEST_TASK], origin=Origin.ADDED
    )
    record("proposal.added", proposal, by=by, changed={"start": start, "end": end})
    return proposal


@transaction.atomic
def confirm_proposals(reading_id: int, *, by: Official) -> list[Task]:
    """Make a task, waiting to be assigned, of every accepted proposal that has none yet. All, or none.

    Raises NotReady, which names every proposal that is not complete.
    """
    reading = _locked_reading(by, pk=reading_id)
    accepted = Proposal.objects.filter(reading=reading, decision=Decision.ACCEPTED).waiting()
    waiting = list(accepted.select_related("lead_unit", "head_post__unit").prefetch_related("coordinating_units"))
    if not waiting:
        raise RuleBroken("Chưa có việc mới nào được đồng ý.")
    made, broken = [], {}
    for proposal in waiting:
        proposal.reading = reading
        try:
            made.append(make_task(proposal, by=by))
        except RuleBroken as rule:
            broken[proposal.pk] = rule
    if broken:
        raise rules.NotReady(broken)
    return made


def _locked_reading(by: Official, **which: Any) -> Reading:
    """Lock the reading of a document the official may confirm: whoever changes its proposals does so one at a time."""
    readings = Reading.objects.select_for_update(of=["self"]).select_related("document__locality")
    reading = readings.get(document__locality=by.locality_id, **which)
    access.check_can_confirm(by, reading.document)
    return reading


def _locked(proposal_id: int, by: Official) -> Proposal:
    """Give a proposal under the lock of its reading, while it is no task yet."""
    reading = _locked_reading(by, pk__in=Proposal.objects.filter(pk=proposal_id).values("reading"))
    proposal = Proposal.objects.select_related("lead_unit", "head_post").get(pk=proposal_id)
    proposal.reading = reading
    task = Task.objects.filter(proposal=proposal).first()
    if task is not None:
        raise Overtaken("Việc này đã thành nhiệm vụ {code}, không sửa ở đây được nữa.", code=task.code)
    return proposal


def _copy(proposal: Proposal, text: str, coordinating: list[Unit]) -> Proposal:
    made = Proposal.objects.create(
        reading=proposal.reading,
        start=proposal.start,
        end=proposal.end,
        origin=Origin.SPLIT,
        text=text,
        lead_unit=proposal.lead_unit,
        head_post=proposal.head_post,
        due_on=proposal.due_on,
        rhythm=proposal.rhythm,
        theme=proposal.theme,
    )
    made.coordinating_units.set(coordinating)
    return made


def _worded(text: str) -> str:
    words = tidied(text)
    return words[:1].upper() + words[1:]
