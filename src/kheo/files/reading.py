"""Read the text of a file: find its kind, read it in safety, refuse what cannot be read in one clear sentence."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kheo.files import letter_codes
from kheo.files.confined import read_confined
from kheo.files.doc_text import read_doc
from kheo.files.docx_text import read_docx
from kheo.files.html_text import read_html
from kheo.files.kinds import Kind, sniff
from kheo.files.limits import Limits
from kheo.files.pdf_text import read_pdf
from kheo.files.plain_text import read_plain
from kheo.files.refused import Why
from kheo.files.text import Text, clean, tidy_lines

LONGEST_SIGN = 4  # bytes, in every code that is read
UNREADABLE = {
    Kind.XLSX: Why.IS_TABLE,
    Kind.CSV: Why.IS_TABLE,
    Kind.PNG: Why.IS_PICTURE,
    Kind.JPEG: Why.IS_PICTURE,
    Kind.OTHER: Why.UNSUPPORTED,
}


def read_text(source: Path | bytes, name: str, *, limits: Limits | None = None) -> Text:
    """Give the text of a file, or raise `FileRefused` with one Vietnamese sentence that says what to do.

    `name` is the name the user knows the file by. Text and Markdown are decoded here; every format that needs a
    parser is read in a child process with limits of time and memory.
    """
    limits = limits or Limits()
    content = source if isinstance(source, bytes) else _load(source, limits)
    kind = sniff(content, name, limits=limits)
    if kind in UNREADABLE:
        raise limits.refusal(UNREADABLE[kind])
    if kind in (Kind.TXT, Kind.MD):
        return read_here(content, kind, limits)
    return read_confined(content, kind, limits)


def _load(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as opened:
        return opened.read(limits.bytes + 1)


def read_here(content: bytes, kind: Kind, limits: Limits) -> Text:
    """Read a file of a known kind in this process, without a clock; `read_text` is the safe way in."""
    if kind in (Kind.TXT, Kind.MD) and len(content) > LONGEST_SIGN * limits.characters:
        raise limits.refusal(Why.TOO_LONG)
    text = READERS[kind](content, limits)
    if not any(sign.isalnum() for sign in text.text):
        raise limits.refusal(Why.NO_TEXT)
    if len(text.text) > limits.characters:
        raise limits.refusal(Why.TOO_LONG)
    text = replace(text, text=letter_codes.modern(text.text))
    old = letter_codes.old_code(text.text)
    if old:
        raise limits.refusal(Why.OLD_LETTERS, encoding=old)
    return text


def _docx(content: bytes, limits: Limits) -> Text:
    lines, warnings = read_docx(content, limits)
    return Text(tidy_lines(lines), Kind.DOCX, None, tuple(warnings))


def _pdf(content: bytes, limits: Limits) -> Text:
    lines, pages, warnings = read_pdf(content, limits)
    return Text(tidy_lines(lines), Kind.PDF, pages, tuple(warnings))


def _html(content: bytes, limits: Limits) -> Text:
    return Text(tidy_lines(read_html(content, limits)), Kind.HTML)


def _doc(content: bytes, limits: Limits) -> Text:
    lines, warnings = read_doc(content, limits)
    return Text(tidy_lines(lines), Kind.DOC, None, tuple(warnings))


READERS: dict[Kind, Callable[[bytes, Limits], Text]] = {
    Kind.DOCX: _docx,
    Kind.PDF: _pdf,
    Kind.HTML: _html,
    Kind.DOC: _doc,
    Kind.TXT: lambda content, limits: Text(clean(read_plain(content, limits)), Kind.TXT),
    Kind.MD: lambda content, limits: Text(clean(read_plain(content, limits)), Kind.MD),
}
