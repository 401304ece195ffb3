"""A new cluster: made whole in a side folder, with its two roles and its database, then renamed into place."""

import json
import os
import secrets
import shutil
from pathlib import Path

from kheo.postgres.binaries import Binaries
from kheo.postgres.places import Place
from kheo.postgres.trouble import told_by

OWNER, APP, DATABASE = "kheo_owner", "kheo_app", "kheo"
BUILTIN_LOCALE_SINCE = 17

# The application writes rows and nothing else; later migrations take UPDATE and DELETE on the audit tables away.
# Set in template1, so that every database made from it (also a test's) has the same default privileges.
ROLES = """\
CREATE ROLE kheo_owner LOGIN CREATEDB PASSWORD '{owner}';
CREATE ROLE kheo_app LOGIN PASSWORD '{app}';
ALTER DEFAULT PRIVILEGES FOR ROLE kheo_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kheo_app;
ALTER DEFAULT PRIVILEGES FOR ROLE kheo_owner GRANT USAGE, SELECT ON SEQUENCES TO kheo_app;
ALTER DEFAULT PRIVILEGES FOR ROLE kheo_owner GRANT USAGE ON SCHEMAS TO kheo_app;
"""
BASES = """\
CREATE DATABASE kheo OWNER kheo_owner;
REVOKE ALL ON DATABASE kheo FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE kheo TO kheo_app;
"""


def make(place: Place, programs: Binaries, lock: int) -> None:
    """Make the cluster. A run that was cut short leaves only the side folder, which the next run throws away.

    The programs hold the lock too: where we are killed, they run on, and nobody may start over before they ended.
    """
    making = place.folder / "cluster.making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    place.account.give(making)
    passwords = {name: secrets.token_urlsafe(24) for name in ("super", "owner", "app")}
    _keep(making / "passwords", json.dumps(passwords), place)
    _keep(making / "super", passwords["super"], place)
    _initdb(making, place, programs, lock)
    (making / "super").unlink()
    _tell(making / "data", "template1", ROLES.format(**passwords), place, programs, lock)
    _tell(making / "data", "postgres", BASES, place, programs, lock)
    making.rename(place.cluster)
    sync(place.folder)


def passwords_of(place: Place) -> dict[str, str]:
    """Read the passwords: of `super`, `owner` and `app`."""
    kept: dict[str, str] = json.loads((place.cluster / "passwords").read_text(encoding="utf-8"))
    return kept


def _initdb(making: Path, place: Place, programs: Binaries, lock: int) -> None:
    """Run initdb: UTF-8, checksums, passwords by SCRAM only; waits until all of it is on the disk."""
    if programs.major >= BUILTIN_LOCALE_SINCE:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    else:
        locale = ["--locale-provider=libc", "--locale=C.UTF-8"]
    answer = place.account.run(
        [
            programs.folder / "initdb",
            f"--pgdata={making / 'data'}",
            "--username=postgres",
            f"--pwfile={making / 'super'}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--data-checksums",
            "--lc-messages=C",
            *locale,
        ],
        hold=[lock],
    )
    if answer.returncode != 0:
        raise told_by(answer.stdout + answer.stderr)


def _tell(data: Path, database: str, words: str, place: Place, programs: Binaries, lock: int) -> None:
    """Say SQL to a cluster that no server runs on yet; one statement a line."""
    answer = place.account.run(
        [programs.folder / "postgres", "--single", "-c", "exit_on_error=true", "-D", data, database],
        words=words,
        hold=[lock],
    )
    if answer.returncode != 0:
        raise told_by(answer.stderr)


def _keep(path: Path, words: str, place: Place) -> None:
    """Write a file that only the server's account can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(words)
        file.flush()
        os.fsync(handle)
    place.account.give(path)


def sync(folder: Path) -> None:
    """Wait until a renamed folder's new name is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
