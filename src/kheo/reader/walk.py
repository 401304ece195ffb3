"""Walk over the blocks with a stack of headings: who governs a list, whether it lists tasks, what a card says."""

import re
from dataclasses import dataclass, field, replace

from kheo.reader import deadlines, rows
from kheo.reader.blocks import PLAIN, Block, is_open_line
from kheo.reader.clauses import Clause, parse
from kheo.reader.drafts import NO_TIME, Draft, Order, Source, drafts, names_somebody, phrase
from kheo.reader.drops import is_formula_sentence
from kheo.reader.model import Span
from kheo.reader.orders import Found, find_order
from kheo.reader.people import People
from kheo.reader.prose import Speech, read_piece
from kheo.reader.speech import Piece, Quote, pieces
from kheo.reader.tagger import Token

TASKS = re.compile(
    r"nhiệm vụ|giải pháp|tổ chức thực hiện|nội dung|phân công|trách nhiệm|kết luận|ý kiến chỉ đạo|yêu "
    r"cầu:|đề nghị|công việc|tiến độ|chỉ đạo"
)
OTHER = re.compile(
    r"(?:về |một số |những |các |khái quát )?(?:mục đích|mục tiêu|căn cứ|tình hình|đánh giá|kết quả đạt "
    r"được|kết quả|quan điểm|đối tượng|phạm vi|ưu điểm|hạn chế|nguyên nhân|kinh phí|"
    r"cơ sở pháp lý|nguyên tắc|thành phần|thời gian|định nghĩa)"
)
_DUTY = re.compile(r"nhiệm vụ|giải pháp|tổ chức thực hiện")
_HEAD_CUE = re.compile(
    r"(?:đối với|giao|đề nghị|yêu cầu|trách nhiệm (?:của )?|nhiệm vụ (?:của )?|phân công|về phía)\s*:?\s*"
)
_SORRY = re.compile(
    r"(?:các )?(?:nhiệm vụ|nội dung|giải pháp|việc|vấn đề)[^.;]{0,120}(?:sau|sau đây|như sau|như|cụ "
    r"thể)\s*:?$|(?:như )?sau(?: đây)?\s*:?$|cụ thể(?: như sau)?\s*:?$"
)
_IN_WHICH = re.compile(r"[,;]\s*(?:trong đó|cụ thể|nhất là)[^,]{0,90}(?:sau|sau đây|nhiệm vụ|nội dung)[^,]{0,40}:?$")
_WHO = re.compile(r"chủ trì|đầu mối|thực hiện|phụ trách|phân công")
_WHEN = re.compile(r"thời|hạn|tiến độ")
_WHAT = re.compile(r"nhiệm vụ|nội dung")


HARD = ("order", "ask")


@dataclass(frozen=True)
class Frame:
    """A heading or lead-in that governs what lies below it."""

    level: float
    assignee: Span | None = None
    deadline: Span | None = None
    tasks: bool | None = None
    lead: bool = False


