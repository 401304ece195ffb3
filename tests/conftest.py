"""The stage: real PostgreSQL, files in a temporary folder, and the cast everybody knows (tests/world.py)."""

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as property_tests

from tests import database
from tests.measures import cluster

property_tests.register_profile("kheo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
property_tests.load_profile("kheo")  # a busy machine is no mistake: how fast something is, the benches tell
os.environ["KHEO_DB_ROLE"] = "owner"

NO_SLOW_HASH = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
CHROMIUM = os.environ.get("KHEO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


EMPTY = pytest.StashKey[set[Path]]()
"""Files that begin without a ward, because of one of their tests, whether or not that test is chosen."""


def pytest_configure(config: pytest.Config) -> None:
    config.stash[EMPTY] = set()


def pytest_itemcollected(item: pytest.Item) -> None:
    if _wants_nobody(item):
        item.config.stash[EMPTY].add(item.path)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long go first, then the large ones, so that no worker is left with one of them at the end.

    Browser tests need Debian's Chromium, those of Spark need pyspark and Java: without, they are skipped loudly, and
    fail in CI.
    """
    sizes = Counter(item.path for item in items)
    long = {item.path for item in items if any(item.get_closest_marker(name) for name in ("crash", "long", "browser"))}
    items.sort(key=lambda item: (item.path not in long, -sizes[item.path]))
    _skip_loudly(items, "browser", lambda: "" if CHROMIUM else "Chromium (apt-get install chromium)")
    _skip_loudly(items, "spark", cluster.missing)


def _skip_loudly(items: list[pytest.Item], mark: str, lacking: Callable[[], str]) -> None:
    marked = [item for item in items if item.get_closest_marker(mark)]
    missing = lacking() if marked else ""
    if not missing:
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError(f"CI=true, but this is missing: {missing}. The {mark} tests must run here.")
    print(f"\n!!! {len(marked)} {mark.upper()} TESTS SKIPPED, missing: {missing}", file=sys.stderr)  # noqa: T201
    for item in marked:
        item.add_marker(pytest.mark.skip(reason=f"missing: {missing}"))


@pytest.fixture(autouse=True)
def _files_of_the_test(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> None:
    """Each test has its own folder for files and snapshots, or that of the ward which its file only looks at."""
    shared = "standing" in request.fixturenames
    home = request.getfixturevalue("standing").home if shared else tmp_path
    for name, folder in _folders(home).items():
        setattr(settings, name, folder)
    settings.KHEO_CHECKPOINTS = tmp_path / "dau-niem.txt"
    settings.WHITENOISE_USE_FINDERS = False  # each client would look for every static file anew
    settings.PASSWORD_HASHERS = NO_SLOW_HASH["PASSWORD_HASHERS"]
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def _folders(home: Path) -> dict[str, Path]:
    made = {"KHEO_FILES": home / "files", "KHEO_SNAPSHOTS": home / "snapshots"}
    for folder in made.values():
        folder.mkdir(exist_ok=True)
    return made


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """In place of pytest-django's own: a copy of a migrated database instead of migrating for each worker."""
    from django.db import connection

    own = connection.creation._get_test_db_name()
    with django_db_blocker.unblock(), database.copied(own), django_db_blocker.block():
        yield


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    """A ward that a whole file only looks at: laid down once, with the whole cast, gone with the file."""
    from django.db import transaction
    from django.test import override_settings

    from tests.world import World

    world = World()
    world.home = tmp_path_factory.mktemp("standing")
    with django_db_blocker.unblock(), override_settings(**_folders(world.home), **NO_SLOW_HASH), transaction.atomic():
        world.name_everybody()
        yield world
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cast(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[Any]:
    """The ward that the tests of a file begin with; none where a test wants an empty house, or commits."""
    laid = None if request.path in request.config.stash[EMPTY] else request.getfixturevalue("standing")
    with django_db_blocker.block():  # a test that asks for no database gets none
        yield laid


def _wants_nobody(item: Any) -> bool:
    mark = item.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(item.fixturenames) or (mark and mark.kwargs.get("transaction"))
    return bool(commits or item.get_closest_marker("empty_house"))


@pytest.fixture
def world(cast: Any, db: None) -> Any:
    """Phường Thử and its neighbours, with the whole cast; what a test makes of them is gone with it."""
    from tests.world import World

    return deepcopy(cast) if cast else World()


@pytest.fixture
def client_of() -> Callable[[Any], Any]:
    """Give a browser-like client of an official, or of a citizen who is not signed in."""
    from tests.world import Client

    def make(official: Any = None) -> Client:
        client = Client()
        if official is not None:
            client.force_login(official, backend="allauth.account.auth_backends.AuthenticationBackend")
            start_clock(client)
        return client

    return make


def start_clock(client: Any) -> None:
    """Note in a forced session when it began, as every real sign-in does; without it the session is over."""
    from kheo.people.requests import BEGAN, SEEN

    session = client.session
    session[BEGAN] = session[SEEN] = time.time()
    session.save()
