"""Walk over the blocks with a stack of headings: who governs a list, whether it lists tasks, what a card says."""

import re
from dataclasses import dataclass, field, replace

from kheo.grammar import deadlines
from kheo.grammar.orders import HARD, find_order
from kheo.grammar.people import LEADER, MINOR, People
from kheo.grammar.spans import Span
from kheo.grammar.speech import Piece, Quote, Speech, pieces
from kheo.reader import cards, rows
from kheo.reader.blocks import PLAIN, Block
from kheo.reader.drafts import Draft, Source, phrase
from kheo.reader.headings import Frame, heading_frame, is_carrying_out, is_heading, name_of
from kheo.reader.lists import Listed, lead_in, read_listed
from kheo.reader.passed import BULLET, Passed
from kheo.reader.prose import read_piece

_REPORTS = re.compile(
    r"(?:giải đáp|trả lời|cho biết|cho hay|chia sẻ|nói|kể|bày tỏ|trao đổi|phân tích|giải thích|khẳng định)(?: "
    r"\w+){0,3}:\W*$|"
    r"\bđã [^.:]{0,60}(?:kết luận|thông qua|xem xét|thảo luận)[^.:]{0,60}:\W*$"
)
LEAD = 150  # letters of a lead-in that name who speaks


def reports(source: Source, piece: Piece) -> bool:
    """'Trả lời báo chí, ông A giải đáp:', 'Ủy ban đã kết luận các nội dung sau:' lead in no tasks in news."""
    return bool(_REPORTS.search(source.shade, piece.start, piece.end))


def assigns(source: Source, draft: Draft, kind: str) -> bool:
    """Say whether an item names who must act, in a plan or before a colon; 'Công an xử lý 12 vụ' tells results."""
    who = draft.assignee
    labels = who is not None and source.text[who.end : who.end + 2].lstrip().startswith(":")
    return labels or (who is not None and kind == "plan")


