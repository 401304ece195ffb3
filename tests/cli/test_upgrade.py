"""`./kheo upgrade` on real installations: forward, or back to exactly what was; and from PostgreSQL 15 to 18."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from kheo import postgres
from kheo.backups import figures
from kheo.cli.home import PROJECT
from kheo.postgres import binaries, clients
from tests.cli.test_installation import DEBIAN_15, Installation, room
from tests.tmpfs import disk

pytestmark = pytest.mark.long
FOUNDED = [
    *("init", "--name", "Phường Mới", "--place", "Phường Mới", "--superior", "UBND tỉnh minh hoạ"),
    *("--hosts", "kheo.example", "--administrator", "quan.tri", "--smtp-host", ""),
]
A_STEP = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("people", "{before}")]
    operations = [{step}]
"""
COMMITTED = "CREATE TABLE nua_chung (id int); UPDATE people_locality SET name = 'Đã sửa dở'; DELETE FROM people_holding"
BREAKS = "ALTER TABLE people_unit ADD COLUMN nua_chung int; SELECT 1 / 0"
SLOW = "ALTER TABLE people_unit ADD COLUMN nua_chung int; SELECT pg_sleep(600)"
FINE = "ALTER TABLE people_unit ADD COLUMN tron_ven int"
LOSES = "DELETE FROM people_holding"


class NextVersion:
    """The code of this project with more migrations, as a newer version would bring them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(PROJECT / "src" / "kheo", folder / "kheo", ignore=shutil.ignore_patterns("__pycache__"))

    def brings(self, *steps: str) -> None:
        """Let it bring these migrations, SQL or an operation each, and no others."""
        migrations = self.folder / "kheo" / "people" / "migrations"
        for brought in migrations.glob("9*.py"):
            brought.unlink()
        for number, words in enumerate(steps):
            step = words if words.startswith("migrations.") else f"migrations.RunSQL({words!r})"
            before = max(path.stem for path in migrations.glob("[0-9]*.py"))
            (migrations / f"900{number}_moi.py").write_text(A_STEP.format(before=before, step=step))


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> NextVersion:
    return NextVersion(tmp_path_factory.mktemp("ban-moi"))


@pytest.fixture(scope="module")
def ward() -> Iterator[Installation]:
    """A real locality with its first administrator."""
    made = Installation(room())
    made.kheo(*FOUNDED)
    yield made
    made.take_away()


@pytest.fixture
def upgraded(ward: Installation, newer: NextVersion) -> Installation:
    """The same home, seen by the newer version."""
    return Installation(ward.home, {"PYTHONPATH": str(newer.folder)})


@pytest.fixture
def old_ward() -> Iterator[Callable[[], Installation]]:
    """Make a locality on Debian's PostgreSQL 15; the settings are then those of a machine that prefers 18."""
    if not DEBIAN_15.exists():
        assert os.environ.get("CI") != "true", "PostgreSQL 15 is missing: the move to 18 must be tried here"
        pytest.skip("PostgreSQL 15 is not on this machine")
    made: list[Installation] = []

    def make() -> Installation:
        made.append(Installation(room(), {"PG_BINDIR": str(DEBIAN_15)}))
        made[-1].kheo(*FOUNDED)
        made[-1].kheo("verify-log", "--seal")
        made[-1].kheo("stop")
        return Installation(made[-1].home)

    yield make
    for each in made:
        Installation(each.home).take_away()


def contents(installation: Installation, **env: str) -> figures.Figures:
    with psycopg.connect(postgres.ensure_running(installation.home, env=env).owner) as connection:
        return figures.take(connection)


def schema(installation: Installation) -> list[str]:
    """Give everything but rows, with rights, as pg_dump writes it; casts in conditions are spelt anew when restored."""
    url = postgres.ensure_running(installation.home, env={}).owner
    dump = clients.find("pg_dump", {}, fits=18)
    said = subprocess.run([dump.path, "--schema-only", url], capture_output=True, encoding="utf-8", check=True)
    lines = (line for line in said.stdout.splitlines() if not line.startswith(("\\restrict", "\\unrestrict")))
    return sorted(re.sub(r"::character varying|::text|\[\]|[()]", "", line) for line in lines)


def test_a_migration_that_fails_half_way_leaves_everything_as_it_was(ward, upgraded, newer):
    newer.brings(COMMITTED, BREAKS)
    before, tables = contents(ward), schema(ward)
    said = upgraded.kheo("upgrade", code=1)
    assert "nâng cấp không thành" in said
    assert "division by zero" in said, said
    assert "đã trở về đúng như trước" in said
    backup = next((ward.home / "sao-luu").iterdir())
    assert str(backup) in said
    assert contents(ward).tables == before.tables
    assert contents(ward).head == before.head
    assert schema(ward) == tables
    assert not (ward.home / "upgrading").exists()
    assert "No migrations to apply." in ward.kheo("migrate")
    harm = "from kheo.base.models import AuditRecord as A; A.objects.all()._raw_delete('default')"
    assert "permission denied" in ward.kheo("manage", "shell", "--verbosity", "0", "-c", harm, code=1)


