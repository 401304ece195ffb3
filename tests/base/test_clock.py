"""One clock for the whole house; days are Vietnamese days."""

from datetime import UTC, date, datetime

import pytest

from kheo.base import clock


@pytest.mark.parametrize(("hour", "minute", "day"), [(16, 59, 23), (17, 0, 24)])
def test_the_day_turns_at_midnight_in_viet_nam(hour, minute, day):
    with clock.standing_at(datetime(2026, 11, 23, hour, minute, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, day)


def test_it_stands_only_as_long_as_told_even_after_a_failure():
    stopped = datetime(2020, 1, 1, tzinfo=UTC)
    with pytest.raises(ZeroDivisionError), clock.standing_at(stopped):
        assert clock.now() == stopped
        raise ZeroDivisionError
    assert clock.now() > stopped
    assert clock.now().tzinfo is not None
