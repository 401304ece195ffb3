"""A ward whose dossiers a test lays down, checked as every night."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from kheo.base.clock import standing_at
from kheo.indicators import snapshot
from kheo.people.models import Unit
from kheo.quality import actions
from tests.integrity.conftest import NOW
from tests.integrity.wards import FACT_TABLES_HERE, MONDAY, ROWS, TABLE


class Data:
    """Rows of the table "dossier": `week` lays down a unit's week, `check` takes a snapshot and looks at it."""

    def __init__(self, world: Any) -> None:
        self.world, self.unit = world, world.service_centre

    def dossier(self, received: date, *, unit: Unit | None = None, **fields: Any) -> dict[str, Any]:
        """Lay a dossier down: finished two days later, entered on the day it was received."""
        rows = ROWS.setdefault(self.world.ward.pk, [])
        usual = {
            "dossier_id": len(rows) + 1, "code": f"PT-{len(rows) + 1:05d}", "procedure": "Đăng ký khai sinh",
            "unit_id": (unit or self.unit).pk, "received_on": received, "promised_on": received + timedelta(days=3),
            "finished_on": received + timedelta(days=2), "returned_on": received + timedelta(days=2),
            "entered_on": received, "status": 10,
        }  # fmt: skip
        rows.append(usual | fields)
        return rows[-1]

    def weeks(self, counts: list[int], *, unit: Unit | None = None, **fields: Any) -> None:
        """Lay down the newest full weeks, so many dossiers each."""
        for place, count in enumerate(counts):
            monday = MONDAY - timedelta(weeks=len(counts) - place)
            for number in range(count):
                self.dossier(monday + timedelta(days=number % 5), unit=unit, **fields)

    def check(self) -> int:
        """Take a snapshot and check it, as the nightly job does."""
        snapshot.take(TABLE, self.world.ward, now=NOW, by=None)
        return actions.check_data(self.world.ward, by=None, now=NOW)


@pytest.fixture
def data(world: Any, settings: Any) -> Iterator[Data]:
    """The ward, empty at first."""
    settings.KHEO_FACT_TABLES = FACT_TABLES_HERE
    ROWS.clear()
    with standing_at(NOW):
        yield Data(world)
    ROWS.clear()
