"""Read running text: an order needs somebody with authority, and the sentences of the same speech follow it."""

import re
from dataclasses import replace

from kheo.grammar import deadlines
from kheo.grammar.clauses import Clause, parse, skip_connectors
from kheo.grammar.musts import later_must
from kheo.grammar.orders import NOT_BEFORE, PAPERS, Found, find_order, kind_of, names_agent_before, used_as_verb
from kheo.grammar.people import IN_CHARGE, LEADER, MINOR, NOBODY, People, is_crowd
from kheo.grammar.phrases import names_agent, verb_at
from kheo.grammar.spans import Span
from kheo.grammar.tagger import Token
from kheo.reader.drafts import Draft, Order, Source, drafts, later_segment, phrase
from kheo.reader.drops import is_formula_sentence
from kheo.reader.duties import is_duty, supposes
from kheo.reader.levels import are_peers, is_upward
from kheo.reader.speech import PATIENCE, Piece, Speech

COUNTED = (" là", "trước hết", "trước tiên", "cuối cùng")  # 'một là', 'hai là' begin a point of a speech
SPEAKER_REACH = 14  # words before the order word in which its speaker is named
BEHIND = 16  # words behind the last comma in which the speaker is named
_SINCE_THEN = re.compile(r"(?:và |, |; )?(?:đến nay|đến hết|tới nay|đến thời điểm này|kết quả)\b[^.;]{0,60}\bđã\b")
_ACCORDING = re.compile(r"\W*theo ([^,]{3,120}),")
_AS_PLANNED = re.compile(
    r"\W*theo (?:kế hoạch|chương trình|dự kiến|lịch|thông lệ|quy định|thống kê|kịch bản|số liệu)\b"
)
_CONCLUDES = re.compile(r"\W*(?:phát biểu )?(?:kết luận|chỉ đạo)\b")
SURELY = frozenset(
    {"nhấn mạnh", "khẳng định", "cho rằng", "cho biết", "nêu rõ", "chỉ rõ"}
)  # they report wherever they stand
VOWS = frozenset({"hứa", "xin hứa", "nguyện"})
TOWARDS = frozenset({"đối với", "về phía", "với", "riêng"})
NO_SPEAKER = frozenset({"được", "bị", "và", "theo", ","})
_TEACHES = re.compile(
    r"\W*(?:theo [^,]{3,120}, |[^,:]{3,80}? (?:cho rằng|chia sẻ|cho biết|nêu|nêu rõ|nhấn mạnh|chỉ ra),? )?(?:\w+ ){0,3}"
    r"(?:kinh nghiệm|bài học|phương châm|triết lý|quan điểm|thông điệp)[^.;:,]{0,40}(?: (?:là|cho thấy)\b|:)"
)
_QUOTED_WORDS = re.compile(r"(?:lời căn dặn|lời dạy|lời nhắn nhủ|câu nói)[^.;,:]{0,40}:")
_BACKGROUND = re.compile(r"\W*(?:trước đó|trước đây|được biết|như đã đưa tin)\b")
_DUTIES_COME = re.compile(
    r"(?:giao|yêu cầu|đề nghị)[^.;:]{0,40}?\b(?:\d{1,2}|các|một số|những|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) "
    r"(?:nhóm )?(?:nhiệm vụ|việc|nội dung)\b"
)
_DAY_FIRST = re.compile(r"\W*(?:sáng|chiều|tối|trưa|ngày|hôm)\s+(?:ngày\s+|nay\b|qua\b)?\d{0,2}")
_NEW_TOPIC = re.compile(
    r"\W*(?:tại|dự|tham dự|cùng dự|trước đó|được biết|nhân dịp|báo cáo|trong những năm qua|thời gian qua|"
    r"năm qua|theo báo cáo|cũng tại)\b"
)


def allowed(kind: str, rank: int, people: People) -> bool:
    """Say whether somebody of this rank can order (yêu cầu, giao), ask (đề nghị) or only wish (kiến nghị)."""
    if kind == "order":
        return rank >= MINOR
    if kind == "soft":
        return rank >= LEADER
    if kind == "ask":
        return rank >= LEADER or (rank >= MINOR and not people.leader_in_charge)
    return people.adopted or rank >= IN_CHARGE


