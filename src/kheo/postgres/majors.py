"""A newer major version of PostgreSQL: a second cluster is filled beside the first, and takes its place by renaming.

The first one is stopped and kept, untouched, until whoever upgrades has looked at the second: `undo` brings it back as
it was, `forget` throws it away.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kheo.postgres import binaries, places
from kheo.postgres.cluster import Cluster, silent, told_in_words
from kheo.postgres.doors import has_cluster
from kheo.postgres.making import sync
from kheo.postgres.places import Place
from kheo.postgres.trouble import PostgresTrouble

SIDE = "cluster.next"


@dataclass(frozen=True)
class Step:
    """From the version that made the data to that of the programs that are taken now."""

    data: int
    programs: int


def due(home: Path, env: Mapping[str, str]) -> Step | None:
    """Tell whether the data of this home were made by an older PostgreSQL than the one that would make new ones."""
    if not has_cluster(home) or (data := Cluster(home, env).major) is None:
        return None
    programs = binaries.find(env).major
    return Step(data, programs) if data < programs else None


def old(home: Path, env: Mapping[str, str], step: Step, programs: Path | None, echo: Callable[[str], None]) -> Cluster:
    """Give the cluster as it is, with programs that can open it: `programs`, else whatever is on this machine."""
    given = {name: value for name, value in env.items() if name != "PG_BINDIR"}
    given |= {"PG_BINDIR": str(programs)} if programs else {}
    cluster = Cluster(home, given, echo)
    try:
        binaries.find(given, major=step.data, shelves=cluster.place.shelves)
    except PostgresTrouble as missing:
        raise PostgresTrouble(
            f"Dữ liệu do PostgreSQL {step.data} tạo, muốn chuyển sang {step.programs} thì phải đọc được chúng: hãy cài "
            f"PostgreSQL {step.data} rồi chạy lại, hoặc chỉ chỗ của nó bằng --old-programs THƯ_MỤC."
        ) from missing
    return cluster


def beside(cluster: Cluster, env: Mapping[str, str]) -> Cluster:
    """Give a new, empty cluster of the newer version beside this one; what a killed upgrade left is thrown away."""
    _throw_away_side(cluster)
    place = Place(cluster.place.folder / SIDE, cluster.place.account)
    with told_in_words(cluster.home):
        places.own_folder(place.folder, place.account)
    return Cluster(cluster.home, env, silent, place)


def swap(cluster: Cluster, side: Cluster, step: Step) -> None:
    """Put the new cluster where the old one was; both are stopped first."""
    cluster.stop()
    side.stop()
    with told_in_words(cluster.home):
        cluster.place.cluster.rename(_kept(cluster, step.data))
        side.place.cluster.rename(cluster.place.cluster)
        sync(cluster.place.folder)
    _throw_away_side(cluster)


def undo(home: Path, data: int) -> None:
    """Bring the old cluster back, wherever the change stopped; nothing runs afterwards."""
    cluster = Cluster(home)
    cluster.stop()
    kept = _kept(cluster, data)
    with told_in_words(home):
        if kept.exists():
            shutil.rmtree(cluster.place.cluster, ignore_errors=True)
            kept.rename(cluster.place.cluster)
            sync(cluster.place.folder)
    _throw_away_side(cluster)


def forget(home: Path) -> None:
    """Throw away old clusters that are no longer needed; their settings stay, for whoever had changed them."""
    cluster = Cluster(home)
    for kept in cluster.place.folder.glob("cluster.[0-9]*"):
        settings = kept / "data" / "postgresql.conf"
        if settings.exists():
            shutil.copy2(settings, cluster.place.folder / f"postgresql.conf{kept.suffix}")
        shutil.rmtree(kept, ignore_errors=True)


def _kept(cluster: Cluster, data: int) -> Path:
    return cluster.place.folder / f"cluster.{data}"


def _throw_away_side(cluster: Cluster) -> None:
    """Stop and remove a cluster that was filled beside ours."""
    place = Place(cluster.place.folder / SIDE, cluster.place.account)
    if os.path.lexists(place.folder):
        Cluster(cluster.home, cluster.env, silent, place).stop()
        shutil.rmtree(place.folder, ignore_errors=True)
    shutil.rmtree(place.sockets, ignore_errors=True)