@dataclass
class Walk:
    """The state of the walk: frames, the speech of running text, drafts, and the card that is being read."""

    source: Source
    people: People
    spoken: list[Quote]
    official: bool
    frames: list[Frame] = field(default_factory=lambda: [Frame(0)])
    speech: Speech = field(default_factory=Speech)
    found: list[Draft] = field(default_factory=list)
    card: int = 0  # drafts before this one belong to an earlier card
    in_fields: bool = False
    items: int = 0
    seen: set[str] = field(default_factory=set)
    heir: Span | None = None  # who was told last in this block
    table: rows.Table | None = None

    @property
    def top(self) -> Frame:
        """Give the frame that governs here."""
        return self.frames[-1]

    def pop_to(self, level: float) -> None:
        """Leave the frames that do not govern a block of this level."""
        while len(self.frames) > 1 and self.frames[-1].level >= level:
            self.frames.pop()

    def step(self, block: Block, after: Block | None) -> None:
        """Read one block."""
        if block.kind in ("caption", "signature") or (not self.official and self._aside(block)):
            return
        if block.kind == "row":
            self.found += self._row(block)
            return
        if block.kind != "heading":
            self.table = None
        if block.kind == "field":
            self._field(block)
            return
        if self.in_fields:
            self.card, self.in_fields = len(self.found), False
        self._enter(block)
        if _is_heading(self.source, block, after):
            self._heading(block)
        else:
            self._content(block)

    def _aside(self, block: Block) -> bool:
        """In news a line without an end is a caption, a byline or a link; a line said before is a repeat."""
        words = self.source.text[block.start : block.end]
        if words in self.seen:
            return True
        self.seen.add(words)
        return block.level == PLAIN and words[-1] not in '.!?…:;"”)/,'

    def _enter(self, block: Block) -> None:
        self.heir = None
        if block.level < PLAIN:
            self.pop_to(block.level)
            self.items += block.kind == "item"
        elif not self.official and self.items and self.top.lead:
            self.frames.pop()
            self.items = 0

    def _row(self, block: Block) -> list[Draft]:
        if self.table is None:
            self.table = rows.header(self.source, block)
            return []
        return rows.read_row(self.source, block, self.table)

    def _field(self, block: Block) -> None:
        """A field of a card fills what its tasks lack."""
        span = Span(block.start, block.end)
        if _WHEN.match(block.label):
            self._fill(deadline=deadlines.find_card(self.source.shade, block.start, block.end))
        elif "phối hợp" in block.label:
            self.in_fields = True
        elif _WHO.search(block.label):
            self._fill(assignee=_name(self.source, span) if block.end > block.start else None)
        elif _WHAT.match(block.label):
            if self.in_fields:
                self.card, self.in_fields = len(self.found), False
            self.frames.append(replace(self.top, level=block.level, tasks=True, lead=False))
            if block.end > block.start:
                self._content(block)

    def _fill(self, assignee: Span | None = None, deadline: Span | None = None) -> None:
        self.in_fields = True
        for place in range(self.card, len(self.found)):
            draft = self.found[place]
            mine = "own subject" in draft.signs
            self.found[place] = replace(
                draft,
                assignee=assignee if assignee and not mine else draft.assignee,
                deadline=draft.deadline or (None if mine else deadline),
                signs=(*draft.signs, "card"),
            )

    def _heading(self, block: Block) -> None:
        shade = self.source.shade[block.start : block.end]
        cue = _HEAD_CUE.match(shade)
        start = block.start + (cue.end() if cue else 0)
        name = Span(start, block.end)
        level: float = block.level
        if block.level != 8 and self._is_name(name):
            self.frames.append(Frame(level, _name(self.source, name), None, True))
        elif OTHER.match(shade) and not _DUTY.search(shade):
            self.frames.append(Frame(level, tasks=False))
        elif TASKS.search(shade):
            self.frames.append(Frame(level, self.top.assignee if not self.official else None, None, True))
        else:
            self.frames.append(replace(self.top, level=level, lead=False))

    def _is_name(self, span: Span) -> bool:
        if span.end - span.start > 260 or not names_somebody(self.source, span):
            return False
        tokens = self.source.tokens(span)
        clause = parse(tokens, 0, len(tokens))
        if clause is None or clause.verb >= clause.end - 1:
            return True
        plain = not clause.modal and not clause.past and tokens[clause.predicate].has("plain", "strong", "relative")
        return (
            plain
            and clause.agent
            and self.source.text[span.end - 1] != ":"
            and "," not in self.source.text[span.start : span.end]
        )

    def _content(self, block: Block) -> None:
        lead_in = self.source.text[block.end - 1] == ":"
        spoken = pieces(self.source.text, Span(block.start, block.end), self.spoken)
        for number, piece in enumerate(spoken):
            last = number == len(spoken) - 1
            if last and lead_in:
                self._lead_in(piece, block)
            elif self.top.tasks:
                self.found += self._listed(piece, block, number == 0)
            elif self.top.tasks is None:
                made, self.speech = read_piece(self.source, piece, self.speech, self.people)
                self.found += made

    def _lead_in(self, piece: Piece, block: Block) -> None:
        """'… yêu cầu các sở thực hiện các nhiệm vụ sau:' governs the list below."""
        tokens = self.source.tokens(Span(piece.start, piece.end))
        order = find_order(tokens, 0, len(tokens))
        clause = order.clause if order else _telling(tokens)
        assignee = phrase(tokens, *clause.subject) if clause and clause.agent and clause.subject else None
        deadline = None
        if clause:
            self.found += self._before_list(tokens, clause, assignee)
            limits = [
                deadlines.find_leading(self.source.shade, tokens[a].start, tokens[b - 1].end)
                for a, b in clause.leads
                if tokens[a].form not in NO_TIME
            ]
            deadline = next((limit for limit in limits if limit), None)
        words = self.source.shade[piece.start : piece.end]
        tasks = bool(order) or bool(TASKS.search(words)) or (clause is not None and clause.modal)
        level = self.top.level + 0.5 if block.level == PLAIN else block.level
        mine = assignee or self.top.assignee
        self.frames.append(Frame(level, mine, deadline, (tasks or self.top.tasks) and not OTHER.match(words), True))
        self.items = 0

    def _before_list(self, tokens: list[Token], clause: Clause, assignee: Span | None) -> list[Draft]:
        """A lead-in may hold tasks of its own before ', trong đó tập trung các nhiệm vụ sau'."""
        shade, end = self.source.shade, tokens[-1].end
        cut = _IN_WHICH.search(shade, tokens[min(clause.verb, len(tokens) - 1)].start, end)
        if not cut or clause.past or clause.verb >= clause.end:
            return []
        stop = next((place for place, token in enumerate(tokens) if token.start >= cut.start()), len(tokens))
        if stop <= clause.verb:
            return []
        made = drafts(
            self.source, tokens, replace(clause, end=stop), Order(assignee, None, "dẫn-danh-mục", ("explicit",))
        )
        return [draft for draft in made if not _SORRY.search(shade, draft.span.start, draft.span.end)]

    def _listed(self, piece: Piece, block: Block, first: bool) -> list[Draft]:
        """Read a sentence in a list of tasks: an imperative, a subject with its predicate, or an order."""
        if is_formula_sentence(self.source.shade, piece.start, piece.end):
            return []
        tokens = self.source.tokens(Span(piece.start, piece.end))
        found = find_order(tokens, 0, len(tokens), HARD)
        clause = parse(tokens, 0, len(tokens))
        if found and _rules(found, clause):
            clause = found.clause
        else:
            found = None
        if clause is None:
            return self._unknown(tokens, block, first)
        return self._take(tokens, clause, found is not None, first)

    def _take(self, tokens: list[Token], clause: Clause, ordered: bool, first: bool) -> list[Draft]:
        if clause.past or clause.verb >= clause.end or (clause.future and not clause.modal):
            return []
        object_first = clause.subject is not None and not clause.agent
        if object_first and not deadlines.find(
            self.source.shade, tokens[clause.verb].start, tokens[clause.end - 1].end
        ):
            return []
        signs = ("list", *(("explicit",) if ordered else ()), *(("own subject",) if clause.agent else ()))
        rule = "danh-mục-lệnh" if ordered else "danh-mục-chủ-ngữ" if clause.agent else "danh-mục"
        order = Order(self.heir or self.top.assignee, self.top.deadline, rule, signs, keep_leads=True)
        made = drafts(self.source, tokens, clause, order)
        self.heir = made[-1].assignee if clause.agent and made else self.heir
        return made

    def _unknown(self, tokens: list[Token], block: Block, first: bool) -> list[Draft]:
        """A list item that begins with words the lists do not know: a low score, not silence."""
        if not first or block.kind != "item" or not tokens or len(tokens) < 4:
            return []
        if tokens[0].tags or tokens[0].is_mark or tokens[0].form[0].isdigit() or any(t.has("past") for t in tokens[:6]):
            return []
        span = phrase(tokens, 0, len(tokens))
        return [Draft(span, self.top.assignee, self.top.deadline, "động-từ-lạ", ("list", "unknown"))] if span else []


