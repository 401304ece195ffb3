"""The straight rules drawn on a page of a PDF, whatever drew them: strokes, thin boxes, the edges of shaded cells."""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kheo.files.pdf_tables import Rule

if TYPE_CHECKING:
    import pypdfium2 as pdfium

STRAIGHT = 1.0  # points by which a rule may lean
THIN = 3.0  # points: a filled box is a rule up to here, and else the shade behind words
OBJECTS = 20_000  # objects of a page that are looked at
SEGMENTS = 300_000  # strokes of a whole document that are looked at: a table has hundreds, a map has more
BOX = 6  # segments of a plain box at most

Point = tuple[float, float]
Stroke = tuple[Point, Point]


class RuleReader:
    """Finds the rules of one page after the other, as long as the document is not full of drawings."""

    def __init__(self) -> None:
        self.left = SEGMENTS

    @property
    def gave_up(self) -> bool:
        """Say whether later pages were not looked at."""
        return self.left < 0

    def rules(self, page: "pdfium.PdfPage") -> tuple[list[Rule], list[Rule]]:
        """Give the level and the upright rules of a page."""
        across: list[Rule] = []
        upright: list[Rule] = []
        for (x, y), (then_x, then_y) in self._strokes(page):
            if abs(then_y - y) <= STRAIGHT:
                across.append(Rule((y + then_y) / 2, min(x, then_x), max(x, then_x)))
            elif abs(then_x - x) <= STRAIGHT:
                upright.append(Rule((x + then_x) / 2, min(y, then_y), max(y, then_y)))
        return ([], []) if self.gave_up else (across, upright)

    def _strokes(self, page: "pdfium.PdfPage") -> Iterator[Stroke]:
        import pypdfium2.raw as raw

        filled, stroked = ctypes.c_int(), ctypes.c_int()
        for number in range(min(raw.FPDFPage_CountObjects(page), OBJECTS)):
            drawn = raw.FPDFPage_GetObject(page, number)
            if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
                continue
            count = raw.FPDFPath_CountSegments(drawn)
            raw.FPDFPath_GetDrawMode(drawn, filled, stroked)
            box = not stroked.value and count <= BOX
            self.left -= 1 if box else max(count, 1)
            if self.left < 0:
                return
            if box:
                yield from _thin(*_bounds(drawn))
            elif stroked.value:
                yield from (stroke for subpath in _subpaths(drawn, count) for stroke in subpath)
            else:
                for subpath in _subpaths(drawn, count):
                    across, up = zip(*(point for stroke in subpath for point in stroke), strict=True)
                    yield from _thin(min(across), min(up), max(across), max(up))


def _thin(left: float, bottom: float, right: float, top: float) -> Iterator[Stroke]:
    """Give the rule that a filled box is, where it is thin."""
    if top - bottom <= THIN:
        yield (left, (top + bottom) / 2), (right, (top + bottom) / 2)
    elif right - left <= THIN:
        yield ((left + right) / 2, bottom), ((left + right) / 2, top)


def _bounds(drawn: object) -> tuple[float, float, float, float]:
    """Give the left, bottom, right and top of an object, in the page's own measure."""
    import pypdfium2.raw as raw

    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(drawn, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _subpaths(drawn: object, count: int) -> Iterator[list[Stroke]]:
    """Give the straight strokes of each part of a path, in the page's own measure."""
    import pypdfium2.raw as raw

    turn = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(drawn, turn)
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = last = (0.0, 0.0)
    strokes: list[Stroke] = []
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(drawn, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = (turn.a * x.value + turn.c * y.value + turn.e, turn.b * x.value + turn.d * y.value + turn.f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = here
            if strokes:
                yield strokes
            strokes = []
        elif kind == raw.FPDF_SEGMENT_LINETO:
            strokes.append((last, here))
        last = here
        if raw.FPDFPathSegment_GetClose(segment):
            strokes.append((last, begun))
    if strokes:
        yield strokes
