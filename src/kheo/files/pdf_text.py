"""The text of a PDF that has text; a scan is refused, a scanned page among others is told."""

import ctypes
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kheo.files.limits import Limits
from kheo.files.paragraphs import Line, paragraphs_of
from kheo.files.refused import Why

if TYPE_CHECKING:  # loaded only where a PDF is read: most files are none, and every file gets a process of its own
    import pypdfium2 as pdfium

PASSWORD = 4  # FPDF_ERR_PASSWORD
FEW = 20  # a page with fewer letters is a picture with a stamp on it
CELL_GAP = 1.2  # of the size of the letters; justified words stand closer
PICTURES = 3  # how deep forms are searched for pictures


def read_pdf(content: bytes, limits: Limits) -> tuple[list[str], int, list[str]]:
    """Give (paragraphs, number of pages, warnings)."""
    document = _open(content, limits)
    pages = len(document)
    if pages > limits.pages:
        raise limits.refusal(Why.TOO_MANY_PAGES)
    lines: list[Line] = []
    pictures: list[int] = []
    for number in range(pages):
        page = document[number]
        found = list(_lines(page, number))
        if sum(len(line.text) for line in found) < FEW and _shows_picture(page):
            pictures.append(number + 1)
        lines += found
        page.close()
    if pictures and len(pictures) == pages:
        raise limits.refusal(Why.SCANNED)
    return paragraphs_of(lines, pages), pages, _warnings(pictures)


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


def _lines(page: "pdfium.PdfPage", number: int) -> Iterator[Line]:
    """Give the printed lines of a page in the order in which they were set."""
    text_page = page.get_textpage()
    letters = text_page.get_text_range()
    at = 0
    for piece in letters.replace("\x02", "\x02\n").replace("\r\n", "\n").split("\n"):
        start = letters.find(piece, at)
        at = start + len(piece)
        words = piece.strip()
        if words:
            first = start + piece.index(words[0])
            yield _place(text_page, words, number, first, first + len(words) - 1)
    text_page.close()


def _place(text_page: "pdfium.PdfTextPage", words: str, page: int, first: int, last: int) -> Line:
    left, right = _sides(text_page, first)[0], _sides(text_page, last)[1]
    size = _size(text_page, first)
    text = _with_cells(text_page, words, first, size)
    return Line(text, page, left, max(right, left), _base(text_page, first), size)


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
    return "".join(letters)


def _shows_picture(page: "pdfium.PdfPage") -> bool:
    import pypdfium2.raw as raw

    return any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=PICTURES))


def _warnings(pictures: list[int]) -> list[str]:
    if not pictures:
        return []
    listed = ", ".join(str(number) for number in pictures[:10]) + ("…" if len(pictures) > 10 else "")
    return [f"Trang {listed} chỉ có ảnh chụp; chữ trong ảnh không được đọc."]
