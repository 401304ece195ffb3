"""What a load balancer asks: a living process, and one that can serve."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from kheo.site import health


@pytest.fixture(autouse=True)
def _not_asked_before(monkeypatch):
    monkeypatch.setattr(health, "_seen", False)


@pytest.fixture
def folders(settings):
    """The folders of the test, which are there as ./kheo makes them before it serves."""
    return settings


def test_a_living_process_says_so_without_asking_the_database():
    answer = Client().get("/healthz")  # without the `db` fixture, any query fails this test
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_all_is_ready(db, folders, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        answer = Client().get("/readyz")
    told = {"status": "ok", "database": True, "migrations": True, "files": True}
    assert (answer.status_code, answer.json()) == (200, told)
    with django_assert_max_num_queries(1):  # the tables of running code do not go away
        assert Client().get("/readyz").json() == told


def test_a_database_that_is_gone_is_told_without_details(folders, monkeypatch):
    from django.db import OperationalError

    def gone():
        raise OperationalError("connection to server at db.example failed: password")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = Client().get("/readyz")
    told = {"status": "unavailable", "database": False, "migrations": False, "files": True}
    assert (answer.status_code, answer.json()) == (503, told)


def test_tables_that_lag_behind_the_code_are_not_ready(db, folders, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [("work", "0099")])
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, False)


def test_a_folder_that_cannot_be_written_is_not_ready(db, folders):
    folders.KHEO_SNAPSHOTS.rmdir()
    assert Client().get("/readyz").status_code == 200, "it is made when it is first needed"
    folders.KHEO_SNAPSHOTS.write_bytes(b"a file in its place")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["files"], answer.json()["database"]) == (503, False, True)


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_nothing_can_be_sent_to_them(db, client_of, address):
    assert client_of().post(address).status_code == 405
