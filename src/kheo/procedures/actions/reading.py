"""Open a CSV or XLSX file as a table of texts, without the columns that are never taken in."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _

from kheo import files
from kheo.errors import RuleBroken
from kheo.files.letter_codes import decode
from kheo.language import nfc
from kheo.procedures.rules import columns
from kheo.procedures.rules.imports import MOST_ROWS

SAMPLES = 3
JUDGED = 200  # values of a column that are looked at to tell whether it is personal
MOST_CELLS = 12_000_000
LONGEST_CELL = 500
KINDS = (files.Kind.CSV, files.Kind.XLSX)
_CELL_PLACE = re.compile(rb"""\sr=["']([A-Z]{0,3})(\d{1,7})["']""")


@dataclass(frozen=True)
class Table:
    """A file as a table: `first_row` is the number that the file's own rows start at, as a person counts them."""

    header: list[str]
    refused: list[int]
    samples: list[list[str]]
    rows: list[list[str]]
    first_row: int


def read_table(content: bytes, name: str) -> Table:
    """Read a file; RuleBroken (field "file") when it is no table, is broken, too large, or has no rows."""
    kind = files.sniff(content, name)
    if kind not in KINDS:
        raise _refusal(_("Hãy gửi tệp CSV hoặc Excel (.xlsx) xuất từ hệ thống một cửa."))
    rows = _csv_rows(content) if kind == files.Kind.CSV else _xlsx_rows(content)
    head = list(islice(rows, columns.HEADER_WITHIN))
    place = columns.find_header(head)
    width = max((len(row) for row in head), default=0)
    if width > columns.MOST_COLUMNS:
        raise _refusal(_("Tệp có hơn %(most)s cột. Hãy bỏ bớt cột rồi gửi lại.") % {"most": columns.MOST_COLUMNS})
    if place >= len(head) or len([cell for cell in head[place] if cell]) < 2:
        raise _refusal(_("Không thấy dòng tên cột trong tệp. Dòng đầu phải ghi tên các cột."))
    body = list(islice(chain(head[place + 1 :], rows), MOST_ROWS + 1))
    if len(body) > MOST_ROWS:
        raise _refusal(_("Tệp có hơn 200.000 dòng. Hãy chia thành nhiều tệp."))
    if not any(any(row) for row in body):
        raise _refusal(_("Tệp chỉ có tên cột, không có dòng hồ sơ nào."))
    return _table([columns.clean_header(cell, n) for n, cell in enumerate(head[place])], body, place + 2)


def pack(rows: Iterable[list[str]]) -> bytes:
    """Pack rows to be kept until they are stored."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return zlib.compress(text.getvalue().encode(), level=3)


def unpack(content: bytes) -> Iterator[list[str]]:
    """Give the packed rows again."""
    return csv.reader(io.StringIO(zlib.decompress(content).decode(), newline=""))


def _table(header: list[str], body: list[list[str]], first_row: int) -> Table:
    """Empty the refused columns, and those without a name; they stay in place, so that columns keep their numbers."""
    width = len(header)
    refused = [place for place, title in enumerate(header) if columns.is_refused(title, _column(body, place, JUDGED))]
    kept = [place not in refused for place in range(width)]
    rows = [[cell if keep else "" for cell, keep in zip(row, kept, strict=False)] for row in body]
    samples = [_column(rows, place, SAMPLES) for place in range(width)]
    return Table(header, refused, samples, rows, first_row)


def _column(rows: list[list[str]], place: int, most: int) -> list[str]:
    """Give the first filled values of a column."""
    return list(islice((row[place] for row in rows if place < len(row) and row[place]), most))


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    text = decode(content)
    if text is None:
        raise _refusal(_("Không rõ bảng mã chữ của tệp. Hãy lưu lại dạng CSV UTF-8 rồi gửi."))
    text = nfc(text.removeprefix("\ufeff"))
    first, _line_end, rest = text.partition("\n")
    mark = next((sign for sign in ",;\t" if first.strip().lower() == f"sep={sign}"), "")
    reader = csv.reader(io.StringIO(rest if mark else text, newline=""), delimiter=mark or _delimiter(text))
    try:
        yield from ([_clean(cell) for cell in row] for row in reader)
    except csv.Error:
        raise _refusal(_("Tệp CSV bị hỏng, không đọc được. Hãy xuất lại tệp.")) from None


def _delimiter(text: str) -> str:
    """Take the sign that stands most often in the first lines, outside quotation marks."""
    bare = re.sub(r'"[^"]*"', "", "\n".join(text[:20_000].splitlines()[: columns.HEADER_WITHIN]))
    return max(",;\t|", key=bare.count)


def _xlsx_rows(content: bytes) -> Iterator[list[str]]:
    """Read the first sheet that holds anything."""
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height:
                yield from ([_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False))
                return
    except (CalamineError, ValueError, OSError):
        raise _refusal(_("Tệp Excel bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại rồi gửi.")) from None


def _check_size(content: bytes) -> None:
    """Refuse a sheet whose far corner would make a small file huge in memory: the reader lays sheets out whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml") and _area(archive, name) > MOST_CELLS:
                raise _refusal(_("Bảng tính có ô ghi ở quá xa. Hãy chép phần số liệu sang bảng tính mới rồi gửi."))


def _area(archive: zipfile.ZipFile, name: str) -> int:
    letters: set[bytes] = set()
    last = 0
    with archive.open(name) as part:
        rest = b""
        while piece := part.read(1 << 20):
            text = rest + piece
            found = _CELL_PLACE.findall(text)
            letters |= {column for column, _row in found}
            last = max(last, int(found[-1][1]) if found else 0)
            rest = text[-20:]
    return last * max((_number(column) for column in letters), default=0)


def _number(column: bytes) -> int:
    """AA is 27."""
    total = 0
    for letter in column:
        total = total * 26 + letter - 64
    return total


def _text(cell: Any) -> str:
    match cell:
        case str():
            return _clean(nfc(cell))
        case bool():
            return "1" if cell else "0"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime() | date() | time():
            return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
        case timedelta():
            return str(cell)
    return str(cell)


def _clean(cell: str) -> str:
    """Keep one line without control signs, at most 500 letters."""
    if cell.isprintable():
        return cell.strip()[:LONGEST_CELL]
    return " ".join("".join(letter if letter.isprintable() else " " for letter in cell).split())[:LONGEST_CELL]


def _refusal(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, field="file")
