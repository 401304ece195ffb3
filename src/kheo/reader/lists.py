"""Read a sentence in a list of tasks, and the sentence that leads the list in."""

import re
from dataclasses import dataclass, replace

from kheo.grammar import deadlines
from kheo.grammar.clauses import Clause, parse
from kheo.grammar.orders import HARD, Found, find_order, used_as_verb
from kheo.grammar.phrases import names_agent, starts_quickly
from kheo.grammar.spans import Span
from kheo.grammar.speech import Piece
from kheo.grammar.tagger import Token
from kheo.reader.blocks import PLAIN, Block
from kheo.reader.drafts import NO_TIME, Draft, Order, Source, drafts, later_segment, phrase
from kheo.reader.drops import is_formula_sentence
from kheo.reader.headings import OTHER, TASKS, Frame

_SORRY = re.compile(
    r"(?:các )?(?:nhiệm vụ|nội dung|giải pháp|việc|vấn đề)[^.;]{0,120}(?:sau|sau đây|như sau|như|cụ "
    r"thể)\s*:?$|(?:như )?sau(?: đây)?\s*:?$|cụ thể(?: như sau)?\s*:?$"
)
_AGREED = re.compile(
    r"\W*(?:(?:về|đối với|riêng|liên quan)[^:.;]{3,120}:\s*)?"
    r"(?:(?:cơ bản|hoàn toàn) )?(?:nhất trí|đồng ý|ghi nhận|biểu dương|đánh giá cao|hoan nghênh|"
    r"thống nhất (?:cao|chủ trương|với|đánh giá|mục tiêu|nội dung|phương án|các nội dung|như|về|việc|theo))\b"
)
_STATE_OF = re.compile(r"\W*(?:về )?(?:tình hình|kết quả|đánh giá|ưu điểm|hạn chế|nguyên nhân)[^:.;]{0,40}:")
_CONCLUDING = re.compile(
    r"(?:kết luận|nhấn mạnh|quyết nghị|thống nhất)(?: (?:như sau|một số nội dung(?: như)? sau))?\s*:?$"
)
_REPORTING = re.compile(
    r"(?:xin|trân trọng|kính) báo cáo [^:;]{0,260}(?:như sau|sau đây)\s*:$"
)  # a letter to those above
_RESULTS = re.compile(
    r"(?:kết quả(?! phân công)|thành tích|hạn chế|tồn tại|khuyết điểm|nguyên nhân|ưu điểm)(?: \w+){0,4} "
    r"(?:như )?sau(?: đây)?\s*:$"
)  # 'đạt được một số kết quả nổi bật như sau:'
_OPINION = re.compile(
    r"có (?:một số )?ý kiến(?: (?:chỉ đạo|kết luận|giao))?(?: (?P<who>[^:;.]{3,160}?))?(?: thực hiện)?"
    r"(?: một số nội dung)? như sau\s*:$"
)  # 'Về việc này, Chủ tịch UBND tỉnh có ý kiến chỉ đạo Sở Nội vụ như sau:'
DECIDERS = frozenset({"ban chỉ đạo", "hội nghị", "ban thường vụ", "thường trực", "cuộc họp", "các đại biểu"})
PRAISING = frozenset({"ghi nhận", "biểu dương", "hoan nghênh", "đánh giá cao"})
AGREEING = frozenset({"thống nhất", "nhất trí", "đồng ý"})
LABEL = 9  # words in which the label of a sentence ends
_IN_WHICH = re.compile(r"[,;]\s*(?:trong đó|cụ thể|nhất là)[^,]{0,90}(?:sau|sau đây|nhiệm vụ|nội dung)[^,]{0,40}:?$")


def _telling(tokens: list[Token]) -> Clause | None:
    """Parse a lead-in without an order's content; who speaks ('Chủ tịch phường yêu cầu:') is not who must act."""
    clause = parse(tokens, 0, len(tokens))
    if clause is None or clause.verb >= clause.end:
        return None
    said = tokens[clause.predicate].has("order", "ask", "soft", "report", "weak") or clause.past
    return None if said and not clause.modal else clause


def _rules(found: Found, clause: Clause | None, tokens: list[Token]) -> bool:
    """Say whether an order word rules a whole listed sentence: at its head, or as its main verb."""
    if clause is None or found.cue <= clause.start or tokens[found.cue - 1].form == ":":
        return True
    if clause.subject is None:
        return False
    if not clause.agent:
        return found.clause.agent and tokens[found.cue - 1].form == ","  # 'Thời gian không còn nhiều, yêu cầu Ủy ban …'
    return clause.subject[1] <= found.cue <= max(clause.predicate, clause.verb)


def _limit(source: Source, tokens: list[Token], clause: Clause) -> Span | None:
    """Give the time limit in the leading phrases of a lead-in."""
    for start, stop in clause.leads:
        if tokens[start].form not in NO_TIME:
            found = deadlines.find_leading(source.shade, tokens[start].start, tokens[stop - 1].end)
            if found:
                return found
    return None


