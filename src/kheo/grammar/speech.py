"""Who says a sentence: quotations over several sentences, 'ông X nói' behind them, and the pieces they cut."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from kheo.grammar.people import LEADER, MINOR, NOBODY, People
from kheo.grammar.spans import Span
from kheo.language import sentences

PATIENCE = 3  # sentences without a task after which a speech is over
_MARK = re.compile('[“”"]')
_SAYS = (
    r"(?:nói|nhấn mạnh|yêu cầu|chỉ đạo|khẳng định|cho biết|cho hay|cho rằng|đề nghị|nêu rõ|nêu|phát biểu|chia sẻ|lưu ý|"
    r"bày tỏ|kết luận|phân tích|nhận định|đánh giá|quán triệt|trăn trở|kể|thừa nhận|hỏi|tranh luận|đặt vấn đề|chất vấn|"
    r"phản ánh|kiến nghị|than phiền|lo lắng|giải thích|lý giải|trả lời|nhắn nhủ|cảnh báo|thẳng thắn|"
    r"gợi ý|căn dặn|dặn|động viên|gay gắt|quả quyết|phân trần|trần tình|tâm sự|nhắc nhở|nhắc|chỉ rõ|cam kết)"
)
_BEHIND = re.compile(rf"[ \t]*,?[ \t]*[-–]?[ \t]*([^.\n\"“]{{2,120}}?)\s+{_SAYS}\b")
_ORDERS = re.compile(
    r"(?:yêu cầu|chỉ đạo|đề nghị|thông báo[^.]{0,30}nêu rõ|văn bản[^.]{0,30}nêu rõ|công văn[^.]{0,30}nêu rõ)$"
)
_SAID = re.compile(rf"\s{_SAYS}(?: [^.\n\"“”,]{{0,40}})?\s*(?:rằng|là)?\s*:?\s*$")
SPEAKER = 160  # letters in which a speaker is named before the verb of saying


@dataclass(frozen=True)
class Speech:
    """The speech that is going on: its speaker's rank, who was told to act last, how long nothing was asked."""

    rank: int = NOBODY
    assignee: Span | None = None
    silence: int = 99
    limit: Span | None = None  # a time limit that was announced for all that follows
    promises: bool = False  # the speaker was telling what he will do himself
    told: Span | None = None  # who was told to do all the items of a list that follows

    @property
    def alive(self) -> bool:
        """Say whether orders may still follow without naming the speaker."""
        return self.rank >= LEADER and self.silence <= PATIENCE


@dataclass(frozen=True)
class Piece:
    """A sentence, or the part of one up to the end of a quotation; `quoted` is the rank of who is quoted, or None."""

    start: int
    end: int
    quoted: int | None = None
    ordered: bool = False  # '…", Chủ tịch yêu cầu': the words behind the quotation say that it orders


@dataclass(frozen=True)
class Quote:
    """A quotation, the rank of its speaker, and whether the speaker is named behind it."""

    start: int
    end: int
    rank: int | None
    behind: bool
    orders: bool = False


def _opens(text: str, place: int) -> bool:
    """Say whether a straight quotation mark opens: a space before it, a word behind it."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    return before in " \n(:" and not after.isspace() and after not in ",.;-–"


def _quoted(text: str) -> list[tuple[int, int]]:
    """Give the spans of quotations of some length."""
    found: list[tuple[int, int]] = []
    opened = -1
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark == "“" or (mark == '"' and _opens(text, match.start())):
            opened = match.start()
        elif opened >= 0:
            if 25 <= match.end() - opened <= 2500:
                found.append((opened, match.end()))
            opened = -1
    return found


def _named_before(words: str) -> str | None:
    """Give who is named in the same sentence before the verb of saying at the end of some words."""
    place = 0
    while said := _SAID.search(words, place):
        begin = max(words.rfind(mark, 0, said.start()) + 1 for mark in '.\n"“”')
        named = words[max(begin, said.start() - SPEAKER) : said.start()]
        if len(named) > 1:
            return named
        place = said.start() + 1
    return None


def quotes(source_text: str, shade: str, people: People) -> list[Quote]:
    """Find the quotations that are speech."""
    found = []
    for start, end in _quoted(source_text):
        behind = _BEHIND.match(shade, end, end + 180)
        speaker = behind.group(1) if behind else _named_before(shade[max(0, start - 200) : start])
        rank = _rank(shade, start, speaker, people) if speaker is not None else None
        if speaker is not None or end - start > 160:
            orders = bool(behind and _ORDERS.search(behind.group()))
            found.append(Quote(start, end, rank, behind is not None, orders))
    return found


def _rank(shade: str, start: int, speaker: str, people: People) -> int:
    """Give the rank of who is named beside a quotation; a mere 'ông', 'bà' is who was named before."""
    if speaker.split()[-1:] in (["ông"], ["bà"]) and len(speaker.split()) == 1:
        last = people.last_before(shade, start, speaker)
        return LEADER if last is None else last
    return people.rank(speaker, LEADER if any(rank >= LEADER for rank in people.ranks.values()) else MINOR)


def _near(spoken: list[Quote], start: int, end: int) -> list[Quote]:
    """Give the quotations (in order, without overlap) that touch a stretch."""
    first = bisect_right(spoken, start, key=lambda quote: quote.end)
    last = bisect_right(spoken, end, key=lambda quote: quote.start)
    return spoken[first:last]


def pieces(text: str, span: Span, spoken: list[Quote]) -> list[Piece]:
    """Cut a block into sentences, and these again where a quotation with a speaker behind it ends."""
    found: list[Piece] = []
    for start, end in sentences(text, span.start, span.end):
        near = _near(spoken, start, end)
        cut = next((quote for quote in near if start < quote.end < end and quote.behind), None)
        inside = next((quote for quote in near if quote.start <= start < quote.end), None)
        rank = inside.rank if inside else None
        if cut is not None:
            opened = cut.rank if cut.start <= start else None
            mark = Piece(start, cut.end, opened if opened is not None else rank, cut.orders and cut.start <= start)
            found += [mark, Piece(cut.end, end)]
        else:
            found.append(Piece(start, end, rank, inside is not None and inside.orders))
    return found
