"""Zip archives (.docx, .xlsx): judged by their table of contents, before anything is unpacked."""

import io
import zipfile
import zlib
from typing import cast

from lxml import etree

from kheo.files.limits import MB, Limits
from kheo.files.refused import Why

MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
SMALL = 8 * MB  # below this an archive may be packed as tightly as it likes
LISTS = 2 * MB  # what the lists of contents and of relations may unpack to: they are read in the server itself
PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\xfd7zXZ", b"Rar!")
FETCHED = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument")
AWAY = ("http:", "https:", "ftp:", "\\\\", "//", "file://///", "mhtml:", "ms-")


BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def is_zip(content: bytes) -> bool:
    """Say whether the bytes can be opened as a zip archive, wherever it starts."""
    return zipfile.is_zipfile(io.BytesIO(content))


def open_archive(content: bytes, limits: Limits, *, depth: int = 0) -> zipfile.ZipFile:
    """Open a zip archive after checking what it would unpack to, embedded archives included (one level deep)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except BAD_ZIP:
        raise limits.refusal(Why.BROKEN) from None
    members = archive.infolist()
    _check_members(members, len(content), limits)
    for member in members:
        if _is_packed(archive, member):
            if depth >= 1:
                raise limits.refusal(Why.TOO_HEAVY)
            open_archive(read_part(archive, member.filename, limits), limits, depth=depth + 1)
    return archive


def _check_members(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    too_tight = unpacked > SMALL and unpacked > limits.ratio * packed
    if len(members) > limits.entries or unpacked > limits.unpacked_bytes or too_tight:
        raise limits.refusal(Why.TOO_HEAVY)
    if any(member.flag_bits & 1 for member in members):
        raise limits.refusal(Why.ENCRYPTED)
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or any(_leaves_folder(name) for name in names):
        raise limits.refusal(Why.BROKEN)


def _leaves_folder(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in parts[0]


def _is_packed(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Look at the first bytes of a member: is it an archive itself (an embedded workbook, or a nested bomb)?"""
    try:
        with archive.open(member) as opened:
            return opened.read(8).startswith(PACKED)
    except BAD_ZIP:
        return False  # a broken member is refused when, and only when, it is read


def opened(archive: zipfile.ZipFile, name: str, limits: Limits) -> zipfile.ZipExtFile:
    """Open one part to be read bit by bit."""
    try:
        return cast(zipfile.ZipExtFile, archive.open(name))
    except (KeyError, *BAD_ZIP):
        raise limits.refusal(Why.BROKEN) from None


def read_part(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """Unpack one part; its declared size is checked first, and zipfile never gives more than was declared."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        raise limits.refusal(Why.BROKEN) from None
    if member.file_size > limits.part_bytes:
        raise limits.refusal(Why.TOO_HEAVY)
    try:
        return archive.read(member)
    except BAD_ZIP:
        raise limits.refusal(Why.BROKEN) from None


def read_xml(archive: zipfile.ZipFile, name: str, limits: Limits) -> etree._Element:
    """Parse one XML part without entities or network; the format forbids a DTD, so a part with one is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(read_part(archive, name, limits), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        raise limits.refusal(Why.BROKEN) from None
    if root.getroottree().docinfo.doctype:
        raise limits.refusal(Why.ACTIVE)
    return root


def office_kind(content: bytes, limits: Limits) -> str:
    """Give 'docx', 'xlsx' or 'other' for a zip archive; macros and remote templates are refused."""
    with open_archive(content, limits) as archive:
        if "[Content_Types].xml" not in archive.namelist():
            return "other"
        if archive.getinfo("[Content_Types].xml").file_size > LISTS:
            raise limits.refusal(Why.TOO_HEAVY)
        parts = read_xml(archive, "[Content_Types].xml", limits).iter("{*}Override", "{*}Default")
        types = [part.get("ContentType", "") for part in parts]
        _check_passive(archive, types, limits)
        return next((MAIN_PARTS[kind] for kind in types if kind in MAIN_PARTS), "other")


def _check_passive(archive: zipfile.ZipFile, types: list[str], limits: Limits) -> None:
    """Refuse what acts when the file is opened: macros, ActiveX, templates and objects fetched from elsewhere."""
    names = [name.lower() for name in archive.namelist()]
    lists = [member for member in archive.infolist() if member.filename.endswith(".rels")]
    if sum(member.file_size for member in lists) > LISTS:
        raise limits.refusal(Why.TOO_HEAVY)
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types):
        raise limits.refusal(Why.MACRO)
    if any("vbaproject" in name or "/activex/" in name for name in names):
        raise limits.refusal(Why.MACRO)
    for member in lists:
        for relation in read_xml(archive, member.filename, limits).iter("{*}Relationship"):
            _check_relation(relation, limits)


def _check_relation(relation: etree._Element, limits: Limits) -> None:
    outside = relation.get("TargetMode") == "External"
    target = relation.get("Target", "").strip().lower()
    if outside and relation.get("Type", "").endswith(FETCHED) and target.startswith(AWAY):
        raise limits.refusal(Why.ACTIVE)
