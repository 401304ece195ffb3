"""The child process that lays a workbook out: bytes come in, packed lines of JSON go out. Started by `confined` only.

A sheet of a few kilobytes may ask for gigabytes; the reader lays sheets out whole, and gives up on its own when it
finds no more memory.
"""

import gzip
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from kheo.files import active
from kheo.files.confined import OUT_OF_MEMORY
from kheo.files.kinds import Kind
from kheo.files.limits import MB, Limits
from kheo.files.refused import FileRefused, Why
from kheo.files.tables import WIDEST, clean_cell
from kheo.files.worker import confine
from kheo.language import nfc

_CELL_PLACE = re.compile(rb"""\sr=["']([A-Z]{0,3})(\d{1,7})["']""")


def main() -> int:
    """Write one line that says whether the workbook is refused, then its rows."""
    kind, limits = Kind(sys.argv[1]), Limits(**json.loads(sys.argv[2]))
    confine(kind, limits)
    try:
        content = sys.stdin.buffer.read()
        active.check(content, kind, limits)
        _check_size(content, limits)
        _write({}, _rows(content, limits))
    except FileRefused as refused:
        _write({"refused": refused.why.name, "words": refused.words}, iter(()))
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _write(told: dict[str, object], rows: Iterator[list[str]]) -> None:
    sys.stdout.buffer.truncate(0)
    sys.stdout.buffer.seek(0)
    with gzip.open(sys.stdout.buffer, "wt", compresslevel=1, encoding="utf-8") as out:
        out.write(json.dumps(told) + "\n")
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _rows(content: bytes, limits: Limits) -> Iterator[list[str]]:
    """Read the first sheet that holds anything."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height:
                yield from ([_text(cell) for cell in row] for row in _laid_out(sheet))
                return
    except (CalamineError, ValueError, OSError):
        raise limits.refusal(Why.BROKEN) from None


def _laid_out(sheet: Any) -> Iterator[list[Any]]:
    """Give the rows as they stand, with the empty ones above the first filled one."""
    yield from ([] for _ in range(sheet.start[0] if sheet.start else 0))
    left = [""] * (sheet.start[1] if sheet.start else 0)
    yield from (left + row for row in sheet.iter_rows())


def _check_size(content: bytes, limits: Limits) -> None:
    """Refuse a sheet whose far corner would make a small file huge in memory."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                height, width = _size(archive, name)
                if height * width > limits.cells or width > WIDEST:
                    raise limits.refusal(Why.FAR_CELL)


def _size(archive: zipfile.ZipFile, name: str) -> tuple[int, int]:
    letters: set[bytes] = set()
    last = 0
    with archive.open(name) as part:
        rest = b""
        while piece := part.read(MB):
            text = rest + piece
            found = _CELL_PLACE.findall(text)
            letters |= {column for column, _row in found}
            last = max(last, int(found[-1][1]) if found else 0)
            rest = text[-20:]
    return last, max((_number(column) for column in letters), default=0)


def _number(column: bytes) -> int:
    """AA is 27."""
    total = 0
    for letter in column:
        total = total * 26 + letter - 64
    return total


def _text(cell: Any) -> str:
    match cell:
        case str():
            return clean_cell(nfc(cell))
        case bool():
            return "1" if cell else "0"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime() | date() | time():
            return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
        case timedelta():
            return str(cell)
    return str(cell)


if __name__ == "__main__":
    sys.exit(main())
