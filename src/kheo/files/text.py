"""What reading a file gives, and how its letters are made even."""

import re
import unicodedata
from dataclasses import dataclass

from kheo.files.kinds import Kind

# Control characters, byte order marks inside the text, and marks that turn the writing direction (they can make
# a line show something else than it says). Tab and newline stay.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
REPEATED = 1_000  # letters up to which the words of a cell over several rows of a table are repeated in each of them
INVISIBLE = re.compile(r"[\u00ad\u200b\u200c\u200d\u2060]")


@dataclass(frozen=True)
class Text:
    """The text of a file: NFC, lines ended by a single newline; `pages` only where the format knows pages."""

    text: str
    kind: Kind
    pages: int | None = None
    warnings: tuple[str, ...] = ()


def clean(text: str) -> str:
    """Give the text in NFC with plain newlines and without control characters; spaces stay as they were."""
    return unicodedata.normalize("NFC", UNWANTED.sub("", LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """Give the words of a layout run: every stretch of white space is one space."""
    return SPACES.sub(" ", INVISIBLE.sub("", clean(text)).replace("\n", " ")).strip()


def tidy_lines(lines: list[str]) -> str:
    """Join the lines of a laid-out document: single spaces, no empty lines."""
    kept = (one_line(piece) for line in lines for piece in clean(line).split("\n"))
    return "\n".join(line for line in kept if line)