def _telling(tokens: list[Token]) -> Clause | None:
    """Parse a lead-in without an order's content; who speaks ('Chủ tịch phường yêu cầu:') is not who must act."""
    clause = parse(tokens, 0, len(tokens))
    if clause is None or clause.verb >= clause.end:
        return None
    said = tokens[clause.predicate].has("order", "ask", "soft", "report", "weak") or clause.past
    return None if said and not clause.modal else clause


def _name(source: Source, span: Span) -> Span | None:
    """Give a body's name without titles and marks."""
    tokens = source.tokens(span)
    return phrase(tokens, 0, len(tokens))


def _rules(found: Found, clause: Clause | None) -> bool:
    """Say whether an order word rules a whole listed sentence: at its head, or as its main verb."""
    if clause is None or found.cue <= clause.start:
        return True
    return clause.agent and clause.subject is not None and clause.subject[1] <= found.cue <= clause.predicate


def _is_heading(source: Source, block: Block, after: Block | None) -> bool:
    """An open line with deeper lines below it is a heading, unless a card's fields follow."""
    if block.kind == "heading":
        return True
    if block.level >= PLAIN or after is None or (after.kind == "field" and not _WHAT.match(after.label)):
        return False
    ends = source.text[block.end - 1]
    deeper = (after.level > block.level or after.kind == "field") and after.kind != "row"
    short = block.end - block.start < 300
    if ends == ":":
        span = Span(block.start, block.end)
        return deeper and short and not find_order(source.tokens(span), 0, len(source.tokens(span)), HARD)
    return is_open_line(source.text, block) and deeper and short
