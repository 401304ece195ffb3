"""Read running text: an order needs somebody with authority, and the sentences of the same speech follow it."""

import re
from dataclasses import replace

from kheo.grammar import deadlines
from kheo.grammar.clauses import Clause, parse, skip_connectors
from kheo.grammar.musts import later_must
from kheo.grammar.orders import HARD, Found, find_order, kind_of, names_agent_before, used_as_verb
from kheo.grammar.people import LEADER, MINOR, NOBODY, People
from kheo.grammar.phrases import names_agent
from kheo.grammar.spans import Span
from kheo.grammar.speech import PATIENCE, Piece, Speech
from kheo.grammar.tagger import Token
from kheo.reader.authority import (
    INSPECTS,
    WISHES,
    acts_before,
    allowed,
    asks_below,
    carried_out,
    governs,
    named_speaker,
    rank_of,
    tells_bodies,
    told_as_done,
    upward,
)  # fmt: skip
from kheo.reader.drafts import Draft, Order, Source, drafts, later_segment, phrase
from kheo.reader.drops import is_formula_sentence
from kheo.reader.duties import is_duty, supposes
from kheo.reader.speakers import about, speaker, speaker_behind, words_of

COUNTED = (" là", "trước hết", "trước tiên", "cuối cùng")  # 'một là', 'hai là' begin a point of a speech
_ACCORDING = re.compile(r"\W*theo ([^,]{3,120}),")
_AS_PLANNED = re.compile(
    r"\W*theo (?:kế hoạch|chương trình|dự kiến|lịch|thông lệ|quy định|thống kê|kịch bản|số liệu)\b"
)
VOWS = frozenset({"hứa", "xin hứa", "nguyện"})
TOWARDS = frozenset({"đối với", "về phía", "với", "riêng"})
_TEACHES = re.compile(
    r"\W*(?:theo [^,]{3,120}, |[^,:]{3,80}? (?:cho rằng|chia sẻ|cho biết|nêu|nêu rõ|nhấn mạnh|chỉ ra),? )?(?:\w+ ){0,3}"
    r"(?:kinh nghiệm|bài học|phương châm|triết lý|quan điểm|thông điệp)[^.;:,]{0,40}(?: (?:là|cho thấy)\b|:)"
)
_QUOTED_WORDS = re.compile(r"(?:lời căn dặn|lời dạy|lời nhắn nhủ|câu nói)[^.;,:]{0,40}:")
_BACKGROUND = re.compile(r"\W*(?:trước đó|trước đây|được biết|như đã đưa tin)\b")
MONTHS = 2  # between what was asked for and the text that only tells of it
_DATED = re.compile(
    r"\W*(?:trên cơ sở đó, |theo đó, |cụ thể, |trong |vào |từ |hồi |cuối |đầu )?(?:ngày \d{1,2}(?:[-/]| ))?(?:tháng )?"
    r"(?:(\d{1,2})(?:[-/]| (?=năm)))?(?:năm )?((?:19|20)\d\d)\b(?! *(?:đến|[-–]))"
)
_DUTIES_TOLD = re.compile(
    r"\W*(?:rõ |tới |đến |vào |thêm |lại )?(?:\w+ )?(?:\d{1,2}|các|một số|những|hai|ba|bốn|năm|sáu|bảy|tám|"
    r"chín|mười) (?:nhóm )?(?:nhiệm vụ|việc|giải pháp)\b[^.;:]{0,60}:"
)  # 'nhấn mạnh một số nhiệm vụ trọng tâm như: Tiếp tục rà soát …; tăng cường …'
_DUTIES_COME = re.compile(
    r"(?:giao|yêu cầu|đề nghị)[^.;:]{0,40}?\b(?:\d{1,2}|các|một số|những|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) "
    r"(?:nhóm )?(?:nhiệm vụ|việc|nội dung)\b"
)
_DAY_FIRST = re.compile(
    r"\W*(?:(?:sáng|chiều|tối|trưa|ngày|hôm)\s+(?:ngày\s+|nay\b|qua\b)?\d{0,2}|tháng \d{1,2}[/-]\d{4}\b|"
    r"(?:hồi|cuối|đầu|giữa) (?:tháng|năm|tuần)\b|năm \d{4},)"
)
_CLOSING = re.compile(r"\W*kết thúc (?:hội nghị|cuộc họp|buổi \w+|chuyến \w+)\b")
_NEW_TOPIC = re.compile(
    r"\W*(?:tại|dự|tham dự|cùng dự|trước đó|được biết|nhân dịp|trong những năm qua|thời gian qua|năm qua|theo báo cáo|"
    r"(?:trong )?(?:năm|quý|tháng|tuần) (?:vừa )?qua|"
    r"cũng tại|báo cáo(?! (?:[^.,]{0,40} )?(?:trước|trong|chậm nhất|cho|thủ tướng|chính phủ|ubnd)\b))\b"
)


