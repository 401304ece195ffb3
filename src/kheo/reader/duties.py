"""Does a sentence without an order word go on ordering, or does it state, suppose, promise?"""

from kheo.grammar import deadlines
from kheo.grammar.clauses import Clause
from kheo.grammar.lexicon import word_set
from kheo.grammar.people import LEADER, bare_rank
from kheo.grammar.phrases import head, run_end
from kheo.grammar.speech import Speech
from kheo.grammar.tagger import Token
from kheo.reader.drafts import Source

NARRATING = word_set("narrating")
NOUNS_TOO = word_set("noun too")
WISHED = frozenset(
    {
        "vào cuộc",
        "chung tay",
        "quan tâm",
        "đồng thuận",
        "ủng hộ",
        "nỗ lực",
        "hỗ trợ",
        "đồng hành",
        "tham gia",
        "quyết tâm",
    }
)  # 'cần có sự vào cuộc của cả hệ thống chính trị' asks nobody for anything
HINTS = frozenset({"chỉ", "dự kiến", "càng", "liên tục", "rất", "khó"})
BOTH_SIDES = frozenset({"hai bên", "các bên", "bên"})
CONTRARY = frozenset({"nhưng", "tuy nhiên", "song", "thế nhưng", "trong khi đó"})
POINTING = word_set("pointing")
FINITE = word_set("finite")
STATING = frozenset({"có", "là", "gồm", "bao gồm", "phấn đấu"})  # 'Huyện có 12 xã', 'Huyện phấn đấu …' tell of it


def _continues(clause: Clause, tokens: list[Token], speech: Speech, rule: str) -> bool:
    """Say whether a sentence without an order word goes on ordering."""
    if clause.past or clause.future or (rule == "phát-biểu" and not clause.modal) or supposes(clause, tokens):
        return False
    if tokens[clause.verb].form == "chủ trì" and any(
        token.form.startswith(("hội nghị", "cuộc họp")) for token in tokens[clause.verb :][:4]
    ):
        return False
    if speech.promises and not clause.modal:
        return False
    if clause.subject is None:
        main = tokens[min(run_end(tokens, clause.verb, clause.end), clause.end - 1)]
        if not clause.modal and (main.has("result") or main.form in ("có", "là") or _states(tokens, clause)):
            return False
        if rule == "trích-lời":
            return clause.modal or speech.silence == 0
        return clause.modal or clause.start == clause.predicate or speech.silence == 0
    return clause.agent and _told_on(clause, tokens, speech, rule)


def supposes(clause: Clause, tokens: list[Token]) -> bool:
    """'Cán bộ phải đi đầu thì dân mới tin', 'Cử tri cần các anh làm đúng': no order lies in these."""
    if not clause.modal:
        return False
    if clause.subject and tokens[clause.subject[0]].form in BOTH_SIDES:
        return True  # 'hai bên cần tiếp tục trao đổi': what hosts and guests wish
    if _says_what_is(clause, tokens) or _only_then(clause, tokens) or _denies(clause, tokens):
        return True
    for place in range(clause.verb, clause.end):
        if tokens[place].form == "thì":
            return True
        if tokens[place].form in ",;":
            break
    needs = tokens[clause.predicate].form == "cần" and clause.verb == clause.predicate + 1
    thing = clause.verb + (tokens[clause.verb].form == "có")
    wished = thing + 1 < clause.end and tokens[thing].form == "sự" and tokens[thing + 1].form in WISHED
    return needs and (wished or tokens[clause.verb].has("quantifier") or tokens[clause.verb].has("people"))


def _says_what_is(clause: Clause, tokens: list[Token]) -> bool:
    """'Mỗi người dân là một hướng dẫn viên, phải cười trước …': a saying about everybody."""
    start, stop = clause.subject or (0, 0)
    return start < stop and tokens[start].form.startswith("mỗi") and any(t.form == "là" for t in tokens[start:stop])


def _denies(clause: Clause, tokens: list[Token]) -> bool:
    """'Đơn vị không buộc nhà trường phải …': nobody must."""
    start, stop = clause.subject or (0, 0)
    return any(token.has("negation") or token.form == "có thể" for token in tokens[start:stop])


def _only_then(clause: Clause, tokens: list[Token]) -> bool:
    """'Cán bộ phải làm trước, thắng rồi mới vận động được': a condition and what comes of it."""
    return any(
        tokens[place].form == "rồi mới" or (tokens[place].form == "rồi" and tokens[place + 1].form == "mới")
        for place in range(clause.verb, clause.end - 1)
    )


