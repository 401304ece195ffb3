"""Put the lines of printed pages back into paragraphs, from where they stand on the paper."""

import re
from collections import Counter
from dataclasses import dataclass
from statistics import quantiles

INDENT = 8.0  # points; less is the side bearing of a letter
ITEM = re.compile(
    r"(?:[-–—+*•▪●○◦\uf0a7\uf0b7\uf02d]\s|\d{1,3}(?:\.\d{1,3})*[.)]\s|[a-zđ]{1,2}\)\s|[IVXL]{1,6}[.)]\s|(?:Điều|Chương|Mục|Phần)\s+[\dIVX]+\b)"
)
ENDED = re.compile(r"[.;:!?…]['”’\")]*$")
PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—]?\s*(\d{1,4})\s*[-–—]?(?:\s*/\s*\d{1,4})?", re.I)
BULLET = re.compile(r"^[•▪●○◦\uf0a7\uf0b7\uf02d]\s+")
SOFT_HYPHENS = "\x02\u00ad\ufffe"


@dataclass(frozen=True)
class Line:
    """One printed line; points from the left and the bottom of its page, `base` is where its letters stand."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True)
class Frame:
    """The block of body text: its left and right edge and the usual step from line to line."""

    left: float
    right: float
    step: float


def paragraphs_of(lines: list[Line], pages: int) -> list[str]:
    """Give the paragraphs of a document without page numbers and running titles."""
    lines = without_page_furniture(lines, pages)
    frame = frame_of(lines)
    text: list[str] = []
    before: Line | None = None
    for line in lines:
        if before and _same_row(before, line):
            text[-1] = f"{text[-1]}{' | ' if line.left - before.right > INDENT else ' '}{line.text}"
        elif before and not _breaks(before, line, frame):
            text[-1] = join(text[-1], line.text)
        else:
            text.append(line.text)
        before = line
    plain = dict.fromkeys(map(ord, SOFT_HYPHENS))
    return [BULLET.sub("- ", paragraph.translate(plain)) for paragraph in text]


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
    steps = [a.base - b.base for a, b in zip(lines, lines[1:], strict=False) if a.page == b.page]
    close = [step for line, step in zip(lines, steps, strict=False) if 0.5 * line.size < step < 3 * line.size]
    return Frame(
        left=min((line.left for line in long), default=0.0),
        right=max((line.right for line in long), default=0.0),
        step=quantiles(close, n=4)[0] if len(close) > 1 else max(close, default=0.0),
    )


def _same_row(a: Line, b: Line) -> bool:
    """Two cells of a table row, or two columns of a heading."""
    return a.page == b.page and abs(a.base - b.base) < 0.4 * a.size and b.left >= a.right


def _breaks(a: Line, b: Line, frame: Frame) -> bool:
    """Say whether line b begins a new paragraph after line a."""
    step = a.base - b.base
    if a.page == b.page and (step <= 0 or step > 1.2 * frame.step or abs(a.size - b.size) > 0.08 * a.size):
        return True
    if _would_fit(a, b, frame):
        return True
    if a.page != b.page and ENDED.search(a.text) and b.text[0].isupper():
        return True
    indented = b.left > frame.left + INDENT
    if ITEM.match(b.text) and (indented or ENDED.search(a.text)):
        return True
    return indented and b.left > a.left + INDENT and not ITEM.match(a.text)


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
