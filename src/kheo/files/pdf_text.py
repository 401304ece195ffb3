"""The text of a PDF that has text; a scan is refused, a scanned page among others is told."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kheo.files.limits import Limits
from kheo.files.paragraphs import Line, join, paragraphs_of
from kheo.files.pdf_rules import RuleReader
from kheo.files.pdf_tables import Grid, Place, grids
from kheo.files.refused import Why

if TYPE_CHECKING:  # loaded only where a PDF is read: most files are none, and every file gets a process of its own
    import pypdfium2 as pdfium

PASSWORD = 4  # FPDF_ERR_PASSWORD
FEW = 20  # a page with fewer letters is a picture with a stamp on it
CELL_GAP = 1.2  # of the size of the letters; justified words stand closer
MANY_RULES = "Tệp có rất nhiều nét kẻ; từ giữa tệp trở đi, bảng được đọc theo dòng in chứ không theo ô."
CELL_SIZE = 12.0  # points taken for the letters of a row, which may differ from cell to cell
ABOVE = 0.3  # of the size of the letters: so far above its line the middle of a letter lies
FAR = re.compile("[\U00010000-\U0010ffff]")  # pdfium counts them as two letters
PICTURES = 3  # how deep forms are searched for pictures


def read_pdf(content: bytes, limits: Limits) -> tuple[list[str], int, list[str]]:
    """Give (paragraphs, number of pages, warnings)."""
    document = _open(content, limits)
    pages = len(document)
    if pages > limits.pages:
        raise limits.refusal(Why.TOO_MANY_PAGES)
    lines: list[Line] = []
    pictures: list[int] = []
    ruled = RuleReader()
    for number in range(pages):
        page = document[number]
        found = _lines(page, number, [_Table(grid) for grid in grids(*ruled.rules(page))])
        if sum(len(line.text) for line in found) < FEW and _shows_picture(page):
            pictures.append(number + 1)
        lines += found
        page.close()
    if pictures and len(pictures) == pages:
        raise limits.refusal(Why.SCANNED)
    return paragraphs_of(lines, pages), pages, [*_warnings(pictures), *([MANY_RULES] if ruled.gave_up else [])]


def _open(content: bytes, limits: Limits) -> "pdfium.PdfDocument":
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        why = Why.ENCRYPTED if getattr(error, "err_code", None) == PASSWORD else Why.BROKEN
        raise limits.refusal(why) from None
    if not len(document):
        raise limits.refusal(Why.BROKEN)
    return document


@dataclass(frozen=True)
class _Table:
    """A table of a page and the words that were found in its cells."""

    grid: Grid
    words: dict[Place, str] = field(default_factory=dict)

    def add(self, place: Place, words: str) -> None:
        """Add a printed line to a cell."""
        self.words[place] = join(self.words[place], words) if place in self.words else words

    def lines(self, page: int) -> Iterator[Line]:
        """Give a line for each row."""
        left, right = self.grid.sides[0], self.grid.sides[-1]
        for number, cells in self.grid.rows(self.words):
            yield Line(" | ".join(cells), page, left, right, self.grid.heights[number], CELL_SIZE, cells)


def _lines(page: "pdfium.PdfPage", number: int, tables: list[_Table]) -> list[Line]:
    """Give the printed lines of a page in the order in which they were set; of a table, its rows."""
    text_page = page.get_textpage()
    letters = FAR.sub(r"\g<0>\0", text_page.get_text_range())
    at = 0
    found: list[Line | _Table] = []
    for piece in letters.replace("\x02", "\x02\n").replace("\r\n", "\n").split("\n"):
        start = letters.find(piece, at)
        at = start + len(piece)
        words = piece.strip()
        if not words:
            continue
        first = start + piece.index(words[0])
        for table, place, begin, end in _runs(text_page, words, first, tables):
            if table is None:
                found.append(_place(text_page, words[begin:end], number, first + begin, first + end - 1))
                continue
            if table not in found:
                found.append(table)
            table.add(place, words[begin:end].replace("\0", ""))
    text_page.close()
    return [line for each in found for line in (each.lines(number) if isinstance(each, _Table) else (each,))]


Run = tuple[_Table | None, Place, int, int]  # which table and cell, and which letters


def _runs(text_page: "pdfium.PdfTextPage", words: str, first: int, tables: list[_Table]) -> Iterator[Run]:
    """Part the words of a printed line by the cells of tables in which they stand."""
    up = _base(text_page, first) + ABOVE * _size(text_page, first)
    near = [table for table in tables if table.grid.heights[-1] < up < table.grid.heights[0]]
    run: Run = (None, (0, 0), 0, 0)
    for place, letter in enumerate(words if near else ""):
        if letter == " ":
            continue
        across = sum(_sides(text_page, first + place)) / 2
        here = next(((table, cell) for table in near if (cell := table.grid.cell(across, up))), (None, (0, 0)))
        if run[3] and here != run[:2]:
            yield run
            run = (*here, place, place)
        run = (*here, run[2], place + 1)
    yield run if near else (None, (0, 0), 0, len(words))


def _place(text_page: "pdfium.PdfTextPage", words: str, page: int, first: int, last: int) -> Line:
    left, right = _sides(text_page, first)[0], _sides(text_page, last)[1]
    letter = first + next((place for place, sign in enumerate(words) if sign.isalnum()), 0)  # a bullet may be larger
    size = _size(text_page, letter)
    text = _with_cells(text_page, words, first, size)
    return Line(text, page, left, max(right, left), _base(text_page, letter), size)


def _sides(text_page: "pdfium.PdfTextPage", index: int) -> tuple[float, float]:
    """Give the left and right side of a letter's place, with its bearings; zeros where the PDF does not tell."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    return box.left, box.right


def _base(text_page: "pdfium.PdfTextPage", index: int) -> float:
    """Give the height of the line on which the letter stands."""
    import pypdfium2.raw as raw

    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(across), ctypes.byref(up))
    return up.value


def _size(text_page: "pdfium.PdfTextPage", index: int) -> float:
    """Give the size of a letter in points as printed: the font's size times the scale it is set in."""
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX(0, 0, 0, 1, 0, 0)
    raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
    return max(float(raw.FPDFText_GetFontSize(text_page, index)) * math.hypot(matrix.c, matrix.d), 1.0)


def _with_cells(text_page: "pdfium.PdfTextPage", words: str, first: int, size: float) -> str:
    """Mark the wide gaps of a line, which part the cells of a table; only a space that nobody typed can be one."""
    import pypdfium2.raw as raw

    letters = list(words)
    for place, letter in enumerate(words):
        if letter == " " and raw.FPDFText_IsGenerated(text_page, first + place) == 1:
            gap = _sides(text_page, first + place + 1)[0] - _sides(text_page, first + place - 1)[1]
            letters[place] = " | " if gap > CELL_GAP * size else " "
    return "".join(letters).replace("\0", "")


def _shows_picture(page: "pdfium.PdfPage") -> bool:
    import pypdfium2.raw as raw

    return any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=PICTURES))


def _warnings(pictures: list[int]) -> list[str]:
    if not pictures:
        return []
    listed = ", ".join(str(number) for number in pictures[:10]) + ("…" if len(pictures) > 10 else "")
    return [f"Trang {listed} chỉ có ảnh chụp; chữ trong ảnh không được đọc."]