def _told_on(clause: Clause, tokens: list[Token], speech: Speech, rule: str) -> bool:
    """Say whether a sentence about somebody goes on ordering: what they must do, or right behind an order."""
    start, stop = clause.subject or (0, 0)
    if clause.modal:
        advice = tokens[clause.predicate].form == "nên" and any(token.has("people") for token in tokens[start:stop])
        return not advice  # 'Người dân nên đi tiêm đủ mũi'
    tells = tokens[clause.predicate].has("order", "ask", "report", "wish") or tokens[clause.verb].form in STATING
    if speech.silence > 1 or rule == "trích-lời" or tells or _leads(tokens, clause):
        return False
    return _a_body(tokens, start, stop) and tokens[0].form not in CONTRARY and not _narrates(tokens, clause)


def _a_body(tokens: list[Token], start: int, stop: int) -> bool:
    """'Các xã rà soát …' goes on ordering; 'Hai bên', 'Ông A', 'Việt Nam', 'Người dân' do what a story tells."""
    named = head(tokens, start, stop)
    if named is None or not named.has("unit", "post") or named.form in BOTH_SIDES:
        return False
    return not any(
        token.form in ("là", "khuyến cáo") or token.has("report", "past", "future") for token in tokens[start:stop]
    )


def _narrates(tokens: list[Token], clause: Clause) -> bool:
    """'Tỉnh cũng chuẩn bị …', 'Công an bắt giữ …' tell what is done, in words that no order uses."""
    run = tokens[clause.predicate : clause.verb + 1]
    start, stop = clause.subject or (0, 0)
    return any(token.form in NARRATING for token in run) or any(token.form in HINTS for token in tokens[start:stop])


def _states(tokens: list[Token], clause: Clause) -> bool:
    """'Xây dựng mối liên kết … là yêu cầu quan trọng' states something; 'coi … là thước đo' orders."""
    for place in range(clause.predicate, clause.end):
        if tokens[place].form in ("xác định", "coi", "xem") and tokens[place - 1].form not in ("được", "để"):
            return False
    return (
        _nominal(tokens, clause)
        or _about_a_thing(tokens, clause)
        or _told_after(tokens, clause)
        or any(token.form == "là" or token.has("future") for token in tokens[clause.verb + 1 : clause.verb + 60])
    )


def _nominal(tokens: list[Token], clause: Clause) -> bool:
    """'Cải cách hành chính phải sâu sắc': the verb phrase before 'phải' is what is spoken about."""
    for place in range(clause.verb + 1, min(clause.end, clause.verb + 14)):
        if tokens[place].form in (",", ";", "thì", "nên"):
            return False
        if tokens[place].has("modal"):
            return True
    return False


def _told_after(tokens: list[Token], clause: Clause) -> bool:
    """'Tiếp nhận thông tin, UBND quận đã kiểm tra': what is told comes behind the comma."""
    comma = next((place for place in range(clause.verb, clause.end) if tokens[place].form == ","), None)
    if comma is None or comma + 2 >= clause.end or not (tokens[comma + 1].is_agent or tokens[comma + 1].capital):
        return False
    near = tokens[comma + 2 : comma + 12]
    stop = next((place for place, token in enumerate(near) if token.is_mark), len(near))
    return any(token.has("past", "report") for token in near[:stop])


def _about_a_thing(tokens: list[Token], clause: Clause) -> bool:
    """'Quyết định này có hiệu lực …', 'Truyền thông quốc gia đưa tin …': the first word is a noun here."""
    if tokens[clause.verb].form not in NOUNS_TOO or clause.verb != clause.start or clause.verb + 1 >= clause.end:
        return False
    if tokens[clause.verb + 1].form in POINTING:
        return True
    for token in tokens[clause.verb + 1 : clause.end]:
        if token.form in (",", ";", "để", "cho"):
            return False
        if token.has("past", "negation", "report") or token.form in FINITE:
            return True
    return False


def _leads(tokens: list[Token], clause: Clause) -> bool:
    """'Thủ tướng nói …' tells what a leader did, not what he must do."""
    start, stop = clause.subject or (0, 0)
    if tokens[start].form in ("chính phủ", "quốc hội", "bộ chính trị", "ban bí thư"):
        return True
    return bare_rank(" ".join(token.form for token in tokens[start:stop])) >= LEADER


def _object_first(source: Source, clause: Clause, tokens: list[Token]) -> bool:
    """'Nhà bị sập … phải hoàn thành trước ngày': no agent, but a must and a time limit."""
    if clause.subject is None or clause.agent or not clause.modal:
        return False
    return deadlines.find(source.shade, tokens[clause.verb].start, tokens[clause.end - 1].end) is not None


def is_duty(source: Source, clause: Clause, tokens: list[Token], speech: Speech, rule: str) -> bool:
    return _continues(clause, tokens, speech, rule) or _object_first(source, clause, tokens)
