"""What a command finds before Django starts: folders of its own, one secret, and rights no greater than its task."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kheo.cli import home

GIVEN = {"DATABASE_URL": "postgresql://app@db/kheo", "DATABASE_OWNER_URL": "postgresql://owner@db/kheo"}


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """An environment that the test may fill: a home in a temporary folder, a database that others look after."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("KHEO_", "DATABASE_"))}
    monkeypatch.setattr(os, "environ", {**known, "KHEO_HOME": str(tmp_path / "nhà"), **GIVEN})
    monkeypatch.setattr(home, "_check", lambda url: None)  # nobody answers at these addresses
    return os.environ


def test_the_owner_is_only_who_changes_tables(environment) -> None:
    home.prepare(owner=True)
    assert environment["KHEO_DB_ROLE"] == "owner"
    home.prepare()
    assert "KHEO_DB_ROLE" not in environment
    assert environment["DATABASE_URL"] == GIVEN["DATABASE_URL"]
    assert environment["DATABASE_OWNER_URL"] == GIVEN["DATABASE_OWNER_URL"]


def test_a_program_that_serves_gets_neither_the_owners_role_nor_its_password(environment) -> None:
    home.prepare(owner=True)
    served = home.as_app()
    assert "owner" not in " ".join(f"{name}={value}" for name, value in served.items() if "DATABASE" in name)
    assert "KHEO_DB_ROLE" not in served
    assert served["DATABASE_URL"] == GIVEN["DATABASE_URL"]


def test_folders_with_files_of_people_are_closed_to_others(environment, tmp_path: Path) -> None:
    home.prepare()
    for name in ("files", "snapshots"):
        assert stat.S_IMODE((tmp_path / "nhà" / name).stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "nhà" / "secret").stat().st_mode) == 0o600


def test_what_the_operator_has_set_stays(environment, tmp_path: Path) -> None:
    environment["KHEO_SECRET_KEY"], environment["KHEO_FILES"] = "khoá của đơn vị", str(tmp_path / "kho tệp")
    home.prepare()
    assert environment["KHEO_SECRET_KEY"] == "khoá của đơn vị"
    assert environment["KHEO_FILES"] == str(tmp_path / "kho tệp")
    assert not (tmp_path / "nhà" / "secret").exists()


@pytest.mark.long
def test_the_secret_is_made_once_also_when_five_start_at_once(tmp_path: Path) -> None:
    script = "import sys, pathlib; from kheo.cli import home; print(home._secret(pathlib.Path(sys.argv[1])))"
    command = [sys.executable, "-c", script, tmp_path / "secret"]
    five = [subprocess.Popen(command, stdout=subprocess.PIPE, encoding="ascii") for _ in range(5)]
    said = {each.communicate()[0].strip() for each in five}
    assert len(said) == 1
    assert len(said.pop()) >= 48
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["secret"]


def test_looking_after_a_database_of_others_is_left_to_them(environment, tmp_path: Path) -> None:
    keep = home.prepare()
    keep()
    assert not list((tmp_path / "nhà").glob("postgres*"))