def _told(tokens: list[Token]) -> Span | None:
    """'Thủ tướng yêu cầu các Bộ, ngành, địa phương:' names who must do all that follows."""
    for place, token in enumerate(tokens):
        if token.has(*HARD) and used_as_verb(tokens, place, 0) and names_agent(tokens, place + 1, len(tokens)):
            return phrase(tokens, place + 1, len(tokens))
    return None


def _obliged(tokens: list[Token]) -> Span | None:
    """'Thời gian tới, các bộ, ngành, địa phương cần:' names who must do all that follows."""
    clause = parse(tokens, 0, len(tokens))
    bare = clause is not None and clause.verb >= clause.end and clause.modal and clause.agent
    return phrase(tokens, *clause.subject) if clause and bare and clause.subject else None


def lead_in(source: Source, piece: Piece, block: Block, top: Frame) -> tuple[list[Draft], Frame]:
    """'… yêu cầu các sở thực hiện các nhiệm vụ sau:' governs the list below; give its own tasks and its frame."""
    tokens = source.tokens(Span(piece.start, piece.end))
    order = find_order(tokens, 0, len(tokens))
    words = source.shade[piece.start : piece.end]
    clause = order.clause if order else None if _CONCLUDING.search(words) else _telling(tokens)
    assignee = phrase(tokens, *clause.subject) if clause and clause.agent and clause.subject else None
    opinion = None if "dự thảo" in words or "góp ý" in words else _OPINION.search(words)
    told = (_told(tokens) or _obliged(tokens)) if order is None else None
    if opinion:
        clause, assignee = None, _whose(source, piece.start, opinion)
    elif told:
        clause, assignee = None, told
    if _REPORTING.search(words) or (order is None and _RESULTS.search(words)):
        return [], Frame(top.level + 0.5 if block.level == PLAIN else block.level, tasks=False, lead=True)
    tasks = bool(order or told or opinion) or bool(TASKS.search(words)) or (clause is not None and clause.modal)
    frame = Frame(
        level=top.level + 0.5 if block.level == PLAIN else block.level,
        assignee=assignee or top.assignee,
        deadline=_limit(source, tokens, clause) if clause else None,
        tasks=(tasks or top.tasks) and (not OTHER.match(words) or bool(clause and clause.agent and clause.modal)),
        lead=True,
        said=Span(piece.start, piece.end),
    )
    return _before_list(source, tokens, clause, assignee) if clause else [], frame


def _whose(source: Source, start: int, opinion: re.Match[str]) -> Span | None:
    """Give who is told by 'có ý kiến chỉ đạo Sở Nội vụ như sau:', if anybody is."""
    if opinion["who"] is None:
        return None
    tokens = source.tokens_between(start + opinion.start("who"), start + opinion.end("who"))
    return phrase(tokens, 0, len(tokens)) if names_agent(tokens, 0, len(tokens)) else None


def _before_list(source: Source, tokens: list[Token], clause: Clause, assignee: Span | None) -> list[Draft]:
    """A lead-in may hold tasks of its own before ', trong đó tập trung các nhiệm vụ sau'."""
    end = tokens[-1].end
    cut = _IN_WHICH.search(source.shade, tokens[min(clause.verb, len(tokens) - 1)].start, end)
    if not cut or clause.past or clause.verb >= clause.end:
        return []
    stop = next((place for place, token in enumerate(tokens) if token.start >= cut.start()), len(tokens))
    if stop <= clause.verb:
        return []
    order = Order(assignee, None, "dẫn-danh-mục", ("explicit",))
    made = drafts(source, tokens, replace(clause, end=stop), order)
    return [draft for draft in made if not _SORRY.search(source.shade, draft.span.start, draft.span.end)]


@dataclass(frozen=True)
class Listed:
    """A sentence of a list with what governs it: the frame, who was told last in its block, whether it is the first."""

    source: Source
    piece: Piece
    block: Block
    frame: Frame
    heir: Span | None
    first: bool


def _unlabelled(tokens: list[Token]) -> list[Token]:
    """'Chế độ báo cáo: các đơn vị gửi báo cáo …': the sentence begins behind its label."""
    for place, token in enumerate(tokens[:LABEL]):
        if token.form == ":" and place:
            clause = parse(tokens, place + 1, len(tokens))
            named = (
                tokens[0].is_agent or tokens[0].is_verb or tokens[0].has("lead", "quantifier", "order", "ask", "adverb")
            )
            return tokens[place + 1 :] if clause and clause.agent and not named else tokens
    return tokens


def _towards(tokens: list[Token], clause: Clause) -> Span | None:
    """'Đối với cấp ủy các địa phương, đồng chí yêu cầu …': who must act is named before who orders."""
    leads = [lead for lead in clause.leads if tokens[lead[0]].form in ("đối với", "về phía")]
    named = [lead for lead in leads if names_agent(tokens, lead[0] + 1, lead[1])]
    return phrase(tokens, named[0][0] + 1, named[0][1]) if named else None


