"""What a person can mend is one line and exit code 1; what only we can mend keeps its traceback."""

import errno
import socket
import sys

import psycopg
import pytest
from click.testing import CliRunner
from django.db import ProgrammingError, connection

import kheo.cli
from kheo.cli import commands, serving
from kheo.cli.trouble import BEHIND, FULL, sentence
from kheo.errors import RuleBroken
from kheo.postgres import PostgresTrouble


@pytest.fixture
def taken_port():
    """A port of this machine that another program holds."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door.getsockname()[1]


@pytest.mark.parametrize("command", [["serve"], ["demo"], ["serve", "--host", "0.0.0.0"]])  # noqa: S104
def test_a_port_in_use_is_one_line_before_anything_is_made(command, taken_port, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("KHEO_HOME", str(tmp_path / "home"))
    answer = CliRunner().invoke(commands, [*command, "--port", str(taken_port)])
    assert (answer.exit_code, answer.stdout) == (1, "")
    (line,) = answer.stderr.splitlines()
    assert line == (
        f"Khéo: cổng {taken_port} đang có chương trình khác dùng; hãy chọn cổng khác: --port {taken_port + 1}"
    )
    assert not (tmp_path / "home").exists()


def test_an_address_of_another_machine_is_one_line(capsys) -> None:
    with pytest.raises(SystemExit):
        serving.check_port("192.0.2.1", 8000)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Khéo: không mở được địa chỉ 192.0.2.1:8000")


def test_a_name_that_is_no_address_is_one_line(capsys) -> None:
    with pytest.raises(SystemExit):
        serving.check_port("khong.co.o.day.invalid", 8000)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Khéo: không mở được địa chỉ khong.co.o.day.invalid:8000")


def test_a_closed_folder_for_the_home_is_one_line(monkeypatch, tmp_path, capsys) -> None:
    (tmp_path / "tệp").touch()
    monkeypatch.setenv("KHEO_HOME", str(tmp_path / "tệp" / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(sys, "argv", ["kheo", "migrate"])
    with pytest.raises(SystemExit) as end:
        kheo.cli.main()
    assert end.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"Khéo: không làm được thư mục {tmp_path}")


def test_a_database_of_others_that_does_not_answer_is_one_line_without_its_password(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("KHEO_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:mat-khau-kin@127.0.0.1:9/kheo")
    monkeypatch.setattr(sys, "argv", ["kheo", "migrate"])
    with pytest.raises(SystemExit) as end:
        kheo.cli.main()
    assert end.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Khéo: Không nối được cơ sở dữ liệu ghi trong DATABASE_URL: ")
    assert "mat-khau-kin" not in line


def test_a_text_for_the_demo_that_is_not_there_is_one_line_before_anything_is_made(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("KHEO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "argv", ["kheo", "demo", "--once", "--text", str(tmp_path / "không có.docx")])
    with pytest.raises(SystemExit) as end:
        kheo.cli.main()
    assert end.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line == f"Khéo: không đọc được tệp {tmp_path}/không có.docx; hãy xem lại tên tệp và quyền đọc."
    assert not (tmp_path / "home").exists()


def test_what_can_be_mended_has_a_sentence() -> None:
    assert sentence(RuleBroken("Chưa được.")) == "Chưa được."
    assert sentence(PostgresTrouble("Chưa chạy.")) == "Chưa chạy."
    assert sentence(OSError(errno.ENOSPC, "No space left on device")) == FULL
    assert sentence(psycopg.errors.DiskFull("could not extend file")) == FULL
    assert sentence(PermissionError(errno.EACCES, "denied", "/opt/x")) == "không có quyền dùng /opt/x."
    lost = "server closed the connection\nterminating connection due to administrator command"
    assert "administrator command" in str(sentence(psycopg.OperationalError(lost)))


def test_what_only_a_programmer_can_mend_keeps_its_traceback(monkeypatch) -> None:
    assert sentence(ValueError("x")) is None
    assert sentence(OSError(errno.EBADF, "bad file")) is None

    def broken(**_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kheo.cli.upkeep.home.prepare", broken)
    monkeypatch.setattr(sys, "argv", ["kheo", "migrate"])
    with pytest.raises(ZeroDivisionError):
        kheo.cli.main()


def test_a_database_of_an_older_version_is_told_what_to_run(db) -> None:
    with pytest.raises(ProgrammingError) as told, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM a_table_of_tomorrow")
    assert sentence(told.value) == BEHIND and "./kheo upgrade" in BEHIND
    with pytest.raises(ProgrammingError) as ours, connection.cursor() as cursor:
        cursor.execute("SELEC 1")
    assert sentence(ours.value) is None