@dataclass
class Walk:
    """The state of the walk: frames, the speech of running text, drafts, and the card that is being read."""

    source: Source
    people: People
    spoken: list[Quote]
    kind: str
    passed: Passed
    part: bool = False  # the text was cut out of a longer one
    rules: bool = False  # it lays down rules that hold for good: only the article on carrying it out assigns work
    frames: list[Frame] = field(default_factory=lambda: [Frame(0)])
    speech: Speech = field(default_factory=Speech)
    found: list[Draft] = field(default_factory=list)
    card: int = 0  # drafts before this one belong to an earlier card
    in_fields: bool = False
    items: int = 0
    heir: Span | None = None  # who was told last in this block
    table: rows.Table | None = None

    def __post_init__(self) -> None:
        """Below the title of a regulation no work is assigned until the article on carrying it out."""
        if self.rules:
            self.frames = [Frame(0, tasks=False)]

    @property
    def official(self) -> bool:
        """Say whether the text is an official document and no news item."""
        return self.kind != "news"

    @property
    def top(self) -> Frame:
        """Give the frame that governs here."""
        return self.frames[-1]

    def step(self, block: Block, after: Block | None) -> None:
        """Read one block."""
        if self.passed.receives(block) or self.passed.is_law(block):
            return
        if rows.is_row(self.source, block, self.table):
            self.found += self._row(block)
            return
        if block.kind in ("caption", "signature") or (not self.official and self.passed.aside(block)):
            return
        if block.kind != "heading":
            self.table = None
        if block.kind == "field":
            self._field(block)
            return
        self._card()
        self._enter(block)
        if is_heading(self.source, block, after):
            self._open(block)
            return
        self._content(block)
        if self.official and block.kind == "item" and after and block.level < after.level < BULLET:
            self._govern(block)

    def _open(self, block: Block) -> None:
        """Let a heading govern what lies below it; in a regulation only the article on carrying it out assigns work."""
        frame = heading_frame(self.source, block, self.top, self.kind)
        if self.rules:
            frame = replace(frame, tasks=self.top.tasks or is_carrying_out(self.source, block))
        self.frames.append(replace(frame, said=Span(block.start, block.end)))

    def _govern(self, block: Block) -> None:
        """'2. Yêu cầu các cấp ủy khẩn trương …' and '2.1. Tập trung …': the order holds for what lies below it."""
        tokens = self.source.tokens(Span(block.start, block.end))
        found = find_order(tokens, 0, len(tokens), HARD)
        if found and found.cue == 0 and found.clause.agent and found.clause.subject:
            who = phrase(tokens, *found.clause.subject)
            self.frames.append(
                Frame(block.level, who, None, True, said=Span(tokens[0].start, tokens[found.clause.verb].start))
            )

    def _enter(self, block: Block) -> None:
        self.heir = None
        if block.level < PLAIN:
            while len(self.frames) > 1 and self.frames[-1].level >= block.level:
                self.frames.pop()  # they do not govern a block of this level
            self.items += block.kind == "item"
        elif not self.official and self.items and self.top.lead:
            self.frames.pop()
            self.items = 0

    def _row(self, block: Block) -> list[Draft]:
        if self.table is None:
            head = rows.header(self.source, block)
            self.table = head if self.official or (head and head.who >= 0) else None  # news show tables of results
            guessed = rows.guess(self.source, block) if self.official and self.table is None else None
            return rows.read_row(self.source, block, guessed)
        return rows.read_row(self.source, block, self.table)

    def _field(self, block: Block) -> None:
        """Read a field of a card."""
        span = Span(block.start, block.end)
        if cards.WHEN.match(block.label):
            self._fill(deadline=deadlines.find_card(self.source.shade, block.start, block.end))
        elif "phối hợp" in block.label:
            self.in_fields = True
            self.found[self.card :] = (replace(draft, joining=span) for draft in self.found[self.card :])
        elif cards.WHO.search(block.label):
            self._fill(assignee=name_of(self.source, cards.lead_unit(self.source, span)))
        elif cards.WHAT.match(block.label):
            self._card()
            self.frames.append(replace(self.top, level=block.level, tasks=True, lead=False))
            self._content(block)

    def _fill(self, assignee: Span | None = None, deadline: Span | None = None) -> None:
        self.in_fields = True
        self.found = cards.fill(self.found, self.card, assignee, deadline)

    def _card(self) -> None:
        """Begin another card when the fields of the last one are over."""
        if self.in_fields:
            self.card, self.in_fields = len(self.found), False

    def _lead_in(self, piece: Piece, block: Block) -> list[Draft]:
        """Open the frame of a list; in news only somebody with authority opens a list of tasks."""
        made, frame = lead_in(self.source, piece, block, self.top)
        self.items = 0
        if self.rules and not self.top.tasks:
            return []
        if not self.official and frame.tasks and not self.top.tasks:
            words = self.source.shade[piece.start : piece.end]
            rank = self.people.rank(words[:LEAD], self.speech.rank)
            if rank < MINOR:
                made, frame = [], replace(frame, tasks=self.top.tasks)
            else:
                self.speech = Speech(LEADER, frame.assignee, 0, told=frame.assignee)
        self.frames.append(frame)
        return made

    def _named(self, piece: Piece, block: Block) -> list[Draft]:
        """'13. Sở Xây dựng: Chủ trì …' needs no heading above it: the item itself says who must act.

        In a part of an official text the heading above may have been cut away with the letterhead.
        """
        if not self.official or block.kind != "item":
            return []
        made, self.heir = read_listed(Listed(self.source, piece, block, self.top, self.heir, True))
        return [
            draft
            for draft in made
            if (self.part or assigns(self.source, draft, self.kind)) and draft.rule != "động-từ-lạ"
        ]

    def _content(self, block: Block) -> None:
        """Read the sentences of a block."""
        if block.level < PLAIN and self.speech.told:
            self.speech = replace(self.speech, assignee=self.speech.told)
        spoken = pieces(self.source.text, Span(block.start, block.end), self.spoken)
        begun = len(self.found)
        for number, piece in enumerate(spoken):
            given = cards.given(self.source, piece.start, piece.end) if self.official and number else None
            if given and len(self.found) > begun:
                self.found = cards.fill(self.found, begun, *given, near=True)
                continue
            last = number == len(spoken) - 1 and self.source.text[block.end - 1] == ":"
            if last and (self.official or not reports(self.source, piece)):
                made = self._lead_in(piece, block)
            elif self.top.tasks:
                listed = Listed(self.source, piece, block, self.top, self.heir, number == 0)
                made, self.heir = read_listed(listed)
                made = [replace(draft, heading=self.top.said) for draft in made]
            elif self.top.tasks is None:
                made, self.speech = read_piece(self.source, piece, self.speech, self.people)
                made = made or self._named(piece, block)
            else:
                made = []
            self.found += [cards.unbracketed(self.source, draft) for draft in made]
