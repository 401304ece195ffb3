"""Tables: workbooks that swell or act, and CSV files that never end."""

import csv
import io

import openpyxl

from kheo.files import Why
from tests.files import papers
from tests.files.hostile.case import MB, Case, Door
from tests.files.hostile.words import LAUGHS, PASSWD

HEADER = ["Mã hồ sơ", "Tên thủ tục", "Đơn vị xử lý", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày xử lý xong", "Trạng thái"]
ROW = ["PT-1", "Đăng ký khai sinh", "Trung tâm", "16/11/2026", "18/11/2026", "18/11/2026", "Đã xử lý xong"]
HEAD = (",".join(HEADER) + "\n").encode()
SHEET = "xl/worksheets/sheet1.xml"
MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DDE = "=cmd|' /C calc'!A0"


def book(*rows: list[str]) -> bytes:
    """Make an ordinary workbook of one sheet."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


BOOK = book(HEADER, ROW)
PARTS = papers.members_of(BOOK)


def with_part(name: str, content: bytes) -> bytes:
    """Give the workbook with one part replaced or added."""
    return papers.zip_of(PARTS | {name: content})


def sheet_with(markup: bytes) -> bytes:
    """Give the workbook with more rows in its sheet."""
    return with_part(SHEET, PARTS[SHEET].replace(b"</sheetData>", markup + b"</sheetData>"))


def wide() -> bytes:
    """Two hundred rows, each with a cell in the last column a sheet can have: 3 million empty cells in 4 kB."""
    cells = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(3, 203))
    return sheet_with(cells)


def full() -> bytes:
    """Two million small cells, nearly 24 MB of markup."""
    row = b"<row>" + b"<c><v>1</v></c>" * 40 + b"</row>"
    return sheet_with(row * 38_000)


def shared_words() -> bytes:
    """A table of words of 60 MB, packed a hundred to one."""
    one = b"<si><t>" + b"minh hoa " * 11 + b"</t></si>"
    return with_part("xl/sharedStrings.xml", b"<sst>" + one * 560_000 + b"</sst>")


def linked() -> bytes:
    """A link by DDE to another program, outside of any cell."""
    link = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    )
    return with_part("xl/externalLinks/externalLink1.xml", link)


def declared(declaration: bytes) -> bytes:
    """Give the workbook with a DTD before its sheet."""
    start = b"<!DOCTYPE worksheet [" + declaration + b"]><worksheet"
    return with_part(SHEET, PARTS[SHEET].replace(b"<worksheet", start, 1).replace(b"</sheetData>", b"&x;</sheetData>"))


def formulas(*, as_csv: bool) -> bytes:
    """Cells that a spreadsheet would run."""
    row = [DDE, "@SUM(1)", "+1+cmd", "-2+3", *ROW[4:]]
    if not as_csv:
        return book(HEADER, row)
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, row])
    return out.getvalue().encode()


def _row(sign: bytes, count: int) -> bytes:
    return HEAD + sign * count


CASES = [
    Case(
        "a workbook with macros renamed xlsx",
        "a.xlsx",
        lambda: with_part(
            "[Content_Types].xml",
            PARTS["[Content_Types].xml"].replace(MAIN, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        ),
        Door.TABLE,
        Why.MACRO,
    ),
    Case(
        "a workbook with macros as evidence",
        "a.xlsx",
        lambda: with_part("xl/vbaProject.bin", b"x"),
        Door.EVIDENCE,
        Why.MACRO,
    ),
    Case("a workbook that calls a program", "a.xlsx", linked, Door.EVIDENCE, Why.ACTIVE),
    Case("a workbook that calls a program, as a table", "a.xlsx", linked, Door.TABLE, Why.ACTIVE),
    Case(
        "a formula that calls a program, as evidence",
        "a.xlsx",
        lambda: formulas(as_csv=False),
        Door.EVIDENCE,
        Why.ACTIVE,
    ),
    Case(
        "formulas in a CSV",
        "a.csv",
        lambda: formulas(as_csv=True),
        Door.TABLE,
        proof=lambda kept: DDE in kept.text,
        how="kept as words; every export puts a sign before them (test_no_export_holds_a_formula)",
    ),
    Case(
        "a cell far away",
        "a.xlsx",
        lambda: sheet_with(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        Door.TABLE,
        "quá xa",
    ),
    Case("a sheet of empty columns", "a.xlsx", wide, Door.TABLE, "quá xa"),
    Case("a sheet of two million cells", "a.xlsx", full, Door.TABLE, slow=True),
    Case("a table of words without end", "a.xlsx", shared_words, Door.TABLE, slow=True),
    Case("XXE in a sheet", "a.xlsx", lambda: declared(PASSWD), Door.TABLE, Why.ACTIVE),
    Case("billion laughs in a sheet", "a.xlsx", lambda: declared(LAUGHS), Door.TABLE),
    Case("billion laughs in a sheet, as evidence", "a.xlsx", lambda: declared(LAUGHS), Door.EVIDENCE),
    Case("a workbook cut in half", "a.xlsx", lambda: BOOK[: len(BOOK) // 2], Door.TABLE, Why.BROKEN),
    Case("a workbook where a text is asked for", "a.xlsx", lambda: BOOK, Door.DOCUMENT, "Không nhận loại tệp này"),
    Case(
        "a sheet that is noise",
        "a.xlsx",
        lambda: with_part(SHEET, b"\xff\xfe<<<<" * 1_000),
        Door.TABLE,
        Why.BROKEN,
    ),
    Case("an endless line", "a.csv", lambda: _row(b"x", 24 * MB), Door.TABLE, slow=True),
    Case("an endless line of cells", "a.csv", lambda: _row(b",", 24 * MB), Door.TABLE, slow=True),
    Case("an endless line of small cells", "a.csv", lambda: _row(b"abc,", 6 * MB), Door.TABLE, slow=True),
    Case("an endless quoted cell", "a.csv", lambda: HEAD + b'"' + b"x\n" * (12 * MB), Door.TABLE, slow=True),
    Case("an endless row of quoted cells", "a.csv", lambda: HEAD + b'"a\n",' * (4 * MB), Door.TABLE, slow=True),
    Case("eight million empty rows", "a.csv", lambda: _row(b"\n", 8 * MB), Door.TABLE, slow=True),
    Case("rows without end", "a.csv", lambda: HEAD + b"a,b,c,d,e,f,g\n" * 1_700_000, Door.TABLE, slow=True),
    Case(
        "rows of empty cells",
        "a.csv",
        lambda: HEAD + (b"," * 78 + b"\n") * 300_000,
        Door.TABLE,
        slow=True,
    ),
    Case(
        "large letters",
        "a.csv",
        lambda: HEAD + ("😀".encode() + b"a" * 60 + b",x\n") * 350_000,
        Door.TABLE,
        slow=True,
    ),
    Case("noise named csv", "a.csv", lambda: bytes(range(256)) * 100, Door.TABLE, Why.NAME_LIES),
    Case("a program named csv", "a.csv", lambda: b"MZ" + b"\0" * 100, Door.TABLE, Why.NAME_LIES),
]
