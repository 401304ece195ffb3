"""The three calls that the rest of Khéo makes: ensure it runs, stop it, look at it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kheo.postgres.cluster import Cluster, Status, silent


@dataclass(frozen=True)
class Urls:
    """Two addresses of one database: `owner` migrates, `app` reads and writes rows."""

    owner: str
    app: str


def ensure_running(home: Path, *, env: Mapping[str, str] | None = None, echo: Callable[[str], None] = silent) -> Urls:
    """Give the addresses of a database that takes connections.

    `DATABASE_URL` (and for migrations `DATABASE_OWNER_URL`) names one that somebody else looks after; else the cluster
    of this home is made and started as needed.
    """
    env = os.environ if env is None else env
    if given := env.get("DATABASE_URL"):
        return Urls(owner=env.get("DATABASE_OWNER_URL") or given, app=given)
    cluster = Cluster(home, env, echo)
    cluster.ensure_running()
    return Urls(owner=cluster.url("owner"), app=cluster.url("app"))


def stop(home: Path) -> bool:
    """Stop the cluster of this home; False when it did not run."""
    return Cluster(home).stop() if has_cluster(home) else False


def status(home: Path) -> Status | None:
    """Look at the cluster of this home; None when there is none."""
    return Cluster(home).status() if has_cluster(home) else None


def has_cluster(home: Path) -> bool:
    """Tell whether a cluster was ever made here."""
    return (home / "postgres").exists() or (home / "postgres.place").exists()
