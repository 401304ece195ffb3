"""What acts when a file is opened: fields and links that start programs, scripts, entities. Run in a child process."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape

from lxml import etree

from kheo.files import archives
from kheo.files.kinds import Kind
from kheo.files.limits import MB, Limits
from kheo.files.refused import Why

FIELD_CODE, FIELD_MARK, SIMPLE_FIELD = "instrText", "fldChar", "fldSimple"
DDE_FIELD = re.compile(r"^\s*DDE(?:AUTO)?\b", re.I | re.M)
SHEETS = ("xl/worksheets/", "xl/sharedStrings")
FORMULA, LONGEST_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?>([^<]*)<"), 64 * 1024
WORDS = re.compile(r'"[^"]*"')
DDE_FORMULA = re.compile(r"\w\s*\|\s*['\w]")  # program|'topic'!item
MOST_TAGS = 2_000_000  # of one part: a text of 500 pages has a tenth of that
ACTS = re.compile(rb"\0|instrText|fldSimple|ddeLink|<!DOCTYPE|<!ENTITY|encoding\s*=\s*[\"'](?!utf-8)", re.I)

OBJECT_STREAM, STREAM = "/ObjStm", re.compile(rb"stream\r?\n")
MOST_UNPACKED = 32 * MB  # of all packed objects of a PDF; what they hold is names and numbers, not pictures


def check(content: bytes, kind: Kind, limits: Limits) -> None:
    """Refuse a file of this kind that acts when it is opened."""
    if kind is Kind.PDF:
        check_pdf(content, limits)
        return
    with archives.open_archive(content, limits) as archive:
        check_parts(archive, limits)


def check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Walk every XML part of an Office file, in little memory: no DTD, no DDE."""
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            if name.startswith(SHEETS):
                with archives.opened(archive, name, limits) as part:
                    _check_sheet(part, limits)
            elif _may_act(archive, name, limits):
                with archives.opened(archive, name, limits) as part:
                    if DDE_FIELD.search("\n".join(_codes(part, limits))):
                        raise limits.refusal(Why.ACTIVE)


def _may_act(archive: zipfile.ZipFile, name: str, limits: Limits) -> bool:
    """Look through a part as bytes, which is quick: only one with fields, links, a DTD or another code is walked."""
    tags, rest = 0, b""
    try:
        with archives.opened(archive, name, limits) as part:
            while piece := part.read(MB):
                tags += piece.count(b"<")
                if tags > MOST_TAGS:
                    raise limits.refusal(Why.TOO_HEAVY)
                if ACTS.search(rest + piece):
                    return True
                rest = piece[-64:]
    except archives.BAD_ZIP:
        raise limits.refusal(Why.BROKEN) from None
    return False


def _check_sheet(part: zipfile.ZipExtFile, limits: Limits) -> None:
    """Look through the cells of a workbook as bytes: there may be millions, and Excel writes them in one way only."""
    rest = b""
    try:
        while piece := part.read(MB):
            text = rest + piece
            if b"\0" in piece or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise limits.refusal(Why.ACTIVE)
            formulas = (unescape(found.group(1).decode("utf-8", "replace")) for found in FORMULA.finditer(text))
            if any(DDE_FORMULA.search(WORDS.sub('""', formula)) for formula in formulas):
                raise limits.refusal(Why.ACTIVE)
            rest = text[-LONGEST_FORMULA:]
    except archives.BAD_ZIP:
        raise limits.refusal(Why.BROKEN) from None


def _codes(part: zipfile.ZipExtFile, limits: Limits) -> Iterator[str]:
    """Give the code of each field, whose pieces are joined; a link by DDE is refused at once."""
    field: list[str] = []
    for element in _elements(part, limits):
        name = element.tag.rpartition("}")[2]
        if name == FIELD_CODE:
            field.append(element.text or "")
        elif name in (FIELD_MARK, SIMPLE_FIELD):
            yield "".join(field)
            field = []
            yield next((value for key, value in element.items() if key.endswith("instr")), "")
        elif name == "ddeLink":
            raise limits.refusal(Why.ACTIVE)
    yield "".join(field)


def _elements(part: zipfile.ZipExtFile, limits: Limits) -> Iterator[etree._Element]:
    """Give the elements of a part as they end, and forget each one afterwards."""
    walk = etree.iterparse(part, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    seen = False
    try:
        for _end, element in walk:
            if not seen and element.getroottree().docinfo.doctype:
                raise limits.refusal(Why.ACTIVE)
            seen = True
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, *archives.BAD_ZIP) as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        raise limits.refusal(Why.BROKEN) from None


def _masked(name: str) -> str:
    """Give the pattern of a PDF name, of which each letter may be written as #xx."""
    return "".join(f"(?:{re.escape(sign)}|#{ord(sign):02x})" if sign != "/" else "/" for sign in name)


def _any_of(*names: str) -> str:
    return "(?:" + "|".join(map(_masked, names)) + ")"


# As the kind of an action or as a name of its own; not inside of a web address.
RUNS = re.compile(
    (
        rf"(?:{_any_of('/S', '/Subtype')}|obj|[\0\t\n\f\r >\])])"
        rf"{_any_of('/JavaScript', '/Launch', '/RichMedia')}(?=[\0\t\n\f\r /<>\[\]()%]|$)"
    ).encode(),
    re.I,
)
PACKED = re.compile(_masked(OBJECT_STREAM).encode(), re.I)


def check_pdf(content: bytes, limits: Limits) -> None:
    """Refuse scripts and commands, also in packed objects and under masked names."""
    left = MOST_UNPACKED
    for piece in (content, *_packed_objects(content)):
        if piece is not content:
            piece = _unpacked(piece, left, limits)
            left -= len(piece)
        if RUNS.search(piece):
            raise limits.refusal(Why.RUNS)
        if left <= 0:
            raise limits.refusal(Why.TOO_HEAVY)


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """Give each object that packs others: its dictionary and what follows, up to the end of its stream."""
    for found in PACKED.finditer(content):
        start = max(content.rfind(b"obj", 0, found.start()), 0)
        end = content.find(b"endstream", found.end())
        yield content[start : end if end >= 0 else len(content)]


def _unpacked(piece: bytes, most: int, limits: Limits) -> bytes:
    """Unpack, at most so many bytes; packed objects in a dress that no program gives them are refused."""
    head, *rest = STREAM.split(piece, maxsplit=1)
    head = PACKED.sub(b"", head)
    filters = re.findall(rb"/(?:\w+Decode|LZW|Fl|AHx|A85|RL|Crypt|Predictor)\b", head)
    if not rest or filters not in ([b"/FlateDecode"], []) or b"#" in head:
        raise limits.refusal(Why.BROKEN)
    if not filters:
        return rest[0]
    try:
        return zlib.decompressobj().decompress(rest[0], max(most, 1))
    except zlib.error:
        raise limits.refusal(Why.BROKEN) from None
