"""Tết from 2023 to 2030 against a table of its own; clocks in working hours: 8 for a case, 4 where it is urgent."""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.days import VIETNAM, calendar_for

CALENDAR = calendar_for(range(2022, 2032))
# The first day of the first lunar month, as the almanac has it.
FIRST_OF_TET = {
    2023: date(2023, 1, 22), 2024: date(2024, 2, 10), 2025: date(2025, 1, 29), 2026: date(2026, 2, 17),
    2027: date(2027, 2, 6), 2028: date(2028, 1, 26), 2029: date(2029, 2, 13), 2030: date(2030, 2, 2),
}  # fmt: skip
# Monday to Friday off around it: announced for 2023 to 2026; after that by the rule of the law, until it is announced.
OFF_AROUND_TET = {
    2023: "2/1 20/1 23/1 24/1 25/1 26/1", 2024: "8/2 9/2 12/2 13/2 14/2", 2025: "27/1 28/1 29/1 30/1 31/1",
    2026: "16/2 17/2 18/2 19/2 20/2", 2027: "4/2 5/2 8/2 9/2 10/2", 2028: "3/1 24/1 25/1 26/1 27/1 28/1",
    2029: "12/2 13/2 14/2 15/2 16/2", 2030: "31/1 1/2 4/2 5/2 6/2",
}  # fmt: skip
tets = st.sampled_from(sorted(FIRST_OF_TET.values()))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


around_tet = st.builds(lambda tet, minutes: at(tet, 0) + timedelta(minutes=minutes), tets, st.integers(-40_000, 40_000))
quarters = st.integers(0, 160).map(lambda quarter: quarter / 4)


@pytest.mark.parametrize("year", sorted(FIRST_OF_TET))
def test_tet_is_five_working_days_off_in_one_piece(year):
    """Bộ luật Lao động 2019, điều 112, khoản 1: five days; those that fall on a weekend are made up for."""
    tet = FIRST_OF_TET[year]
    assert "Tết Nguyên Đán" in (CALENDAR.name(tet) or "")
    before, after = CALENDAR.add(tet, -1), CALENDAR.next_working(tet)
    off = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert sum(day.weekday() < 5 for day in off) == 5
    assert tet - timedelta(days=1) in off


@pytest.mark.long
def test_ten_thousand_deadlines_around_tet_are_those_of_the_table():
    """Received from 18 days before Tết to 20 after it, with a limit of 1 to 25 working days."""
    draw = Random(2023)
    for year, tet in FIRST_OF_TET.items():
        off = {
            date(year, int(month), int(day)) for day, month in (one.split("/") for one in OFF_AROUND_TET[year].split())
        }
        near = [tet + timedelta(days=n) for n in range(-30, 66)]
        worked = [day for day in near if day.weekday() < 5 and day not in off and day != date(year, 1, 1)]
        for _each in range(1_250):
            received, limit = tet + timedelta(days=draw.randint(-18, 20)), draw.randint(1, 25)
            due = worked[bisect_right(worked, received) + limit - 1]
            assert CALENDAR.add(received, limit) == due
            assert CALENDAR.between(received, due) == limit


@pytest.mark.parametrize("year", range(2023, 2031))
def test_the_other_days_of_the_law_are_off_each_year(year):
    for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
        assert not CALENDAR.is_working(date(year, month, day))
    independence = sum((CALENDAR.name(date(year, 9, day)) or "").startswith("Quốc khánh") for day in range(1, 5))
    assert independence >= 2


@given(around_tet)
def test_no_clock_of_hours_ends_in_tet_or_at_night(moment):
    for hours in (4, 8):
        end = CALENDAR.add_hours(moment, hours)
        assert CALENDAR.is_working(end.date())
        assert time(8) < end.time() <= time(12) or time(13, 30) < end.time() <= time(17, 30)


@given(around_tet)
def test_eight_hours_are_one_working_day(moment):
    """From any minute of a sitting, eight hours later is the same minute of the next working day."""
    started = CALENDAR.add_hours(moment, 0)
    end = CALENDAR.add_hours(started, 8)
    assert CALENDAR.between(started.date(), end.date()) in (0, 1)
    if started.time() not in (time(8), time(13, 30)):
        assert (end.date(), end.time()) == (CALENDAR.add(started.date(), 1), started.time())


@given(around_tet, quarters)
def test_hours_counted_are_the_hours_added(moment, hours):
    assert CALENDAR.hours_between(moment, CALENDAR.add_hours(moment, hours)) == hours


@pytest.mark.long
@given(around_tet, around_tet, around_tet)
def test_hours_between_add_up_and_turn_round(first, second, third):
    between = CALENDAR.hours_between
    assert between(first, second) + between(second, third) == pytest.approx(between(first, third))
    assert between(first, second) == -between(second, first)


@pytest.mark.long
@given(around_tet, around_tet)
def test_hours_between_agree_with_whole_days(first, second):
    first, second = at(first.date(), 18), at(second.date(), 18)
    assert CALENDAR.hours_between(first, second) == 8 * CALENDAR.between(first.date(), second.date())


def test_a_case_of_the_last_afternoon_before_tet_is_due_after_it():
    sent = at(date(2026, 2, 13), 16, 30)  # the Friday before Tết Bính Ngọ
    assert CALENDAR.add_hours(sent, 4) == at(date(2026, 2, 23), 11)
    assert CALENDAR.add_hours(sent, 8) == at(date(2026, 2, 23), 16, 30)
    assert CALENDAR.hours_between(sent, at(date(2026, 2, 23), 8)) == 1


def test_a_saturday_that_is_worked_has_working_hours():
    assert CALENDAR.hours_between(at(date(2026, 8, 22), 0), at(date(2026, 8, 23), 0)) == 8


def test_hours_between_need_to_know_their_zone():
    with pytest.raises(ValueError, match="aware"):
        CALENDAR.hours_between(datetime(2026, 11, 23, 8), at(date(2026, 11, 23), 9))  # noqa: DTZ001
