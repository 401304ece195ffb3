"""The score of a year that is not over yet: what was not measured yet lies behind no number."""

from datetime import date

import pytest

from kheo.base import clock
from kheo.days.periods import year_of
from kheo.indicators import actions as indicators
from kheo.indicators import known
from kheo.scores.components import composite
from tests.scores.test_score import NOW, WORTHS

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def _that_thursday():
    with clock.standing_at(NOW):
        yield


def test_in_the_running_year_the_door_opens_onto_the_records_that_were_counted(world, client_of):
    done, procedure = date(2026, 11, 18), world.procedure()
    for number, due in enumerate((done, date(2026, 12, 15))):  # the second was done long before its day
        world.dossier(f"PT-{number}", due_on=due, ended_on=done, procedure=procedure)
    indicators.refresh(world.ward, by=None, now=NOW)
    found = composite(world.service_centre, year_of(done), known.of(world.ward.pk), WORTHS).components
    door = next(each.door for each in found if each.number == "2.1")
    counts = client_of(world.chair).get(door.url).context["counts"]
    assert (door.good, door.counted) == (counts.good, counts.counted) == (1, 1)
    assert (door.first, door.last) == (date(2026, 1, 1), date(2026, 11, 30))
