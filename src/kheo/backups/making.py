"""Make a backup while people work: one snapshot of the database, then the files that this snapshot names.

Files are on the disk before their rows are committed, and are never altered; so what a snapshot of the database names
can be copied afterwards, at leisure.
"""

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from kheo.backups import figures
from kheo.backups.archive import DUMP, Writer, chunks_of, file_name, snapshot_name
from kheo.backups.places import Stored, sync
from kheo.backups.rules import FORMAT, Manifest, known_migrations
from kheo.errors import RuleBroken
from kheo.postgres import clients

BLOBS: LiteralString = 'SELECT sha256 FROM base_blob ORDER BY sha256 COLLATE "C"'
SNAPSHOTS: LiteralString = (
    'SELECT sha256, min(path) FROM indicators_snapshot GROUP BY sha256 ORDER BY sha256 COLLATE "C"'
)
TOLD_EVERY = 1000  # files


@dataclass(frozen=True)
class Made:
    """A backup that lies on the disk, whole."""

    path: Path
    size: int
    sha256: str
    manifest: Manifest


def make(
    stored: Stored,
    path: Path,
    *,
    key: str,
    version: str,
    now: datetime,
    env: Mapping[str, str],
    echo: Callable[[str], None],
) -> Made:
    """Write a backup to a new file; `key` is the fingerprint of the secret key. A run that fails leaves no file."""
    if path.exists():
        raise RuleBroken(f"Đã có tệp {path}; hãy chọn tên khác, bản sao lưu không ghi đè bản cũ.")
    part = path.with_name(f"{path.name}.dang-ghi")
    try:
        with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            writer = Writer(file, int(now.timestamp()))
            manifest = _Maker(stored, writer, env, echo).write(key=key, version=version, now=now)
            file.seek(0)
            made = Made(path, part.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest(), manifest)
        os.link(part, path)  # unlike a renaming, it never replaces what is there
        sync(path.absolute().parent)
    except OSError as refused:
        raise _told(refused, path) from refused
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
    return made


class _Maker:
    """The making of one backup."""

    def __init__(self, stored: Stored, writer: Writer, env: Mapping[str, str], echo: Callable[[str], None]) -> None:
        self.stored = stored
        self.writer = writer
        self.env = env
        self.echo = echo
        self.missing: list[str] = []

    def write(self, *, key: str, version: str, now: datetime) -> Manifest:
        """Hold one snapshot of the database from the first to the last byte."""
        with self.stored.connection() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            server = connection.info.server_version // 10000
            client = clients.find("pg_dump", self.env, fits=server)
            # Sequences do not belong to a snapshot: what is read here, before the dump, the dump cannot lie behind.
            self.echo("đang tính số dòng và dấu băm của từng bảng…")
            told = figures.take(connection)
            if "base_blob" not in told.tables:
                raise RuleBroken("Cơ sở dữ liệu này chưa có gì để sao lưu; hãy chạy ./kheo migrate trước.")
            self.echo(f"đang chép cơ sở dữ liệu: {len(told.tables)} bảng, {told.rows} dòng…")
            self.writer.add(DUMP, self._dump(connection, client))
            files = self._files(connection)
            snapshots = self._snapshots(connection)
            manifest = Manifest(
                format=FORMAT,
                made_at=now,
                version=version,
                migrations=_migrations(connection),
                server=server,
                client=client.major,
                key=key,
                figures=told,
                files=files,
                snapshots=snapshots,
                missing=self.missing,
                sums=self.writer.sums_digest(),
            )
        self.writer.finish(manifest)
        return manifest

    def _dump(self, connection: psycopg.Connection[Any], client: clients.Client) -> Iterator[bytes]:
        """Stream what pg_dump writes of our snapshot."""
        [(snapshot,)] = connection.execute("SELECT pg_export_snapshot()").fetchall()
        address, password = self.stored.for_program()
        order = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--dbname={address}"]
        with client.piped(order, password=password) as dump:
            yield from chunks_of(dump)

    def _files(self, connection: psycopg.Connection[Any]) -> int:
        """Copy the files that people handed in."""
        with connection.cursor("files") as cursor:
            cursor.execute(BLOBS)
            places = ((file_name(sha256), self.stored.files / sha256[:2] / sha256, sha256) for (sha256,) in cursor)
            return self._copied(places, "tệp đính kèm")

    def _snapshots(self, connection: psycopg.Connection[Any]) -> int:
        """Copy the snapshots that figures rest on."""
        with connection.cursor("snapshots") as cursor:
            cursor.execute(SNAPSHOTS)
            places = ((snapshot_name(sha256), self.stored.snapshots / path, sha256) for sha256, path in cursor)
            return self._copied(places, "ảnh chụp số liệu")

    def _copied(self, places: Iterator[tuple[str, Path, str]], what: str) -> int:
        """Copy files that are named by their hash; one that is gone or has other bytes is noted, and the rest go on."""
        count = 0
        for name, place, sha256 in places:
            if _digest(place) != sha256:
                self.missing.append(name)
                continue
            with place.open("rb") as file:
                if self.writer.add(name, chunks_of(file)).sha256 != sha256:
                    raise RuleBroken(f"Tệp {place} bị sửa trong lúc sao lưu; hãy tìm nguyên nhân rồi sao lưu lại.")
            count += 1
            if count % TOLD_EVERY == 0:
                self.echo(f"đã chép {count} {what}…")
        self.echo(f"đã chép {count} {what}")
        return count


def _digest(path: Path) -> str:
    """Give a file's hash; nothing where there is no file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _migrations(connection: psycopg.Connection[Any]) -> list[str]:
    """Name the migrations of Khéo's own rooms that the database has had."""
    rooms = {name.partition(".")[0] for name in known_migrations()}
    rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    return [f"{app}.{name}" for app, name in rows if app in rooms]


def _told(refused: OSError, path: Path) -> RuleBroken:
    """Say in one sentence why a file cannot be written."""
    if refused.errno == errno.ENOSPC:
        return RuleBroken(f"Ổ đĩa chứa {path} đã đầy; bản sao lưu dở đã được xoá, hãy dọn bớt hoặc chọn nơi khác.")
    return RuleBroken(f"Không ghi được bản sao lưu {path}: {refused.strerror}.")
