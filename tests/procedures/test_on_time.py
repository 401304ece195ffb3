"""When a dossier is on time: the rule, without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.days import calendar_for
from kheo.procedures.rules import on_time
from kheo.procedures.rules.on_time import Bucket, Course
from kheo.procedures.rules.states import (
    CHANNEL_NAMES,
    STATUS_NAMES,
    Channel,
    Status,
    channel_of,
    rating_of,
    status_of,
)

CALENDAR = calendar_for(range(2025, 2028))
RECEIVED, PROMISED, TODAY = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 23)


def course(status: Status = Status.DONE, **days: object) -> Course:
    return Course(status=status, received=RECEIVED, **{"promised": PROMISED, **days})  # type: ignore[arg-type]


def outcome(way: Course, limit: int | None = None, today: date = TODAY) -> Bucket | None:
    due = on_time.due_day(way, limit, CALENDAR)
    return on_time.bucket(way.status, way.supplements, due, on_time.end_day(way), today)


@pytest.mark.parametrize(
    ("finished", "bucket"),
    [
        (date(2026, 11, 17), Bucket.EARLY),
        (date(2026, 11, 18), Bucket.ON_TIME),
        (date(2026, 11, 19), Bucket.OVERDUE_FINISHED),
    ],
)
def test_a_finished_dossier_is_measured_against_its_promised_day(finished, bucket):
    assert outcome(course(finished=finished)) == bucket


def test_finishing_counts_and_not_the_day_the_result_was_fetched():
    fetched_late = course(Status.RETURNED, finished=date(2026, 11, 18), returned=date(2026, 11, 25))
    assert outcome(fetched_late) == Bucket.ON_TIME
    assert outcome(replace(fetched_late, finished=None)) == Bucket.OVERDUE_FINISHED


def test_the_wait_for_papers_is_taken_off():
    way = course(
        finished=date(2026, 11, 21),
        supplement_requested=date(2026, 11, 17),
        supplement_done=date(2026, 11, 20),
        supplements=1,
    )
    assert on_time.end_day(way) == date(2026, 11, 18)
    assert outcome(way) == Bucket.ON_TIME


def test_an_open_dossier_is_within_time_until_its_day_has_passed():
    way = course(Status.PROCESSING)
    assert outcome(way, today=PROMISED) == Bucket.WITHIN_TIME
    assert outcome(way, today=PROMISED + timedelta(days=1)) == Bucket.OVERDUE_OPEN


def test_the_clock_stands_still_at_the_first_request_for_papers_but_not_at_the_second():
    once = course(Status.SUPPLEMENT_REQUESTED, supplement_requested=date(2026, 11, 17), supplements=1)
    assert outcome(once) == Bucket.WITHIN_TIME
    assert outcome(replace(once, supplements=2), today=RECEIVED) == Bucket.OVERDUE_OPEN
    assert outcome(replace(once, supplement_requested=date(2026, 11, 20))) == Bucket.OVERDUE_OPEN


def test_without_a_promised_day_the_limit_of_the_procedure_counts_in_working_days():
    friday = Course(Status.DONE, received=date(2026, 11, 13), finished=date(2026, 11, 17))
    assert on_time.due_day(friday, 2, CALENDAR) == date(2026, 11, 17)
    assert outcome(friday, 2) == Bucket.ON_TIME
    assert outcome(friday, 1) == Bucket.OVERDUE_FINISHED
    assert outcome(friday, None) is None


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.REFUSED, Status.WITHDRAWAL_REQUESTED])
def test_a_dossier_that_was_never_accepted_is_not_counted(status):
    assert outcome(Course(status, RECEIVED, finished=RECEIVED), 2) is None


def test_a_dossier_broken_off_after_acceptance_counts_on_the_day_it_was_broken_off():
    assert outcome(course(Status.STOPPED, finished=date(2026, 11, 17))) == Bucket.EARLY
    assert outcome(course(Status.REFUSED, finished=date(2026, 11, 19))) == Bucket.OVERDUE_FINISHED
    assert outcome(course(Status.STOPPED)) is None


days = st.dates(date(2026, 1, 5), date(2026, 12, 25))
spans = st.integers(0, 60).map(lambda count: timedelta(days=count))


@st.composite
def finished_courses(draw):
    received = draw(days)
    requested = received + draw(spans) if draw(st.booleans()) else None
    done = requested + draw(spans) if requested and draw(st.booleans()) else None
    finished = (done or requested or received) + draw(spans)
    return Course(
        draw(st.sampled_from([Status.DONE, Status.RETURNED])), received, received + draw(spans), finished, None,
        1 if requested else 0, requested, done,
    )  # fmt: skip


@given(finished_courses(), spans)
def test_finishing_later_never_makes_it_better(way, more):
    rank = [Bucket.EARLY, Bucket.ON_TIME, Bucket.OVERDUE_FINISHED]
    assert rank.index(outcome(way)) <= rank.index(outcome(replace(way, finished=way.finished + more)))


@given(finished_courses())
def test_the_effective_end_lies_between_reception_and_finishing(way):
    assert way.received <= on_time.end_day(way) <= way.finished


def test_every_status_and_channel_is_known_by_code_and_by_name():
    for status in Status:
        assert status_of(str(int(status))) == status_of(STATUS_NAMES[status].upper()) == status
    for channel in Channel:
        assert channel_of(str(int(channel))) == channel_of(CHANNEL_NAMES[channel]) == channel
    assert rating_of("Rất hài lòng") == 5
    assert rating_of("6") is status_of("11") is channel_of("") is None
