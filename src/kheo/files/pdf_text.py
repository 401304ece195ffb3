"""The text of a PDF that has text; a scan is refused, a scanned page among others is told."""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kheo.files.limits import Limits
from kheo.files.paragraphs import Line, paragraphs_of
from kheo.files.refused import Why

PASSWORD = 4  # FPDF_ERR_PASSWORD
FEW = 20  # a page with fewer letters is a picture with a stamp on it
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


def _open(content: bytes, limits: Limits) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        why = Why.ENCRYPTED if getattr(error, "err_code", None) == PASSWORD else Why.BROKEN
        raise limits.refusal(why) from None
    if not len(document):
        raise limits.refusal(Why.BROKEN)
    return document


def _lines(page: pdfium.PdfPage, number: int) -> Iterator[Line]:
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


def _place(text_page: pdfium.PdfTextPage, words: str, page: int, first: int, last: int) -> Line:
    left, bottom, _, top = _box(text_page, first)
    right = _box(text_page, last)[2]
    return Line(words, page, left, max(right, left), bottom, max(top - bottom, 1.0))


def _box(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """Give (left, bottom, right, top) of a letter's place in its line; zeros where the PDF does not tell."""
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
        return 0.0, 0.0, 0.0, 0.0
    return box.left, box.bottom, box.right, box.top


def _shows_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=PICTURES))


def _warnings(pictures: list[int]) -> list[str]:
    if not pictures:
        return []
    listed = ", ".join(str(number) for number in pictures[:10]) + ("…" if len(pictures) > 10 else "")
    return [f"Trang {listed} chỉ có ảnh chụp; chữ trong ảnh không được đọc."]
