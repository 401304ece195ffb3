"""Tell what a file is by what stands in it; the name must then agree."""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO

from kheo.files import archives, letter_codes, pictures
from kheo.files.limits import Limits
from kheo.files.refused import Why
from kheo.wording import gettext


class Kind(StrEnum):
    """The kinds of file that Khéo tells apart."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    HTML = "html"
    TXT = "txt"
    MD = "md"
    CSV = "csv"
    DOC = "doc"
    PNG = "png"
    JPEG = "jpeg"
    OTHER = "other"


ENDINGS = {
    Kind.DOCX: {"docx"},
    Kind.XLSX: {"xlsx"},
    Kind.PDF: {"pdf"},
    Kind.HTML: {"html", "htm", "xhtml"},
    Kind.TXT: {"txt", "text"},
    Kind.MD: {"md", "markdown"},
    Kind.CSV: {"csv", "tsv"},
    Kind.DOC: {"doc"},
    Kind.PNG: {"png"},
    Kind.JPEG: {"jpg", "jpeg"},
}
WRITTEN = {ending: kind for kind in (Kind.TXT, Kind.MD, Kind.CSV) for ending in ENDINGS[kind]}
HEAD = 1024  # readers look for a header in the first kilobyte, so a second face must show there
PAGE_START = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<script[\s>]|<svg[\s>]", re.I)
TAG = re.compile(r"<(?:p|div|h[1-6]|table|br|span|ul|ol|article|section|main|b|strong|a)(?:\s[^<>]*)?/?>", re.I)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(data: bytes | BinaryIO, name: str, *, limits: Limits | None = None) -> Kind:
    """Give the kind of a file from its content.

    A file that is dangerous (macros, a zip bomb), of two kinds at once, or of another kind than its name says is
    refused with `FileRefused`; a kind that Khéo does not know is `Kind.OTHER`. A stream is left at its start.
    """
    limits = limits or Limits()
    content = data if isinstance(data, bytes) else _read(data, limits)
    if not content:
        raise limits.refusal(Why.EMPTY)
    if len(content) > limits.bytes:
        raise limits.refusal(Why.TOO_BIG)
    kind = _kind_of(content, ending_of(name), limits)
    _check_name(kind, ending_of(name), limits)
    return kind


def ending_of(name: str) -> str:
    """Give the lower-case ending of a file name, without the dot, or ''."""
    return PurePosixPath(name.replace("\\", "/").strip()).suffix.lower().removeprefix(".")


def _read(stream: BinaryIO, limits: Limits) -> bytes:
    stream.seek(0)
    content = stream.read(limits.bytes + 1)
    stream.seek(0)
    return content


def _kind_of(content: bytes, ending: str, limits: Limits) -> Kind:
    for magic, kind_of in BY_MAGIC:
        if content.startswith(magic):
            return kind_of(content, limits)
    if PAGE_START.search(content[:HEAD]):
        return _page(content, limits)
    return _writing(content, ending)


def _zip(content: bytes, limits: Limits) -> Kind:
    return Kind(archives.office_kind(content, limits))


def _pdf(content: bytes, limits: Limits) -> Kind:
    if PAGE_START.search(content[:HEAD]) or archives.is_zip(content):
        raise limits.refusal(Why.TWO_FACED)
    return Kind.PDF


def _ole(content: bytes, limits: Limits) -> Kind:
    """Old Office files: the streams are named in UTF-16 in the file's directory."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise limits.refusal(Why.ENCRYPTED)
    if holds("_VBA_PROJECT"):
        raise limits.refusal(Why.MACRO)
    return Kind.DOC if holds("WordDocument") else Kind.OTHER


def _picture(kind: Kind) -> Callable[[bytes, Limits], Kind]:
    def kind_of(content: bytes, limits: Limits) -> Kind:
        if PAGE_START.search(content[:HEAD]) or archives.is_zip(content):
            raise limits.refusal(Why.TWO_FACED)
        width, height = pictures.size(content)
        if width < 1 or height < 1:
            raise limits.refusal(Why.BROKEN)
        most = limits.drawn_pixels if kind is Kind.PNG else limits.pixels
        if width * height > most:
            raise limits.refusal(Why.TOO_MANY_PIXELS, megapixels=f"{most / 1_000_000:g}".replace(".", ","))
        return kind

    return kind_of


def _page(content: bytes, limits: Limits) -> Kind:
    if b"%PDF-" in content[:HEAD] or archives.is_zip(content):
        raise limits.refusal(Why.TWO_FACED)
    text = letter_codes.head_of(content, 2 * HEAD)
    start = (text or "").lower()
    return Kind.OTHER if text is None or "<svg" in start.split("<body")[0] else Kind.HTML


def _writing(content: bytes, ending: str) -> Kind:
    """Plain writing: here the name alone can tell text, Markdown and CSV apart."""
    if not letter_codes.is_writing(content):
        return Kind.OTHER
    if ending in ENDINGS[Kind.HTML]:
        return Kind.HTML if TAG.search(letter_codes.head_of(content, letter_codes.PIECE) or "") else Kind.TXT
    return WRITTEN.get(ending, Kind.TXT if ending == "" else Kind.OTHER)


BY_MAGIC: tuple[tuple[bytes, Callable[[bytes, Limits], Kind]], ...] = (
    (b"PK\x03\x04", _zip),
    (b"%PDF-", _pdf),
    (OLE, _ole),
    (b"\x89PNG\r\n\x1a\n", _picture(Kind.PNG)),
    (b"\xff\xd8\xff", _picture(Kind.JPEG)),
    (b"{\\rtf", lambda content, limits: Kind.OTHER),
    (b"GIF8", lambda content, limits: Kind.OTHER),
)


def _check_name(kind: Kind, ending: str, limits: Limits) -> None:
    """A name with an ending must say what the file is; a file of no known kind may not bear a known ending."""
    known = {known for endings in ENDINGS.values() for known in endings}
    honest = ending in ENDINGS[kind] if kind in ENDINGS else ending not in known
    if ending and not honest:
        found = gettext("không rõ loại") if kind is Kind.OTHER else f".{kind}"
        raise limits.refusal(Why.NAME_LIES, ending=f".{ending[:20]}", found=found)
