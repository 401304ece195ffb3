"""Put the lines of printed pages back into paragraphs, from where they stand on the paper."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import quantiles

INDENT = 8.0  # points; less is the side bearing of a letter
ITEM = re.compile(
    r"(?:[-–—+*•▪●○◦\uf0a7\uf0b7\uf02d]\s|\d{1,3}(?:\.\d{1,3})*[.)]\s|\d{1,2}\s?[-–]\s(?!\d)|[a-zđ]{1,2}\)\s|[IVXL]{1,6}[.)]\s|(?:Điều|Chương|Mục|Phần)\s+[\dIVX]+\b)"
)
ENDED = re.compile(r"[.;:!?…]['”’\")]*$")
PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—]?\s*(\d{1,4})\s*[-–—]?(?:\s*/\s*\d{1,4})?", re.I)
BULLET = re.compile(r"^[•▪●○◦\uf0a7\uf0b7\uf02d]\s+")
SOFT_HYPHENS = "\x02\u00ad\ufffe"


@dataclass(frozen=True)
class Line:
    """One printed line; points from the left and the bottom of its page, `base` is where its letters stand.

    A row of a table is one line, and `cells` holds the words of its cells.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """The block of body text: its left and right edge and the usual step from line to line, by the size of letters."""

    left: float
    right: float
    steps: Mapping[int, float]


def paragraphs_of(lines: list[Line], pages: int) -> list[str]:
    """Give the paragraphs of a document without page numbers and running titles."""
    lines = without_page_furniture(lines, pages)
    layout = _layout([line for line in lines if not line.cells])
    text: list[str] = []
    before: Line | None = None
    for line in _whole_rows(lines):
        if line.cells or (before and before.cells):
            text.append(line.text)
        elif before and _same_row(before, line):
            text[-1] = f"{text[-1]}{' | ' if line.left - before.right > INDENT else ' '}{line.text}"
        elif before and not _breaks(before, line, layout):
            text[-1] = join(text[-1], line.text)
        else:
            text.append(line.text)
        before = line
    plain = dict.fromkeys(map(ord, SOFT_HYPHENS))
    return [BULLET.sub("- ", paragraph.translate(plain)) for paragraph in text]


def _whole_rows(lines: list[Line]) -> Iterator[Line]:
    """Put rows together that a page's end cut in two, and leave out the heads that a table repeats on each page."""
    head: tuple[str, ...] = ()
    held: Line | None = None
    for line in lines:
        turned = held is not None and bool(held.cells) and bool(line.cells) and held.page != line.page
        if turned and line.cells == head:
            continue
        if turned and held and _goes_on(held.cells, line.cells):
            cells = tuple(join(a, b) if a and b else a or b for a, b in zip(held.cells, line.cells, strict=True))
            held = replace(line, text=" | ".join(cells), cells=cells)
            continue
        if held:
            yield held
        if line.cells and not (held and held.cells):
            head = line.cells
        held = line
    if held:
        yield held


def _goes_on(cells: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Say whether a page's first row goes on with the last one before: no number, and a cell in small letters."""
    numbered = bool(after[0]) or len(cells) != len(after) or len(after) == 1
    listed = any(ITEM.match(cell) for cell in after if cell)
    return not numbered and not listed and any(cell[0].islower() for cell in after if cell)


def without_page_furniture(lines: list[Line], pages: int) -> list[Line]:
    """Drop page numbers and the titles that run along the top or bottom of most pages, apart from the body."""
    edges = _edges(lines)
    numbers = {id(line): int(found.group(1)) for line, _ in edges if (found := PAGE_NUMBER.fullmatch(line.text))}
    steps = Counter(numbers[id(line)] - line.page for line, _ in edges if id(line) in numbers)
    step = next((step for step, count in steps.most_common(1) if count > 1 or step in (0, 1)), None)
    titles = Counter(line.text for line, apart in edges if apart)
    running = {title for title, count in titles.items() if count >= 3 and count > pages / 2}
    dropped = {id(line) for line, apart in edges if apart and line.text in running}
    dropped |= {id(line) for line, _ in edges if step is not None and numbers.get(id(line)) == line.page + step}
    return [line for line in lines if id(line) not in dropped]


def _edges(lines: list[Line]) -> list[tuple[Line, bool]]:
    """Give the highest and the lowest line of every page, and whether each stands apart from its neighbour."""
    pages: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda line: -line.base):
        pages.setdefault(line.page, []).append(line)
    found = []
    for page in pages.values():
        for edge, neighbour in ((page[0], page[1:2]), (page[-1], page[-2:-1])):
            apart = all(abs(edge.base - other.base) > 2 * edge.size for other in neighbour)
            found.append((edge, apart))
    return found


