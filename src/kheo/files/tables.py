"""The rows of a CSV or XLSX file as texts, cell by cell, as a person sees them."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from kheo.errors import RuleBroken
from kheo.files.kinds import Kind
from kheo.files.letter_codes import decode
from kheo.language import nfc

MOST_CELLS = 12_000_000
LONGEST_CELL = 500
FIRST_LINES = 15  # in which the sign between cells shows
_CELL_PLACE = re.compile(rb"""\sr=["']([A-Z]{0,3})(\d{1,7})["']""")


def table_rows(content: bytes, kind: Kind) -> Iterator[list[str]]:
    """Give the rows of a CSV or XLSX file; RuleBroken (field "file") when it is broken or too large to lay out."""
    return _csv_rows(content) if kind == Kind.CSV else _xlsx_rows(content)


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    text = decode(content)
    if text is None:
        raise RuleBroken("Không rõ bảng mã chữ của tệp. Hãy lưu lại dạng CSV UTF-8 rồi gửi.", field="file")
    text = nfc(text.removeprefix("\ufeff"))
    first, _line_end, rest = text.partition("\n")
    mark = next((sign for sign in ",;\t" if first.strip().lower() == f"sep={sign}"), "")
    reader = csv.reader(io.StringIO(rest if mark else text, newline=""), delimiter=mark or _delimiter(text))
    try:
        yield from ([_clean(cell) for cell in row] for row in reader)
    except csv.Error:
        raise RuleBroken("Tệp CSV bị hỏng, không đọc được. Hãy xuất lại tệp.", field="file") from None


def _delimiter(text: str) -> str:
    """Take the sign that stands most often in the first lines, outside quotation marks."""
    bare = re.sub(r'"[^"]*"', "", "\n".join(text[:20_000].splitlines()[:FIRST_LINES]))
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
        raise RuleBroken(
            "Tệp Excel bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại rồi gửi.", field="file"
        ) from None


def _check_size(content: bytes) -> None:
    """Refuse a sheet whose far corner would make a small file huge in memory: the reader lays sheets out whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml") and _area(archive, name) > MOST_CELLS:
                raise RuleBroken(
                    "Bảng tính có ô ghi ở quá xa. Hãy chép phần số liệu sang bảng tính mới rồi gửi.", field="file"
                )


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
