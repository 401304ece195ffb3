"""Back to the minute before the mistake: archived WAL over a base backup, by the steps of docs/operate.md."""

import json
import shutil
import time
from pathlib import Path

import psycopg
import pytest

from kheo.postgres import Cluster, binaries

pytestmark = pytest.mark.crash

ARCHIVING = """
archive_mode = on
archive_command = 'test ! -f "{archive}/%f" && cp "%p" "{archive}/%f.part" && mv "{archive}/%f.part" "{archive}/%f"'
archive_timeout = 300
"""
BACK_TO = """
restore_command = 'cp "{archive}/%f" "%p"'
recovery_target_time = '{moment}'
recovery_target_action = 'promote'
hot_standby = off
"""


def add(path: Path, lines: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(lines)


def note(cluster: Cluster, words: str) -> str:
    """Write one line, acknowledged; give the server's time after it."""
    with psycopg.connect(cluster.url("super"), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS notes (words text)")
        connection.execute("INSERT INTO notes VALUES (%s)", [words])
        [(now,)] = connection.execute("SELECT clock_timestamp()::text").fetchall()
        return now


def archived(cluster: Cluster, folder: Path) -> None:
    """Close the present piece of WAL and wait until it lies in the archive."""
    with psycopg.connect(cluster.url("super"), autocommit=True) as connection:
        [(name,)] = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchall()
    deadline = time.monotonic() + 60
    while not (folder / name).exists():
        assert time.monotonic() < deadline, "the piece of WAL never came into the archive"
        time.sleep(0.05)


def base_backup(cluster: Cluster, target: Path) -> None:
    """Copy the running cluster."""
    passwords = json.loads((cluster.place.cluster / "passwords").read_text())
    tool = binaries.within_reach(binaries.find({}), cluster.place).folder / "pg_basebackup"
    order = [tool, "-h", cluster.place.sockets, "-U", "postgres", "-D", target, "-X", "none", "-c", "fast"]
    answer = cluster.place.account.run(order, more={"PGPASSWORD": passwords["super"]})
    assert answer.returncode == 0, answer.stderr


def lay_out(cluster: Cluster, base: Path, passwords: Path, settings: str) -> None:
    """Put a base backup where the cluster of a new home will look for it, with the moment to go back to."""
    making, account = cluster.place.cluster, cluster.place.account
    making.mkdir(mode=0o700)
    account.give(making)
    account.run(["/bin/cp", "-a", base, making / "data"])
    shutil.copy2(passwords, making / "passwords")
    account.give(making / "passwords")
    add(making / "data" / "postgresql.auto.conf", settings)
    account.run(["/usr/bin/touch", making / "data" / "recovery.signal"])


def test_a_mistake_is_undone_to_the_moment_before_it(cluster_in, room):
    ward = cluster_in(room / "home")
    ward.ensure_running()
    archive, base = room / "archive", room / "base"
    for folder in (archive, base):
        folder.mkdir(mode=0o700)
        ward.place.account.give(folder)
    ward.stop()
    add(ward.place.data / "postgresql.conf", ARCHIVING.format(archive=archive))
    ward.ensure_running()
    note(ward, "trước bản chép")
    base_backup(ward, base)
    moment = note(ward, "sau bản chép")
    time.sleep(0.02)
    with psycopg.connect(ward.url("super"), autocommit=True) as connection:
        connection.execute("DELETE FROM notes")  # the mistake
    archived(ward, archive)
    ward.stop()

    again = cluster_in(room / "again")  # the machine burned: base backup, passwords and archive are all there is
    lay_out(again, base, ward.place.cluster / "passwords", BACK_TO.format(archive=archive, moment=moment))
    again.ensure_running()
    with psycopg.connect(again.url("super"), autocommit=True) as connection:
        assert connection.execute("SELECT words FROM notes").fetchall() == [("trước bản chép",), ("sau bản chép",)]
        connection.execute("INSERT INTO notes VALUES ('làm tiếp')")
