"""Open a CSV or XLSX file as a table of texts, without the columns that are never taken in."""

import csv
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext as _

from kheo import files
from kheo.errors import RuleBroken
from kheo.procedures.rules import columns
from kheo.procedures.rules.imports import MOST_ROWS

SAMPLES = 3
JUDGED = 200  # values of a column that are looked at to tell whether it is personal
KINDS = (files.Kind.CSV, files.Kind.XLSX)


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
    rows = files.table_rows(content, kind)
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


def _refusal(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, field="file")
