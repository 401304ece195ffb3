"""A ward with files and figures in a database of its own, a backup of it, and an empty place to restore it into.

All three are made once and never altered: a restore test leaves its place empty.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kheo.backups import making
from kheo.backups.making import Made
from kheo.backups.places import EmptyPlace, Stored
from kheo.base import clock
from kheo.indicators import snapshot
from kheo.indicators.tables import table_of
from kheo.seals.sealing import seal_log
from kheo.work.rules import State
from tests.world import NOTICE, World

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
KEY = "dấu của khoá"
NEIGHBOUR = NOTICE.replace("PHƯỜNG THỬ", "PHƯỜNG BÊN").replace("Phường Thử", "Phường Bên")


@dataclass
class Kept:
    """Phường Thử, and where it is stored."""

    world: World
    stored: Stored

    def back_up(self, path: Path, version: str = "0.1.0") -> Made:
        """Back it up."""
        return making.make(self.stored, path, key=KEY, version=version, now=NOW, env=os.environ, echo=silent)


def silent(line: str) -> None:
    """Say nothing of progress."""


def address(database: str) -> str:
    """Give the owner's address of a database of the test's server."""
    owner = conninfo_to_dict(os.environ["DATABASE_OWNER_URL"])
    return make_conninfo("", **{**owner, "dbname": database})


@pytest.fixture(scope="session")
def new_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[..., str]]:
    """Make databases, and take them away in the end; `like` names one whose tables the new one has."""
    names: list[str] = []
    with psycopg.connect(address("postgres"), autocommit=True) as server:

        def make(like: str = "template1") -> str:
            names.append(f"kheo_{uuid4().hex[:8]}")
            server.execute(f'CREATE DATABASE "{names[-1]}" TEMPLATE "{like}"'.encode())
            return names[-1]

        yield make
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="package")
def kept(new_database: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Kept]:
    """Phường Thử at work, all of it committed: a task with evidence, a dossier, a snapshot of it, the log sealed."""
    tests_own, folder = connection.settings_dict["NAME"], tmp_path_factory.mktemp("phuong-thu")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        connection.close()
        name = new_database(like=tests_own)
        patch.setitem(connection.settings_dict, "NAME", name)
        patch.setattr(settings, "KHEO_FILES", folder / "files")
        patch.setattr(settings, "KHEO_SNAPSHOTS", folder / "snapshots")
        patch.setattr(settings, "KHEO_CHECKPOINTS", folder / "checkpoints")
        world = World()
        world.task(State.REPORTED)
        world.dossier()
        snapshot.take(table_of("dossier"), world.ward, now=clock.now(), by=None)
        world.document(NEIGHBOUR, by=world.official_of_another_ward)
        seal_log(now=clock.now())
        yield Kept(world, Stored(address(name), folder / "files", folder / "snapshots"))
        connection.close()


@pytest.fixture(scope="module")
def cast() -> None:
    """The ward of these tests is committed, in a database of its own."""


@pytest.fixture(autouse=True)
def _files_of_the_test() -> None:
    """The ward of these tests has folders of its own."""


@pytest.fixture(scope="package")
def made(kept: Kept, tmp_path_factory: Any) -> Made:
    """A backup of Phường Thử."""
    return kept.back_up(tmp_path_factory.mktemp("ban-sao") / "sao-luu.tar")


@pytest.fixture(scope="package")
def database_for_nothing(new_database: Any) -> str:
    """The address of an empty database that somebody else looks after."""
    return address(new_database())


@pytest.fixture
def empty_place(database_for_nothing: str, tmp_path: Path) -> Iterator[EmptyPlace]:
    """An empty place, empty again afterwards."""
    home = tmp_path / "noi-moi"
    place = EmptyPlace(home, home / "files", home / "snapshots", {"DATABASE_URL": database_for_nothing})
    yield place
    home.mkdir(exist_ok=True)
    place.staging.mkdir(exist_ok=True)
    place.open()
    place.clear()
