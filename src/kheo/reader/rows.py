"""Tables of tasks: the header says which column is the task, who leads, until when."""

import re
from dataclasses import dataclass, replace

from kheo.grammar import deadlines
from kheo.grammar.phrases import names_agent, run_end, starts_quickly, verb_at
from kheo.grammar.spans import Span
from kheo.reader.blocks import Block
from kheo.reader.drafts import Draft, Source, phrase

_WHAT = re.compile(r"nhiệm vụ|nội dung|công việc|việc")
_WHO = re.compile(r"chủ trì|đơn vị thực hiện|cơ quan thực hiện|phụ trách|thực hiện|đơn vị")
_WHEN = re.compile(r"thời gian|thời hạn|hạn|tiến độ")
_CLOCK = re.compile(r"\d{1,2}\s*(?:h|giờ|g|:)\s*\d{0,2}\s*(?:[-–]|đến)\s*\d{1,2}\s*(?:h|giờ|g|:)")  # '8h00 - 8h15'
_ROMAN, _LETTER = re.compile(r"[IVXL]+"), re.compile(r"[A-ZĐa-zđ]")  # the number of a row that may head others
_DATED = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]|ngày \d|tháng \d")
BULLETS = frozenset("-–+•*")
PAIR = 2  # cells of the narrowest table
LEAST = 3  # cells of a row from which its columns can be told without a head
SHORT = 60  # letters of a column's head


@dataclass(frozen=True)
class Table:
    """Which columns hold the task, the lead unit, the time limit and who joins in (-1: none).

    `edged` says that rows are written with a stroke at both ends, as in Markdown: elsewhere a first stroke means that
    the first cell is empty.
    """

    what: int
    who: int
    when: int
    joining: int
    edged: bool
    size: int


def cells(source: Source, block: Block, *, edged: bool) -> list[Span]:
    """Give the cells of a row, trimmed."""
    found, start = [], block.start
    for part in source.text[block.start : block.end].split("|"):
        left = len(part) - len(part.lstrip())
        found.append(Span(start + left, start + max(left, len(part.rstrip()))))
        start += len(part) + 1
    return found[1:] if edged else found


def _column(words: list[str], pattern: re.Pattern[str], taken: set[int]) -> int:
    for place, word in enumerate(words):
        if place not in taken and pattern.search(word) and "phối hợp" not in word:
            taken.add(place)
            return place
    return -1


def header(source: Source, block: Block) -> Table | None:
    """Read a header row; None when no column holds tasks."""
    written = source.text[block.start : block.end]
    edged = written.startswith("|") and written.endswith("|")
    words = [source.shade[cell.start : cell.end] for cell in cells(source, block, edged=edged)]
    taken: set[int] = set()
    when = _column(words, _WHEN, taken)
    who = _column(words, re.compile("chủ trì"), taken)
    what = _column(words, _WHAT, taken)
    who = who if who >= 0 else _column(words, _WHO, taken)
    joining = next((place for place, word in enumerate(words) if "phối hợp" in word and place not in taken), -1)
    return Table(what, who, when, joining, edged, len(words)) if what >= 0 else None


def _cell(found: list[Span], place: int) -> Span | None:
    return found[place] if 0 <= place < len(found) and found[place].end > found[place].start else None


def guess(source: Source, block: Block) -> Table | None:
    """Say which columns a numbered row has whose head was cut away: the work begins with a verb, a body follows it."""
    found = cells(source, block, edged=False)
    if len(found) < LEAST or not source.text[found[0].start : found[0].end].rstrip(".").isdigit():
        return None
    what = max(range(1, len(found)), key=lambda place: found[place].end - found[place].start)
    words = source.tokens(found[what])
    if not words or not (words[0].has("firm", "strong") and verb_at(words, 0, 0)):
        return None
    for place in range(what + 1, len(found)):
        names = source.tokens(found[place])
        if names and names_agent(names, 0, len(names)):
            later = range(place + 1, len(found))
            limits = (at for at in later if deadlines.find_card(source.shade, found[at].start, found[at].end))
            return Table(what, place, next(limits, -1), joining=-1, edged=False, size=len(found))
    return None


def is_row(source: Source, block: Block, table: Table | None) -> bool:
    """Say whether a line is a row; one of two cells is, below a head 'Đơn vị | Nhiệm vụ' or as that head itself."""
    if block.kind == "row" or source.shade.count("|", block.start, block.end) != 1:
        return block.kind == "row"
    head = table or header(source, block)
    short = all(cell.end - cell.start < SHORT for cell in cells(source, block, edged=False))
    return head is not None and head.who >= 0 and head.size == PAIR and (table is not None or short)


def _heads(source: Source, found: list[Span], what: Span) -> bool:
    """Say whether a row heads those below it: 'II | CẢI CÁCH THỦ TỤC | | |'."""
    others = [source.text[cell.start : cell.end].rstrip(".)/") for cell in found if cell is not what]
    numbers = [words for words in others if words]
    if any(_ROMAN.fullmatch(words) for words in numbers) and len(numbers) == 1:
        return True
    lettered = all(_LETTER.fullmatch(words) for words in numbers)
    words = source.tokens(what)
    return lettered and (source.text[what.start : what.end].isupper() or not starts_quickly(words, 0, len(words)))


def _parts(source: Source, what: Span) -> list[Span]:
    """Cut what a cell asks at bullets, and at a ';' or '.' behind which a verb begins."""
    tokens = source.tokens(what)
    found, begin, stop = [], 0, len(tokens)
    for here in range(stop - 1):
        verb = run_end(tokens, here + 1, stop)
        acts = verb < stop and tokens[verb].has("firm", "strong") and verb_at(tokens, verb, here + 1)
        if tokens[here].form in ";." and (tokens[here + 1].form in BULLETS or acts):
            found.append((begin, here))
            begin = here + 1
    spans = [phrase(tokens, *part) for part in [*found, (begin, stop)]]
    return [span for span in spans if span]


def read_row(source: Source, block: Block, table: Table | None) -> list[Draft]:
    """Give the tasks of one row; a row that heads others and a point of an agenda hold none."""
    if table is None:
        return []
    written = source.text[block.start : block.end]
    found = cells(source, block, edged=table.edged and written.startswith("|"))
    what = _cell(found, table.what)
    if what is None or what.end - what.start < 12 or _heads(source, found, what):
        return []
    who, when = _cell(found, table.who), _cell(found, table.when)
    time = source.shade[when.start : when.end] if when else ""
    if _CLOCK.search(time) and not _DATED.search(time):
        return []
    names = source.tokens(who) if who else []
    limit = deadlines.find_card(source.shade, when.start, when.end) if when else None
    made = Draft(
        what, phrase(names, 0, len(names)), limit, "bảng", ("list", "card"), joining=_cell(found, table.joining)
    )
    return [
        replace(made, span=span, deadline=limit or deadlines.find(source.shade, span.start, span.end))
        for span in _parts(source, what)
    ]
