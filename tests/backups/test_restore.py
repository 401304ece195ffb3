"""A restore is identical or it is not at all: the empty place is filled whole, or stays empty."""

import io
import os
import tarfile
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from kheo.backups import figures, restoring
from kheo.backups.archive import LAST, Writer, examine
from kheo.backups.places import EmptyPlace
from kheo.backups.rules import Contents
from kheo.base.models import Blob
from kheo.errors import RuleBroken
from kheo.indicators.models import Snapshot
from tests.backups.conftest import silent

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def tables_in(place: EmptyPlace) -> list[tuple[str]]:
    with psycopg.connect(str(place.given)) as there:
        return there.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace").fetchall()


def is_empty(place: EmptyPlace) -> bool:
    left = [path for folder in (place.files, place.snapshots) if folder.exists() for path in folder.iterdir()]
    return not left and not place.staging.exists() and not tables_in(place)


def put_back(made, place, echo=silent):
    restoring.restore(made.path, restoring.check(made.path, place, echo), place, echo)


def test_what_comes_back_is_identical_and_alive(kept, made, empty_place):
    told: list[str] = []
    put_back(made, empty_place, told.append)
    assert told[0].startswith("đang soát từng byte")
    assert not empty_place.staging.exists()
    _same_files(kept.stored, empty_place)
    with psycopg.connect(str(empty_place.given), autocommit=True) as there, kept.stored.connection() as here:
        assert figures.take(there) == made.manifest.figures
        assert figures.take(here).tables == made.manifest.figures.tables
        with pytest.raises(psycopg.Error, match="append-only"):
            there.execute("DELETE FROM base_auditrecord")
        [(is_new,)] = there.execute(
            "INSERT INTO base_auditrecord (at, verb, object_type, object_id, changed) VALUES"
            " (now(), 'system.seen', 'people.locality', 1, '{}') RETURNING id > ALL (SELECT id FROM base_auditrecord)"
        ).fetchall()
        assert is_new, "the sequences go on where they were"
    with pytest.raises(RuleBroken, match="ở đây đã có .*files.*snapshots, cơ sở dữ liệu"):
        put_back(made, empty_place)


def _same_files(stored, place):
    for blob in Blob.objects.all():
        name = Path(blob.sha256[:2]) / blob.sha256
        assert (place.files / name).read_bytes() == (stored.files / name).read_bytes()
    for snapshot in Snapshot.objects.all():
        there = place.snapshots / snapshot.path
        assert there.read_bytes() == snapshot.file.read_bytes()
        assert there.stat().st_mode & 0o777 == 0o440
    assert [path for path in place.snapshots.iterdir() if path.is_file()] == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.9999])
def test_a_backup_cut_short_touches_nothing(made, empty_place, tmp_path, share):
    cut = tmp_path / "cut.tar"
    cut.write_bytes(made.path.read_bytes()[: int(share * made.size)])
    with pytest.raises(RuleBroken, match="bị cụt|không phải bản sao lưu"):
        restoring.check(cut, empty_place, silent)
    assert not empty_place.home.exists()


