"""Tables of tasks: the header says which column is the task, who leads, until when."""

import re
from dataclasses import dataclass

from kheo.grammar import deadlines
from kheo.grammar.spans import Span
from kheo.reader.blocks import Block
from kheo.reader.drafts import Draft, Source, phrase

_WHAT = re.compile(r"nhiệm vụ|nội dung|công việc|việc")
_WHO = re.compile(r"chủ trì|đơn vị thực hiện|cơ quan thực hiện|phụ trách|thực hiện|đơn vị")
_WHEN = re.compile(r"thời gian|thời hạn|hạn|tiến độ")


@dataclass(frozen=True)
class Table:
    """Which columns hold the task, the lead unit and the time limit (-1: none)."""

    what: int
    who: int
    when: int


def cells(source: Source, block: Block) -> list[Span]:
    """Give the cells of a row, trimmed."""
    found, start = [], block.start
    for part in source.text[block.start : block.end].split("|"):
        left = len(part) - len(part.lstrip())
        found.append(Span(start + left, start + max(left, len(part.rstrip()))))
        start += len(part) + 1
    if found and found[0].start == found[0].end:
        found = found[1:]
    return found


def _column(words: list[str], pattern: re.Pattern[str], taken: set[int]) -> int:
    for place, word in enumerate(words):
        if place not in taken and pattern.search(word) and "phối hợp" not in word:
            taken.add(place)
            return place
    return -1


def header(source: Source, block: Block) -> Table | None:
    """Read a header row; None when no column holds tasks."""
    words = [source.shade[cell.start : cell.end] for cell in cells(source, block)]
    taken: set[int] = set()
    when = _column(words, _WHEN, taken)
    who = _column(words, re.compile("chủ trì"), taken)
    what = _column(words, _WHAT, taken)
    who = who if who >= 0 else _column(words, _WHO, taken)
    return Table(what, who, when) if what >= 0 else None


def _cell(found: list[Span], place: int) -> Span | None:
    return found[place] if 0 <= place < len(found) and found[place].end > found[place].start else None


def read_row(source: Source, block: Block, table: Table | None) -> list[Draft]:
    """Give the task of one row."""
    if table is None:
        return []
    found = cells(source, block)
    what = _cell(found, table.what)
    if what is None or what.end - what.start < 12:
        return []
    words = source.tokens(what)
    who, when = _cell(found, table.who), _cell(found, table.when)
    names = source.tokens(who) if who else []
    span = phrase(words, 0, len(words))
    limit = deadlines.find_card(source.shade, when.start, when.end) if when else None
    return [Draft(span, phrase(names, 0, len(names)), limit, "bảng", ("list", "card"))] if span else []