def frame_of(lines: list[Line]) -> Frame:
    """Find the body's edges from its long lines, and the step between lines from the closer quarter of all steps."""
    widest = max((line.right - line.left for line in lines), default=0.0)
    long = [line for line in lines if line.right - line.left > 0.6 * widest]
    close: dict[int, list[float]] = {}
    for a, b in zip(lines, lines[1:], strict=False):
        if a.page == b.page and round(a.size) == round(b.size) and 0.5 * a.size < a.base - b.base < 3 * a.size:
            close.setdefault(round(a.size), []).append(a.base - b.base)
    return Frame(
        left=min((line.left for line in long), default=0.0),
        right=max((line.right for line in long), default=0.0),
        steps={
            size: quantiles(steps, n=4, method="inclusive")[0] if len(steps) > 1 else steps[0]
            for size, steps in close.items()
        },
    )


@dataclass(frozen=True)
class Layout:
    """How pages are set: where the right one of two columns begins, or None; the frames of whole, left and right."""

    gutter: float | None
    frames: tuple[Frame, Frame, Frame]

    def column(self, line: Line) -> int:
        """Give the column of a line: 1 left, 2 right, 0 where there is one or the line stands across both."""
        if self.gutter is None:
            return 0
        return 2 if line.left >= self.gutter - INDENT else 1 if line.right <= self.gutter else 0


def _layout(lines: list[Line]) -> Layout:
    """Say whether a document is set in two columns: a quarter of its lines on each side, and few across both."""
    whole = frame_of(lines)
    middle = (whole.left + whole.right) / 2
    far = Counter(round(line.left) for line in lines if line.left > middle - 0.2 * (whole.right - whole.left))
    gutter = min((left for left, count in far.items() if count > len(lines) / 8), default=None)
    layout = Layout(gutter, (whole, whole, whole))
    sides = [layout.column(line) for line in lines]
    if min(sides.count(1), sides.count(2)) < len(lines) / 4 or sides.count(0) > len(lines) / 5:
        return Layout(None, (whole, whole, whole))
    left, right = ([line for line in lines if layout.column(line) == column] for column in (1, 2))
    return Layout(gutter, (whole, frame_of(left), frame_of(right)))


def _same_row(a: Line, b: Line) -> bool:
    """Two cells of a table row, or two columns of a heading."""
    return a.page == b.page and abs(a.base - b.base) < 0.4 * a.size and b.left >= a.right


def _breaks(a: Line, b: Line, layout: Layout) -> bool:
    """Say whether line b begins a new paragraph after line a."""
    frame = layout.frames[layout.column(a)]
    turned = a.page != b.page or layout.column(a) != layout.column(b)
    step, usual = a.base - b.base, frame.steps.get(round(a.size), 0.0)
    if not turned and (step <= 0 or step > 1.2 * usual or abs(a.size - b.size) > 0.08 * a.size):
        return True
    if _centred(a, b, frame):
        return False
    if _would_fit(a, b, frame):
        return True
    if turned and ENDED.search(a.text) and b.text[0].isupper():
        return True
    left = layout.frames[layout.column(b)].left
    indented = b.left > left + INDENT
    if ITEM.match(b.text) and (indented or ENDED.search(a.text)):
        return True
    return indented and b.left - left > a.left - frame.left + INDENT and not ITEM.match(a.text)


def _centred(a: Line, b: Line, frame: Frame) -> bool:
    """Say whether a title goes on in its next line: both stand around one middle, and b begins in a small letter."""
    middle = abs((a.left + a.right) - (b.left + b.right)) < 2 * INDENT
    apart = a.left > frame.left + INDENT and a.right < frame.right - INDENT
    return middle and apart and b.text[0].islower() and not ENDED.search(a.text)


def _would_fit(a: Line, b: Line, frame: Frame) -> bool:
    """The first word of b would have found room on a: so a was ended on purpose."""
    word = b.text.split(maxsplit=1)[0]
    letter = (b.right - b.left) / max(len(b.text), 1)
    return a.right + letter * (len(word) + 1) < frame.right - 1


def join(text: str, more: str) -> str:
    """Join two lines of a paragraph; a word cut by a hyphen becomes whole again.

    Vietnamese words are written apart and never cut, so a hyphen between two of their syllables belongs to the text
    ("văn hoá-xã hội"); only a Western word is put together again.
    """
    if text[-1:] and text[-1] in SOFT_HYPHENS + "-" and text[-2:-1].isalpha():
        head = text[:-1].rsplit(maxsplit=1)[-1]
        tail = more.split(maxsplit=1)[0]
        cut = head.isascii() and tail.rstrip(".,;:").isascii() and tail[:1].islower()
        return f"{text[:-1]}{'' if cut else '-'}{more}"
    return f"{text} {more}"
