"""Does a sentence without an order word go on ordering, or does it state, suppose, promise?"""

from kheo.grammar import deadlines
from kheo.grammar.clauses import Clause
from kheo.grammar.people import LEADER, bare_rank
from kheo.grammar.phrases import run_end
from kheo.grammar.tagger import Token
from kheo.reader.drafts import Source
from kheo.reader.speech import Speech

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
        return clause.modal or clause.start == clause.predicate or speech.silence == 0
    return clause.agent and _told_on(clause, tokens, speech, rule)


def supposes(clause: Clause, tokens: list[Token]) -> bool:
    """'Cán bộ phải đi đầu thì dân mới tin', 'Cử tri cần các anh làm đúng': no order lies in these."""
    if not clause.modal:
        return False
    if clause.subject and tokens[clause.subject[0]].form in ("hai bên", "các bên"):
        return True  # 'hai bên cần tiếp tục trao đổi': what hosts and guests wish
    if _says_what_is(clause, tokens) or _only_then(clause, tokens):
        return True
    for place in range(clause.verb, clause.end):
        if tokens[place].form == "thì":
            return True
        if tokens[place].form in ",;":
            break
    needs = tokens[clause.predicate].form == "cần" and clause.verb == clause.predicate + 1
    return needs and (tokens[clause.verb].has("quantifier") or tokens[clause.verb].has("people"))


def _says_what_is(clause: Clause, tokens: list[Token]) -> bool:
    """'Mỗi người dân là một hướng dẫn viên, phải cười trước …': a saying about everybody."""
    start, stop = clause.subject or (0, 0)
    return start < stop and tokens[start].form.startswith("mỗi") and any(t.form == "là" for t in tokens[start:stop])


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
    return speech.silence <= 1 and rule != "trích-lời" and not tells and not _leads(tokens, clause)


def _states(tokens: list[Token], clause: Clause) -> bool:
    """'Xây dựng mối liên kết … là yêu cầu quan trọng' states something; 'coi … là thước đo' orders."""
    for place in range(clause.predicate, clause.end):
        if tokens[place].form in ("xác định", "coi", "xem") and tokens[place - 1].form not in ("được", "để"):
            return False
    return _nominal(tokens, clause) or any(
        token.form == "là" or token.has("future") for token in tokens[clause.verb + 1 : clause.verb + 60]
    )


def _nominal(tokens: list[Token], clause: Clause) -> bool:
    """'Cải cách hành chính phải sâu sắc': the verb phrase before 'phải' is what is spoken about."""
    for place in range(clause.verb + 1, min(clause.end, clause.verb + 14)):
        if tokens[place].form in (",", ";", "thì", "nên"):
            return False
        if tokens[place].has("modal"):
            return True
    return False


def _leads(tokens: list[Token], clause: Clause) -> bool:
    """'Thủ tướng nói …' tells what a leader did, not what he must do."""
    start, stop = clause.subject or (0, 0)
    return bare_rank(" ".join(token.form for token in tokens[start:stop])) >= LEADER


def _object_first(source: Source, clause: Clause, tokens: list[Token]) -> bool:
    """'Nhà bị sập … phải hoàn thành trước ngày': no agent, but a must and a time limit."""
    if clause.subject is None or clause.agent or not clause.modal:
        return False
    return deadlines.find(source.shade, tokens[clause.verb].start, tokens[clause.end - 1].end) is not None


def is_duty(source: Source, clause: Clause, tokens: list[Token], speech: Speech, rule: str) -> bool:
    return _continues(clause, tokens, speech, rule) or _object_first(source, clause, tokens)