def _words(source: Source, tokens: list[Token], start: int, stop: int) -> str:
    return source.shade[tokens[start].start : tokens[stop - 1].end] if start < stop else ""


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


def _reports(tokens: list[Token]) -> list[int]:
    """Give the places of reporting verbs ('nhấn mạnh', 'cho rằng') in the first part of a sentence."""
    found: list[int] = []
    for place, token in enumerate(tokens[:60]):
        if token.has("report") and _reports_here(tokens, place, found):
            found.append(place)
    return found


def _reports_here(tokens: list[Token], place: int, found: list[int]) -> bool:
    """'bộ chỉ tiêu xếp hạng, đánh giá …' lists a verb; 'Bí thư nhấn mạnh' has its speaker before it."""
    if place == 0 or found or tokens[place].form in SURELY:
        return True
    if tokens[place - 1].form == ",":  # 'ông A, chuyên gia giao thông, nêu …', not 'xây dựng đội ngũ sát dân, nói …'
        return not any(token.is_verb and not token.has("adverb", "report") for token in tokens[:place])
    for before in reversed(tokens[:place]):
        if before.is_agent or before.capital:
            return True
        if before.is_verb and not before.has("adverb") or before.form in NO_SPEAKER or before.has(*NOT_BEFORE):
            return False
    return False


def _speaker(source: Source, tokens: list[Token], speech: Speech, people: People) -> tuple[int, int] | None:
    """Give the rank of who reports and where the words reported begin; None when nobody reports."""
    places = _reports(tokens)
    if not places:
        return None
    if places[0] < 3:  # 'Phát biểu chỉ đạo hội nghị, đồng chí …'
        end = next((place for place in places if place > 3), min(len(tokens), 30))
        words = _words(source, tokens, 0, end)
        rank = people.rank(words, speech.rank)
        return max(rank, LEADER) if _CONCLUDES.match(words) else rank, places[-1] + 1
    rank = people.rank(_words(source, tokens, 0, places[0]), speech.rank)
    words = _words(source, tokens, 0, places[0])
    if rank == NOBODY and not (names_agent(tokens, 0, places[0]) or people.knows(words) or is_crowd(words)):
        return None
    return rank, places[0] + 1


def _speaker_behind(source: Source, tokens: list[Token], speech: Speech, people: People) -> tuple[int, int] | None:
    """'Các huyện cần rà soát quỹ đất, Chủ tịch tỉnh nói.': give the rank of who speaks and where the words end."""
    last = len(tokens)
    while last and tokens[last - 1].is_mark:
        last -= 1
    comma = next((place for place in range(last - 1, max(0, last - BEHIND), -1) if tokens[place].form == ","), 0)
    if comma < 3 or not tokens[last - 1].has("report", "order", "soft", "ask") or last - comma < 3:
        return None
    if not (names_agent(tokens, comma + 1, last - 1) or any(token.capital for token in tokens[comma + 1 : last - 1])):
        return None
    rank = people.rank(_words(source, tokens, comma + 1, last - 1), speech.rank)
    return (rank, comma) if rank >= LEADER else None


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
    order = Order(
        speech.assignee if clause.subject is None else None, speech.limit, rule, ("must",) if clause.modal else ()
    )
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
    if piece.quoted is not None:
        speech = replace(speech, rank=piece.quoted, silence=min(speech.silence, PATIENCE - 1))
    if _BACKGROUND.match(source.shade, piece.start, piece.end) and piece.quoted is None:
        return [], Speech()
    teaches = any(pattern.match(source.shade, piece.start, piece.end) for pattern in (_TEACHES, _AS_PLANNED))
    if teaches or _QUOTED_WORDS.search(source.shade, piece.start, piece.end):
        return [], speech  # 'Kinh nghiệm rút ra là phải kiên trì; …' tells what was learnt
    behind = _speaker_behind(source, tokens, speech, people) if piece.quoted is None else None
    if behind is not None:
        said = replace(speech, rank=behind[0], silence=min(speech.silence, 1))
        return _by_must(source, tokens[: behind[1]], 0, said, "phát-biểu")
    return _asked(source, piece, tokens, speech, people)