def test_a_real_backup_with_any_bit_flipped_is_refused(made, tmp_path):
    whole, bent = bytearray(made.path.read_bytes()), tmp_path / "bent.tar"
    for at in range(0, len(whole), len(whole) // 60):
        whole[at] ^= 16
        bent.write_bytes(whole)
        with pytest.raises(RuleBroken):
            examine(bent)
        whole[at] ^= 16


def test_a_backup_by_a_version_from_tomorrow_touches_nothing(made, empty_place, monkeypatch):
    known = {name for name in restoring.known_migrations() if not name.startswith("work.0001")}
    monkeypatch.setattr("kheo.backups.restoring.known_migrations", lambda: known)
    with pytest.raises(RuleBroken, match=r"do Khéo 0\.1\.0 khác bản này tạo ra"):
        put_back(made, empty_place)
    assert not empty_place.home.exists()


def test_only_an_empty_place_is_restored_into(kept, made, empty_place):
    (empty_place.files / "ab").mkdir(parents=True)
    with pytest.raises(RuleBroken, match="Chỉ khôi phục vào nơi trống; ở đây đã có .*files"):
        put_back(made, empty_place)
    full = EmptyPlace(empty_place.home, empty_place.snapshots, empty_place.snapshots, {"DATABASE_URL": kept.stored.url})
    with pytest.raises(RuleBroken, match="ở đây đã có cơ sở dữ liệu"):
        put_back(made, full)


def test_a_database_that_did_not_come_back_identical_is_not_let_go_live(made, empty_place, tmp_path):
    tables = {**made.manifest.figures.tables, "work_task": Contents(1, "0" * 64)}
    told_otherwise = replace(made.manifest, figures=replace(made.manifest.figures, tables=tables))
    bent = _written_again(made, tmp_path, told_otherwise)
    with pytest.raises(RuleBroken, match="không khớp bản kê ở bảng work_task; không dùng được"):
        put_back(bent, empty_place)
    assert is_empty(empty_place)


def test_a_file_that_the_database_names_but_the_backup_lacks_is_not_let_go_live(made, empty_place, tmp_path):
    lost = Blob.objects.earliest("pk").sha256
    bent = _written_again(made, tmp_path, replace(made.manifest, files=made.manifest.files - 1), without=lost)
    with pytest.raises(RuleBroken, match=f"tệp files/.*{lost} không khớp dấu băm"):
        put_back(bent, empty_place)
    assert is_empty(empty_place)


@pytest.mark.parametrize(
    ("step", "trouble", "sentence"),
    [
        ("_load", OSError(28, "No space left on device"), "Không khôi phục được: No space left"),
        ("_name_snapshots", psycopg.errors.AdminShutdown("gone"), "Cơ sở dữ liệu từ chối bản sao lưu: gone"),
        ("_check_files", KeyboardInterrupt("Ctrl-C"), "^Ctrl-C$"),
    ],
)
def test_a_restore_that_breaks_off_anywhere_leaves_the_place_empty(
    made, empty_place, monkeypatch, step, trouble, sentence
):
    def break_off(*args):
        raise trouble

    monkeypatch.setattr(restoring, step, break_off)
    with pytest.raises((RuleBroken, KeyboardInterrupt), match=sentence):
        put_back(made, empty_place)
    assert is_empty(empty_place)


def test_what_a_killed_restore_left_is_cleared_by_the_next_and_a_rehearsal_leaves_nothing(made, empty_place):
    stored = empty_place.open()
    (stored.files / "dang-ghi").write_bytes(b"half")
    with stored.connection() as there:
        there.execute("CREATE TABLE half (id int)")
    os.close(empty_place.lock)  # as the kernel does when a process dies
    empty_place.lock = None
    restoring.rehearse(made.path, restoring.check(made.path, empty_place, silent), empty_place, silent)
    assert is_empty(empty_place)
    assert not empty_place.home.exists()


def test_two_restores_never_work_in_one_place(made, empty_place):
    empty_place.open()
    other = EmptyPlace(empty_place.home, empty_place.files, empty_place.snapshots, empty_place.env)
    with pytest.raises(RuleBroken, match="Một lần khôi phục khác đang chạy"):
        put_back(made, other)
    assert empty_place.staging.exists(), "the one who was refused cleared nothing away"
    empty_place.clear()


def test_a_snapshot_with_a_name_that_leads_out_of_its_folder_is_refused(made, empty_place, monkeypatch):
    sha256 = Snapshot.objects.get().sha256
    monkeypatch.setattr(restoring, "SNAPSHOTS", f"SELECT '../../ra-ngoai.parquet', '{sha256}'")
    with pytest.raises(RuleBroken, match="ra ngoài thư mục của nó"):
        put_back(made, empty_place)
    assert is_empty(empty_place)


@pytest.mark.crash
def test_a_place_of_its_own_gets_a_cluster_of_its_own(made, tmp_path_factory):
    """As `./kheo restore` does where no DATABASE_URL is set; a rehearsal, so that it is gone afterwards."""
    home = tmp_path_factory.mktemp("nha") / "moi"
    place = EmptyPlace(home, home / "files", home / "snapshots", {})
    restoring.rehearse(made.path, restoring.check(made.path, place, silent), place, silent)
    assert not home.exists()


def _written_again(made, folder, manifest, *, without="nothing"):
    """Write the archive once more, in good order, with another manifest: what a clumsy hand would make."""
    path = folder / "bent.tar"
    with tarfile.open(made.path) as old:
        left_out = [*LAST, f"files/{without[:2]}/{without}"]
        members = [(member.name, old.extractfile(member).read()) for member in old if member.name not in left_out]
    with path.open("w+b") as file:
        writer = Writer(file, int(manifest.made_at.timestamp()))
        for name, content in members:
            writer.add(name, io.BytesIO(content))
        writer.finish(replace(manifest, sums=writer.sums_digest()))
    return replace(made, path=path)
