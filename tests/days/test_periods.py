from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.days import Period, month_of, period_of, periods_between, quarter_of, week_of, year_of

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
kinds = st.sampled_from(["week", "month", "quarter", "year"])


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (week_of(date(2026, 11, 18)), "tuần 16/11–22/11/2026"),
        (week_of(date(2026, 12, 31)), "tuần 28/12/2026–03/01/2027"),
        (month_of(date(2026, 11, 18)), "tháng 11/2026"),
        (month_of(date(2026, 2, 18)), "tháng 02/2026"),
        (quarter_of(date(2026, 11, 18)), "quý IV/2026"),
        (year_of(date(2026, 11, 18)), "năm 2026"),
    ],
)
def test_periods_are_named_as_offices_name_them(period, label):
    assert period.label == label


@given(kinds, days)
def test_a_period_holds_its_day_and_its_neighbours_do_not(kind, day):
    period = period_of(kind, day)
    assert day in period and day not in period.previous() and day not in period.next()
    assert period.previous().end + timedelta(days=1) == period.start
    assert period.previous().next() == period


@given(kinds, days, st.integers(0, 900))
def test_periods_between_cover_every_day_once(kind, first, length):
    last = first + timedelta(days=length)
    found = periods_between(kind, first, last)
    assert first in found[0] and last in found[-1]
    assert all(a.end + timedelta(days=1) == b.start for a, b in zip(found, found[1:], strict=False))


def test_periods_backwards_are_none():
    assert periods_between("week", date(2026, 5, 2), date(2026, 5, 1)) == []


def test_a_broken_period_cannot_be_born():
    with pytest.raises(ValueError, match="no whole week"):
        Period("week", date(2026, 11, 17), date(2026, 11, 23))
