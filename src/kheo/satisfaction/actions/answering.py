"""What citizens do: open the questions, answer them, or say that they will not. They have no account, leave no name.

These three leave no audit record, unlike every other action: a record has a minute and is kept for good, and whoever
stood at the desk at that minute would be known. The nightly record counts them instead
(docs/decisions/0031-citizens-answers.md).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kheo.base import clock
from kheo.days.formats import local_day
from kheo.people.models import Unit
from kheo.satisfaction import marks, rules
from kheo.satisfaction.models import Boxed, Choice, DeskLink, Question, Sheet, Ticket, random_code
from kheo.satisfaction.rules import Channel, State


@transaction.atomic
def open_sheet(way: DeskLink | Ticket, *, code: str = "") -> Sheet:
    """Open the questions before somebody who came by a desk or by a link; under one code they open once."""
    unit = _unit_of(way)
    rules.check_something_to_ask(Question.objects.asked_in(unit.locality_id).count())
    link, ticket = (way, None) if isinstance(way, DeskLink) else (None, way)
    told = {"unit": unit, "link": link, "ticket": ticket, "opened_at": clock.now()}
    sheet, _new = Sheet.objects.get_or_create(code=code or random_code(), defaults=told)
    return sheet


@transaction.atomic
def answer_sheet(code: str, *, choice_ids: Sequence[int], browser: str = "") -> bool:
    """Put an answer into the box, with the signs seen; False when the sheet was answered or left before.

    `browser` is the random word of the browser's own cookie, or empty at a kiosk, which everybody shares.
    """
    ticket, sheet = _held(code)
    if sheet is None:
        return False
    choices = _choices(sheet, choice_ids)
    now = clock.now()
    sends = marks.leave(sheet.unit, browser, day=local_day(now)) if browser else marks.NO_SENDS
    signs = rules.flags_of(seconds=(now - sheet.opened_at).total_seconds(), sends_here=sends.here, sends=sends.all)
    _box(sheet.link or ticket, State.ANSWERED, now, choices, signs)
    (ticket or sheet).delete()
    return True


@transaction.atomic
def refuse_to_answer(way: DeskLink | Ticket) -> None:
    """Put a refusal into the box: it is counted, and nothing asks why."""
    used = Ticket.objects.select_for_update().filter(pk=way.pk).first() if isinstance(way, Ticket) else None
    if isinstance(way, Ticket) and used is None:
        return
    _box(way, State.REFUSED, clock.now())
    if used is not None:
        used.delete()


def _held(code: str) -> tuple[Ticket | None, Sheet | None]:
    """Lock what an answer uses up: the link before its sheets, so that two pages of one link wait in turn."""
    of_sheet = Sheet.objects.filter(pk=code).values("ticket")
    tickets = Ticket.objects.select_for_update(of=["self"]).select_related("unit", "procedure")
    ticket = tickets.filter(pk__in=of_sheet).first()
    sheets = Sheet.objects.select_for_update(of=["self"]).select_related("unit", "link__desk__unit")
    return ticket, sheets.filter(pk=code).first()


def _choices(sheet: Sheet, choice_ids: Sequence[int]) -> list[Choice]:
    """Give the choices, one a question, of the questions that were asked when the sheet was opened."""
    asked = Question.objects.asked_at(sheet.opened_at, sheet.unit.locality_id)
    scored = {question.pk for question in asked if question.is_scored}
    chosen = {each.question_id: each for each in Choice.objects.filter(pk__in=choice_ids, question__in=asked)}
    rules.check_answered(len(scored), len(scored & chosen.keys()))
    return sorted(chosen.values(), key=lambda choice: choice.pk)


def _box(
    way: DeskLink | Ticket | None,
    state: State,
    now: datetime,
    choices: Sequence[Choice] = (),
    flags: Sequence[str] = (),
) -> None:
    """Put it into the box of its unit and channel."""
    assert way is not None  # noqa: S101  a constraint of the table: a sheet has a desk or a link
    if isinstance(way, DeskLink):
        where = {"channel": way.channel, "desk": way.desk}
    else:
        where = {"channel": Channel.LINK, "procedure": way.procedure}
    Boxed.objects.create(
        **where,
        unit=_unit_of(way),
        state=state,
        day=local_day(now),
        sent_at=now if state is State.ANSWERED else None,
        choices=[choice.pk for choice in choices],
        flags=list(flags),
    )


def _unit_of(way: DeskLink | Ticket) -> Unit:
    """Give the unit that the answer is about."""
    return way.desk.unit if isinstance(way, DeskLink) else way.unit
