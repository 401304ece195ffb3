"""`./kheo intake`: files brought in from the command line, each told in one line."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from kheo.base import clock
from kheo.cli import commands, home
from kheo.errors import RuleBroken
from kheo.procedures.models import Dossier, ImportBatch
from kheo.procedures.rules.imports import State
from tests.intake.papers import csv_file, line


@pytest.fixture(autouse=True)
def _in_place(monkeypatch):
    """The database of the test is ready."""
    monkeypatch.setattr(home, "prepare", lambda **_how: None)


@pytest.fixture
def lay(tmp_path):
    """Lay a file down; give where."""

    def laid(*lines, name="ho-so.csv"):
        path = tmp_path / name
        path.write_bytes(csv_file(*lines).read())
        return str(path)

    return laid


def intake(by, *files):
    return CliRunner().invoke(commands, ["intake", "--by", by.username.upper(), *files])


def test_a_file_is_stored_and_told_in_one_line(world, birth, lay):
    path = lay(line(1), line(2))
    answer = intake(world.desk, path)
    assert answer.exit_code == 0, answer.output
    counts = "2 dòng, 0 lỗi; hồ sơ mới 2, cập nhật 0, giữ nguyên 0; diễn biến mới 6"
    assert answer.output == f"{path}: {counts}\n"
    assert Dossier.objects.count() == 2


def test_the_same_file_again_says_when_it_came_in(world, birth, lay):
    path = lay(line(1))
    intake(world.desk, path)
    known = ImportBatch.objects.count()
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        again = intake(world.desk, path)
    assert (again.exit_code, again.output) == (
        0, f"{path}: đã được nhập lúc 10:00 ngày 23/11/2026; lần này không có gì thay đổi.\n"
    )  # fmt: skip
    assert ImportBatch.objects.count() == known


def test_good_rows_are_stored_and_bad_ones_are_named(world, birth, lay):
    path = lay(line(1), line(2, Ngày_tiếp_nhận="hôm nọ"))
    answer = intake(world.desk, path)
    assert answer.exit_code == 0
    assert "hôm nọ" in answer.stderr and "2 dòng, 1 lỗi; hồ sơ mới 1" in answer.stdout


def test_one_refused_file_does_not_keep_the_others_out(world, birth, lay, tmp_path):
    bad, missing, good = lay(line(1, Ngày_tiếp_nhận="?"), name="hong.csv"), str(tmp_path / "khong.csv"), lay(line(2))
    answer = intake(world.desk, bad, missing, str(tmp_path), good)
    assert answer.exit_code == 1
    assert f"{bad}: bị trả lại, không dòng nào nhập được." in answer.stderr
    assert f"{missing}: bị trả lại: không có tệp này." in answer.stderr
    assert f"{tmp_path}: bị trả lại: đây là thư mục, không phải tệp." in answer.stderr
    assert Dossier.objects.get().code == line(2)["Mã hồ sơ"]
    assert not ImportBatch.objects.exclude(state__in=[State.DONE, State.CANCELLED]).exists()


def test_who_may_not_bring_dossiers_in_is_refused(world, birth, lay):
    answer = intake(world.centre_official, lay(line(1)))
    assert answer.exit_code == 1 and "bị trả lại" in answer.stderr
    assert not Dossier.objects.exists()


def test_a_name_that_is_not_there_is_one_line(db, lay):
    answer = CliRunner().invoke(commands, ["intake", "--by", "khong.co", lay(line(1))])
    assert isinstance(answer.exception, RuleBroken)
    assert answer.exception.message == "Không có tài khoản khong.co."
