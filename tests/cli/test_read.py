"""`./kheo read`: one JSON line a file, words as they stand in the text, and one line for each file that is refused."""

import json
import os
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from kheo.cli import commands

TEXT = """Ngày 12/10/2026, tại Nhà văn hoá phường, UBND Phường Thử tổ chức hội nghị giao ban về cải cách hành chính.
Chủ tịch UBND phường chủ trì hội nghị. Hội nghị đã nghe 3 ý kiến tham luận.

Chủ tịch UBND phường yêu cầu:

1. Văn phòng HĐND và UBND tổng hợp báo cáo tháng trước ngày 25/10/2026.

2. Công an phường rà soát các điểm đỗ xe quanh trường học.
"""
TASK_KEYS = {"text", "assignee", "deadline", "deadline_iso", "theme", "confidence", "rule"}
MEETING_KEYS = {"title", "date", "location", "organiser", "chair", "papers_count"}


def read(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, ["read", *map(str, arguments)])


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A notice of conclusions as a text file."""
    path = tmp_path / "thông báo 12.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_is_one_line_of_json_in_the_promised_shape(notice: Path) -> None:
    answer = read("--json", notice)
    assert (answer.exit_code, answer.stderr) == (0, "")
    (line,) = answer.stdout.splitlines()
    found = json.loads(line)
    assert set(found) == {"id", "meeting", "tasks"}
    assert found["id"] == "thông báo 12"
    assert set(found["meeting"]) >= MEETING_KEYS
    assert (found["meeting"]["date"], found["meeting"]["papers_count"]) == ("2026-10-12", 3)
    assert [set(task) for task in found["tasks"]] == [TASK_KEYS, TASK_KEYS]
    first, second = found["tasks"]
    assert (first["assignee"], first["deadline_iso"]) == ("Văn phòng HĐND và UBND", "2026-10-25")
    assert (second["assignee"], second["deadline"]) == ("Công an phường", None)
    assert all(0 < task["confidence"] <= 1 and task["rule"] for task in found["tasks"])


def test_words_are_exact_pieces_of_the_text(notice: Path) -> None:
    found = json.loads(read("--json", notice).stdout)
    for task in found["tasks"]:
        for name in ("text", "assignee", "deadline"):
            assert task[name] is None or task[name] in TEXT


def test_word_files_are_read_as_text_files_are(notice: Path, tmp_path: Path) -> None:
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "thông báo 12.docx"))
    assert json.loads(read("--json", tmp_path / "thông báo 12.docx").stdout) == json.loads(
        read("--json", notice).stdout
    )


def test_a_day_may_be_given_for_a_text_that_names_none(tmp_path: Path) -> None:
    path = tmp_path / "ngắn.txt"
    path.write_text(TEXT.replace("/2026", "").replace("Ngày 12/10, tại", "Tại"), encoding="utf-8")
    found = json.loads(read("--json", "--date", "2026-10-14", path).stdout)
    assert found["tasks"][0]["deadline_iso"] == "2026-10-25"
    assert read("--date", "2-11-2026", path).exit_code == 2


def test_each_bad_file_is_one_line_and_the_good_ones_are_still_read(notice: Path, tmp_path: Path) -> None:
    broken, english, table = tmp_path / "hỏng.docx", tmp_path / "english.txt", tmp_path / "bảng.csv"
    broken.write_bytes(b"PK\x03\x04 nothing more")
    english.write_text("All units shall report to the council before the end of the month. " * 3, encoding="utf-8")
    table.write_text("mã,tên\n1,a\n2,b\n", encoding="utf-8")
    bad = [tmp_path / "không có.txt", tmp_path, broken, english, table]
    answer = read("--json", *bad, notice)
    assert answer.exit_code == 1
    assert [json.loads(line)["id"] for line in answer.stdout.splitlines()] == ["thông báo 12"]
    lines = answer.stderr.splitlines()
    assert [line.split(": ", 1)[0] for line in lines] == [str(path) for path in bad]
    assert lines[0].endswith("không có tệp này.")
    assert lines[1].endswith("đây là thư mục, không phải tệp.")
    assert "Tệp bị hỏng" in lines[2]
    assert "không phải tiếng Việt" in lines[3]
    assert "bảng số liệu" in lines[4]


def test_without_json_it_speaks_to_a_person(notice: Path) -> None:
    said = read(notice).stdout
    assert "Nhiệm vụ: 2" in said
    assert "3 tham luận" in said
    assert "Công an phường; không ghi hạn; chắc" in said


def test_it_needs_a_file_and_no_database(notice: Path, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KHEO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    assert read(notice).exit_code == 0
    assert not (tmp_path / "home").exists()
    assert read().exit_code == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_is_not_ours_to_read_is_told(notice: Path) -> None:
    notice.chmod(0)
    assert "không có quyền đọc tệp này." in read(notice).stderr
