"""Who says a sentence: quotations over several sentences, 'ông X nói' behind them, and the pieces they cut."""

import re
from dataclasses import dataclass

from kheo.language import sentences
from kheo.reader.model import Span
from kheo.reader.people import People

_QUOTE = re.compile(r"“[^“”]{25,2500}”|\"[^\"]{25,2500}\"")
_BEHIND = re.compile(
    r"\s*[,.]?\s*[-–]?\s*([^.\n\"“]{2,120}?)\s+(?:nói|nhấn mạnh|yêu cầu|chỉ đạo|khẳng định|cho biết|cho hay|đề nghị|nêu rõ|nêu|phát biểu|chia sẻ|"
    r"lưu ý|bày tỏ|kết luận|phân tích|nhận định|đánh giá|quán triệt|trăn trở)\b"
)
_BEFORE = re.compile(
    r"([^.\n\"“”]{2,160}?)\s(?:nói|nhấn mạnh|yêu cầu|chỉ đạo|khẳng định|cho biết|đề nghị|nêu rõ|nêu|cho rằng|phát biểu|chia sẻ|lưu ý|kết luận|đánh giá"
    r"[^.\n\"“”]{0,40})\s*(?:rằng|là)?\s*:?\s*$"
)


@dataclass(frozen=True)
class Piece:
    """A sentence, or the part of one up to the end of a quotation; `quoted` is the rank of who is quoted, or None."""

    start: int
    end: int
    quoted: int | None = None


@dataclass(frozen=True)
class Quote:
    """A quotation, the rank of its speaker, and whether the speaker is named behind it."""

    start: int
    end: int
    rank: int | None
    behind: bool


def quotes(source_text: str, shade: str, people: People) -> list[Quote]:
    """Find the quotations that are speech."""
    found = []
    for match in _QUOTE.finditer(source_text):
        behind = _BEHIND.match(shade, match.end(), match.end() + 180)
        before = _BEFORE.search(shade[max(0, match.start() - 200) : match.start()])
        speaker = behind.group(1) if behind else before.group(1) if before else None
        rank = people.rank(speaker, 2) if speaker is not None else None
        if speaker is not None or match.end() - match.start() > 160:
            found.append(Quote(match.start(), match.end(), rank, behind is not None))
    return found


def pieces(text: str, span: Span, spoken: list[Quote]) -> list[Piece]:
    """Cut a block into sentences, and these again where a quotation with a speaker behind it ends."""
    found: list[Piece] = []
    for start, end in sentences(text, span.start, span.end):
        cut = next((quote for quote in spoken if start < quote.end < end and quote.behind), None)
        inside = next((quote for quote in spoken if quote.start <= start < quote.end), None)
        rank = inside.rank if inside else None
        if cut is not None:
            opened = cut.rank if cut.start <= start else None
            found += [Piece(start, cut.end, opened if opened is not None else rank), Piece(cut.end, end)]
        else:
            found.append(Piece(start, end, rank))
    return found
