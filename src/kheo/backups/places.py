"""Where an installation keeps what it knows, and an empty place that a backup can be restored into."""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kheo.backups.rules import UNFINISHED, without_password
from kheo.errors import RuleBroken
from kheo.postgres import Cluster, PostgresTrouble, binaries
from kheo.postgres.cluster import silent

PATIENCE = 10  # seconds for a server that somebody else looks after
OURS: LiteralString = """
SELECT CASE relkind WHEN 'S' THEN 2 ELSE 1 END AS turn, format('DROP %s IF EXISTS public.%I CASCADE',
    CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
    relname) AS statement
FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v', 'm')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
UNION ALL
SELECT 3, format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc p
WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT 4, format('DROP TYPE IF EXISTS public.%I CASCADE', typname) FROM pg_type t
WHERE typnamespace = 'public'::regnamespace
    AND (typtype IN ('e', 'd') OR (SELECT relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
ORDER BY turn
"""


@dataclass(frozen=True)
class Stored:
    """The three places of an installation: its database (the owner's address), files and snapshots."""

    url: str
    files: Path
    snapshots: Path

    @contextmanager
    def connection(self) -> Iterator[psycopg.Connection[Any]]:
        """Open the database as its owner."""
        try:
            made = psycopg.connect(self.url, connect_timeout=PATIENCE)
        except psycopg.Error as refused:
            raise PostgresTrouble(f"Không nối được cơ sở dữ liệu: {str(refused).strip().splitlines()[-1]}") from refused
        with made:
            yield made

    def server(self) -> int:
        """Give the major version of the server."""
        with self.connection() as connection:
            return connection.info.server_version // 10000

    def empty_database(self) -> None:
        """Take everything out of the database."""
        with self.connection() as connection:
            connection.execute("SET lock_timeout = '30s'")
            for _turn, statement in connection.execute(OURS).fetchall():
                connection.execute(statement)

    def for_program(self) -> tuple[str, str]:
        """Give the address as a program is told it, and the password apart."""
        parts = dict(conninfo_to_dict(self.url))
        return make_conninfo("", **without_password(parts)), str(parts.get("password") or "")


class EmptyPlace:
    """A home where nothing is yet: it gets everything, or stays empty.

    While a restore is under way the folder `restoring` stands in the home and nobody serves from there; one that was
    killed is cleared away by the next.
    """

    def __init__(self, home: Path, files: Path, snapshots: Path, env: Mapping[str, str]) -> None:
        self.home = home
        self.files = files
        self.snapshots = snapshots
        self.env = env
        self.given = env.get("DATABASE_OWNER_URL") or env.get("DATABASE_URL")
        self.staging = home / UNFINISHED
        self.lock: int | None = None

    def server(self) -> int:
        """Give the major version of the server that will hold the database."""
        if not self.given:
            return binaries.find(self.env).major
        return self._given().server()

    def check_empty(self) -> None:
        """Refuse a place that holds anything; what a killed restore left does not count."""
        if self.staging.exists():
            return
        full = [str(folder) for folder in (self.files, self.snapshots) if folder.exists() and any(folder.iterdir())]
        if self.given:
            with self._given().connection() as connection:
                full += ["cơ sở dữ liệu"] if connection.execute(OURS).fetchone() else []
        elif any((self.home / name).exists() for name in ("postgres", "postgres.place")):
            full.append(f"cơ sở dữ liệu trong {self.home}")
        if full:
            raise RuleBroken(
                f"Chỉ khôi phục vào nơi trống; ở đây đã có {', '.join(full)}. Hãy đặt KHEO_HOME tới nơi khác."
            )

    def open(self) -> Stored:
        """Take possession, and give the places with an empty database that runs."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._lock()
        self.check_empty()  # again: from here on nobody else restores here
        if self.staging.exists():
            self._empty()
        self.staging.mkdir(mode=0o700)
        sync(self.home)
        for folder in (self.files, self.snapshots):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.given:
            return self._given()
        cluster = Cluster(self.home, self.env, silent)
        cluster.ensure_running()
        return Stored(cluster.url("owner"), self.files, self.snapshots)

    def finish(self) -> None:
        """Let it be served from now on."""
        shutil.rmtree(self.staging)
        sync(self.home)
        self._unlock()

    def clear(self) -> None:
        """Make it empty again, if it is ours."""
        if self.lock is not None and self.staging.exists():
            self._empty()
            self._unlock()

    def _empty(self) -> None:
        if self.given:
            self._given().empty_database()
        else:
            Cluster(self.home, self.env, silent).remove()
        for folder in (self.files, self.snapshots):
            for inside in folder.iterdir() if folder.exists() else ():
                shutil.rmtree(inside) if inside.is_dir() else inside.unlink()
        shutil.rmtree(self.staging, ignore_errors=True)

    def _lock(self) -> None:
        """Let one restore at a time work here; the lock dies with its holder."""
        handle = os.open(self.home / f"{UNFINISHED}.lock", os.O_RDONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            os.close(handle)
            raise RuleBroken(f"Một lần khôi phục khác đang chạy ở {self.home}; hãy chờ nó xong.") from held
        self.lock = handle

    def _unlock(self) -> None:
        (self.home / f"{UNFINISHED}.lock").unlink(missing_ok=True)
        if self.lock is not None:
            os.close(self.lock)
        self.lock = None

    def _given(self) -> Stored:
        return Stored(str(self.given), self.files, self.snapshots)


def sync(folder: Path) -> None:
    """Wait until new names in a folder are on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
