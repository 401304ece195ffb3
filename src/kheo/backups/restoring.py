"""Restore a backup into an empty place: examined to its last byte, laid out, counted anew, and only then live."""

import hashlib
import io
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, LiteralString

import psycopg

from kheo.backups import figures
from kheo.backups.archive import DUMP, examine, file_name, snapshot_name
from kheo.backups.places import EmptyPlace, Stored, sync
from kheo.backups.rules import Manifest, check_identical, check_tool, check_version, known_migrations
from kheo.errors import RuleBroken
from kheo.postgres import clients

BLOBS: LiteralString = "SELECT sha256 FROM base_blob"
SNAPSHOTS: LiteralString = "SELECT path, sha256 FROM indicators_snapshot GROUP BY path, sha256"
READ_ONLY = 0o440


def check(path: Path, place: EmptyPlace, echo: Callable[[str], None]) -> Manifest:
    """Refuse what cannot be restored here, before anything is touched."""
    echo("đang soát từng byte của bản sao lưu…")
    manifest = examine(path)
    check_version(manifest, known_migrations(), place.server())
    check_tool(_tool(manifest, place).major, place.server())
    place.check_empty()
    return manifest


def restore(
    path: Path, manifest: Manifest, place: EmptyPlace, echo: Callable[[str], None], *, goes_live: bool = True
) -> None:
    """Fill the place; a restore that fails, or is not identical, leaves it empty."""
    try:
        stored = place.open()
        _fill(path, manifest, stored, place, echo)
    except BaseException as broken:
        place.clear()
        if isinstance(broken, psycopg.Error):
            raise RuleBroken(f"Cơ sở dữ liệu từ chối bản sao lưu: {broken}; nơi này vẫn trống.") from broken
        if isinstance(broken, OSError):
            raise RuleBroken(f"Không khôi phục được: {broken.strerror}; nơi này vẫn trống.") from broken
        raise
    if goes_live:
        place.finish()
    else:
        place.clear()


def rehearse(path: Path, manifest: Manifest, place: EmptyPlace, echo: Callable[[str], None]) -> None:
    """Restore as if in earnest, then throw the place away: the proof that the backup would restore."""
    restore(path, manifest, place, echo, goes_live=False)
    for folder in (place.files, place.snapshots, place.home):
        folder.rmdir()


def _fill(path: Path, manifest: Manifest, stored: Stored, place: EmptyPlace, echo: Callable[[str], None]) -> None:
    """Lay everything out and compare it with what the backup says."""
    echo("đang trải tệp ra…")
    written: set[Path] = set()
    if examine(path, lambda name: _place_of(name, stored, place, written)) != manifest:
        raise RuleBroken("Bản sao lưu bị thay đổi trong lúc khôi phục; nơi này vẫn trống.")
    _load(place.staging / DUMP, _tool(manifest, place), stored)
    with stored.connection() as connection:
        echo("đang tính lại số dòng và dấu băm của từng bảng…")
        check_identical(manifest.figures, figures.take(connection))
        _name_snapshots(connection, manifest, stored)
        echo("đang tính lại dấu băm của từng tệp…")
        _check_files(connection, manifest, stored)
    for folder in {file.parent for file in written}:
        sync(folder)


def _place_of(name: str, stored: Stored, place: EmptyPlace, written: set[Path]) -> IO[bytes] | None:
    """Give the open file for a member; snapshots get the names that the database has for them later."""
    first, _, rest = name.partition("/")
    folder = {DUMP: place.staging, "files": stored.files, "snapshots": stored.snapshots}.get(first)
    if folder is None:
        return None
    file = folder / (rest or name)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    written.add(file)
    return Durable(file)


class Durable(io.FileIO):
    """A new file, readable by us alone, which is on the disk once it is closed."""

    def __init__(self, path: Path) -> None:
        super().__init__(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w")

    def close(self) -> None:
        """Wait for the disk."""
        if not self.closed:
            os.fsync(self.fileno())
        super().close()


def _tool(manifest: Manifest, place: EmptyPlace) -> clients.Client:
    """Find a pg_restore that reads the dump and fits the server."""
    return clients.find("pg_restore", place.env, fits=place.server(), at_least=manifest.client)


def database_alone(path: Path, manifest: Manifest, stored: Stored, env: Mapping[str, str], folder: Path) -> None:
    """Fill an empty database from a backup and compare it; files and snapshots stay as they are.

    `folder` holds the dump for a while.
    """
    dump = folder / DUMP
    dump.unlink(missing_ok=True)
    if examine(path, lambda name: Durable(dump) if name == DUMP else None) != manifest:
        raise RuleBroken(f"Bản sao lưu {path} đã bị thay đổi; không dùng được.")
    _load(dump, tool_for(manifest, stored, env), stored)
    with stored.connection() as connection:
        check_identical(manifest.figures, figures.take(connection))


def tool_for(manifest: Manifest, stored: Stored, env: Mapping[str, str]) -> clients.Client:
    """Find a pg_restore that brings this backup into this server, or say that there is none."""
    server = stored.server()
    tool = clients.find("pg_restore", env, fits=server, at_least=manifest.client)
    check_tool(tool.major, server)
    return tool


def _load(dump: Path, client: clients.Client, stored: Stored) -> None:
    """Let pg_restore write the database in one transaction; triggers come after the rows, so the trace comes in too."""
    address, password = stored.for_program()
    order = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--schema=public"]
    with dump.open("rb") as file:
        client.fed([*order, f"--dbname={address}"], file, password=password)
    dump.unlink()


def _name_snapshots(connection: psycopg.Connection[Any], manifest: Manifest, stored: Stored) -> None:
    """Give each snapshot the names that the database has for it; a name that leads out of the folder is refused."""
    root = stored.snapshots.resolve()
    kept = {file.name for file in root.iterdir()}
    for path, sha256 in connection.execute(SNAPSHOTS).fetchall():
        source, file = root / f"{sha256}.parquet", (root / path).resolve()
        if not file.is_relative_to(root) or file == root:
            raise RuleBroken("Bản sao lưu đặt tên một ảnh chụp số liệu ra ngoài thư mục của nó; không dùng được.")
        if snapshot_name(sha256) in manifest.missing:
            continue
        file.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        os.link(source, file)
        file.chmod(READ_ONLY)
        sync(file.parent)
    for name in kept:
        (root / name).unlink()


def _check_files(connection: psycopg.Connection[Any], manifest: Manifest, stored: Stored) -> None:
    """Read every file back from the disk: each that the database names must be there, with its bytes."""
    missing = set(manifest.missing)
    named = [(file_name(sha256), stored.files / sha256[:2] / sha256, sha256) for (sha256,) in connection.execute(BLOBS)]
    named += [
        (snapshot_name(sha256), stored.snapshots / path, sha256) for path, sha256 in connection.execute(SNAPSHOTS)
    ]
    for name, file, sha256 in named:
        if name in missing:
            continue
        if not file.is_file() or digest_of(file) != sha256:
            raise RuleBroken(f"Khôi phục xong nhưng tệp {name} không khớp dấu băm; không dùng được.")


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
