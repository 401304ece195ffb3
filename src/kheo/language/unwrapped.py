"""Lines that a page was too narrow for: a text copied from a printed page is put back into paragraphs."""

import re
from statistics import quantiles

NARROW, WIDE = 40, 150  # letters of the longest lines of a text that was broken at the edge of a page
TWICE = 2  # breaks within a sentence that are no chance
LEAST = 4  # lines that tell how wide a page was
FULL = 0.8  # share of the widest lines from which a line was full
STARTED = 20  # letters from which a line without an end goes on in a small letter
_MARKED = re.compile(
    r"[-–—+*•▪●○◦➢✓]|\(?\d{1,3}(?:\.\d{1,3})*[.)/]\s|\d{1,2}\s?[-–]\s(?!\d)|\(?[a-zđ]{1,2}[.)]\s|[IVXL]{1,6}[.)/]\s|"
    r"(?:Điều|Chương|Mục|Phần|Bảng|Phụ lục|Nơi nhận|Kính gửi|TM\.|KT\.|TL\.)\b"
)
_LABEL = re.compile(r"[^\W\d_][^:\n]{3,60}:\s")  # 'Ủy ban MTTQ: Vận động …', where it begins with a capital
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVXL]{1,5}|[a-zđ])[.)]")  # a number that lost its words
_GREETS = re.compile(r"\W*(?:kính gửi|kính thưa|thưa|gửi|xin chào)\b", re.IGNORECASE)
_OPEN = re.compile(r",$|\s(?:và|với|của|các|những|về|cho|tại|theo|từ|do|bởi|để|trong|hoặc|giữa)$")
_ENDED = re.compile(r"(?:[.;:!?…]|\./\.)['”’\")]*\s*$")


def without_emphasis(text: str) -> str:
    """Turn the marks that Markdown puts around bold and slanted words into spaces; the text keeps its length."""
    return _EMPHASIS.sub(lambda match: " " * len(match.group()), text) if "*" in text or "__" in text else text


def tidied(text: str) -> str:
    """Give words of a text with one space between them, none before a mark or within brackets."""
    return re.sub(r" (?=[,.;:!?)])|(?<=\() ", "", " ".join(text.split()))


def unwrapped(text: str) -> str:
    """Turn each line break within a sentence into a space; the text keeps its length, so every offset holds.

    A text is taken as broken at the edge of a page when its longest lines are alike and no longer than a page is wide,
    or when blank lines stand between its paragraphs and single breaks fall within sentences, as Markdown is written.
    In other texts a line goes on only where it has no end and the next one begins in a small letter.
    """
    lines = text.split("\n")
    bare = [line.strip() for line in lines]
    single = [(before, after) for before, after in zip(bare, bare[1:], strict=False) if before and after]
    within = sum(1 for before, after in single if after[0].islower() and not _ENDED.search(before))
    edge, apart = _edge(bare, len(single), within), _is_apart(bare, single, within)
    parts: list[str] = []
    for line, before, after in zip(lines, bare, bare[1:], strict=False):
        parts += [line, " " if _goes_on(before, after, edge, apart) else "\n"]
    return "".join([*parts, lines[-1]])


def _edge(bare: list[str], single: int, within: int) -> int:
    """Give how many letters the page was wide, or 0 where the lines were not broken at an edge.

    `single` counts the lines right below another one, `within` those of them in which a sentence plainly goes on.
    """
    lengths = [len(line) for line in bare if line]
    if len(lengths) < LEAST:
        return 0
    edge = round(quantiles(lengths, n=20)[-1])
    full = sum(1 for length in lengths if FULL * edge <= length <= 1.15 * edge)
    often = 0.1 if full >= 0.3 * len(lengths) else 0.2
    broken = within >= max(TWICE, often * single)
    return edge if NARROW <= edge <= WIDE and broken else 0


def _is_apart(bare: list[str], single: list[tuple[str, str]], within: int) -> bool:
    """Say whether blank lines stand between the paragraphs, so that a single break means nothing."""
    marked = sum(1 for _before, after in single if _MARKED.match(after))
    blank = sum(1 for line in bare if not line)
    return blank >= LEAST and len(single) >= LEAST and within >= 0.4 * len(single) and marked <= 0.1 * len(single)


def _goes_on(before: str, after: str, edge: int, apart: bool) -> bool:
    """Say whether a line goes on in the next one."""
    greets = before.endswith(",") and _GREETS.match(before)
    labelled = after[:1].isupper() and _LABEL.match(after) and not _NUMBER.fullmatch(before)
    if not before or not after or "|" in before or "|" in after or greets or labelled or _MARKED.match(after):
        return False
    if apart or _NUMBER.fullmatch(before):
        return True
    if before.isupper() != after.isupper():
        return False
    ended = bool(_ENDED.search(before))
    if _OPEN.search(before) or (before.endswith(" số") and after[0].isdigit()):
        return True
    if not ended and after[0].islower() and len(before) >= STARTED:
        return True
    word = after.split(maxsplit=1)[0]
    full = edge > 0 and len(before) + 1 + len(word) > (edge if ended else FULL * edge)
    return full and len(before) > FULL * edge
