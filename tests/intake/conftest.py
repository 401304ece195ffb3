"""Tests of dossiers stand on one day: Monday, 23/11/2026."""

from datetime import UTC, datetime

import pytest

from kheo.base import clock
from kheo.intake import actions


@pytest.fixture(autouse=True)
def _that_monday():
    """Let the clock stand, so that days in files are in the past."""
    with clock.standing_at(datetime(2026, 11, 23, 3, tzinfo=UTC)):
        yield


@pytest.fixture
def birth(world):
    """The procedure that the files of these tests name."""
    return world.procedure("Đăng ký khai sinh", code="1.001")


@pytest.fixture
def road(world, birth):
    """Walk a file down the road as the colleague at the counter, as far as asked."""
    return Road(world)


class Road:
    """The steps of an import, done by the colleague at the counter."""

    def __init__(self, world):
        self.desk = world.desk

    def taken(self, file):
        """The file is handed in."""
        return actions.take_file(file, by=self.desk)

    def checked(self, file, **options):
        """Its columns are taken as guessed, its rows checked."""
        batch = self.taken(file)
        actions.map_columns(batch.pk, by=self.desk, mapping=batch.mapping, **options)
        return actions.check_rows(batch.pk, by=self.desk)

    def imported(self, file, *, only_good=False, **options):
        """Its rows are stored."""
        batch = self.checked(file, **options)
        actions.approve_import(batch.pk, by=self.desk, only_good=only_good)
        return actions.import_rows(batch.pk, by=self.desk)
