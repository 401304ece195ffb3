"""`./kheo verify-log --planted N`: the check is tried on a copy; the real log never notices."""

import json

import pytest
from click.testing import CliRunner
from django.db import connection

from kheo.base.models import AuditRecord
from kheo.cli import sealed as command
from kheo.seals import planted, sealing
from kheo.seals.models import Head, Seal


@pytest.fixture
def here(monkeypatch):
    """The database of the test is the installation."""
    monkeypatch.setattr(command.home, "prepare", lambda: None)


def log():
    return [list(model.objects.order_by("pk").values()) for model in (AuditRecord, Seal, Head)]


@pytest.fixture
def guards():
    """The guards of the published heads, which a test may take off, stand again afterwards."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE public.seals_head ENABLE TRIGGER USER")


@pytest.mark.long
def test_every_planted_case_is_found_and_the_real_log_is_what_it_was(sealed, here):
    before = log()
    done = CliRunner().invoke(command.verify_log, ["--planted", "25", "--json"])
    assert json.loads(done.output) == {
        "planted": 25, "found": 25, "by_kind": dict.fromkeys(planted.CASES, 5), "log_untouched": True,
    }  # fmt: skip
    assert done.exit_code == 0
    assert log() == before and sealing.verify([]).finding is None
    told = CliRunner().invoke(command.verify_log, ["--planted", "5"])
    assert "cắt phần cuối: tìm ra 1/1" in told.output and "Nhật ký thật không bị động tới." in told.output


def test_where_nothing_is_sealed_yet_records_of_nothing_are_bent(db, here):
    done = CliRunner().invoke(command.verify_log, ["--planted", "10", "--json"])
    assert json.loads(done.output)["found"] == 10
    assert not AuditRecord.objects.exists() and not Seal.objects.exists()


def test_a_check_that_looks_away_is_told_on(db, here, monkeypatch):
    monkeypatch.setitem(planted.CASES, "edit", lambda chance, count: 1)  # a case that bends nothing is not found
    done = CliRunner().invoke(command.verify_log, ["--planted", "5", "--json"])
    assert (json.loads(done.output)["found"], done.exit_code) == (4, 1)


@pytest.mark.long
def test_a_real_log_that_changed_meanwhile_is_told_on(sealed, guards, here, monkeypatch):
    def bend(chance, count):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE public.seals_head DISABLE TRIGGER USER")
            cursor.execute("UPDATE public.seals_head SET digest = 'khac'")
        monkeypatch.setattr(planted.transaction, "set_rollback", lambda rolls_back: None)  # nothing is taken back
        return 1

    monkeypatch.setitem(planted.CASES, "edit", bend)
    done = CliRunner().invoke(command.verify_log, ["--planted", "1", "--json"])
    assert (json.loads(done.output)["log_untouched"], done.exit_code) == (False, 1)
