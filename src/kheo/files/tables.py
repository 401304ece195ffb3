"""The rows of a CSV or XLSX file as texts, as a person sees them; they come one by one, and memory stays small."""

import csv
import io
import re
from collections.abc import Iterator

from kheo.errors import RuleBroken
from kheo.files.confined import rows_confined
from kheo.files.kinds import Kind
from kheo.files.letter_codes import code_of
from kheo.files.limits import MB, Limits
from kheo.language import nfc

LONGEST_CELL = 500
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
WIDEST = 1_000  # cells of a row
LONGEST_ROW = MB  # characters
FIRST_LINES = 15  # in which the sign between cells shows


def table_rows(content: bytes, kind: Kind, *, limits: Limits | None = None) -> Iterator[list[str]]:
    """Give the rows of a CSV or XLSX file; RuleBroken (field "file") when it is broken or too large to lay out."""
    try:
        limits = limits or Limits()
        yield from _csv_rows(content, limits) if kind == Kind.CSV else rows_confined(content, kind, limits)
    except RuleBroken as broken:
        broken.field = "file"
        raise


def _csv_rows(content: bytes, limits: Limits) -> Iterator[list[str]]:
    code = code_of(content)
    if code is None:
        raise RuleBroken("Không rõ bảng mã chữ của tệp. Hãy lưu lại dạng CSV UTF-8 rồi gửi.")
    if content.count(b"\n") > limits.lines:
        raise _too_much()
    lines = _Lines(content, code)
    head = lines.head
    mark = next((sign for sign in ",;\t" if head.split("\n", 1)[0].strip().lower() == f"sep={sign}"), "")
    if mark:
        next(lines)
    try:
        cells = 0
        for row in csv.reader(lines, delimiter=mark or _delimiter(head)):
            cells += len(row)
            if len(row) > WIDEST:
                raise csv.Error
            if cells > limits.cells:
                raise _too_much()
            lines.row_length = 0
            yield [cell and clean_cell(cell) for cell in row]
    except csv.Error:
        raise RuleBroken("Tệp CSV bị hỏng, không đọc được. Hãy xuất lại tệp.") from None


class _Lines(Iterator[str]):
    """The lines of a CSV file, decoded as they are asked for; a row that never ends is broken."""

    def __init__(self, content: bytes, code: str) -> None:
        self.text = io.TextIOWrapper(io.BytesIO(content), encoding=code, newline="")
        self.head = self.text.read(20_000).removeprefix("\ufeff")
        self.text.seek(0)
        if code != "utf-8-sig" and self.text.read(1) != "\ufeff":
            self.text.seek(0)
        self.row_length = 0

    def __next__(self) -> str:
        line = self.text.readline(LONGEST_ROW)
        self.row_length += len(line)
        if not line:
            raise StopIteration
        if self.row_length >= LONGEST_ROW:
            raise csv.Error
        return nfc(line)


def _too_much() -> RuleBroken:
    return RuleBroken("Bảng có quá nhiều ô. Hãy bỏ bớt cột không dùng hoặc chia thành nhiều tệp.")


def _delimiter(text: str) -> str:
    """Take the sign that stands most often in the first lines, outside quotation marks."""
    bare = re.sub(r'"[^"]*"', "", "\n".join(text.splitlines()[:FIRST_LINES]))
    return max(",;\t|", key=bare.count)


def safe_cell(text: str) -> str:
    """Disarm a cell that a spreadsheet would run as a formula; every export writes its words through here."""
    return f"'{text}" if text.startswith(RISKY) else text


def clean_cell(cell: str) -> str:
    """Keep one line without control signs, at most 500 letters."""
    if cell.isprintable():
        return cell.strip()[:LONGEST_CELL]
    return " ".join("".join(letter if letter.isprintable() else " " for letter in cell).split())[:LONGEST_CELL]
