"""Files laid into a folder, and files named on the command line."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from kheo.base import clock
from kheo.intake import jobs, unattended
from kheo.procedures.models import Dossier, ImportBatch
from tests.intake.papers import csv_file, line


@pytest.fixture
def place(world, birth, settings, tmp_path):
    """The folder of the colleague at the counter."""
    settings.KHEO_INTAKE = str(tmp_path / "vao")
    folder = tmp_path / "vao" / world.desk.username
    folder.mkdir(parents=True)
    return folder


def lay(place, *lines, name="ho-so.csv", age=60):
    """Lay a file into the folder, last written so many seconds ago."""
    path = place / name
    path.write_bytes(csv_file(*lines).read())
    moment = (clock.now() - timedelta(seconds=age)).timestamp()
    os.utime(path, (moment, moment))
    return path


def batches(place):
    """The imports of the one whose folder it is."""
    return ImportBatch.objects.filter(made_by__username=place.name)


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_file_that_lies_still_is_stored_and_moved_away(place):
    lay(place, line(1), line(2))
    jobs.watch_folder(0)
    assert Dossier.objects.count() == 2
    assert names(place) == ["xong"]
    assert names(place / "xong") == ["20261123-030000-ho-so.csv"]
    assert batches(place).get().made_by.username == place.name


def test_a_file_that_is_still_being_written_is_left_alone(place):
    lay(place, line(1), age=5)
    lay(place, line(2), name="ho-so.csv.part")
    assert unattended.take_from_folder(clock.now()) == 0
    assert names(place) == ["ho-so.csv", "ho-so.csv.part"]


def test_a_file_that_cannot_be_read_is_moved_beside_its_reason(place):
    path = lay(place, line(1))
    path.write_text("không phải bảng", encoding="utf-8")
    os.utime(path, (0, 0))
    unattended.take_from_folder(clock.now())
    refused = place / "bi-tra"
    assert names(refused) == ["20261123-030000-ho-so.csv", "20261123-030000-ho-so.csv.ly-do.txt"]
    assert "Không thấy dòng tên cột" in (refused / names(refused)[1]).read_text(encoding="utf-8")
    assert not batches(place).exists()


def test_bad_rows_are_told_beside_the_stored_file_and_a_file_without_good_rows_is_refused(place):
    lay(place, line(1), line(2, Trạng_thái="lạ"), name="a.csv")
    lay(place, line(3, Trạng_thái="lạ"), name="b.csv")
    unattended.take_from_folder(clock.now())
    assert Dossier.objects.count() == 1
    (reason,) = (place / "xong").glob("*.txt")
    assert "Dòng 3, cột Trạng thái" in reason.read_text(encoding="utf-8")
    assert len(names(place / "bi-tra")) == 2
    assert [each.state for each in batches(place).order_by("pk")] == ["done", "cancelled"]


def test_a_process_that_died_after_storing_stores_nothing_twice(place, monkeypatch):
    lay(place, line(1))
    with monkeypatch.context() as dying:
        dying.setattr("kheo.intake.unattended.os.replace", _die)
        with pytest.raises(KeyboardInterrupt):
            unattended.take_from_folder(clock.now())
    assert names(place)[0] == "ho-so.csv"
    unattended.take_from_folder(clock.now())
    assert (batches(place).count(), Dossier.objects.count()) == (1, 1)
    assert names(place) == ["xong"]


def test_a_process_that_died_while_storing_is_begun_again(place, monkeypatch):
    lay(place, line(1))
    with monkeypatch.context() as dying:
        dying.setattr("kheo.intake.actions.loading.upsert", _die)
        with pytest.raises(KeyboardInterrupt):
            unattended.take_from_folder(clock.now())
    assert not Dossier.objects.exists()
    unattended.take_from_folder(clock.now())
    assert sorted(batches(place).values_list("state", flat=True)) == ["cancelled", "done"]
    assert Dossier.objects.count() == 1


def _die(*_args):
    raise KeyboardInterrupt


def test_one_file_that_cannot_be_read_keeps_no_other_out_and_is_told_once(world, place, monkeypatch):
    """The desk of Phường Thử laid two exports down, one without the right to read it; the clerk laid down a third."""
    lay(place, line(1), name="kin.csv", age=90)
    lay(place, line(2), name="mo.csv")
    theirs = place.parent / world.clerk.username
    theirs.mkdir()
    lay(theirs, line(3))
    asked = []
    with monkeypatch.context() as closed:
        closed.setattr("kheo.intake.unattended.Path.read_bytes", _closed(asked))
        assert unattended.take_from_folder(clock.now()) == 2
        assert unattended.take_from_folder(clock.now()) == 0
    assert asked.count("kin.csv") == 1, "the next minute does not try it again"
    assert names(place) == ["kin.csv", "kin.csv.ly-do.txt", "xong"]
    assert "quyền trên tệp" in (place / "kin.csv.ly-do.txt").read_text(encoding="utf-8")
    assert Dossier.objects.count() == 2
    os.utime(place / "kin.csv.ly-do.txt", (0, 0))
    assert unattended.take_from_folder(clock.now()) == 1
    assert names(place) == ["xong"]


def _closed(asked):
    read = Path.read_bytes

    def read_bytes(path):
        asked.append(path.name)
        if path.name == "kin.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    return read_bytes


def test_an_error_of_the_system_in_one_file_keeps_no_other_out(place, monkeypatch):
    lay(place, line(1), name="a.csv")
    lay(place, line(2), name="b.csv")
    bring_in = unattended.bring_in

    def breaks(file, **options):
        if file.name == "a.csv":
            raise ZeroDivisionError
        return bring_in(file, **options)

    monkeypatch.setattr(unattended, "bring_in", breaks)
    assert unattended.take_from_folder(clock.now()) == 1
    assert names(place) == ["a.csv", "a.csv.ly-do.txt", "xong"]
    assert "lỗi của hệ thống" in (place / "a.csv.ly-do.txt").read_text(encoding="utf-8")


def test_the_newest_export_is_taken_last_whatever_the_files_are_called(place):
    lay(place, line(1, Ngày_hẹn_trả="20/11/2026"), name="ho-so-9.csv", age=120)
    lay(place, line(1, Ngày_hẹn_trả="25/11/2026"), name="ho-so-10.csv", age=60)
    unattended.take_from_folder(clock.now())
    assert str(Dossier.objects.get().due_on) == "2026-11-25"


def test_a_file_that_is_taken_away_meanwhile_is_borne(place, monkeypatch):
    gone = lay(place, line(1), name="a.csv", age=90)
    lay(place, line(2), name="b.csv")
    read = Path.read_bytes

    def taken_away(path):
        gone.unlink(missing_ok=True)
        return read(path)

    monkeypatch.setattr("kheo.intake.unattended.Path.read_bytes", taken_away)
    assert unattended.take_from_folder(clock.now()) == 1
    assert names(place) == ["xong"]


def test_a_folder_of_somebody_without_the_right_gets_its_files_back(world, place):
    theirs = place.parent / world.centre_official.username
    theirs.mkdir()
    lay(theirs, line(1))
    (place.parent / "khong-ai").mkdir()
    unattended.take_from_folder(clock.now())
    assert not Dossier.objects.exists()
    assert len(names(theirs / "bi-tra")) == 2


def test_without_a_folder_in_the_settings_nothing_is_looked_at(settings, db):
    settings.KHEO_INTAKE = ""
    assert unattended.take_from_folder(clock.now()) == 0
