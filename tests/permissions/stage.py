"""The stage: one actor for each role, all in the same unit, with units above, below and beside it, and the next ward.

Phường Thử ─ Trung tâm (parent) ─ Quầy Một cửa (the actors) ─ Tổ lưu động (child)
           └ Phòng Văn hoá (other_unit)                          Phường Bên (other_locality)
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from kheo.base import clock
from kheo.people import actions as people
from kheo.people.models import Holding, Official, Post, Unit
from kheo.people.rules import Role
from tests.permissions import oracle
from tests.world import LONG_AGO, World

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
OUR_UNIT, UNIT_BELOW = "Quầy Một cửa (minh hoạ)", "Tổ lưu động (minh hoạ)"


@dataclass(frozen=True)
class Place:
    """Who prepares, who leads and who administers in a ward, so that things can be made there."""

    clerk: Official
    chair: Official
    administrator: Official


class Stage:
    """Wards, units and actors; `actors` gives None for who is not signed in."""

    def __init__(self) -> None:
        self.world = world = World()
        self.here = Place(world.clerk, world.chair, world.administrator)
        neighbour = world.official_of_another_ward
        self.next_door = Place(neighbour, neighbour, world.administrator_of_another_ward)
        self.parent: Unit = world.service_centre
        self.unit = world.unit(OUR_UNIT, parent=self.parent)
        self.child = world.unit(UNIT_BELOW, parent=self.unit)
        self.beside: Unit = world.culture_office
        assert neighbour.unit is not None
        self.far_unit: Unit = neighbour.unit
        self.heads: dict[int, Post] = {
            unit.pk: world.post(unit, f"Người đứng đầu (minh hoạ {unit.pk})", Role.HEAD, is_head=True)
            for unit in (self.parent, self.unit, self.child, self.beside)
        }
        far_head = Post.objects.get(unit=self.far_unit, is_head=True)
        self.heads[self.far_unit.pk] = far_head
        self.actors = self._actors()

    def _actors(self) -> dict[str, Official | None]:
        """Let an actor of each role sit down in the unit; the head's post has its holder, and one who acts for them."""
        world, today = self.world, clock.today()
        made: dict[str, Official | None] = {"anonymous": None, "without_post": self._relieved(today)}
        for role in Role:
            post = self.heads[self.unit.pk] if role is Role.HEAD else world.post(self.unit, f"Chức danh {role}", role)
            made[str(role)] = world.official(post)
        acting = world.official(world.post(self.unit, "Cấp phó (minh hoạ)", Role.OFFICIAL))
        people.delegate(
            self.heads[self.unit.pk], to=acting, by=world.administrator, start=LONG_AGO, end=today + timedelta(days=9)
        )
        made["acting_head"] = acting
        assert set(made) == oracle.ACTORS, "a role was added or taken away: give it its place in oracle.py"
        return made

    def _relieved(self, today: date) -> Official:
        """Admit an official whose post ended yesterday: what it carried is gone with it."""
        gone = self.world.official(self.world.post(self.unit, "Chức danh cũ (minh hoạ)", Role.LEADER))
        holding = Holding.objects.get(official=gone)
        people.relieve(holding.pk, by=self.world.administrator, end=today - timedelta(days=1))
        return Official.objects.get(pk=gone.pk)


def staged(folder: Path) -> dict[str, Any]:
    """Give the settings of the stage: own folders, and no slow hash for made-up passwords."""
    return {
        "KHEO_FILES": folder / "files",
        "KHEO_SNAPSHOTS": folder / "snapshots",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    }
