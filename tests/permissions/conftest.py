"""The stage is laid out once a module: its things are many, and every case undoes what it did."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from kheo.base import clock
from tests.permissions.matrix import Matrix
from tests.permissions.stage import NOW, Stage, staged
from tests.permissions.things import Things


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of files and snapshots of the module's stage."""
    return tmp_path_factory.mktemp("matrix")


@pytest.fixture(scope="module")
def matrix(django_db_setup: None, django_db_blocker: Any, kept: Path) -> Iterator[Matrix]:
    """Wards, actors and things, and who asks on their behalf; gone from the database after the module."""
    with (
        django_db_blocker.unblock(),
        override_settings(**staged(kept)),
        clock.standing_at(NOW),
        transaction.atomic(),
    ):
        stage = Stage()
        yield Matrix(stage, Things(stage), staged(kept))
        transaction.set_rollback(True)