def _lead_limit(source: Source, tokens: list[Token], stop: int) -> Span | None:
    """Give the time limit that stands before the order word at the very start ('Ngay sau hội nghị, … yêu cầu')."""
    comma = next((place for place in range(min(stop, 14)) if tokens[place].form == ","), None)
    if comma is None or re.match(r"(?:chiều|sáng|tối|ngày|tại)\b", tokens[0].form):
        return None
    return deadlines.find_leading(source.shade, tokens[0].start, tokens[comma].start)


def _indefinite(tokens: list[Token], found: Found) -> bool:
    """'giao một đơn vị vận hành rồi thu phí' tells of a way; 'giao một số phường' names them later."""
    start = found.clause.subject[0] if found.clause.subject and found.clause.agent else None
    return start is not None and tokens[start].form == "một"


def _addressed(tokens: list[Token], cue: int) -> Span | None:
    """'Đối với các địa phương, Thủ tướng đề nghị …': who must act is named before who orders."""
    first = skip_connectors(tokens, 0, cue)
    if first >= cue or tokens[first].form not in TOWARDS:
        return None
    comma = next((place for place in range(cue - 1, first, -1) if tokens[place].form == ","), first)
    return phrase(tokens, first + 1, comma) if names_agent(tokens, first + 1, comma) else None


def _by_order(source: Source, tokens: list[Token], found: Found, speech: Speech) -> tuple[list[Draft], Speech]:
    limit = _lead_limit(source, tokens, found.cue) or speech.limit
    assignee = phrase(tokens, *found.clause.subject) if found.clause.subject and found.clause.agent else None
    if assignee is None and found.clause.subject is None:
        assignee = _addressed(tokens, found.cue)
    if assignee is None and found.clause.subject is None:
        assignee = speech.assignee if speech.alive and not found.clause.leads else None
    if _indefinite(tokens, found):
        return [], speech
    rule = {"order": "lệnh", "ask": "đề-nghị", "wish": "tiếp-thu", "soft": "đề-nghị"}[found.kind]
    cue = tokens[found.cue]
    order = Order(assignee, limit, rule, ("explicit",), cue=Span(cue.start, cue.end))
    made = drafts(source, tokens, found.clause, order)
    last = made[-1].assignee if made else assignee
    return made, replace(speech, assignee=last, silence=0, promises=False)


def _later(tokens: list[Token], start: int, clause: Clause | None) -> Clause | None:
    """Behind a statement that is no task ('Việc tuyển dụng phải bảo đảm …;') tasks may follow."""
    if clause is None or clause.past or not clause.modal:
        return None
    return later_segment(tokens, start, len(tokens))


def _by_must(source: Source, tokens: list[Token], start: int, speech: Speech, rule: str) -> tuple[list[Draft], Speech]:
    """Take 'cần/phải' of somebody with authority, or an imperative that continues."""
    clause = parse(tokens, start, len(tokens))
    if clause is None or clause.verb >= clause.end or not is_duty(source, clause, tokens, speech, rule):
        promises = clause is not None and clause.future and not clause.modal
        clause = later_must(tokens, start, len(tokens)) or _later(tokens, start, clause)
        if clause is None or clause.verb >= clause.end or supposes(clause, tokens):
            return [], replace(speech, silence=speech.silence + 1, promises=speech.promises or promises)
    told = _addressed(tokens, clause.predicate) or speech.assignee if clause.subject is None else None
    order = Order(told, speech.limit, rule, ("must",) if clause.modal else ())
    made = drafts(source, tokens, clause, order)
    last = made[-1].assignee if made else speech.assignee
    return made, replace(speech, assignee=last or speech.assignee, silence=0)


def _numbered(tokens: list[Token], speech: Speech) -> Speech:
    """'Hai là, Đảng ủy UBND tỉnh rà soát …' goes on with what was announced, however long the first point was."""
    counted = bool(tokens) and tokens[0].form.endswith(COUNTED) or tokens[0].form.startswith("thứ ")
    return replace(speech, silence=0) if counted and speech.alive else speech


