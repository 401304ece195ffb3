"""How long a procedure may take: hours, days, working days, months."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.days import VIETNAM, calendar_for
from kheo.procedures.rules.limits import Limit, LimitUnit, due_after

CALENDAR = calendar_for(range(2025, 2028))
FRIDAY_AFTERNOON = datetime(2026, 11, 13, 16, 30, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("amount", "unit", "due"),
    [
        (1, LimitUnit.HOUR, date(2026, 11, 13)),
        (2, LimitUnit.HOUR, date(2026, 11, 16)),
        (8, LimitUnit.HOUR, date(2026, 11, 16)),
        (1, LimitUnit.DAY, date(2026, 11, 16)),
        (3, LimitUnit.DAY, date(2026, 11, 16)),
        (4, LimitUnit.DAY, date(2026, 11, 17)),
        (2, LimitUnit.WORKING_DAY, date(2026, 11, 17)),
        (1, LimitUnit.MONTH, date(2026, 12, 14)),
    ],
)
def test_a_limit_ends_on_a_working_day(amount, unit, due):
    assert due_after(FRIDAY_AFTERNOON, Limit(amount, unit), CALENDAR) == due


def test_a_month_from_the_last_of_january_is_the_last_of_february():
    received = datetime(2026, 1, 31, 9, tzinfo=VIETNAM)
    assert due_after(received, Limit(1, LimitUnit.MONTH), calendar_for([])) == date(2026, 3, 2)  # 28/02 is a Saturday


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda naive: naive.replace(tzinfo=VIETNAM)),  # noqa: DTZ001
    st.sampled_from(list(LimitUnit)),
    st.integers(1, 20),
)
def test_a_longer_limit_never_ends_sooner(received, unit, amount):
    shorter, longer = (due_after(received, Limit(each, unit), CALENDAR) for each in (amount, amount + 1))
    assert received.date() <= shorter <= longer
