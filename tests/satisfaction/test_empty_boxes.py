"""The night: what may be told is counted without order, without the minute, and never fewer than five together."""

from datetime import date, timedelta

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.satisfaction import actions, marks
from kheo.satisfaction.models import Answer, Ask, Boxed, Chosen, DayKey, Mark, Sheet, Ticket
from kheo.satisfaction.rules import Channel, Flag, State
from tests.satisfaction.conftest import NIGHT, NOON

pytestmark = pytest.mark.django_db
A_MONTH = timedelta(days=31)


def test_five_answers_are_counted_under_the_day_before(counter):
    counter.fills_the_box(5)
    assert counter.night() == 5
    assert set(Answer.objects.values_list("unit", "channel", "state", "counted_on", "lowest")) == {
        (counter.world.service_centre.pk, Channel.KIOSK, State.ANSWERED, date(2026, 11, 23), 100)
    }
    assert Answer.objects.count() == 5
    assert Chosen.objects.count() == 25
    assert not Boxed.objects.exists()


def test_the_record_of_the_night_counts_answers_and_refusals_for_the_whole_ward(counter):
    counter.fills_the_box(5)
    counter.answers(counter.wall, browser="máy")
    with clock.standing_at(NOON):
        actions.refuse_to_answer(counter.kiosk)
        actions.open_sheet(counter.kiosk)
    counter.night()
    trace = AuditRecord.objects.get(verb="system.boxes_emptied")
    assert trace.changed == {"counted": 7, "answered": 5, "refused": 1, "waiting": 1}
    assert (trace.object_id, trace.official_id) == (counter.world.ward.pk, None)


def test_four_wait_without_the_minute_they_came_until_a_fifth_comes(counter):
    counter.fills_the_box(4)
    assert counter.night() == 0
    assert Boxed.objects.filter(sent_at=None).count() == 4
    counter.answers(at=NOON + timedelta(days=1))
    assert counter.night(NIGHT + timedelta(days=1)) == 5
    assert set(Answer.objects.values_list("counted_on", flat=True)) == {date(2026, 11, 24)}


def test_whoever_sends_four_answers_of_one_telephone_does_not_open_the_box_on_a_fifth(counter):
    """An official who wants to know what the next citizen says fills the box beforehand."""
    for number in range(4):
        counter.answers(counter.wall, browser="máy của cán bộ", at=NOON + timedelta(minutes=10 * number))
    for number in range(3):
        counter.answers(counter.wall, browser=f"máy {number}", place=3, at=NOON + timedelta(hours=number + 1))
    assert counter.night() == 0, "seven answers, and four of them without a sign"
    counter.answers(counter.wall, browser="máy 3", at=NOON + timedelta(days=1))
    assert counter.night(NIGHT + timedelta(days=1)) == 8


def test_a_burst_does_not_open_the_box_either(counter):
    for second in range(5):
        counter.answers(at=NOON + timedelta(seconds=20 * second))
    counter.answers(at=NOON + timedelta(hours=1), place=3)
    assert counter.night() == 0


def test_what_came_today_is_not_counted_before_the_night(counter):
    counter.fills_the_box(6)
    assert counter.night(NOON + timedelta(hours=3)) == 0
    assert not Answer.objects.exists()


def test_silence_and_refusal_are_counted_too(counter):
    with clock.standing_at(NOON):
        actions.open_sheet(counter.wall)
        actions.refuse_to_answer(counter.wall)
        sent = actions.ask_citizens([counter.world.dossier().pk], by=counter.world.desk)
    assert counter.night() == 2
    assert counter.night(NIGHT + A_MONTH - timedelta(days=2)) == 0, "the last day is not over"
    assert counter.night(NIGHT + A_MONTH) == 1
    assert sorted(Answer.objects.values_list("channel", "state")) == [
        (Channel.POSTER, State.REFUSED),
        (Channel.POSTER, State.SILENT),
        (Channel.LINK, State.SILENT),
    ]
    assert (Sheet.objects.count(), Ticket.objects.count(), len(sent)) == (0, 0, 1)


def test_a_link_that_was_opened_and_left_may_be_opened_again(counter):
    with clock.standing_at(NOON):
        actions.ask_citizens([counter.world.dossier().pk], by=counter.world.desk)
        actions.open_sheet(Ticket.objects.get())
    counter.night()
    assert (Sheet.objects.count(), Ticket.objects.count(), Answer.objects.count()) == (0, 1, 0)


def test_bursts_of_equal_answers_get_their_sign_and_are_counted(counter):
    for second in range(5):
        counter.answers(at=NOON + timedelta(seconds=20 * second))
    counter.answers(at=NOON + timedelta(seconds=30), place=1)
    for hour in range(1, 5):
        counter.answers(at=NOON + timedelta(hours=hour))
    counter.night()
    assert sorted(Answer.objects.values_list("flags", flat=True)) == [*[[]] * 5, *[[Flag.BURST]] * 5]