def read_piece(source: Source, piece: Piece, speech: Speech, people: People) -> tuple[list[Draft], Speech]:
    """Read one sentence of running text; give its tasks and the speech as it stands after it."""
    tokens = source.tokens(Span(piece.start, piece.end))
    if all(token.is_mark for token in tokens) or is_formula_sentence(source.shade, piece.start, piece.end):
        return [], speech
    if source.text[piece.start : piece.end].rstrip('"”’ ').endswith("?"):
        return [], speech  # a question asks for no work
    if piece.quoted is not None:
        speech = replace(speech, rank=piece.quoted, silence=0 if piece.ordered else min(speech.silence, PATIENCE - 1))
    background = _BACKGROUND.match(source.shade, piece.start, piece.end) or _long_ago(source, piece)
    if background and piece.quoted is None:
        return [], Speech()
    teaches = any(pattern.match(source.shade, piece.start, piece.end) for pattern in (_TEACHES, _AS_PLANNED))
    if teaches or _QUOTED_WORDS.search(source.shade, piece.start, piece.end):
        return [], speech  # 'Kinh nghiệm rút ra là phải kiên trì; …' tells what was learnt
    behind = speaker_behind(source, tokens, speech, people) if piece.quoted is None else None
    if behind is not None:
        said = replace(speech, rank=behind[0], silence=min(speech.silence, 1))
        return _by_must(source, tokens[: behind[1]], 0, said, "phát-biểu")
    return _asked(source, piece, tokens, speech, people)


def _long_ago(source: Source, piece: Piece) -> bool:
    """'Tháng 9-2018, Bộ có công văn yêu cầu …' in a text of 2019: what was asked for then is told as a background."""
    match = _DATED.match(source.shade, piece.start, piece.end)
    if match is None or source.today is None:
        return False
    month = int(match.group(1) or 12)
    return 1 <= month <= 12 and (source.today.year - int(match.group(2))) * 12 + source.today.month - month > MONTHS


def _asked(
    source: Source, piece: Piece, tokens: list[Token], speech: Speech, people: People
) -> tuple[list[Draft], Speech]:
    """Read a sentence by its order word, if somebody with authority says it."""
    found = find_order(tokens, 0, len(tokens), said=True)
    if found and carried_out(source, tokens, found.cue):
        return [], Speech()
    ordered = _ordered(source, tokens, found, speech, people) if found else None
    if ordered is not None:
        return ordered
    if found is None and not speech.alive and _given(tokens):
        return _by_must(source, tokens, 0, Speech(LEADER, None, 1), "lệnh")
    return _without_order(source, piece, tokens, speech, people)


def _ordered(
    source: Source, tokens: list[Token], found: Found, speech: Speech, people: People
) -> tuple[list[Draft], Speech] | None:
    """Take what an order word orders; None when the sentence is to be read without it."""
    rank = rank_of(source, tokens, found, speech, people)
    if found.kind == "wish" and INSPECTS.search(named_speaker(source, tokens, found)):
        found, rank = replace(found, kind="ask"), LEADER
    if upward(source, tokens, found, people):
        return _asked_besides(source, tokens, found, people)
    if WISHES.search(words_of(source, tokens, *found.speaker)):
        return [], Speech(NOBODY, None, 99)
    ruling = governs(source, tokens, found)
    if rank < LEADER and speech.alive and acts_before(tokens, found):
        return None
    if rank < LEADER and told_as_done(tokens, found.cue) and not ruling:
        return [], Speech(rank, None, 99)  # 'Sở đã yêu cầu các chủ đầu tư …' tells what was done
    if allowed(found.kind, rank, people) or (ruling and not speech.alive) or asks_below(source, tokens, found):
        return _by_order(source, tokens, found, replace(speech, rank=max(rank, LEADER)))
    if found.kind == "wish" and _must_first(tokens, found.cue):
        return None
    goes_on = speech.alive and found.kind != "wish" and tells_bodies(source, tokens, found, people)
    return None if rank >= LEADER or goes_on else ([], Speech(rank, None, 99))


def _must_first(tokens: list[Token], cue: int) -> bool:
    """'Bộ A được giao chủ trì, … đề xuất giải pháp': the must stands before the word that looks like a wish."""
    clause = parse(tokens, 0, len(tokens))
    return clause is not None and clause.modal and clause.agent and clause.verb < cue


def _given(tokens: list[Token]) -> bool:
    """'Bệnh viện Mắt cũng được yêu cầu làm rõ trách nhiệm': a body and what it was told to do."""
    clause = parse(tokens, 0, len(tokens))
    if clause is None or not clause.agent or clause.past or clause.verb >= clause.end:
        return False
    told = any(token.form in ("được giao", "được yêu cầu") for token in tokens[clause.predicate : clause.verb])
    return told and tokens[clause.verb].has("firm", "strong", "plain")


