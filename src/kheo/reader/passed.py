"""What is passed over before anything is read: who receives the text, law quoted at length, captions and repeats."""

import re
from dataclasses import dataclass, field

from kheo.reader.blocks import PLAIN, Block
from kheo.reader.drafts import Source

_QUOTED_LAW = re.compile(r"[“\"](?=\s*(?:\.{3}|…)?\s*(?:Điều|Mục|Chương|Khoản) ?\d)")
_RECIPIENTS = re.compile(r"nơi nhận|kính gửi")
BULLET = 70  # the level of a bullet
LONG = 400  # characters from which a line without a full stop is still running text
SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", '"', "”", ")", "/", ",")


@dataclass
class Passed:
    """Which blocks hold nothing to read, block by block in the order of the text."""

    source: Source
    seen: set[str] = field(default_factory=set)
    recipients: bool = False
    quoting: bool = False  # the law is quoted at length
    last_mark: int = 0  # where the last quotation ends

    def __post_init__(self) -> None:
        """Look once for the last mark that can close a quotation."""
        self.last_mark = self.source.text.rfind("”")

    def receives(self, block: Block) -> bool:
        """Bullets behind 'Kính gửi:' and 'Nơi nhận:' name who receives the text."""
        if block.kind == "signature":
            self.recipients = bool(_RECIPIENTS.match(self.source.shade, block.start, block.end))
        elif block.kind == "row" or block.level < BULLET:
            self.recipients = False
        return self.recipients and block.level in (BULLET, BULLET + 5)

    def is_law(self, block: Block) -> bool:
        """'Tại Điều 30 … quy định: “Điều 30. …' up to the mark that closes it is the law, quoted at length."""
        begins = _QUOTED_LAW.search(self.source.text, block.start, block.end)
        start = begins.end() if begins else block.start
        closed = start > self.last_mark or any(mark in self.source.text[start : block.end] for mark in '”"')
        inside = self.quoting and begins is None
        self.quoting = bool(begins or self.quoting) and not closed
        return inside or (begins is not None and begins.start() == block.start)

    def aside(self, block: Block) -> bool:
        """In news a line without an end is a caption, a byline or a link; a line said before is a repeat."""
        words = self.source.text[block.start : block.end]
        if words in self.seen:
            return True
        self.seen.add(words)
        return block.level == PLAIN and len(words) < LONG and not words.endswith(SENTENCE_ENDS)
