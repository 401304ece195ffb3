"""One hostile file: how it is made, through which door it comes, and what must happen to it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kheo.files import Why

MB = 1024 * 1024


class Door(StrEnum):
    """The doors by which files come in."""

    DOCUMENT = "document"  # an official text that is read
    EVIDENCE = "evidence"  # a file that is kept and given back
    TABLE = "table"  # rows that are taken out of a file, which itself is not kept


@dataclass(frozen=True)
class Kept:
    """What is left of a file that was taken: its name, its bytes as they are given back, the words taken out of it."""

    name: str
    content: bytes
    text: str


@dataclass(frozen=True)
class Case:
    """`why` is how it must be refused (None: any clear sentence); with `proof` it is taken, and made harmless so."""

    what: str
    name: str
    make: Callable[[], bytes]
    door: Door = Door.DOCUMENT
    why: Why | str | None = None
    proof: Callable[[Kept], bool] | None = None
    how: str = ""
    slow: bool = False
