"""A new cluster is safe by its own settings, and its two roles can do what they should and nothing else."""

import os
import signal
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from kheo.postgres import Cluster, ensure_running

pytestmark = pytest.mark.long


def ask(url: str, question: str) -> object:
    """Give the first value of the first row."""
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def test_it_is_durable_and_listens_to_nobody_else(cluster: Cluster) -> None:
    promised = {
        "data_checksums": "on",
        "synchronous_commit": "on",
        "fsync": "on",
        "full_page_writes": "on",
        "server_encoding": "UTF8",
        "password_encryption": "scram-sha-256",
        "listen_addresses": "",
        "TimeZone": "UTC",
    }
    with psycopg.connect(cluster.url("app")) as connection:
        rows = connection.execute("select name, setting from pg_settings where name = any(%s)", [list(promised)])
        assert dict(rows.fetchall()) == promised


def test_it_knows_vietnamese_capitals(cluster: Cluster) -> None:
    assert ask(cluster.url("app"), "select lower('PHƯỜNG THỬ, ĐƯỜNG ẤP BẮC')") == "phường thử, đường ấp bắc"


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    url = cluster.url("app")
    password = url.split(":")[2].split("@")[0]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace(password, "sai"))


def test_only_the_account_of_the_server_can_read_its_folders(cluster: Cluster) -> None:
    place = cluster.place
    for folder in (place.cluster, place.data, place.sockets):
        assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0, folder
        assert folder.stat().st_uid == place.account.uid
    assert stat.S_IMODE((place.cluster / "passwords").stat().st_mode) == 0o600


def test_the_server_does_not_run_as_root(cluster: Cluster) -> None:
    pid = cluster.status().pid
    assert pid
    assert os.stat(f"/proc/{pid}").st_uid == cluster.place.account.uid != 0


def test_the_app_role_writes_rows_and_nothing_else(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("owner")) as owner:
        owner.execute("create table if not exists task (id serial primary key, text text)")
    with psycopg.connect(cluster.url("app"), autocommit=True) as app:
        app.execute("insert into task (text) values ('một'), ('hai')")
        app.execute("update task set text = 'ba' where text = 'hai'")
        app.execute("delete from task where text = 'một'")
        assert app.execute("select text from task").fetchall() == [("ba",)]
        for forbidden in (
            "truncate task",
            "drop table task",
            "alter table task add column x int",
            "create table mine (x int)",
            "create database mine",
            "create role mine",
            "alter role kheo_app superuser",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)


def test_a_database_of_a_test_gives_the_app_role_the_same_rights(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("owner"), autocommit=True) as owner:
        owner.execute("drop database if exists test_kheo")
        owner.execute("create database test_kheo")
    url = cluster.url("owner").replace("/kheo?", "/test_kheo?")
    with psycopg.connect(url) as owner:
        owner.execute("create table if not exists task (id serial primary key, text text)")
    with psycopg.connect(cluster.url("app").replace("/kheo?", "/test_kheo?")) as app:
        app.execute("insert into task (text) values ('một')")


def test_the_owner_is_no_superuser(cluster: Cluster) -> None:
    question = (
        "select rolsuper or rolcreaterole or rolreplication or rolbypassrls from pg_roles where rolname = current_user"
    )
    assert ask(cluster.url("owner"), question) is False
    assert ask(cluster.url("app"), question) is False


def test_stop_ends_it_and_a_second_stop_has_nothing_to_do(cluster: Cluster) -> None:
    assert cluster.status().running
    assert cluster.stop() is True
    assert not cluster.status().running
    assert cluster.stop() is False


def test_a_running_one_is_found_without_starting_anything(cluster: Cluster) -> None:
    before = cluster.status().pid
    Cluster(cluster.home, cluster.env).ensure_running()
    assert cluster.status().pid == before


def test_a_start_while_it_stops_waits_and_then_starts(cluster: Cluster) -> None:
    first = cluster.status().pid
    assert first
    with psycopg.connect(cluster.url("app")), ThreadPoolExecutor() as pool:
        os.kill(first, signal.SIGTERM)  # PostgreSQL's smart stop: it waits for the open session
        while not cluster.server.is_stopping():
            time.sleep(0.01)
        start = pool.submit(cluster.ensure_running)
        with pytest.raises(TimeoutError):
            start.result(timeout=0.2)
        os.kill(first, signal.SIGINT)
        start.result(timeout=60)
    assert cluster.status().pid != first
    assert ask(cluster.url("app"), "select 1") == 1


def test_a_long_log_is_put_aside(cluster: Cluster) -> None:
    cluster.stop()
    with cluster.place.log.open("a") as log:
        log.write("x" * 5_000_001)
    cluster.ensure_running()
    assert cluster.place.log.stat().st_size < 10_000
    assert cluster.place.log.with_suffix(".1").exists()


def test_with_a_database_of_others_both_roles_may_be_given(cluster: Cluster, tmp_path: Path) -> None:
    given = {"DATABASE_URL": cluster.url("app"), "DATABASE_OWNER_URL": cluster.url("owner")}
    urls = ensure_running(tmp_path / "home", env=given)
    with psycopg.connect(urls.owner) as owner, psycopg.connect(urls.app) as app:
        assert owner.execute("select current_user").fetchone() == ("kheo_owner",)
        assert app.execute("select current_user").fetchone() == ("kheo_app",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("create table public.of_app ()")
    assert not (tmp_path / "home").exists()
