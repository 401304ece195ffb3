"""May this one order that? Ranks, storeys, what was told as done, and who only passes a wish on to those above."""

import re

from kheo.grammar.borders import has_foreign_name, is_abroad
from kheo.grammar.levels import CENTRE, are_peers, is_upward, storey
from kheo.grammar.orders import PAPERS, Found
from kheo.grammar.people import IN_CHARGE, LEADER, MINOR, NOBODY, People
from kheo.grammar.phrases import names_agent, verb_at
from kheo.grammar.speech import Speech
from kheo.grammar.tagger import Token
from kheo.reader.drafts import Source
from kheo.reader.speakers import CONCLUDES, reports, words_of

NEAR = 80  # letters before the order word in which a foreign name tells who speaks
SPEAKER_REACH = 14  # words before the order word in which its speaker is named
_SINCE_THEN = re.compile(r"(?:và |, |; )?(?:đến nay|đến hết|tới nay|đến thời điểm này|kết quả)\b[^.;]{0,60}\bđã\b")
INSPECTS = re.compile(
    r"(?:thanh tra|ttcp|kiểm toán(?: nhà nước)?|ktnn|ủy ban kiểm tra|ubkt)(?: \w+){0,3}(?: cũng| còn)?\s*$|kết "
    r"luận thanh tra"
)  # what they recommend binds those whom they inspected
WISHES = re.compile(
    r"(?:kiến nghị|đề xuất|mong muốn|nêu nguyện vọng)\s*:"
)  # 'Quận kiến nghị: …, đề nghị UBND thành phố …'
_GOVERNMENT = re.compile(
    r"(?:^\W*|[,;] |theo đó |hiện |nên )(?:chính phủ|(?:thường trực |văn phòng )?(?:tỉnh ủy|thành ủy)|"
    r"(?:(?:thường trực |văn phòng )?(?:ubnd|ủy ban nhân dân|hđnd) )?(?:tỉnh|tp|thành phố)(?! (?:đoàn|đội)\b))"
    r"(?: \w+){0,3}?"
    r"(?: đã| cũng| vừa| đang| có| ra| ký| văn bản| công văn)*\s*$"
)  # whatever governs a province or the country
_LOCAL = re.compile(
    r"^\W*(?:ubnd|ủy ban nhân dân|đảng ủy|thường trực (?:đảng ủy|hđnd|ubnd)|ban thường vụ|ban chỉ đạo)(?: \w+){0,4}?"
    r"(?: cũng| còn| ra| có| văn bản| công văn)*\s*$"
)
_REPORTS_TO = re.compile(
    r"([^,;]{2,80}?) (?:đã |vừa )?(báo cáo|trình|gửi|kiến nghị|có văn bản gửi)(?: lên| đến| tới)? ([^,;]{3,60})$"
)


def governs(source: Source, tokens: list[Token], found: Found) -> bool:
    """'UBND thành phố đã chỉ đạo các đơn vị báo cáo': what governs a province orders, however it is told."""
    said = words_of(source, tokens, *found.speaker)
    ordered = found.clause.agent and found.kind in ("soft", "order")
    return ordered and bool(_GOVERNMENT.search(said)) and not is_abroad(said)


def asks_below(source: Source, tokens: list[Token], found: Found) -> bool:
    """'UBND phường đề nghị Phòng Kinh tế …': whatever governs a place orders politely, but for the people there."""
    subject = found.clause.subject
    if found.kind != "ask" or subject is None or not found.clause.agent or tokens[subject[0]].has("people"):
        return False
    return bool(_LOCAL.search(words_of(source, tokens, *found.speaker)))


def allowed(kind: str, rank: int, people: People) -> bool:
    """Say whether somebody of this rank can order (yêu cầu, giao), ask (đề nghị) or only wish (kiến nghị)."""
    if kind == "order":
        return rank >= MINOR
    if kind == "soft":
        return rank >= LEADER
    if kind == "ask":
        return rank >= LEADER or (rank >= MINOR and not people.leader_in_charge)
    return people.adopted or rank >= IN_CHARGE