def _guides(listed: Listed, tokens: list[Token], clause: Clause) -> bool:
    """'Lãnh đạo các chi bộ nâng cao …' below a heading that names who must act: a verb, not 'the leaders of'."""
    first = tokens[clause.start].form
    return first == "lãnh đạo" and clause.agent and not clause.modal and listed.frame.assignee is not None


def read_listed(listed: Listed) -> tuple[list[Draft], Span | None]:
    """Read an imperative, a subject with its predicate, or an order; give its tasks and who was told last."""
    source, piece = listed.source, listed.piece
    if is_formula_sentence(source.shade, piece.start, piece.end):
        return [], listed.heir
    tokens = _unlabelled(source.tokens(Span(piece.start, piece.end)))
    found = find_order(tokens, 0, len(tokens), HARD)
    clause = parse(tokens, 0, len(tokens))
    agreed = bool(_AGREED.match(source.shade, piece.start, piece.end))
    if found is not None and not agreed and not _rules(found, clause, tokens):
        found = None
    if found is None and _STATE_OF.match(source.shade, piece.start, piece.end):
        return [], listed.heir
    if agreed and found is None:
        later = later_segment(tokens, 0, len(tokens))
        return _take(listed, tokens, later, None) if later and later.agent else ([], listed.heir)
    if found is not None:
        who = _towards(tokens, clause) if clause and found.clause.subject is None else None
        listed, clause = replace(listed, heir=who or listed.heir), found.clause
    elif clause is not None and _guides(listed, tokens, clause):
        clause = replace(clause, subject=None, agent=False, predicate=clause.start, verb=clause.start)
    if clause is None:
        return _unknown(listed, tokens), listed.heir
    return _take(listed, tokens, clause, found)


def _holds(source: Source, tokens: list[Token], clause: Clause) -> bool:
    """A task of a list lies ahead, and a thing without an agent needs a time limit."""
    if clause.verb >= clause.end or (clause.future and not clause.modal):
        return False
    if clause.subject is not None and not clause.modal and tokens[clause.verb].form == "có":
        return False  # '8/9 thôn có tổ công nghệ số'
    if clause.subject is None or clause.agent:
        return True
    return deadlines.find(source.shade, tokens[clause.verb].start, tokens[clause.end - 1].end) is not None


def _decides(tokens: list[Token], clause: Clause) -> bool:
    """'Ban Chỉ đạo thống nhất đưa 02 vụ án …', 'Ban Thường vụ biểu dương …' tells what a meeting decided."""
    if clause.subject is None or clause.verb >= clause.end or tokens[clause.verb].form not in AGREEING | PRAISING:
        return False
    return tokens[clause.subject[0]].form in DECIDERS


def _take(
    listed: Listed, tokens: list[Token], clause: Clause, ordered: Found | None
) -> tuple[list[Draft], Span | None]:
    if clause.past or _decides(tokens, clause):
        return [], listed.heir
    if not _holds(listed.source, tokens, clause):
        later = later_segment(tokens, clause.start, clause.end)
        if later is None:
            return [], listed.heir
        clause = later
    signs = ("list", *(("explicit",) if ordered else ()), *(("own subject",) if clause.agent else ()))
    cue = None if ordered is None else Span(tokens[ordered.cue].start, tokens[ordered.cue].end)
    rule = "danh-mục-lệnh" if ordered else "danh-mục-chủ-ngữ" if clause.agent else "danh-mục"
    order = Order(
        listed.heir or listed.frame.assignee,
        listed.frame.deadline,
        rule,
        signs,
        keep_leads=listed.first and listed.block.level < PLAIN,
        cue=cue,
    )
    made = drafts(listed.source, tokens, clause, order)
    return made, made[-1].assignee if clause.agent and made else listed.heir


def _unknown(listed: Listed, tokens: list[Token]) -> list[Draft]:
    """A list item that begins with words the lists do not know: a low score, not silence."""
    if not listed.first or listed.block.kind != "item" or len(tokens) < 4:
        return []
    first = tokens[0]
    if (
        (first.tags and not first.is_agent)
        or first.is_mark
        or first.form[0].isdigit()
        or any(token.has("past", "report") or token.form in AGREEING for token in tokens[:8])
    ):
        return []
    colon = next((place for place, token in enumerate(tokens[:LABEL]) if token.form == ":"), None)
    named = phrase(tokens, 0, colon) if colon and names_agent(tokens, 0, colon) else None
    if colon and named is None and not starts_quickly(tokens, colon + 1, len(tokens)):
        return []  # 'Loài cây: sao đen, lát hoa'
    span = phrase(tokens, colon + 1 if colon and named else 0, len(tokens))
    signs = ("list", "unknown")
    who = named or listed.frame.assignee
    return [Draft(span, who, listed.frame.deadline, "động-từ-lạ", signs)] if span else []