def _asked(
    source: Source, piece: Piece, tokens: list[Token], speech: Speech, people: People
) -> tuple[list[Draft], Speech]:
    """Read a sentence by its order word, if somebody with authority says it."""
    found = find_order(tokens, 0, len(tokens))
    if found and _carried_out(source, tokens, found.cue):
        return [], Speech()
    if found:
        rank = _rank(source, tokens, found, speech, people)
        if _upward(source, tokens, found, people):
            return [], Speech(NOBODY, None, 99)
        if rank < LEADER and speech.alive and _acts_before(tokens, found):
            return _without_order(source, piece, tokens, speech, people)
        if rank < LEADER and _told_as_done(tokens, found.cue):
            return [], Speech(rank, None, 99)  # 'Sở đã yêu cầu các chủ đầu tư …' tells what was done
        if allowed(found.kind, rank, people):
            return _by_order(source, tokens, found, replace(speech, rank=max(rank, LEADER)))
        if rank < LEADER and not (
            speech.alive and found.kind != "wish" and _tells_bodies(source, tokens, found, people)
        ):
            return [], Speech(rank, None, 99)
    return _without_order(source, piece, tokens, speech, people)


def _acts_before(tokens: list[Token], found: Found) -> bool:
    """'UBND xã bố trí chỗ đỗ xe, yêu cầu các hộ niêm yết giá': the second of two things that a body is told to do."""
    comma = tokens[found.cue - 1].form if found.cue else ""
    told = range(found.speaker[0] + 1, found.cue - 1)
    return comma == "," and any(tokens[at].has("firm", "strong") and verb_at(tokens, at, at) for at in told)


def _told_as_done(tokens: list[Token], cue: int) -> bool:
    """'UBND xã đã chỉ đạo các thôn dồn thửa; yêu cầu hợp tác xã …': a body's orders in a row, told as done."""
    if cue and tokens[cue - 1].has("past"):
        return True
    past = next((place for place in range(cue - 1, 0, -1) if tokens[place].has("past")), cue)
    row = cue > 0 and tokens[cue - 1].form in (";", ",")
    return row and past < cue and not any(token.form in PAPERS or token.has("modal") for token in tokens[past:cue])


def _carried_out(source: Source, tokens: list[Token], cue: int) -> bool:
    """'… đã giao các sở rà soát; đến nay việc rà soát đã xong': an order that the text says was carried out."""
    given = cue > 0 and tokens[cue - 1].has("past")
    return given and bool(_SINCE_THEN.search(source.shade, tokens[cue].end, tokens[-1].end))


def _rank(source: Source, tokens: list[Token], found: Found, speech: Speech, people: People) -> int:
    """Give the rank of who orders: whoever concludes a meeting leads it."""
    speaker = _named_speaker(source, tokens, found)
    near = speaker.rsplit(",", 1)[-1].strip()  # 'Cho ý kiến về các kiến nghị, đồng chí giao …'
    known = speech.rank if people.refers_back(near) else NOBODY
    rank = max(people.rank(speaker, speech.rank), people.rank(near, known) if near else NOBODY)
    return max(rank, LEADER) if _CONCLUDES.match(_words(source, tokens, 0, found.cue)) else rank


def _named_speaker(source: Source, tokens: list[Token], found: Found) -> str:
    """Give the words that name who orders: before the order word, or behind it ('Yêu cầu …, Thủ tướng cho rằng')."""
    if found.cue == 0:
        for place in _reports(tokens):
            comma = next((here for here in range(place, 0, -1) if tokens[here].form == ","), 0)
            return _words(source, tokens, comma, place)
    return _words(source, tokens, *found.speaker)


def _upward(source: Source, tokens: list[Token], found: Found, people: People) -> bool:
    """'Phường đề nghị thành phố bổ sung biên chế' is a wish, whoever speaks."""
    subject = found.clause.subject
    if subject is None or found.kind == "order":
        return False
    speaker = _words(source, tokens, max(found.speaker[0], found.cue - SPEAKER_REACH), found.cue)
    named = people.post(speaker.rstrip(" ,").rsplit(",", 1)[-1])
    told = _words(source, tokens, *subject)
    return is_upward(named, told) or are_peers(named, told)


