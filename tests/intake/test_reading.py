"""Files of all kinds, honest and hostile."""

import io
import unicodedata
import zipfile
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.errors import RuleBroken
from kheo.files import FileRefused
from kheo.intake.actions.reading import read_table, unpack
from kheo.procedures.models import Dossier
from tests.intake.papers import HEADER, csv_file, line, table, text_file, xlsx_file


@pytest.mark.parametrize(
    ("sign", "code"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "utf-16-le"), ("|", "utf-8")]
)
def test_csv_is_read_in_every_common_dress(road, sign, code):
    road.imported(csv_file(line(1), line(2), sign=sign, code=code))
    assert Dossier.objects.count() == 2


def test_a_sep_line_and_decomposed_letters_do_no_harm(road):
    text = csv_file(line(1), sign=";").read().decode()
    assert road.imported(text_file("sep=;\n" + unicodedata.normalize("NFD", text))).rows_new == 1


@pytest.mark.long
def test_a_spreadsheet_with_real_dates_and_serial_days(road):
    rows = table(
        line(1, Ngày_tiếp_nhận=datetime(2026, 11, 16, 9, 5), Ngày_hẹn_trả=date(2026, 11, 18)),  # noqa: DTZ001
        line(2, Ngày_tiếp_nhận=46342.5, Ngày_hẹn_trả=46344, Trạng_thái=9, Hình_thức_nộp=2),
    )
    road.imported(xlsx_file(rows))
    first, second = Dossier.objects.order_by("code")
    assert (first.due_on, second.due_on) == (date(2026, 11, 18), date(2026, 11, 18))
    assert second.received_at.isoformat() == "2026-11-16T05:00:00+00:00"


def test_titles_above_and_blank_rows_between_keep_the_row_numbers_of_the_file(road):
    header, first, second = table(line(1), line(2, Trạng_thái="?"))
    batch = road.checked(xlsx_file([["SỔ THEO DÕI HỒ SƠ"], [], header, first, [], second]))
    assert batch.rows_total == 2
    assert batch.faults.get().row == 6


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Tệp rỗng"),
        ("một dòng chữ\n", "Không thấy dòng tên cột"),
        (",".join(HEADER) + "\n", "không có dòng hồ sơ nào"),
        (",".join(f"Cột {n}" for n in range(200)) + "\n" + ",".join("x" * 200) + "\n", "hơn 80 cột"),
    ],
)
def test_a_csv_without_a_table_is_refused_in_words(road, text, words):
    with pytest.raises(RuleBroken, match=words):
        road.taken(text_file(text))


def test_a_broken_spreadsheet_is_refused_in_words(road):
    content = xlsx_file(table(line(1))).read()
    with pytest.raises(RuleBroken):
        road.taken(SimpleUploadedFile("ho-so.xlsx", content[: len(content) // 2]))


def test_a_spreadsheet_that_would_swell_in_memory_is_refused(road):
    content = xlsx_file(table(line(1))).read()
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(RuleBroken, match="quá xa"):
        road.taken(SimpleUploadedFile("ho-so.xlsx", _rewritten(content, "sheet1.xml", b"</sheetData>", far)))


def _rewritten(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name.endswith(part) else data)
    return out.getvalue()


@pytest.mark.long
def test_columns_under_a_heading_over_several_are_not_taken_in(world, client_of, road):
    """Under the one heading “Người nộp” stand a name and an address, each in a column without a name of its own."""
    header, row = table(line(1))
    rows = [[*header, "Người nộp", None, None, None], [*row, "x", "Trần Thị Thử", "Số 1 phố Thử", None]]
    batch = road.taken(xlsx_file(rows))
    first = len(header)
    assert set(batch.refused) >= {first, first + 1, first + 2}
    assert first + 3 not in batch.refused, "an empty column has nothing to be refused for"
    assert "Thử" not in str(batch.samples) + str(list(unpack(bytes(batch.staged.content))))
    page = client_of(world.desk).get(reverse("intake:mapping", args=[batch.pk])).content.decode()
    assert f"Cột {first + 2}" in page and "Trần Thị Thử" not in page


def test_hostile_headers_are_shown_as_words(world, client_of, road):
    header = [*HEADER, "<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "Mã hồ sơ", "\u202e", "x" * 5_000]
    row = [*table(line(1))[1], "a", "b", "PT-9", "c", "d"]
    text = "\n".join(",".join(f'"{cell}"' for cell in each) for each in (header, row))
    batch = road.taken(text_file(text))
    page = client_of(world.desk).get(reverse("intake:mapping", args=[batch.pk])).content.decode()
    assert "<img" not in page
    assert max(len(name) for name in batch.header) <= 120
    assert road.imported(text_file(text)).rows_new == 1


@pytest.mark.long
def test_a_file_larger_than_a_page_takes_is_read_where_more_rows_are_allowed():
    content = (
        b"M\xc3\xa3 h\xe1\xbb\x93 s\xc6\xa1,Tr\xe1\xba\xa1ng th\xc3\xa1i\n" + (b"PT-1," + b"x" * 490 + b"\n") * 55_000
    )
    assert len(content) > 26 * 1024 * 1024
    with pytest.raises(FileRefused):
        read_table(content, "ho-so.csv")
    assert read_table(content, "ho-so.csv", 1_000_000).filled == 55_000
