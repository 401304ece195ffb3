"""The night after: open the boxes. What lay in them is counted, in no order, without the minute it came."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from kheo.base.audit import record
from kheo.days.formats import local_day
from kheo.people.models import Locality
from kheo.satisfaction import marks, rules
from kheo.satisfaction.models import Answer, Boxed, Choice, Chosen, Sheet, Ticket
from kheo.satisfaction.rules import Channel, Flag, State


@transaction.atomic
def empty_boxes(locality: Locality, *, now: datetime) -> int:
    """Box what was left or has run out, mark bursts, open every box that may be opened, forget the day. Give how many.

    The record is the only trace of what citizens did: how many answered and refused among those counted tonight.

    Only what was sent before today goes: nobody watches a figure move while a citizen stands at the desk.
    """
    today = local_day(now)
    _box_silence(locality, now)
    boxed = Boxed.objects.select_for_update(of=["self"]).filter(unit__locality=locality, day__lt=today)
    waiting = list(boxed.order_by("pk"))
    _mark_bursts(waiting)
    opened: list[Boxed] = []
    for box in _boxes(waiting):
        answered = [each for each in box if each.state == State.ANSWERED]
        if rules.may_open(len(answered), sum(not each.flags for each in answered)):
            _count(box, today - timedelta(days=1))
            opened += box
    marks.throw_away(locality.pk, before=today)
    record("system.boxes_emptied", locality, by=None, changed=_counts(opened, waiting))
    return len(opened)


def _counts(opened: Sequence[Boxed], waiting: Sequence[Boxed]) -> dict[str, int]:
    states = [each.state for each in opened]
    return {
        "counted": len(opened),
        "answered": states.count(State.ANSWERED),
        "refused": states.count(State.REFUSED),
        "waiting": len(waiting) - len(opened),
    }


def _box_silence(locality: Locality, now: datetime) -> None:
    """Whoever left the questions open at a desk, and whoever let a link run out, did not answer: that is counted."""
    left = Sheet.objects.filter(unit__locality=locality, opened_at__lt=now - rules.LEFT_AFTER)
    silent = [
        Boxed(
            unit_id=sheet.unit_id, channel=sheet.link.channel, state=State.SILENT, desk_id=sheet.link.desk_id,
            day=local_day(sheet.opened_at),
        )
        for sheet in left.select_related("link")
        if sheet.link is not None
    ]  # fmt: skip
    left.delete()  # a link that was opened and left may be opened again
    run_out = Ticket.objects.filter(unit__locality=locality, last_day__lt=local_day(now))
    silent += [
        Boxed(
            unit_id=ticket.unit_id, channel=Channel.LINK, state=State.SILENT, procedure_id=ticket.procedure_id,
            day=ticket.last_day,
        )
        for ticket in run_out
    ]  # fmt: skip
    run_out.delete()
    Boxed.objects.bulk_create(silent)


def _mark_bursts(waiting: Sequence[Boxed]) -> None:
    """Put the sign of a burst beside equal answers that came together, then forget when each came."""
    timed = [(each, each.sent_at) for each in waiting if each.sent_at is not None]
    told = [rules.Boxed(at, each.desk_id or -each.unit_id, tuple(each.choices)) for each, at in timed]
    for number in rules.bursts(told):
        timed[number][0].flags.append(Flag.BURST)
    for each, _at in timed:
        each.sent_at = None
    Boxed.objects.bulk_update([each for each, _at in timed], ["sent_at", "flags"], batch_size=1000)


def _boxes(waiting: Iterable[Boxed]) -> Iterable[list[Boxed]]:
    """Give what lies in each box: one a unit and a channel."""
    boxes: dict[tuple[int, int], list[Boxed]] = {}
    for each in waiting:
        boxes.setdefault((each.unit_id, each.channel), []).append(each)
    return boxes.values()


def _count(box: Sequence[Boxed], day: date) -> None:
    """Count all that lies in a box, shuffled, under one day, and take it out."""
    shuffled = sorted(box, key=lambda _each: secrets.randbits(64))
    scores = dict(Choice.objects.filter(pk__in={pk for each in box for pk in each.choices}).values_list("pk", "score"))
    told = {
        state: rules.told([(each.procedure_id, not each.flags) for each in box if each.state == state])
        for state in State
    }
    answers = [
        Answer(
            unit_id=each.unit_id,
            channel=each.channel,
            state=each.state,
            procedure_id=each.procedure_id if each.procedure_id in told[State(each.state)] else None,
            counted_on=day,
            lowest=rules.lowest(scores[pk] for pk in each.choices),
            flags=each.flags,
        )
        for each in shuffled
    ]
    Answer.objects.bulk_create(answers, batch_size=1000)
    chosen = [
        Chosen(answer=answer, choice_id=pk)
        for answer, each in zip(answers, shuffled, strict=True)
        for pk in each.choices
    ]
    Chosen.objects.bulk_create(chosen, batch_size=1000)
    Boxed.objects.filter(pk__in=[each.pk for each in box]).delete()
