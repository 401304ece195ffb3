"""Find the order word of a sentence and what it orders: 'X đề nghị Y làm Z', 'Giao Y làm Z'."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.grammar.clauses import Clause, parse, skip_connectors
from kheo.grammar.lexicon import word_set
from kheo.grammar.phrases import names_agent
from kheo.grammar.segments import behind_announcement
from kheo.grammar.tagger import Token

Tokens = Sequence[Token]
PAPERS = word_set("paper")
HARD = ("order", "ask")  # the order words that also rule a listed sentence
CUES = ("order", "ask", "wish", "soft")
NOT_BEFORE = ("quantifier", "preposition", "governor", "modal")
DIRECTING = frozenset({"chỉ đạo", "lưu ý", "nhắc nhở", "quán triệt"})
DECIDING = frozenset({"có ý kiến", "có văn bản", "quyết định", "thống nhất", "thông báo"})
SENDING = word_set("sending")
NAMING = frozenset({"nhấn mạnh", "nêu", "nêu rõ", "nêu cao", "đặt ra", "đề ra", "đáp ứng", "xuất phát từ"})
EXAMPLES = 30  # words in which examples behind 'như:' reach
MEETINGS = frozenset({"hội nghị", "cuộc họp", "buổi làm việc", "đại hội"})  # whose word is that of all who met
_FILLERS = word_set("order filler") | frozenset(':,"“')


@dataclass(frozen=True)
class Found:
    """An order word, who stands before it, and the clause it rules."""

    cue: int
    kind: str  # order ask wish soft
    speaker: tuple[int, int]
    clause: Clause


def used_as_verb(tokens: Tokens, place: int, start: int) -> bool:
    """'theo đề nghị', 'các yêu cầu' are nouns; a capital inside a sentence is a name."""
    token = tokens[place]
    if not token.has(*CUES):
        return False
    if place == start:
        return True
    before = tokens[place - 1]
    if _is_named(tokens, place) or before.form == "để" or _to_come(tokens, place, start):
        return False
    if before.form in NAMING or before.form == "tự ý" or _example(tokens, place, start):
        return False  # 'nhấn mạnh yêu cầu lễ hội phải trang trọng': a demand is spoken about
    sent = place == start + 1 or tokens[place - 2].form in SENDING or tokens[place - 2].form == ","
    if (
        before.form in PAPERS
        and sent
        or (before.form in MEETINGS and place == skip_connectors(tokens, start, place) + 1)
    ):
        return True  # 'Thủ tướng có công điện yêu cầu …', 'Ngoài ra, chỉ thị yêu cầu …', 'Hội nghị yêu cầu …'
    if _passive(tokens, place, start):
        return False
    if token.has("wish") and before.form in (",", "và") and tokens[place - 2].is_verb and place - 2 >= start:
        return False  # 'nghiên cứu, đề xuất giảm phí'
    acts = before.is_verb and before.form not in DECIDING and not _within_body(tokens, place - 1)
    return (
        (before.is_agent or not before.has(*NOT_BEFORE))
        and not acts
        and before.form not in ("được", "bị", "sự", "theo", "lời", "những lời", "câu")
    )


def _example(tokens: Tokens, place: int, start: int) -> bool:
    """'bỏ các giấy tờ không cần thiết như: yêu cầu nộp bản gốc; yêu cầu …': examples of what is spoken about."""
    near = range(max(start, place - EXAMPLES), place - 1)
    colons = (at + 1 for at in near if tokens[at].form == "như" and tokens[at + 1].form == ":")
    return any(tokens[colon + 1].has("order", "ask") for colon in colons)


def _to_come(tokens: Tokens, place: int, start: int) -> bool:
    """'Bộ sẽ giao …', 'sẽ gửi văn bản đề nghị …': what somebody is going to ask for."""
    for here in range(place - 1, max(start - 1, place - 6), -1):
        if tokens[here].has("future"):
            return True
        if tokens[here].is_mark:
            return False
    return False


def _passive(tokens: Tokens, place: int, start: int) -> bool:
    """'được Ban Thường vụ yêu cầu trả lại', 'do Tỉnh đội đề nghị': told of what happened, by whom."""
    for here in range(place - 1, max(start - 1, place - 10), -1):
        if tokens[here].form in ("được", "bị", "do"):
            return names_agent(tokens, here + 1, place)
        dash = tokens[here].form in "-–"  # 'được Phó Chủ tịch UBND tỉnh – ông A chỉ đạo'
        if tokens[here].is_mark and not dash or tokens[here].is_verb and not tokens[here].is_agent:
            return False
    return False


def _is_named(tokens: Tokens, place: int) -> bool:
    """'lãnh đạo, chỉ đạo về công tác quân sự', 'Riêng kiến nghị về đường truyền, …': what is spoken about."""
    if tokens[place - 1].form == "," and place > 1 and tokens[place - 2].form == "lãnh đạo":
        return True  # 'chỉ thị về tăng cường lãnh đạo, chỉ đạo nâng cao …'
    about = tokens[place].has("soft") or tokens[place - 1].has("lead")
    return about and _is_matter(tokens, place)


def _is_matter(tokens: Tokens, place: int) -> bool:
    """'kiến nghị về …', 'đề nghị của …': what somebody asked for, not that somebody asks."""
    return place + 1 < len(tokens) and tokens[place + 1].form in ("về", "của", "trên", "này", "nêu trên")


def _within_body(tokens: Tokens, place: int) -> bool:
    """'Đoàn kiểm tra yêu cầu', 'Ủy ban Kiểm tra yêu cầu': the verb belongs to the name of a body."""
    return place > 0 and (tokens[place - 1].has("unit", "post") or tokens[place].has("unit") or tokens[place].capital)


def names_agent_before(tokens: Tokens, place: int) -> bool:
    """Say whether somebody is named right before a verb: a body, a post, a title or a name."""
    here = place - 1
    while here >= 0 and tokens[here].has("adverb", "past", "connector"):
        here -= 1
    near = tokens[max(0, here - 6) : here + 1]
    return any(token.is_agent or token.capital for token in near) and not any(token.form in ",;" for token in near[-1:])


def _content(tokens: Tokens, cue: int, stop: int) -> Clause | None:
    place = cue + 1
    while place < stop and tokens[place].form in _FILLERS:
        place += 1
    clause = parse(tokens, _behind_announcement(tokens, place, stop), stop)
    if clause is None or clause.past:
        return None
    if clause.subject is None or clause.agent or clause.modal:
        return clause
    return None


def _behind_announcement(tokens: Tokens, place: int, stop: int) -> int:
    """'gợi mở một số nội dung, trong đó nhấn mạnh, Đảng bộ xã cần …': what is ordered stands behind 'trong đó'."""
    if place >= stop or not tokens[place].has("quantifier"):
        return place
    listed = behind_announcement(tokens, place, stop)
    if listed:
        return listed  # 'yêu cầu một số nội dung cụ thể như sau: rà soát …'
    here = next((at for at in range(place, min(stop, place + 14)) if tokens[at].form == "trong đó"), None)
    if here is None or any(token.is_agent or token.is_verb for token in tokens[place:here]):
        return place
    here += 1
    while here < stop and (tokens[here].has("report", *CUES) or tokens[here].form in ",:"):
        here += 1
    return here


def kind_of(token: Token) -> str:
    """Name the force of an order word."""
    return next(name for name in CUES if token.has(name))


def _holds(tokens: Tokens, cue: int, clause: Clause, said: bool) -> bool:
    """A soft order word ('chỉ đạo', 'lưu ý') orders when it says who must act, or that one must; or when it is said."""
    if clause.subject and any(token.form == "có thể" for token in tokens[slice(*clause.subject)]):
        return False  # 'lưu ý các sở ngành có thể giới thiệu …'
    if clause.verb >= clause.end:
        return False  # 'yêu cầu phải', and the text ends
    loose = tokens[clause.verb].has("result") or tokens[clause.verb].form.split()[0] in ("có", "lấy", "coi", "làm")
    loose = loose or (tokens[clause.verb].has("weak") and kind_of(tokens[cue]) not in ("order", "ask"))
    if loose and not (clause.modal or clause.agent):
        return False
    if kind_of(tokens[cue]) == "soft":
        if _at_meeting(tokens, cue) or any(token.has("future") for token in tokens[cue : clause.predicate]):
            return False
        thing = clause.subject is not None and not clause.agent  # 'lưu ý các bất ổn cần quan tâm'
        states = thing and any(token.form == "là" for token in tokens[slice(*clause.subject or (0, 0))])
        must = clause.modal and not (thing and tokens[clause.predicate].form == "cần") and not states
        plain = clause.subject is None and clause.verb == cue + 1 and tokens[clause.verb].has("firm", "strong", "plain")
        directs = tokens[cue].form in DIRECTING and not (cue and tokens[cue - 1].has("past"))
        return must or clause.agent or (said and plain and directs)
    return True


def _at_meeting(tokens: Tokens, cue: int) -> bool:
    """'Chỉ đạo tại hội nghị, Bộ trưởng ghi nhận …' says where somebody spoke."""
    return cue + 1 < len(tokens) and tokens[cue + 1].form in ("tại", "hội nghị", "cuộc họp", "buổi")


def find_order(
    tokens: Tokens, start: int, stop: int, kinds: tuple[str, ...] = CUES, said: bool = False
) -> Found | None:
    """Give the first order word that is used as a verb and rules a clause; `said`: somebody speaks in running text."""
    tried, outer = 0, None
    for place in range(start, stop):
        if tried < 6 and used_as_verb(tokens, place, start) and kind_of(tokens[place]) in kinds:
            tried += 1
            clause = _content(tokens, place, stop)
            if clause is not None and _holds(tokens, place, clause, said):
                found = Found(place, kind_of(tokens[place]), (start, place), clause)
                if clause.subject is not None or not tokens[clause.verb].has("order", "ask"):
                    return found
                outer = outer or found  # 'đề nghị giao Sở Nội vụ …': the inner word says who must act
    return outer
