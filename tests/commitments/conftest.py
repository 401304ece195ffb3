from datetime import date, timedelta

import pytest

from kheo.indicators import actions
from tests.indicators.facts import NOW, facts

__all__ = ["facts"]

STARTED = date(2026, 8, 3)  # a Monday
FIRST = STARTED - timedelta(weeks=12)
BEFORE = [(good, 40) for good in (34, 36, 33, 35, 34, 36, 35, 34, 36, 35, 33, 36)]


@pytest.fixture
def story(world, facts):
    """Lay down weeks of the service centre from the baseline on, then refresh: `story([39] * 16)`."""

    def tell(after, *, before=BEFORE, size=40, unit=None):
        weeks = [*before, *((good, size) for good in after)]
        for number, (good, counted) in enumerate(weeks):
            facts.week(unit or world.service_centre, FIRST + timedelta(weeks=number), good, counted)
        actions.refresh(world.ward, by=None, now=NOW)
        return world

    return tell