def _tells_bodies(source: Source, tokens: list[Token], found: Found, people: People) -> bool:
    """'Các đơn vị quán triệt, yêu cầu cán bộ …' within a leader's speech: the bodies are told to do so."""
    said = _words(source, tokens, *found.speaker)
    return names_agent(tokens, *found.speaker) and not tokens[found.speaker[0]].has("people") and not people.knows(said)


def _dated(source: Source, piece: Piece, tokens: list[Token]) -> bool:
    """'Ngày 9/12, Bộ … tổ chức hội nghị' tells what happened."""
    must = any(token.has("modal") for token in tokens[:30])
    return not must and bool(_DAY_FIRST.match(source.shade, piece.start, piece.end))


def _announced(source: Source, tokens: list[Token], speech: Speech, people: People) -> Speech | None:
    """'Thủ tướng giao 4 nhiệm vụ cho ngành' and 'Ông yêu cầu:' open a speech without asking anything yet."""
    for place, token in enumerate(tokens[:40]):
        if token.has("order", "ask") and used_as_verb(tokens, place, 0) and names_agent_before(tokens, place):
            rank = people.rank(_words(source, tokens, 0, place), speech.rank)
            limit = deadlines.find(source.shade, token.end, tokens[-1].end)
            return Speech(rank, None, 0, limit) if allowed(kind_of(token), rank, people) else None
    return None


def _about(source: Source, tokens: list[Token], people: People) -> int | None:
    """'Bà Mẫu than phiền …': give the rank of somebody without authority of whom a sentence tells, or None."""
    if tokens[0].has("unit"):
        return None  # 'Đoàn Thanh niên nhân rộng …' is no Mr Đoàn
    tells = ("past", "future", "soft", "wish", "report")
    verb = next((place for place, token in enumerate(tokens[:18]) if token.is_verb or token.has(*tells)), 0)
    words = _words(source, tokens, 0, verb)
    if not verb or any(token.has("modal") for token in tokens[:verb]) or not people.knows(words):
        return None
    rank = people.rank(words, NOBODY)
    return rank if rank < LEADER else None


def _turned(source: Source, piece: Piece, tokens: list[Token], speech: Speech, people: People) -> Speech:
    """Give the speech as the head of a sentence leaves it: 'Theo ông A, …', 'Ngày 9/12, …', 'Bà B than phiền …'."""
    theirs = _ACCORDING.match(source.shade, piece.start, piece.end)
    if theirs:
        return replace(speech, rank=people.rank(theirs.group(1), speech.rank), silence=1, promises=False)
    if _dated(source, piece, tokens):
        return Speech()
    if piece.quoted is not None:
        return speech
    if _NEW_TOPIC.match(source.shade, piece.start, piece.end):
        return Speech()
    about = _about(source, tokens, people)
    return speech if about is None else Speech(about, None, 99)


def _without_order(
    source: Source, piece: Piece, tokens: list[Token], speech: Speech, people: People
) -> tuple[list[Draft], Speech]:
    silent = piece.quoted is not None or _DUTIES_COME.search(source.shade, piece.start, piece.end)
    told = None if silent else _speaker(source, tokens, speech, people)
    if told is not None and any(token.form in VOWS for token in tokens[: told[1]]):
        return [], replace(speech, rank=told[0], silence=1, promises=True)  # '…; hứa tập thể sẽ …, mỗi cán bộ phải …'
    if told is not None and all(token.is_mark for token in tokens[told[1] :]):
        named = replace(speech, rank=max(told[0], speech.rank), silence=min(speech.silence, 1))
        return [], named  # '…", ông nhấn mạnh.'
    if told is not None:
        speech = replace(speech, rank=told[0], silence=1, promises=False)
        return _by_must(source, tokens, told[1], speech, "phát-biểu") if speech.alive else ([], speech)
    announced = _announced(source, tokens, speech, people)
    if announced is not None:
        return [], announced
    speech = _turned(source, piece, tokens, speech, people)
    if not speech.alive:
        return [], speech
    speech = _numbered(tokens, speech)
    return _by_must(source, tokens, 0, speech, "trích-lời" if piece.quoted is not None else "tiếp-lời")