def _asked_besides(source: Source, tokens: list[Token], wished: Found, people: People) -> tuple[list[Draft], Speech]:
    """'đề nghị Ban Bí thư kỷ luật …, đồng thời yêu cầu Ban cán sự …': what is ordered behind a wish to those above."""
    rest = next(
        (at for at in range(wished.cue + 1, len(tokens)) if tokens[at].form in ("đồng thời", "và")), len(tokens)
    )
    found = find_order(tokens, rest, len(tokens), HARD)
    rank = people.rank(words_of(source, tokens, *wished.speaker), NOBODY)
    if found is None or found.clause.subject is None or rank < MINOR:
        return [], Speech(NOBODY, None, 99)
    found = replace(found, speaker=wished.speaker)
    if upward(source, tokens, found, people):
        return [], Speech(NOBODY, None, 99)
    return _by_order(source, tokens, found, Speech(LEADER, None, 0))


def _dated(source: Source, piece: Piece, tokens: list[Token]) -> bool:
    """'Ngày 9/12, Bộ … tổ chức hội nghị' tells what happened."""
    must = any(token.has("modal") for token in tokens[:30])
    return not must and bool(_DAY_FIRST.match(source.shade, piece.start, piece.end))


def _announced(source: Source, tokens: list[Token], speech: Speech, people: People) -> Speech | None:
    """'Thủ tướng giao 4 nhiệm vụ cho ngành' and 'Ông yêu cầu:' open a speech without asking anything yet."""
    for place, token in enumerate(tokens[:40]):
        if token.has("order", "ask") and used_as_verb(tokens, place, 0) and names_agent_before(tokens, place):
            rank = people.rank(words_of(source, tokens, 0, place), speech.rank)
            limit = deadlines.find(source.shade, token.end, tokens[-1].end)
            return Speech(rank, None, 0, limit) if allowed(kind_of(token), rank, people) else None
    return None


def _closes(source: Source, piece: Piece, tokens: list[Token]) -> bool:
    """'Kết thúc hội nghị, các đại biểu tham quan …' tells what followed; with a 'cần' it may still be an order."""
    over = _CLOSING.match(source.shade, piece.start, piece.end)
    return bool(over) and not any(token.has("modal") for token in tokens)


def _turned(source: Source, piece: Piece, tokens: list[Token], speech: Speech, people: People) -> Speech:
    """Give the speech as the head of a sentence leaves it: 'Theo ông A, …', 'Ngày 9/12, …', 'Bà B than phiền …'."""
    theirs = _ACCORDING.match(source.shade, piece.start, piece.end)
    if theirs:
        return replace(speech, rank=people.rank(theirs.group(1), speech.rank), silence=2, promises=False)
    if _dated(source, piece, tokens):
        return Speech()
    if piece.quoted is not None:
        return speech
    if _NEW_TOPIC.match(source.shade, piece.start, piece.end) or _closes(source, piece, tokens):
        return Speech()
    told = about(source, tokens, people)
    return speech if told is None else Speech(told, None, 99)


def _duties_told(source: Source, tokens: list[Token], start: int) -> int | None:
    """Give where the duties begin that a leader announces and lists in the same sentence, or None."""
    if start >= len(tokens) or _DUTIES_TOLD.match(source.shade, tokens[start].start, tokens[-1].end) is None:
        return None
    colon = next(place for place in range(start, len(tokens)) if tokens[place].form == ":")
    return colon + 1 if colon + 1 < len(tokens) else None


def _without_order(
    source: Source, piece: Piece, tokens: list[Token], speech: Speech, people: People
) -> tuple[list[Draft], Speech]:
    silent = piece.quoted is not None or _DUTIES_COME.search(source.shade, piece.start, piece.end)
    told = None if silent else speaker(source, tokens, speech, people)
    if told is not None and any(token.form in VOWS for token in tokens[: told[1]]):
        return [], replace(speech, rank=told[0], silence=1, promises=True)  # '…; hứa tập thể sẽ …, mỗi cán bộ phải …'
    if told is not None and all(token.is_mark for token in tokens[told[1] :]):
        named = replace(speech, rank=max(told[0], speech.rank), silence=min(speech.silence, 1))
        return [], named  # '…", ông nhấn mạnh.'
    if told is not None:
        speech = replace(speech, rank=told[0], silence=1, promises=False)
        if not speech.alive:
            return [], speech
        listed = _duties_told(source, tokens, told[1])
        rule = "phát-biểu" if listed is None else "tiếp-lời"
        return _by_must(source, tokens, listed or told[1], speech, rule)
    announced = _announced(source, tokens, speech, people)
    if announced is not None:
        return [], announced
    speech = _turned(source, piece, tokens, speech, people)
    if not speech.alive:
        return [], speech
    speech = _numbered(tokens, speech)
    return _by_must(source, tokens, 0, speech, "trích-lời" if piece.quoted is not None else "tiếp-lời")
