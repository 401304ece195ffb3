"""A must that stands late in a sentence: '… nên Chủ tịch phường phải chỉ đạo', 'nhiệm vụ thứ hai là tiếp tục …'."""

from collections.abc import Sequence

from kheo.grammar.clauses import Clause, parse
from kheo.grammar.phrases import names_agent, starts_quickly
from kheo.grammar.tagger import Token

Tokens = Sequence[Token]
MUST = frozenset({"phải", "cần", "cần phải", "cũng phải", "cũng cần"})
BOUNDS = frozenset({"nên", "thì", "và", "do đó", "vì vậy", ",", "mà", "nhưng", "song", "thế nên", ":", ";", "rằng"})
DUTIES = frozenset(
    {"nhiệm vụ", "việc", "yêu cầu", "giải pháp", "công việc", "nội dung", "những yêu cầu", "các yêu cầu", "vấn đề"}
)


def later_must(tokens: Tokens, start: int, stop: int) -> Clause | None:
    """Find an agent that must act behind the first clause, or a duty that is named with 'là'."""
    for place in range(start + 1, stop):
        if tokens[place].form in MUST:
            if tokens[place].form != "cần" and tokens[place - 1].form == "," and _says_so(tokens, start):
                return parse(tokens, place, stop)
            subject = _subject_start(tokens, start, place)
            if tokens[subject - 1].form == "," and tokens[start].has("governor") and not tokens[start].is_agent:
                continue  # 'Việc tuyển dụng công chức, viên chức phải …' is about the thing
            clause = parse(tokens, subject, stop)
            if clause and clause.agent and clause.modal and not clause.past and not clause.leads:
                return clause
    return _named_duty(tokens, start, stop)


def _says_so(tokens: Tokens, start: int) -> bool:
    """'…, đây là vấn đề cốt lõi, phải tiếp tục đàm phán': a word about the matter before the must."""
    near = [token.form for token in tokens[start : start + 3]]
    return "đây" in near[:-1] and near[near.index("đây") + 1] == "là"


def _subject_start(tokens: Tokens, start: int, must: int) -> int:
    """Go back from 'phải' to where its subject begins, through a list of bodies."""
    begin = _bound(tokens, start, must)
    while begin - 1 > start and tokens[begin - 1].form in (",", "và"):
        before = _bound(tokens, start, begin - 1)
        if begin - 1 - before > 5 or not names_agent(tokens, before, begin - 1):
            break
        begin = before
    return begin


def _bound(tokens: Tokens, start: int, place: int) -> int:
    while place > start and tokens[place - 1].form not in BOUNDS:
        place -= 1
    return place


def _named_duty(tokens: Tokens, start: int, stop: int) -> Clause | None:
    """'Nhiệm vụ thứ hai là tiếp tục đẩy mạnh …'."""
    if not any(token.form in DUTIES for token in tokens[start : start + 3]):
        return None
    if tokens[start].form == "việc" and start + 1 < stop and tokens[start + 1].is_verb:
        return None  # 'Việc dựng lại nhà là …' says what something is
    for place in range(start + 1, min(stop - 1, start + 22)):
        if tokens[place].form == "là":
            if tokens[place + 1].has("negation"):
                return None  # 'Các giải pháp ấy là chưa đồng bộ'
            clause = parse(tokens, place + 1, stop)
            told = clause is not None and clause.agent and not clause.past  # '… là 100% sở, ngành tiếp nhận …'
            return clause if told or starts_quickly(tokens, place + 1, stop) else None
    return None
