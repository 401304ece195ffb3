"""Open a CSV or XLSX file as a table of texts, without the columns that are never taken in."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext as _

from kheo import files
from kheo.days import formats
from kheo.errors import RuleBroken
from kheo.intake.rules import columns
from kheo.intake.rules.road import MOST_ROWS

SAMPLES = 3
JUDGED = 200  # values of a column that are looked at to tell whether it is personal
KINDS = (files.Kind.CSV, files.Kind.XLSX)


@dataclass(frozen=True)
class Table:
    """A file as a table: `first_row` is the number that the file's own rows start at, as a person counts them.

    `staged` are the rows, packed, without what stood in refused columns; `filled` counts those that are not empty.
    """

    header: list[str]
    refused: list[int]
    samples: list[list[str]]
    staged: bytes
    filled: int
    first_row: int


def read_table(content: bytes, name: str, most_rows: int = MOST_ROWS) -> Table:
    """Read a file; RuleBroken (field "file") when it is no table, is broken, too large, or has no rows."""
    limits = _limits(most_rows)
    kind = files.sniff(content, name, limits=limits)
    if kind not in KINDS:
        raise _refusal(_("Hãy gửi tệp CSV hoặc Excel (.xlsx) xuất từ hệ thống một cửa."))
    rows = files.table_rows(content, kind, limits=limits)
    head = list(islice(rows, columns.HEADER_WITHIN))
    place = columns.find_header(head)
    width = max((len(row) for row in head), default=0)
    if width > columns.MOST_COLUMNS:
        raise _refusal(_("Tệp có hơn %(most)s cột. Hãy bỏ bớt cột rồi gửi lại.") % {"most": columns.MOST_COLUMNS})
    if place >= len(head) or len([cell for cell in head[place] if cell]) < 2:
        raise _refusal(_("Không thấy dòng tên cột trong tệp. Dòng đầu phải ghi tên các cột."))
    return _table(head[place], chain(head[place + 1 :], rows), place + 2, most_rows)


def _limits(most_rows: int) -> files.Limits:
    """Let a table be as large as so many rows need; the usual size for those that a page takes."""
    if most_rows <= MOST_ROWS:
        return files.Limits()
    return files.Limits(bytes=300 * most_rows, lines=2 * most_rows, cells=30 * most_rows)


def pack(rows: Iterable[list[str]]) -> bytes:
    """Pack rows to be kept until they are stored."""
    kept = io.BytesIO()
    with gzip.open(kept, "wt", compresslevel=3, encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(rows)
    return kept.getvalue()


def unpack(content: bytes) -> Iterator[list[str]]:
    """Give the packed rows again, one by one."""
    with gzip.open(io.BytesIO(content), "rt", encoding="utf-8", newline="") as text:
        yield from csv.reader(text)


def _table(named: list[str], body: Iterable[list[str]], first_row: int, most_rows: int) -> Table:
    """Empty the refused columns, also those without a name; they stay in place, so that columns keep their numbers.

    The rows go by twice and are never all held: which columns are refused is known when the last one went by.
    """
    seen = _Seen(len(named), most_rows)
    packed = pack(seen.watch(body))
    refused = [place for place, title in enumerate(named) if columns.is_refused(title, seen.columns[place])]
    if refused:
        kept = [place not in refused for place in range(len(named))]
        packed = pack([cell if keep else "" for cell, keep in zip(row, kept, strict=False)] for row in unpack(packed))
    samples = [[] if place in refused else column[:SAMPLES] for place, column in enumerate(seen.columns)]
    header = [columns.clean_header(title, place) for place, title in enumerate(named)]
    return Table(header, refused, samples, packed, seen.filled, first_row)


class _Seen:
    """What is remembered of rows that go by: how many were filled, and the first filled values of each column."""

    def __init__(self, width: int, most_rows: int) -> None:
        self.most_rows = most_rows
        self.columns: list[list[str]] = [[] for _ in range(width)]
        self.wanting = list(range(width))
        self.filled = 0

    def watch(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        """Let rows by, cut to the width of the header; RuleBroken when there are too many, or none."""
        for number, row in enumerate(rows):
            if number >= self.most_rows:
                most = formats.number(self.most_rows)
                raise _refusal(_("Tệp có hơn %(most)s dòng. Hãy chia thành nhiều tệp.") % {"most": most})
            if any(row):
                self.filled += 1
                self._remember(row)
            yield row[: len(self.columns)]
        if not self.filled:
            raise _refusal(_("Tệp chỉ có tên cột, không có dòng hồ sơ nào."))

    def _remember(self, row: list[str]) -> None:
        self.wanting = [place for place in self.wanting if len(self.columns[place]) < JUDGED]
        for place in self.wanting:
            if place < len(row) and row[place]:
                self.columns[place].append(row[place])


def _refusal(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, field="file")
