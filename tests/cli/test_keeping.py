"""The commands that keep: the sample ward backed up, restored elsewhere, proven, exported; also after kill -9."""

import json
import os
import signal
import time
from collections.abc import Iterator

import psycopg
import pytest

from kheo import postgres
from kheo.backups import figures
from kheo.backups.archive import examine
from tests.cli.test_installation import DEBIAN_15, Installation, another, room

__all__ = ["another"]
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def ward() -> Iterator[Installation]:
    """The sample ward with its 40,000 dossiers, and a backup of it beside its home."""
    made = Installation(room())
    made.kheo("demo", "--once")
    said = made.kheo("backup", made.home.parent / "sao-luu.tar")
    assert f"KHÔNG nằm trong bản sao lưu: hãy chép tệp {made.home}/secret ra nơi khác" in said
    yield made
    made.take_away()


def with_key_of(ward: Installation, new: Installation) -> Installation:
    """Put the key that was kept apart into a new home."""
    new.home.mkdir(parents=True)
    (new.home / "secret").write_text((ward.home / "secret").read_text() + "\n")
    return new


def tables(installation: Installation) -> figures.Figures:
    url = postgres.ensure_running(installation.home, env={}).owner
    with psycopg.connect(url) as connection:
        return figures.take(connection)


def test_the_ward_comes_back_whole_on_another_machine(ward, another):
    backup, new = ward.home.parent / "sao-luu.tar", another()
    refused = new.kheo("restore", backup, code=1)
    assert "ở đây chưa có khoá nào: hãy chép khoá đã cất vào" in refused
    assert not (new.home / "postgres").exists()
    assert not (new.home / "postgres.place").exists()
    said = with_key_of(ward, new).kheo("restore", backup)
    assert "khôi phục được nguyên vẹn" in said
    told = examine(backup).figures
    assert told.tables["procedures_dossier"].count > 30_000
    assert tables(new).tables == told.tables
    assert "Chỉ khôi phục vào nơi trống" in new.kheo("restore", backup, code=1)
    harm = "from kheo.base.models import AuditRecord as A; A.objects.all()._raw_delete('default')"
    assert "permission denied" in new.kheo("manage", "shell", "--verbosity", "0", "-c", harm, code=1)


def test_a_restore_killed_midway_is_not_served_and_the_next_one_starts_over(ward, another):
    backup, new = ward.home.parent / "sao-luu.tar", with_key_of(ward, another())
    running = new.start("restore", str(backup))
    deadline = time.monotonic() + 60
    while not (new.home / "restoring" / "database.dump").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    assert "đang khôi phục dở; hãy chạy lại ./kheo restore" in new.kheo("migrate", code=1)
    assert "khôi phục được nguyên vẹn" in new.kheo("restore", backup)
    assert tables(new).tables == examine(backup).figures.tables
    assert not (new.home / "restoring").exists()


def test_a_proof_is_recorded_and_leaves_no_second_database(ward):
    said = ward.kheo("restore", "--check", ward.home.parent / "sao-luu.tar")
    assert "khôi phục được nguyên vẹn" in said
    assert "Đã ghi lần kiểm chứng này vào nhật ký." in said
    assert not (ward.home / "kiem-tra").exists()
    judged = ward.kheo("check", code=1)
    assert "đạt       sao lưu" in judged
    assert "đạt       khôi phục thử" in judged
    assert "đạt       ứng dụng không sửa được nhật ký" in judged
    assert "CHƯA ĐẠT  HTTPS" in judged


def test_another_installation_proves_a_backup_without_writing_it_into_its_own_log(ward, another):
    assert "không ghi vào nhật ký ở đây" in another().kheo("restore", "--check", ward.home.parent / "sao-luu.tar")


def test_a_damaged_backup_is_refused_in_one_line(ward, another):
    whole, bent = ward.home.parent / "sao-luu.tar", ward.home.parent / "hong.tar"
    bytes_of_it = bytearray(whole.read_bytes())
    bytes_of_it[len(bytes_of_it) // 2] ^= 1
    bent.write_bytes(bytes_of_it)
    said = another().kheo("restore", bent, code=1)
    assert said.splitlines()[-1].startswith("Khéo: Bản sao lưu đã hỏng hoặc bị sửa")
    assert "Traceback" not in said


def test_everything_goes_along_in_open_formats(ward):
    folder = ward.home.parent / "xuat"
    said = ward.kheo("export", folder)
    told = json.loads((folder / "manifest.json").read_text())
    assert told["tables"]["procedures_dossier"]["rows"] > 30_000
    assert "people_official.password (dấu băm mật khẩu)" in said
    assert "Hãy chọn địa phương bằng --locality: phuong-thu" in ward.kheo("export", folder, "--locality", "x", code=1)


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="PostgreSQL 15 is not on this machine")
def test_a_backup_goes_from_an_older_postgresql_into_a_newer_one_and_not_back(ward, another):
    old = another(PG_BINDIR=str(DEBIAN_15))
    old.kheo("migrate")
    backup = old.home.parent / "tu-15.tar"
    old.kheo("backup", backup)
    assert (examine(backup).server, examine(backup).client) == (15, 15)
    new = with_key_of(old, another())
    assert "khôi phục được nguyên vẹn" in new.kheo("restore", backup)
    assert tables(new).tables == examine(backup).figures.tables
    back = with_key_of(ward, another(PG_BINDIR=str(DEBIAN_15)))
    said = back.kheo("restore", ward.home.parent / "sao-luu.tar", code=1)
    assert "lấy từ PostgreSQL 18, ở đây là PostgreSQL 15 cũ hơn" in said
    assert not (back.home / "postgres").exists()
