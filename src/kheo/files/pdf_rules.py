"""The straight rules drawn on a page of a PDF, whatever drew them: strokes, thin boxes, the edges of shaded cells."""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kheo.files.pdf_tables import Rule

if TYPE_CHECKING:
    import pypdfium2 as pdfium

STRAIGHT = 1.0  # points by which a rule may lean
OBJECTS = 20_000  # objects of a page that are looked at
SEGMENTS = 200_000  # strokes of a whole document that are looked at: a table has hundreds, a map has more

Point = tuple[float, float]


class RuleReader:
    """Finds the rules of one page after the other, as long as the document is not full of drawings."""

    def __init__(self) -> None:
        self.left = SEGMENTS

    def rules(self, page: "pdfium.PdfPage") -> tuple[list[Rule], list[Rule]]:
        """Give the level and the upright rules of a page."""
        across: list[Rule] = []
        upright: list[Rule] = []
        for (x, y), (then_x, then_y) in self._strokes(page):
            if abs(then_y - y) <= STRAIGHT:
                across.append(Rule((y + then_y) / 2, min(x, then_x), max(x, then_x)))
            elif abs(then_x - x) <= STRAIGHT:
                upright.append(Rule((x + then_x) / 2, min(y, then_y), max(y, then_y)))
        return across, upright

    def _strokes(self, page: "pdfium.PdfPage") -> Iterator[tuple[Point, Point]]:
        import pypdfium2.raw as raw

        for number in range(min(raw.FPDFPage_CountObjects(page), OBJECTS)):
            drawn = raw.FPDFPage_GetObject(page, number)
            if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
                continue
            count = raw.FPDFPath_CountSegments(drawn)
            self.left -= max(count, 1)
            if self.left < 0:
                return
            yield from _path(drawn, count)


def _path(drawn: object, count: int) -> Iterator[tuple[Point, Point]]:
    """Give the straight strokes of one path in the page's own measure."""
    import pypdfium2.raw as raw

    turn = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(drawn, turn)
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = last = (0.0, 0.0)
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(drawn, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = (turn.a * x.value + turn.c * y.value + turn.e, turn.b * x.value + turn.d * y.value + turn.f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, here
        last = here
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, begun
