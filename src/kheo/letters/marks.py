"""The few marks of WordprocessingML that python-docx has no words for."""

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from kheo.files.text import clean
from kheo.letters.rules import Part


def mark(tag: str, /, **values: object) -> BaseOxmlElement:
    """Make an element w:tag with attributes w:…."""
    element = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def twips(millimetres: float) -> int:
    """Give a length in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def write(paragraph: Paragraph, part: Part, text: str) -> Paragraph:
    """Put a text into an empty paragraph in the style of its part."""
    paragraph.style = part.term
    paragraph.add_run(clean(text).replace("\n", " "))
    return paragraph


def add(container: object, part: Part, text: str) -> Paragraph:
    """Add a paragraph in the style of its part; the first paragraph of a new cell is used up first."""
    last = container.paragraphs[-1] if isinstance(container, _Cell) else None
    fresh = last is not None and not last.runs and last._p.pPr is None
    return write(last if fresh and last is not None else container.add_paragraph(), part, text)  # type: ignore[attr-defined]


def indent(paragraph: Paragraph, both: float) -> None:
    """Indent a paragraph on both sides, in points."""
    paragraph.paragraph_format.left_indent = Pt(both)
    paragraph.paragraph_format.right_indent = Pt(both)


def rule_below(paragraph: Paragraph) -> None:
    """Draw a thin solid line along the bottom of a paragraph."""
    border = mark("pBdr")
    border.append(mark("bottom", val="single", sz=6, space=0, color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        border, *(f"w:{name}" for name in ("shd", "tabs", "suppressAutoHyphens", "spacing", "ind", "jc", "rPr"))
    )


def set_widths(table: Table, millimetres: Sequence[float]) -> None:
    """Fix the widths on the table, on its grid and on every cell: word processors each believe another of the three."""
    table.autofit = False
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    properties.insert_element_before(
        mark("tblW", w=sum(twips(width) for width in millimetres), type="dxa"),
        *(f"w:{name}" for name in ("jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar")),
        "w:tblLook",
    )
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, millimetres, strict=True):
            cell.width = Mm(width)


def set_edges(table: Table, *, ruled: bool, side: float) -> None:
    """Draw all borders or none, and keep text `side` millimetres from the vertical ones."""
    properties = table._tbl.tblPr
    borders = mark("tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(mark(edge, val="single" if ruled else "nil", sz=4, space=0, color="000000"))
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = mark("tblCellMar")
    for edge in ("left", "right"):
        margins.append(mark(edge, w=twips(side), type="dxa"))
    properties.insert_element_before(margins, "w:tblLook")
    properties.insert_element_before(
        mark("tblInd", w=0, type="dxa"), "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )


def keep_row_whole(row: _Row, *, repeated: bool = False) -> None:
    """Never part a row over two pages; a repeated row stands again at the top of every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(mark("cantSplit"))
    if repeated:
        properties.append(mark("tblHeader"))


def keep_with_next(row: _Row) -> None:
    """Keep a row on the page of what follows it."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def page_field(paragraph: Paragraph) -> None:
    """Put the number of the page into a paragraph."""
    for kind, inside in (("begin", None), (None, " PAGE "), ("separate", None), (None, "2"), ("end", None)):
        run = paragraph.add_run()
        if kind:
            run._r.append(mark("fldChar", fldCharType=kind))
        else:
            text = mark("instrText" if inside == " PAGE " else "t")
            text.text = inside
            run._r.append(text)
