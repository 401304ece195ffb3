"""When a dossier is on time: the rule, without a database."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.days import VIETNAM, calendar_for
from kheo.errors import RuleBroken
from kheo.procedures.rules import on_time
from kheo.procedures.rules.limits import Limit, LimitUnit
from kheo.procedures.rules.on_time import STANDARD, Bucket, Course, Terms
from kheo.procedures.rules.states import (
    BROKEN_OFF,
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
    """A course in which `finished` and `returned` are days of those ends, or of the end that the state names."""
    ends = {}
    if finished := days.pop("finished", None):
        ends[status if status in BROKEN_OFF else Status.DONE] = finished
    if returned := days.pop("returned", None):
        ends[Status.RETURNED] = returned
    usual = {"received": RECEIVED, "promised": PROMISED, "ends": ends}
    return Course(status=status, **{**usual, **days})  # type: ignore[arg-type]


def found(way: Course, limit: int | None = None, terms: Terms = STANDARD) -> on_time.Finding:
    received_at = datetime.combine(way.received, time(9), VIETNAM)
    working_days = None if limit is None else Limit(limit, terms.unit)
    return on_time.find(way, working_days, CALENDAR, received_at, terms)


def outcome(way: Course, limit: int | None = None, today: date = TODAY, terms: Terms = STANDARD) -> Bucket | None:
    finding = found(way, limit, terms)
    return on_time.bucket(finding.verdict, finding.due, today)


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
    assert outcome(course(Status.RETURNED, returned=date(2026, 11, 25))) == Bucket.OVERDUE_FINISHED
    other_way = Terms(ends=(Status.RETURNED, Status.DONE))
    assert outcome(fetched_late, terms=other_way) == Bucket.OVERDUE_FINISHED


def test_the_wait_for_papers_is_taken_off_unless_the_locality_says_otherwise():
    way = course(finished=date(2026, 11, 21), waited=3, supplements=1)
    assert found(way).ended == date(2026, 11, 18)
    assert outcome(way) == Bucket.ON_TIME
    assert outcome(way, terms=Terms(subtract_supplements=False)) == Bucket.OVERDUE_FINISHED


def test_a_pause_is_taken_off_only_where_the_locality_says_so():
    way = course(finished=date(2026, 11, 21), paused=3)
    assert outcome(way) == Bucket.OVERDUE_FINISHED
    assert outcome(way, terms=Terms(subtract_pauses=True)) == Bucket.ON_TIME


def test_a_second_request_makes_a_finished_dossier_overdue_unless_more_are_allowed():
    way = course(finished=date(2026, 11, 17), supplements=2)
    assert outcome(way) == Bucket.OVERDUE_FINISHED
    assert outcome(way, terms=Terms(supplements_allowed=2)) == Bucket.EARLY
    assert outcome(way, terms=Terms(supplements_allowed=None)) == Bucket.EARLY


def test_a_dossier_is_measured_by_its_last_promise_or_by_its_first():
    way = course(finished=date(2026, 11, 20), promised=date(2026, 11, 20), first_promised=PROMISED)
    assert outcome(way) == Bucket.ON_TIME
    assert outcome(way, terms=Terms(first_promise=True)) == Bucket.OVERDUE_FINISHED


@pytest.mark.parametrize("ends", [(), (Status.DONE, Status.DONE), (Status.PROCESSING,)])
def test_terms_that_stop_no_clock_are_refused(ends):
    with pytest.raises(RuleBroken):
        Terms(ends=ends)


def test_terms_survive_being_kept():
    terms = Terms(False, None, True, True, (Status.RETURNED,), LimitUnit.MONTH)
    assert on_time.terms_from(terms.kept()) == terms


def test_an_open_dossier_is_within_time_until_its_day_has_passed():
    way = course(Status.PROCESSING)
    assert outcome(way, today=PROMISED) == Bucket.WITHIN_TIME
    assert outcome(way, today=PROMISED + timedelta(days=1)) == Bucket.OVERDUE_OPEN


def test_the_clock_stands_still_at_the_first_request_for_papers_but_not_at_the_second():
    once = course(Status.SUPPLEMENT_REQUESTED, supplement_requested=date(2026, 11, 17), supplements=1)
    assert outcome(once) == Bucket.WITHIN_TIME
    assert outcome(replace(once, supplements=2), today=RECEIVED) == Bucket.OVERDUE_OPEN
    assert outcome(replace(once, supplement_requested=date(2026, 11, 20))) == Bucket.OVERDUE_OPEN


def test_the_first_wait_is_taken_off_while_the_second_papers_are_awaited_where_two_requests_are_allowed():
    twice = course(
        Status.SUPPLEMENT_REQUESTED, supplement_requested=date(2026, 11, 20), supplements=2, waited=3, paused=1
    )
    assert found(twice, terms=Terms(supplements_allowed=2)).ended == date(2026, 11, 17)
    assert outcome(twice, terms=Terms(supplements_allowed=2)) == Bucket.WITHIN_TIME
    assert found(twice, terms=Terms(supplements_allowed=2, subtract_pauses=True)).ended == RECEIVED
    assert found(replace(twice, waited=30), terms=Terms(supplements_allowed=2)).ended == RECEIVED


def test_without_a_promised_day_the_limit_of_the_procedure_counts_in_working_days():
    friday = course(received=date(2026, 11, 13), promised=None, finished=date(2026, 11, 17))
    assert found(friday, 2).due == date(2026, 11, 17)
    assert outcome(friday, 2) == Bucket.ON_TIME
    assert outcome(friday, 1) == Bucket.OVERDUE_FINISHED
    assert outcome(friday, None) is None


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.REFUSED, Status.WITHDRAWAL_REQUESTED])
def test_a_dossier_that_was_never_accepted_is_not_counted(status):
    assert outcome(course(status, promised=None, finished=RECEIVED), 2) is None


def test_a_dossier_broken_off_after_acceptance_counts_on_the_day_it_was_broken_off():
    assert outcome(course(Status.STOPPED, finished=date(2026, 11, 17))) == Bucket.EARLY
    assert outcome(course(Status.REFUSED, finished=date(2026, 11, 19))) == Bucket.OVERDUE_FINISHED
    assert outcome(course(Status.STOPPED)) is None


days = st.dates(date(2026, 1, 5), date(2026, 12, 25))
spans = st.integers(0, 60).map(lambda count: timedelta(days=count))


@st.composite
def finished_courses(draw):
    received = draw(days)
    waited = draw(spans)
    finished = received + waited + draw(spans)
    return Course(
        draw(st.sampled_from([Status.DONE, Status.RETURNED])), received, received + draw(spans),
        ends={Status.DONE: finished}, supplements=draw(st.integers(0, 2)), waited=waited.days,
    )  # fmt: skip


@given(finished_courses(), spans)
def test_finishing_later_never_makes_it_better(way, more):
    rank = [Bucket.EARLY, Bucket.ON_TIME, Bucket.OVERDUE_FINISHED]
    assert rank.index(outcome(way)) <= rank.index(
        outcome(replace(way, ends={Status.DONE: way.ends[Status.DONE] + more}))
    )


@given(finished_courses())
def test_the_effective_end_lies_between_reception_and_finishing(way):
    assert way.received <= found(way).ended <= way.ends[Status.DONE]


def test_every_status_and_channel_is_known_by_code_and_by_name():
    for status in Status:
        assert status_of(str(int(status))) == status_of(STATUS_NAMES[status].upper()) == status
    for channel in Channel:
        assert channel_of(str(int(channel))) == channel_of(CHANNEL_NAMES[channel]) == channel
    assert rating_of("Rất hài lòng") == 5
    assert rating_of("6") is status_of("11") is channel_of("") is None
