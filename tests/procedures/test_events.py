"""How the course of a dossier follows from its events, without a database."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.days import VIETNAM
from kheo.procedures.rules import events
from kheo.procedures.rules.events import Event, Kind, Origin, Stated, derive
from kheo.procedures.rules.states import Status


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=VIETNAM)


def promise(day: int, until: int, origin: Origin = Origin.LOG) -> Event:
    return Event(Kind.PROMISED, at(day), at(until), origin)


RECEIVED = Event(Kind.RECEIVED, at(2))


def test_a_log_of_events_becomes_a_course():
    found = derive(
        [
            Event(Kind.RETURNED, at(13)),
            Event(Kind.SUBMITTED, at(1)),
            RECEIVED,
            promise(2, 10),
            Event(Kind.STARTED, at(3)),
            Event(Kind.SUPPLEMENT_REQUESTED, at(4)),
            Event(Kind.SUPPLEMENT_GIVEN, at(6)),
            Event(Kind.FINISHED, at(12)),
        ]
    )
    assert (found.received_at, found.promised_at, found.finished_at, found.returned_at) == (
        at(2),
        at(10),
        at(12),
        at(13),
    )
    assert (found.status, found.supplement_count, found.supplement_days) == (Status.RETURNED, 1, 2)
    assert found.course.ends == {Status.DONE: date(2026, 11, 12), Status.RETURNED: date(2026, 11, 13)}


@pytest.mark.parametrize(
    ("last", "status"),
    [
        (Kind.SUPPLEMENT_REQUESTED, Status.SUPPLEMENT_REQUESTED),
        (Kind.SUPPLEMENT_GIVEN, Status.PROCESSING),
        (Kind.PAYMENT_ASKED, Status.PAYMENT_DUE),
        (Kind.PAID, Status.PROCESSING),
        (Kind.STOPPED, Status.STOPPED),
        (Kind.REOPENED, Status.PROCESSING),
    ],
)
def test_the_last_event_gives_the_state(last, status):
    assert derive([RECEIVED, Event(last, at(5))]).status == status
    assert derive([RECEIVED, Event(last, at(5)), promise(6, 9)]).status == status


def test_several_waits_for_papers_are_added_and_the_requests_counted():
    asked = [Event(Kind.SUPPLEMENT_REQUESTED, at(day)) for day in (3, 8, 12)]
    given_back = [Event(Kind.SUPPLEMENT_GIVEN, at(day)) for day in (5, 9)]
    found = derive([RECEIVED, *asked, *given_back])
    assert (found.supplement_count, found.supplement_days) == (3, 3)
    assert found.course.supplement_requested == date(2026, 11, 12)


def test_what_ended_before_a_dossier_was_opened_again_has_not_ended():
    again = [RECEIVED, Event(Kind.FINISHED, at(5)), Event(Kind.REOPENED, at(7))]
    found = derive(again)
    assert (found.finished_at, found.status, found.reopened_count) == (None, Status.PROCESSING, 1)
    assert derive([*again, Event(Kind.FINISHED, at(9))]).finished_at == at(9)


def test_the_last_promise_holds_and_the_first_is_remembered():
    course = derive([RECEIVED, promise(2, 10), promise(9, 16)]).course
    assert (course.promised, course.first_promised) == (date(2026, 11, 16), date(2026, 11, 10))


def test_a_log_is_believed_before_a_sheet_kind_by_kind():
    of_sheet = events.of_row(Status.DONE, at(2, 0), at(10, 0), at(12, 0), None, None, None)
    found = derive([*of_sheet, Event(Kind.RECEIVED, at(3, 8))], Stated(Status.DONE))
    assert (found.received_at, found.finished_at, found.promised_at) == (at(3, 8), at(12, 0), at(10, 0))


OF_SHEET = Event(Kind.RECEIVED, at(2, 0), origin=Origin.ROW)


@pytest.mark.parametrize(
    ("told", "stated", "stands"),
    [
        ([], Status.SUBMITTED, True),
        ([promise(2, 10)], Status.ACCEPTED, True),
        ([RECEIVED], Status.ACCEPTED, False),
        ([RECEIVED], Status.PAYMENT_DUE, True),
        ([RECEIVED, Event(Kind.STARTED, at(3))], Status.PAYMENT_DUE, False),
        ([RECEIVED, Event(Kind.STARTED, at(3))], Status.STOPPED, True),
        ([RECEIVED, Event(Kind.FINISHED, at(3))], Status.STOPPED, False),
        ([RECEIVED, Event(Kind.REOPENED, at(3))], Status.DONE, False),
    ],
)
def test_a_state_that_a_sheet_states_stands_while_the_log_tells_of_nothing_so_far_along(told, stated, stands):
    assert events.as_stated([OF_SHEET, *told], stated, 2) == Stated(stated if stands else None, 2)
    assert events.as_stated(told, stated, 2) == Stated()


def test_a_reopening_that_was_only_noticed_is_no_state():
    noticed = Event(Kind.REOPENED, at(20), origin=Origin.NOTICED)
    found = derive([OF_SHEET, noticed, Event(Kind.FINISHED, at(5))])
    assert (found.status, found.finished_at, found.reopened_count) == (Status.DONE, at(5), 1)


def test_what_broke_a_dossier_off_is_its_end():
    found = derive(events.of_row(Status.STOPPED, at(2), at(10), at(6), None, None, None), Stated(Status.STOPPED))
    assert (found.finished_at, found.course.ends) == (at(6), {Status.STOPPED: date(2026, 11, 6)})


def test_an_entry_that_takes_back_leaves_what_came_after_it():
    old, new = promise(2, 10), promise(2, 12)
    assert events.standing([(RECEIVED, False), (old, False), (old, True), (new, False)]) == [RECEIVED, new]
    assert events.standing([(old, False), (old, True), (old, False)]) == [old]


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001
    lambda naive: naive.replace(microsecond=0, tzinfo=VIETNAM)
)
logs = st.lists(
    st.builds(
        lambda kind, when: Event(kind, when, when + timedelta(days=3) if kind == Kind.PROMISED else None),
        st.sampled_from(list(Kind)),
        moments,
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda each: (each.kind, each.at),
)


@pytest.mark.long
@given(logs, st.randoms())
def test_the_order_in_which_events_were_told_changes_nothing(log, chance):
    shuffled = list(log)
    chance.shuffle(shuffled)
    assert derive(shuffled) == derive(log)


@pytest.mark.long
@given(logs)
def test_a_wait_is_never_negative_and_an_end_never_lies_before_the_opening(log):
    found = derive(log)
    assert found.supplement_days >= 0
    assert found.course.paused >= 0
    assert all(day.year == 2026 for day in found.course.ends.values())
