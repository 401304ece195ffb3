"""A ward whose dossiers a test plants, and the look at it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import pytest

from kheo.base.clock import VIETNAM, standing_at
from kheo.indicators import snapshot
from kheo.indicators.models import Snapshot
from kheo.integrity import actions
from kheo.integrity.catalogue import BY_CODE
from kheo.integrity.models import Question
from kheo.people.models import Official, Unit
from kheo.people.rules import Role
from tests.integrity.wards import FACT_TABLES_HERE, MONDAY, ROWS, TABLE, honest

NOW = datetime(2026, 11, 23, 6, tzinfo=VIETNAM)
SHOWN_FROM = date(2026, 12, 2)
"""Five working days, and the one after: the 24th of November is a day off."""


class Look:
    """Three units of one kind in Phường Thử; `plant` changes the rows of the first, `ask` looks at the ward."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.unit: Unit = world.service_centre
        self.units = [self.unit, world.culture_office, world.council_office]

    def lay(self, plant: Any = None, *, seed: int = 1) -> str:
        """Lay the ward's dossiers down, perhaps with a plant; give the code of the signal that must ask."""
        rows = honest([unit.pk for unit in self.units], seed)
        signal = plant(rows, self.unit.pk) if plant else ""
        ROWS[self.world.ward.pk] = rows
        return signal

    def taken(self, now: datetime = NOW) -> Snapshot:
        """Take a snapshot of them."""
        return snapshot.take(TABLE, self.world.ward, now=now, by=None)

    def ask(self, now: datetime = NOW) -> list[Question]:
        """Take a snapshot and look."""
        self.taken(now)
        with standing_at(now):
            return actions.ask_units(self.world.ward, now=now)

    def posed(self, *, marked: int = 9, unit: Unit | None = None, **fields: Any) -> Question:
        """Put a question about reopened dossiers to a unit, with a few records behind it, without looking at a ward."""
        unit, days = unit or self.unit, {"first": MONDAY - timedelta(weeks=4), "last": MONDAY - timedelta(days=1)}
        rows = ROWS.setdefault(self.world.ward.pk, [])
        for number in range(len(rows) + 1, len(rows) + 41):
            finished = days["first"] + timedelta(days=number % 20)
            again = int(number % 40 < marked)
            rows.append({
                "dossier_id": number, "code": f"PT-{number:05d}", "procedure": "Đăng ký khai sinh", "unit_id": unit.pk,
                "finished_on": finished, "promised_on": finished, "status": 10, "reopened_count": again,
            })  # fmt: skip
        usual = {
            "locality": self.world.ward, "unit": unit, "signal": "mo-lai", "snapshot": self.taken(), **days,
            "values": BY_CODE["mo-lai"].values(), "marked": marked, "counted": 40, "before_marked": 5,
            "before_counted": 260, "usual": 5 / 260, "chance": 2e-5, "asked_at": NOW, "asked_on": NOW.date(),
            "shown_from": SHOWN_FROM,
            "weeks": [[f"{days['first'] + timedelta(weeks=n):%Y-%m-%d}", n % 3, 10] for n in range(-26, 4)],
        }  # fmt: skip
        return Question.objects.create(**{**usual, **fields})

    @cached_property
    def verifier(self) -> Official:
        """A verifier who sits in another unit than the one asked."""
        return self.world.official(self.world.post(self.world.council_office, "Thẩm định số liệu", Role.VERIFIER))


@pytest.fixture
def asked(look: Look) -> Question:
    """One question to the service centre, which its unit alone sees so far."""
    return look.posed()


@pytest.fixture
def look(world: Any, settings: Any) -> Iterator[Look]:
    """The ward, empty at first."""
    settings.KHEO_FACT_TABLES = FACT_TABLES_HERE
    ROWS.clear()
    with standing_at(NOW):
        assert world.chair and world.centre_head
        yield Look(world)
    ROWS.clear()
