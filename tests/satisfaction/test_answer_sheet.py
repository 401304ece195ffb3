"""A citizen answers: into the box, once, with signs beside it, and nothing that leads back."""

from datetime import timedelta

import pytest

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.satisfaction import actions
from kheo.satisfaction.actions.asking import hash_of
from kheo.satisfaction.models import Boxed, Question, Sheet, Ticket
from kheo.satisfaction.rules import Channel, Flag, State
from tests.satisfaction.conftest import NOON

pytestmark = pytest.mark.django_db


def test_an_answer_lies_in_the_box_and_its_sheet_is_gone(counter):
    sheet, sent = counter.answers()
    boxed = Boxed.objects.get()
    assert sent
    assert (boxed.unit, boxed.channel, boxed.state) == (counter.world.service_centre, Channel.KIOSK, State.ANSWERED)
    assert (sorted(boxed.choices), boxed.flags) == (sorted(counter.choices()), [])
    assert not Sheet.objects.filter(pk=sheet.pk).exists()


def test_opening_answering_and_refusing_leave_no_record_that_would_keep_the_minute(counter):
    """The one exception to the rule that every act leaves its record: the night counts instead."""
    ticket, before = a_ticket(counter), AuditRecord.objects.count()
    counter.answers()
    counter.answers(ticket, browser="máy")
    actions.refuse_to_answer(counter.wall)
    assert Boxed.objects.count() == 3
    assert AuditRecord.objects.count() == before


def test_the_same_sheet_counts_once(counter):
    sheet, _sent = counter.answers()
    assert actions.answer_sheet(sheet.pk, choice_ids=counter.choices()) is False
    assert Boxed.objects.count() == 1


def test_every_scored_question_is_answered_and_the_reason_may_be_left_out(counter):
    with pytest.raises(RuleBroken, match="Còn 2 câu chưa chọn"):
        counter.answers(choices=counter.choices()[:3])
    counter.answers(choices=counter.choices(reason=True))
    assert len(Boxed.objects.get().choices) == 6


def test_two_choices_of_one_question_count_once_and_strange_ones_not_at_all(counter):
    first, *_rest = Question.objects.asked_in(counter.world.ward)
    both = [choice.pk for choice in first.choices.all()[:2]]
    counter.answers(choices=[*counter.choices(), *both, 999_999_999])
    assert len(Boxed.objects.get().choices) == 5


def test_questions_changed_meanwhile_are_answered_as_they_were_opened(counter):
    with clock.standing_at(NOON):
        sheet = actions.open_sheet(counter.kiosk)
    choices = counter.choices()
    with clock.standing_at(NOON + timedelta(minutes=1)):
        first = Question.objects.asked_in(counter.world.ward)[0]
        actions.retire_question(first.pk, by=counter.world.administrator)
        assert actions.answer_sheet(sheet.pk, choice_ids=choices)
    assert len(Boxed.objects.get().choices) == 5


@pytest.mark.parametrize(("seconds", "flags"), [(4, [Flag.FAST]), (40, [])])
def test_haste_is_a_sign_beside_the_answer_which_is_kept(counter, seconds, flags):
    counter.answers(takes=timedelta(seconds=seconds))
    assert Boxed.objects.get().flags == flags


def test_the_same_browser_is_known_again_for_the_day_and_a_kiosk_knows_nobody(counter):
    for place in range(4):
        counter.answers(counter.wall, browser="máy-a", place=place)
    counter.answers(counter.wall, browser="máy-b")
    counter.answers(counter.kiosk)
    flags = sorted(sorted(each.flags) for each in Boxed.objects.all())
    assert flags == [[], [], [], [Flag.AGAIN], [Flag.AGAIN, Flag.MANY], [Flag.AGAIN, Flag.MANY]]


def test_a_link_is_used_once_though_it_was_opened_twice(counter):
    ticket = a_ticket(counter)
    with clock.standing_at(NOON):
        one, two = actions.open_sheet(ticket), actions.open_sheet(ticket)
    assert actions.answer_sheet(one.pk, choice_ids=counter.choices(), browser="máy")
    assert actions.answer_sheet(two.pk, choice_ids=counter.choices(), browser="máy") is False
    boxed = Boxed.objects.get()
    assert (boxed.channel, boxed.procedure_id, boxed.desk) == (Channel.LINK, ticket.procedure_id, None)
    assert not Ticket.objects.exists()


def test_a_refusal_is_counted_and_uses_the_link_up(counter):
    ticket = a_ticket(counter)
    actions.refuse_to_answer(ticket)
    actions.refuse_to_answer(ticket)
    actions.refuse_to_answer(counter.wall)
    assert sorted(Boxed.objects.values_list("channel", "state", "choices")) == [
        (Channel.POSTER, State.REFUSED, []),
        (Channel.LINK, State.REFUSED, []),
    ]


def test_nobody_is_asked_nothing(counter):
    Question.objects.update(retired_at=NOON - timedelta(days=1))
    with pytest.raises(RuleBroken, match="chưa có câu hỏi"):
        actions.open_sheet(counter.kiosk)


def a_ticket(counter):
    """Lay a link beside a dossier of the service centre, as `ask_citizens` does."""
    with clock.standing_at(NOON):
        (sent,) = actions.ask_citizens([counter.world.dossier().pk], by=counter.world.desk)
    return Ticket.objects.get(pk=hash_of(sent.code))
