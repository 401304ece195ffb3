"""Tests of people stand on one day: Monday, 23/11/2026."""

from datetime import UTC, datetime

import pytest

from kheo.base import clock


@pytest.fixture(autouse=True)
def _that_monday():
    with clock.standing_at(datetime(2026, 11, 23, 3, tzinfo=UTC)):
        yield
