"""The text of a .docx: paragraphs with their list numbers, tables row by row, in reading order."""

import zipfile
from collections.abc import Iterator

from lxml import etree

from kheo.files import active, archives
from kheo.files.limits import Limits
from kheo.files.numbering import Numbering, W, number, read_numbering, value
from kheo.files.refused import Why
from kheo.files.text import REPEATED

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# What is in the file but not on the page: deleted text, field codes, the second copy of a drawing.
UNSEEN = {f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sectPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
MOST_COLUMNS = 63  # of a table in Word
SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}
NOTES = {f"{W}footnoteReference", f"{W}endnoteReference"}


def read_docx(content: bytes, limits: Limits) -> tuple[list[str], list[str]]:
    """Give (lines, warnings) of the body; headers, footers, comments and notes are left out."""
    with archives.open_archive(content, limits) as archive:
        active.check_parts(archive, limits)
        main = _main_part(archive, limits)
        document = archives.read_xml(archive, main, limits)
        folder = main.rpartition("/")[0]
        parts = {name: _part(archive, f"{folder}/{name}.xml", limits) for name in ("numbering", "styles")}
    body = document.find(f"{W}body")
    if body is None:
        raise limits.refusal(Why.BROKEN)
    lines = list(_blocks(body, read_numbering(parts["numbering"], parts["styles"])))
    return lines, _warnings(body)


def _main_part(archive: zipfile.ZipFile, limits: Limits) -> str:
    for relation in archives.read_xml(archive, "_rels/.rels", limits).iter(f"{RELATIONS}Relationship"):
        if relation.get("Type") == f"{OFFICE}officeDocument":
            return str(relation.get("Target", "")).lstrip("/")
    raise limits.refusal(Why.BROKEN)


def _part(archive: zipfile.ZipFile, name: str, limits: Limits) -> etree._Element | None:
    return archives.read_xml(archive, name, limits) if name in archive.namelist() else None


def _warnings(body: etree._Element) -> list[str]:
    warnings = []
    if any(True for _ in body.iter(*NOTES)):
        warnings.append("Văn bản có chú thích cuối trang; phần chú thích không được đọc.")
    if any(True for _ in body.iter(f"{W}ins", f"{W}del")):
        warnings.append("Văn bản còn vết sửa (Track Changes); Khéo đọc như đã chấp nhận mọi chỗ sửa.")
    if any(True for _ in body.iter(f"{W}altChunk")):
        warnings.append("Văn bản chèn nguyên một tệp khác; phần chèn không được đọc.")
    return warnings


def _blocks(parent: etree._Element, numbering: Numbering) -> Iterator[str]:
    """Walk paragraphs and tables in order; content controls and revisions are only wrappers."""
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, numbering)
        elif child.tag == f"{W}tbl":
            yield from _table(child, numbering)
        elif child.tag not in UNSEEN and isinstance(child.tag, str):
            yield from _blocks(child, numbering)


def _paragraph(paragraph: etree._Element, numbering: Numbering) -> Iterator[str]:
    if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None and not _words(paragraph).strip():
        return
    mark, words = numbering.mark(paragraph), _words(paragraph)  # Word counts empty list items too
    if words.strip():
        yield f"{mark} {words}" if mark else words
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(ancestor.tag in UNSEEN for ancestor in box.iterancestors()):
            yield from _blocks(box, numbering)


def _words(node: etree._Element) -> str:
    """Give the visible words of a paragraph, text boxes apart."""
    pieces = []
    for child in node:
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag in SIGNS:
            pieces.append(SIGNS[child.tag])
        elif child.tag == f"{W}r" and _hidden(child):
            continue
        elif isinstance(child.tag, str) and child.tag not in UNSEEN and child.tag != f"{W}txbxContent":
            pieces.append(_words(child))
    return "".join(pieces)


def _hidden(run: etree._Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and value(mark) not in ("0", "false", "off")


def _table(table: etree._Element, numbering: Numbering) -> Iterator[str]:
    """Give one line a row, "cell | cell"; a row of a single cell is only a frame around paragraphs.

    The words of a cell over several rows stand in each of them; a cell over several columns is followed by empty ones.
    """
    above: dict[int, str] = {}  # by column: the words of a cell that may reach into the next row
    for row in _rows(table):
        cells = list(_cells(row))
        if len(cells) == 1:
            yield from _blocks(cells[0], numbering)
            continue
        line: list[str] = []
        own = False
        for cell in cells:
            words = " ".join(" ".join(_blocks(cell, numbering)).split())
            own = own or bool(words)
            column, span, merged = len(line), _columns(cell), cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and value(merged) != "restart":
                words = words or above.get(column, "")
            above[column] = words if merged is not None and len(words) <= REPEATED else ""
            line += [words, *[""] * (span - 1)]
        if own:
            yield " | ".join(line)


def _columns(cell: etree._Element) -> int:
    """Give how many columns a cell spans."""
    return max(1, min(number(cell.find(f"{W}tcPr/{W}gridSpan"), 1), MOST_COLUMNS))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(child)
