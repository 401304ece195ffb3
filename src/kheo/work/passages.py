"""Lay proposals beside the paragraphs they come from. Pure: offsets in, passages out."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Anything with a place in the text: text[start:end]."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends: the first letter after it."""


Item = TypeVar("Item", bound=Spanned)


@dataclass(frozen=True)
class Piece(Generic[Item]):
    """A run of letters of a paragraph; `items` are the things whose words it is part of, `ends` those that end here."""

    text: str
    items: tuple[Item, ...] = ()
    ends: tuple[Item, ...] = ()
    begins: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Passage(Generic[Item]):
    """One paragraph, text[start:end], cut into pieces, and the items that begin in it (or on the blank before it)."""

    start: int
    end: int
    pieces: tuple[Piece[Item], ...]
    items: tuple[Item, ...] = field(default=())

    @property
    def goes_on(self) -> bool:
        """Say whether its words belong to an item that begins further up."""
        return not self.items and any(piece.items for piece in self.pieces)


def passages(text: str, items: Sequence[Item]) -> list[Passage[Item]]:
    """Give the paragraphs of a text (lines with words in them), each with its items in the order of their places.

    A span over several paragraphs is marked in each, and its item stands with the first.
    """
    borders = list(_paragraphs(text))
    beside = _beside([end for _start, end in borders], items)
    return [
        Passage(
            start,
            end,
            tuple(_pieces(text, start, end, [item for item in items if item.start < end and item.end > start])),
            tuple(sorted(beside.get(place, ()), key=lambda item: item.start)),
        )
        for place, (start, end) in enumerate(borders)
    ]


def _beside(ends: Sequence[int], items: Sequence[Item]) -> dict[int, list[Item]]:
    """Give each item to the paragraph in which it begins; no item is lost between two paragraphs."""
    found: dict[int, list[Item]] = {}
    for item in items:
        place = min(bisect_right(ends, item.start), len(ends) - 1)
        found.setdefault(place, []).append(item)
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _pieces(text: str, start: int, end: int, items: Sequence[Item]) -> Iterator[Piece[Item]]:
    """Cut at every border of an item, so that each piece lies wholly inside or outside each item."""
    borders = {start, end}
    for item in items:
        borders |= {max(start, item.start), min(end, item.end)}
    marks = sorted(borders)
    for left, right in zip(marks, marks[1:], strict=False):
        inside = tuple(item for item in items if item.start <= left and right <= item.end)
        ends = tuple(item for item in inside if min(item.end, end) == right)
        begins = tuple(item for item in inside if item.start == left)
        yield Piece(text[left:right], inside, ends, begins)