@pytest.mark.long
def test_a_procedure_stands_beside_answers_only_where_five_share_it(counter):
    common, rare = counter.world.procedure("Chứng thực"), counter.world.procedure("Đăng ký kết hôn")
    with clock.standing_at(NOON):
        codes = [counter.world.dossier(f"PT-{n}", procedure=common).pk for n in range(10)]
        codes += [counter.world.dossier("PT-10", procedure=rare).pk]
        actions.ask_citizens(codes, by=counter.world.desk)
    for number, ticket in enumerate(list(Ticket.objects.all())):
        counter.answers(ticket, browser=f"máy-{number}", at=NOON + timedelta(minutes=10 * number))
    counter.night()
    assert set(Answer.objects.values_list("procedure", flat=True)) == {None}, "ten and one: the one would be told apart"
    assert Answer.objects.count() == 11


def test_another_ward_keeps_its_box_closed(counter):
    neighbour = counter.world.administrator_of_another_ward.locality
    counter.fills_the_box(5)
    assert actions.empty_boxes(neighbour, now=NIGHT) == 0
    assert Boxed.objects.count() == 5


def test_a_counted_answer_is_never_altered(counter):
    counter.fills_the_box(5)
    counter.night()
    for change in ("UPDATE satisfaction_answer SET lowest = 0", "UPDATE satisfaction_chosen SET choice_id = choice_id"):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


# nobody with the database can link two answers to one browser


def everything():
    """All that is stored of answers, as a bag: without the random numbers of rows, which are drawn anew each time."""
    choices = {pk: [] for pk in Answer.objects.values_list("pk", flat=True)}
    for answer, choice in Chosen.objects.values_list("answer", "choice"):
        choices[answer].append(choice)
    told = Answer.objects.values_list("pk", "unit", "channel", "state", "procedure", "counted_on", "lowest", "flags")
    answers = sorted(repr((row[1:], sorted(choices[row[0]]))) for row in told)
    others = [list(model.objects.values()) for model in (Boxed, Sheet, Mark, DayKey, Ticket, Ask)]
    return answers, others


def story(counter, senders):
    """People answer at the wall, the last two from browsers that answered before: which, `senders` says."""
    with transaction.atomic():
        for number, (browser, place) in enumerate(senders):
            counter.answers(counter.wall, browser=browser, place=place, at=NOON + timedelta(minutes=10 * number))
        counter.night()
        stored = everything()
        transaction.set_rollback(True)
    return stored


@pytest.mark.long
def test_swapping_the_browsers_leaves_the_same_database(counter):
    """Two worlds: A comes back angry and B content, or the other way round. What is stored is the same."""
    others = [("c", 0), ("d", 1), ("e", 1)]
    one = story(counter, [("a", 0), ("b", 3), *others, ("a", 2), ("b", 1)])
    two = story(counter, [("a", 0), ("b", 3), *others, ("b", 2), ("a", 1)])
    assert one == two
    answers, rest = one
    assert len(answers) == 7
    assert sum("again" in each for each in answers) == 2, "the signs are there"
    assert rest == [[]] * 6, "of the day nothing is left: no mark, no key, no time"


def test_the_key_of_a_day_is_thrown_away_and_the_same_browser_leaves_another_mark(counter):
    unit, today = counter.world.service_centre, date(2026, 11, 23)
    assert marks.leave(unit, "máy", day=today) == (1, 1)
    assert marks.leave(unit, "máy", day=today) == (2, 2)
    before = set(Mark.objects.values_list("digest", flat=True))
    assert marks.leave(unit, "máy", day=today + timedelta(days=1)) == (1, 1)
    after = set(Mark.objects.values_list("digest", flat=True))
    assert len(before) == len(after) == 2
    assert not before & after
    assert list(DayKey.objects.values_list("day", flat=True)) == [today + timedelta(days=1)]


def test_neither_marks_nor_answers_carry_what_would_join_them():
    """No column of a mark is a time, a unit or a number of an answer, and no column of an answer is a mark."""
    assert {field.name for field in Mark._meta.concrete_fields} == {"digest", "key", "count"}
    assert {field.name for field in Answer._meta.concrete_fields} == {
        "id", "unit", "channel", "state", "procedure", "counted_on", "lowest", "flags",
    }  # fmt: skip
    assert {field.name for field in Ask._meta.concrete_fields} == {"id", "dossier", "asked_on"}
    assert {field.name for field in Ticket._meta.concrete_fields} == {"hash", "unit", "procedure", "last_day"}
    assert Ticket._meta.get_field("last_day").get_internal_type() == "DateField", (
        "a moment would name the act, so the dossier"
    )