def test_a_migration_that_loses_rows_without_saying_so_is_taken_back(ward, upgraded, newer):
    newer.brings(LOSES)
    before = contents(ward)
    said = upgraded.kheo("upgrade", code=1)
    assert "Sau khi cập nhật thì thiếu dữ liệu ở people_holding (1 → 0 dòng)" in said
    assert contents(ward).tables == before.tables


def test_an_upgrade_killed_half_way_is_served_by_nobody_and_undone_by_the_next(ward, upgraded, newer):
    newer.brings(COMMITTED, SLOW)
    before = contents(ward)
    running = upgraded.start("upgrade")
    deadline = time.monotonic() + 90
    url = postgres.ensure_running(ward.home, env={}).owner
    while not (ward.home / "upgrading").exists():
        assert time.monotonic() < deadline
        assert running.poll() is None, running.communicate()
        time.sleep(0.1)
    with psycopg.connect(url, autocommit=True) as connection:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()"
        while connection.execute(asked).fetchone() == (0,):
            assert time.monotonic() < deadline
            time.sleep(0.1)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert "đang nâng cấp dở; hãy chạy lại ./kheo upgrade" in ward.kheo("migrate", code=1)
    said = ward.kheo("upgrade")  # by the old version: it has nothing new to bring
    assert "đang đưa mọi thứ về như trước" in said
    assert "0 bước cập nhật" in said
    after = contents(ward)
    assert {name for name, table in before.tables.items() if after.tables[name] != table} <= {
        *("backups_backup", "base_auditrecord", "django_content_type", "auth_permission")
    }


def test_a_version_that_brings_migrations_serves_only_after_the_upgrade(ward, upgraded, newer):
    newer.brings(FINE)
    said = upgraded.kheo("serve", "--port", "8999", code=1)
    assert "còn thiếu 1 bước cập nhật" in said
    assert "hãy chạy ./kheo upgrade" in said
    before = contents(ward)
    done = upgraded.kheo("upgrade")
    assert "Nâng cấp xong: Khéo" in done
    assert "1 bước cập nhật cơ sở dữ liệu" in done
    after = contents(ward)
    assert after.tables["people_unit"].count == before.tables["people_unit"].count
    with psycopg.connect(postgres.ensure_running(ward.home, env={}).app) as connection:
        newest = connection.execute("SELECT verb, changed FROM base_auditrecord ORDER BY id DESC LIMIT 1").fetchone()
    assert newest == ("system.upgraded", {"migrations": 1, "server": 18})


def test_where_the_way_back_fails_too_the_backup_is_named_and_the_next_try_goes_it(ward, newer):
    """The backup is out of reach just when it is needed, as a disk that was pulled out."""
    backup = ward.home.parent / "o-ngoai" / "sao-luu.tar"
    away = backup.with_name("rut-ra")
    gone = f"__import__('os').rename({str(backup)!r}, {str(away)!r})"
    newer.brings(COMMITTED, f"migrations.RunPython(lambda apps, editor: ({gone}, 1 / 0))")
    before = contents(ward)
    said = Installation(ward.home, {"PYTHONPATH": str(newer.folder)}).kheo("upgrade", "--backup", backup, code=1)
    assert "và CHƯA trở về được như trước" in said
    assert f"Bản sao lưu nguyên vẹn ở {backup}" in said
    assert "đang nâng cấp dở; hãy chạy lại ./kheo upgrade" in ward.kheo("serve", code=1)
    assert f"Không đọc được {backup}" in ward.kheo("upgrade", code=1)
    away.rename(backup)
    newer.brings(FINE)
    said = Installation(ward.home, {"PYTHONPATH": str(newer.folder)}).kheo("upgrade")
    assert "đang đưa mọi thứ về như trước" in said
    after = contents(ward)
    assert after.tables["people_locality"] == before.tables["people_locality"]
    assert after.tables["people_holding"] == before.tables["people_holding"]


def test_no_room_for_the_backup_changes_nothing(ward, upgraded, newer, tmp_path):
    newer.brings(FINE, "ALTER TABLE people_unit ADD COLUMN chua_co int")
    before = contents(ward)
    with disk(tmp_path, 1) as small:
        small.fill(leave=20_000)
        said = upgraded.kheo("upgrade", "--backup", tmp_path / "sao-luu.tar", code=1)
        assert [path.name for path in tmp_path.iterdir()] == ["ballast"]
    assert said.splitlines()[-1].endswith("đã đầy; bản sao lưu dở đã được xoá, hãy dọn bớt hoặc chọn nơi khác.")
    assert contents(ward) == before
    assert not (ward.home / "upgrading").exists()