def acts_before(tokens: list[Token], found: Found) -> bool:
    """'UBND xã bố trí chỗ đỗ xe, yêu cầu các hộ niêm yết giá': the second of two things that a body is told to do."""
    comma = tokens[found.cue - 1].form if found.cue else ""
    told = range(found.speaker[0] + 1, found.cue - 1)
    return comma == "," and any(tokens[at].has("firm", "strong") and verb_at(tokens, at, at) for at in told)


def told_as_done(tokens: list[Token], cue: int) -> bool:
    """'UBND xã đã chỉ đạo các thôn dồn thửa; yêu cầu hợp tác xã …': a body's orders in a row, told as done."""
    if cue and tokens[cue - 1].has("past"):
        return True
    past = next((place for place in range(cue - 1, 0, -1) if tokens[place].has("past")), cue)
    row = cue > 0 and tokens[cue - 1].form in (";", ",")
    return row and past < cue and not any(token.form in PAPERS or token.has("modal") for token in tokens[past:cue])


def carried_out(source: Source, tokens: list[Token], cue: int) -> bool:
    """'… đã giao các sở rà soát; đến nay việc rà soát đã xong': an order that the text says was carried out."""
    given = cue > 0 and tokens[cue - 1].has("past")
    return given and bool(_SINCE_THEN.search(source.shade, tokens[cue].end, tokens[-1].end))


def rank_of(source: Source, tokens: list[Token], found: Found, speech: Speech, people: People) -> int:
    """Give the rank of who orders: whoever concludes a meeting leads it."""
    speaker = named_speaker(source, tokens, found)
    near = speaker.rsplit(",", 1)[-1].strip()  # 'Cho ý kiến về các kiến nghị, đồng chí giao …'
    if has_foreign_name(speaker[-NEAR:]):
        return NOBODY
    known = speech.rank if people.refers_back(near) else NOBODY
    rank = max(people.rank(speaker, speech.rank), people.rank(near, known) if near else NOBODY)
    return max(rank, LEADER) if CONCLUDES.match(words_of(source, tokens, 0, found.cue)) else rank


def named_speaker(source: Source, tokens: list[Token], found: Found) -> str:
    """Give the words that name who orders: before the order word, or behind it ('Yêu cầu …, Thủ tướng cho rằng')."""
    if found.cue == 0:
        for place in reports(tokens):
            comma = next((here for here in range(place, 0, -1) if tokens[here].form == ","), 0)
            return words_of(source, tokens, comma, place)
    return words_of(source, tokens, *found.speaker)


def upward(source: Source, tokens: list[Token], found: Found, people: People) -> bool:
    """'Phường đề nghị thành phố bổ sung biên chế' is a wish, whoever speaks."""
    subject = found.clause.subject
    if subject is None:
        return _reports_upward(source, tokens, found)
    if found.kind == "order" and storey(words_of(source, tokens, *subject)) != CENTRE:
        return False  # 'Sở yêu cầu UBND thành phố …': who orders knows whom
    speaker = words_of(source, tokens, max(found.speaker[0], found.cue - SPEAKER_REACH), found.cue)
    named = people.post(speaker.rstrip(" ,").rsplit(",", 1)[-1])
    told = words_of(source, tokens, *subject)
    return is_upward(named, told) or are_peers(named, told)


def _reports_upward(source: Source, tokens: list[Token], found: Found) -> bool:
    """'Sở báo cáo UBND tỉnh đề nghị xem xét …': who is asked stands before the order word."""
    said = _REPORTS_TO.search(words_of(source, tokens, *found.speaker))
    if said is None or found.kind != "ask":
        return False
    return not said[2].startswith(("gửi", "có văn bản")) or is_upward(said[1], said[3])


def tells_bodies(source: Source, tokens: list[Token], found: Found, people: People) -> bool:
    """'Các đơn vị quán triệt, yêu cầu cán bộ …' within a leader's speech: the bodies are told to do so."""
    said = words_of(source, tokens, *found.speaker)
    return names_agent(tokens, *found.speaker) and not tokens[found.speaker[0]].has("people") and not people.knows(said)
