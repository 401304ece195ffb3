from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.days import VIETNAM, Calendar, calendar_for

CALENDAR = calendar_for(range(2024, 2029))
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
moments = st.integers(0, 1_600_000).map(lambda minute: datetime(2024, 1, 1, tzinfo=VIETNAM) + timedelta(minutes=minute))


def test_tet_is_off_and_named_in_vietnamese():
    assert not CALENDAR.is_working(date(2026, 2, 17))
    assert CALENDAR.name(date(2026, 2, 17)) == "Tết Nguyên Đán"
    assert CALENDAR.next_working(date(2026, 2, 14)) == date(2026, 2, 23)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 4, 30), date(2026, 5, 1), date(2026, 9, 2)])
def test_national_days_are_off(day):
    assert not CALENDAR.is_working(day)


def test_gio_to_on_a_sunday_moves_to_monday():
    assert CALENDAR.is_working(date(2026, 4, 24))
    assert not CALENDAR.is_working(date(2026, 4, 27))


def test_the_day_swapped_by_the_government_is_worked():
    assert CALENDAR.is_working(date(2026, 8, 22))  # a Saturday, worked for Monday 31 August
    assert not CALENDAR.is_working(date(2026, 8, 31))


def test_the_locality_adds_its_own_days():
    calendar = calendar_for(
        [2026],
        extra_off={date(2026, 8, 22): "Nghỉ theo thông báo", date(2026, 6, 1): "Mất điện toàn phường"},
        extra_working=frozenset({date(2026, 8, 31), date(2026, 6, 6)}),
    )
    assert not calendar.is_working(date(2026, 8, 22))
    assert calendar.is_working(date(2026, 8, 31)) and calendar.name(date(2026, 8, 31)) is None
    assert calendar.is_working(date(2026, 6, 6))
    assert calendar.name(date(2026, 6, 1)) == "Mất điện toàn phường"


def test_a_day_cannot_be_both_off_and_worked():
    with pytest.raises(ValueError, match="both"):
        calendar_for([2026], extra_off={date(2026, 6, 1): "x"}, extra_working=frozenset({date(2026, 6, 1)}))


def test_three_days_from_friday_skip_the_weekend():
    assert CALENDAR.add(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert CALENDAR.add(date(2026, 11, 23), -1) == date(2026, 11, 20)
    assert CALENDAR.between(date(2026, 11, 20), date(2026, 11, 25)) == 2  # 24 November is Ngày Văn hoá Việt Nam


def test_a_deadline_that_passed_counts_below_zero():
    assert CALENDAR.between(date(2026, 11, 23), date(2026, 11, 18)) == -3


@given(days, st.integers(1, 200))
def test_adding_then_counting_gives_the_same_number(day, count):
    assert CALENDAR.between(day, CALENDAR.add(day, count)) == count
    assert CALENDAR.is_working(CALENDAR.add(day, count))
    assert CALENDAR.is_working(CALENDAR.add(day, -count))


@given(days.filter(CALENDAR.is_working), st.integers(-200, 200))
def test_from_a_working_day_adding_can_be_undone(day, count):
    assert CALENDAR.add(CALENDAR.add(day, count), -count) == day


@given(days, days, days)
def test_counts_add_up_and_turn_round(first, second, third):
    assert CALENDAR.between(first, second) + CALENDAR.between(second, third) == CALENDAR.between(first, third)
    assert CALENDAR.between(first, second) == -CALENDAR.between(second, first)


@given(days)
def test_the_next_working_day_is_never_earlier_and_skips_only_days_off(day):
    found = CALENDAR.next_working(day)
    assert found >= day and CALENDAR.is_working(found)
    assert not any(CALENDAR.is_working(day + timedelta(days=n)) for n in range((found - day).days))


def test_four_hours_from_late_afternoon_end_next_morning():
    friday = datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)
    assert CALENDAR.add_hours(friday, 4) == datetime(2026, 11, 23, 11, 0, tzinfo=VIETNAM)


def test_a_whole_day_of_hours_ends_when_the_office_closes():
    sunday = datetime(2026, 11, 22, 10, 0, tzinfo=VIETNAM)
    assert CALENDAR.add_hours(sunday, 8) == datetime(2026, 11, 23, 17, 30, tzinfo=VIETNAM)


def test_hours_run_in_vietnamese_time_whatever_the_zone_given():
    assert CALENDAR.add_hours(datetime(2026, 11, 23, 1, 0, tzinfo=UTC), 1) == datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        CALENDAR.add_hours(datetime(2026, 11, 23, 8, 0), 1)  # noqa: DTZ001


@given(moments, st.integers(1, 40), st.integers(1, 40))
def test_hours_add_up(moment, first, second):
    assert CALENDAR.add_hours(CALENDAR.add_hours(moment, first), second) == CALENDAR.add_hours(moment, first + second)


def test_a_calendar_can_be_a_key():
    assert hash(Calendar({}, frozenset())) == hash(Calendar({}, frozenset()))