def test_a_database_that_others_look_after_goes_back_too_with_the_rights_of_both_roles(ward, newer, guest):
    newer.brings(COMMITTED, BREAKS)
    url = guest.more["DATABASE_OWNER_URL"]
    with psycopg.connect(url) as connection:
        before = figures.take(connection)
    said = Installation(guest.home, {**guest.more, "PYTHONPATH": str(newer.folder)}).kheo("upgrade", code=1)
    assert "đã trở về đúng như trước" in said
    with psycopg.connect(url) as connection:
        assert figures.take(connection) == before
        rights = "SELECT has_table_privilege('kheo_app', 'base_auditrecord', %s)"
        assert connection.execute(rights, ["INSERT"]).fetchone() == (True,)
        assert connection.execute(rights, ["UPDATE"]).fetchone() == (False,)
    newer.brings(FINE)
    assert "1 bước" in Installation(guest.home, {**guest.more, "PYTHONPATH": str(newer.folder)}).kheo("upgrade")


@pytest.fixture
def guest(ward: Installation) -> Iterator[Installation]:
    """A locality in a database of the ward's server, given by its two addresses."""
    here = postgres.ensure_running(ward.home, env={})
    with psycopg.connect(here.owner, autocommit=True) as owner:
        owner.execute("CREATE DATABASE khach")
    app, owner_url = (url.replace("/kheo?", "/khach?") for url in (here.app, here.owner))
    made = Installation(room(), {"DATABASE_URL": app, "DATABASE_OWNER_URL": owner_url})
    made.kheo(*FOUNDED)
    yield made
    made.take_away()
    with psycopg.connect(here.owner, autocommit=True) as owner:
        owner.execute("DROP DATABASE khach WITH (FORCE)")


def test_nothing_is_upgraded_under_the_feet_of_those_who_work(ward, upgraded):
    with psycopg.connect(postgres.ensure_running(ward.home, env={}).app):
        assert "Còn 1 phiên khác đang dùng cơ sở dữ liệu" in upgraded.kheo("upgrade", code=1)
    server = upgraded.start("serve", "--port", "8998", "--no-worker")
    try:
        assert server.stdout is not None
        assert any("đang mở ở" in line for line in server.stdout)
        assert "hãy dừng ./kheo serve rồi nâng cấp" in upgraded.kheo("upgrade", code=1)
    finally:
        server.terminate()
        server.communicate()


def test_data_of_15_are_refused_by_18_in_one_sentence_and_brought_over_whole(old_ward):
    ward = old_ward()
    eighteen = str(binaries.find({}, major=18).folder)
    refused = Installation(ward.home, {"PG_BINDIR": eighteen}).kheo("serve", code=1)
    assert refused.splitlines() == [
        "Khéo: Dữ liệu do PostgreSQL 15 tạo, ở đây chỉ có PostgreSQL 18; hãy chạy ./kheo upgrade để chuyển dữ liệu "
        "sang, hoặc đặt PG_BINDIR tới bản 15."
    ]
    server = ward.start("serve", "--port", "8997", "--no-worker")  # the programs of 15 are at hand
    assert server.stdout is not None
    told = next(line for line in server.stdout if "PostgreSQL" in line)
    assert "ở đây đã có PostgreSQL 18: khi tiện, dừng Khéo rồi chạy ./kheo upgrade" in told
    server.terminate()
    server.communicate()
    before = contents(ward)
    said = Installation(ward.home, {"PG_BINDIR": eighteen}).kheo("upgrade")
    assert "đang chuyển dữ liệu từ PostgreSQL 15 sang PostgreSQL 18" in said
    assert "trên PostgreSQL 18, 0 bước" in said
    after = contents(ward)
    changed = {name for name, table in before.tables.items() if after.tables[name] != table}
    assert changed == {"backups_backup", "base_auditrecord"}, "the upgrade itself, and nothing else"
    assert after.tables["base_auditrecord"].count == before.tables["base_auditrecord"].count + 2
    assert after.head["seal"] == before.head["seal"]
    assert "Nhật ký nguyên vẹn" in ward.kheo("verify-log", "--seal")
    place = postgres.status(ward.home).data.parents[1]
    assert (place / "cluster" / "data" / "PG_VERSION").read_text() == "18\n"
    assert sorted(path.name for path in place.glob("cluster*")) == ["cluster"]
    assert (place / "postgresql.conf.15").exists()


def test_a_migration_that_fails_after_the_move_to_18_leaves_the_cluster_of_15(old_ward, newer):
    ward = old_ward()
    before = contents(ward, PG_BINDIR=str(DEBIAN_15))
    newer.brings(COMMITTED, BREAKS)
    said = Installation(ward.home, {"PYTHONPATH": str(newer.folder)}).kheo("upgrade", code=1)
    assert "đã trở về đúng như trước" in said
    place = postgres.status(ward.home).data.parents[1]
    assert (place / "cluster" / "data" / "PG_VERSION").read_text() == "15\n"
    assert sorted(path.name for path in place.glob("cluster*")) == ["cluster"]
    assert contents(ward, PG_BINDIR=str(DEBIAN_15)) == before
