"""Make drafts of tasks from a parsed clause: segments at ';', stretches at commas, each with who and until when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kheo.grammar import deadlines
from kheo.grammar.clauses import Clause, parse, skip_connectors, skip_number
from kheo.grammar.lexicon import word_set
from kheo.grammar.phrases import names_agent, run_end
from kheo.grammar.segments import behind_announcement, is_aside, segments
from kheo.grammar.spans import Span
from kheo.grammar.splitter import split
from kheo.grammar.tagger import Token, tag

Tokens = Sequence[Token]
TAIL = frozenset(",;:./…\"“”-–!?'‘’")
NO_TIME = word_set("lead without time")
_ANSWERABLE = re.compile(
    r"(?:nơi|đơn vị|địa phương|địa bàn|cơ quan|cán bộ|ai|nếu|trường hợp|để xảy ra|chủ tịch|bí thư|người đứng đầu|"
    r"thủ trưởng|giám đốc|lãnh đạo)\b"
    r"[^;.]{0,200}chịu (?:hoàn toàn )?trách nhiệm"
)
CONDITIONS = frozenset({"đối với", "riêng", "nếu", "trường hợp", "trong trường hợp", "khi", "trên cơ sở", "căn cứ"})
MATE_REACH = 300  # words before a quotation mark among which the mark that opens is looked for
THINGS = frozenset({"quy hoạch", "thiết kế", "dự toán"})  # behind a ';' they name a thing and not an act
TITLES = frozenset({"đồng chí", "các đồng chí", "ông", "bà", "đ/c", "các đ/c", "anh", "chị"})


@dataclass(frozen=True)
class Source:
    """The text that is read and its shadow."""

    text: str
    shade: str
    today: date | None = None  # the day of the text, where it is known

    def tokens(self, span: Span) -> list[Token]:
        """Give the tagged words of a stretch."""
        return self.tokens_between(span.start, span.end)

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """Give the tagged words between two offsets."""
        return tag(self.text, self.shade, start, end)


@dataclass(frozen=True)
class Draft:
    """A task on its way: spans, the signs that speak for it, the rule that found it."""

    span: Span
    assignee: Span | None
    deadline: Span | None
    rule: str
    signs: tuple[str, ...] = ()
    cue: Span | None = None  # the word that orders, or the 'cần', 'phải'
    heading: Span | None = None  # the heading or lead-in that it hangs on
    joining: Span | None = None  # who works with the lead, where a card or a column says so


def phrase(tokens: Tokens, start: int, stop: int) -> Span | None:
    """Give the span of a noun phrase without titles and marks at its ends."""
    while start < stop and (tokens[start].form in TITLES and stop - start > 1 or tokens[start].form in TAIL):
        start += 1
    while stop > start and tokens[stop - 1].form in TAIL | {"cùng", "thì"}:
        stop -= 1
    return Span(tokens[start].start, tokens[stop - 1].end) if start < stop else None


def _told(tokens: Tokens, clause: Clause) -> Clause:
    """'; giao Sở Nội vụ rà soát …': who is told and what, behind the order word of a later segment."""
    if clause.subject is not None or clause.verb + 1 >= clause.end:
        return clause
    word, after = tokens[clause.verb], tokens[clause.verb + 1]
    if not word.has("order", "ask") or not after.has("unit", "post"):
        return clause
    inner = parse(tokens, clause.verb + 1, clause.end)
    return inner if inner and inner.agent and inner.verb < inner.end else clause


def _span(source: Source, tokens: Tokens, start: int, stop: int) -> Span | None:
    """Give the span of a task without marks at its end; a quotation mark stays when its mate is inside."""
    while stop > start and (tokens[stop - 1].form in TAIL or tokens[stop - 1].form in ("và", "đồng thời")):
        if tokens[stop - 1].form in "\"”’'" and _has_mate(tokens, start, stop - 1):
            break
        stop -= 1
    start = skip_number(tokens, start, stop)
    while start < stop and tokens[start].form in TAIL:
        start += 1
    return Span(tokens[start].start, tokens[stop - 1].end) if start < stop else None


def _has_mate(tokens: Tokens, start: int, place: int) -> bool:
    mates = {"”": "“", "’": "‘"}.get(tokens[place].form, tokens[place].form)
    same = sum(1 for token in tokens[max(start, place - MATE_REACH) : place] if token.form == mates)
    return same % 2 == 1 if mates == tokens[place].form else same > 0


def _new_clause(tokens: Tokens, start: int, stop: int) -> Clause | None:
    """Say whether a segment after ';' is a clause of its own; purposes and noun lists are not."""
    place = skip_connectors(tokens, start, stop)
    after = run_end(tokens, place, stop)
    if (
        place >= stop
        or tokens[place].has("purpose", "result")
        or tokens[place].form in THINGS
        or (after < stop and tokens[after].form == "không để")
    ):
        return None
    clause = parse(tokens, start, stop)
    if clause is None or clause.past or (clause.future and tokens[start - 1].form == "thì"):
        return None
    if clause.subject is None:
        return clause if clause.verb < stop and not tokens[clause.verb].has("result") else None
    return clause if clause.agent or (clause.modal and _near(clause)) else None


def _only_limit(source: Source, tokens: Tokens, start: int, stop: int) -> Span | None:
    """'…; hoàn thành trước ngày 5/6/2026': until when the words before it must be done, and no task of its own."""
    while stop > start and tokens[stop - 1].form in TAIL:
        stop -= 1
    found = deadlines.find(source.shade, tokens[start].start, tokens[stop - 1].end) if stop > start else None
    whole = found is not None and found == Span(tokens[start].start, tokens[stop - 1].end)
    return found if whole else None


def _near(clause: Clause) -> bool:
    return clause.subject is not None and clause.subject[1] - clause.subject[0] < 25


@dataclass(frozen=True)
class Order:
    """What holds for all tasks of one sentence: who, until when, why."""

    assignee: Span | None
    deadline: Span | None
    rule: str
    signs: tuple[str, ...] = ()
    keep_leads: bool = False
    cue: Span | None = None


def _own(source: Source, tokens: Tokens, clause: Clause, order: Order) -> Order:
    """Give the order as this clause changes it: its subject, the time limit in its leading phrases."""
    if clause.subject and clause.agent:
        order = replace(order, assignee=phrase(tokens, *clause.subject))
    must = next((token for token in tokens[clause.predicate : clause.verb] if token.has("modal")), None)
    order = replace(order, cue=order.cue or (Span(must.start, must.end) if must else None))
    for start, stop in clause.leads:
        if tokens[start].form in NO_TIME:
            continue
        found = deadlines.find_leading(source.shade, tokens[start].start, tokens[stop - 1].end)
        order = replace(order, deadline=found) if found else order
    if clause.subject and clause.leads == ():
        between = Span(tokens[clause.subject[1] - 1].end, tokens[min(clause.verb, len(tokens) - 1)].start)
        found = (
            deadlines.find_leading(source.shade, between.start + 1, between.end)
            if between.end > between.start
            else None
        )
        order = replace(order, deadline=found) if found else order
    return order


def _begin(tokens: Tokens, clause: Clause, order: Order, first: bool) -> int:
    """A leading condition stays between item number or ';' and the verb when nobody is named in between."""
    object_first = clause.subject is not None and not clause.agent
    conditions = not clause.modal or (clause.leads != () and tokens[clause.leads[0][0]].form in CONDITIONS)
    keeps = order.keep_leads or (not first and conditions)  # 'về lâu dài cần …' is no condition
    if keeps and clause.leads and (clause.subject is None or object_first):
        return clause.leads[0][0]
    return clause.subject[0] if object_first and clause.subject else clause.verb


def _timed(source: Source, draft: Draft) -> Draft:
    found = deadlines.find(source.shade, draft.span.start, draft.span.end)
    return replace(draft, deadline=found) if found else draft


def _stretches(source: Source, tokens: Tokens, start: int, stop: int) -> list[tuple[int, int]]:
    """Split at commas; a time limit alone stays with the words before it."""
    found: list[tuple[int, int]] = []
    for begin, end in split(tokens, start, stop):
        if found and _only_limit(source, tokens, begin, end):
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def _parts(source: Source, tokens: Tokens, begin: int, clause: Clause, stop: int, order: Order) -> list[Draft]:
    """Make the drafts of one segment."""
    found = []
    for number, (start, end) in enumerate(_stretches(source, tokens, max(clause.verb, begin), stop)):
        span = _span(source, tokens, begin if number == 0 else start, end)
        if span:
            draft = Draft(span, order.assignee, order.deadline, order.rule, order.signs, order.cue)
            found.append(_timed(source, draft))
    return found


def _is_left_out(source: Source, tokens: Tokens, start: int, stop: int, own: Clause | None) -> bool:
    """'nơi nào để xảy ra thì chịu trách nhiệm', and what the speaker says aside or promises, are no part of a task."""
    if _ANSWERABLE.match(source.shade, tokens[start].start, tokens[stop - 1].end):
        return True
    if own is None and tokens[start - 1].form == "thì":
        return True
    return tokens[start - 1].form == "," and (own is None or own.future) and is_aside(tokens, start - 1, stop)


def drafts(source: Source, tokens: Tokens, clause: Clause, order: Order) -> list[Draft]:
    """Make the drafts of one clause and of those that follow it after ';'."""
    clause = _told_what(tokens, clause)
    groups: list[tuple[int, int, Clause]] = []
    limits: dict[int, Span | None] = {}  # a time limit behind a colon or a ';', by its group
    for number, (start, stop) in enumerate(segments(tokens, clause.verb, clause.end)):
        own = clause if number == 0 else _new_clause(tokens, start, stop)
        own = _told(tokens, own) if own and number and order.cue else own
        if groups and (limit := _only_limit(source, tokens, start, stop)):
            limits[len(groups) - 1] = limit
            continue
        if groups and _is_left_out(source, tokens, start, stop, own):
            continue
        if own is None and tokens[start - 1].form == ":":
            limits[len(groups) - 1] = deadlines.find_card(source.shade, tokens[start].start, tokens[stop - 1].end)
            continue
        if own is None and groups:
            groups[-1] = (groups[-1][0], stop, groups[-1][2])
        elif own is not None:
            groups.append((number, stop, own))
    found: list[Draft] = []
    for place, (number, stop, own) in enumerate(groups):
        order = _own(source, tokens, own, order)
        parts = _parts(source, tokens, _begin(tokens, own, order, number == 0), own, stop, order)
        limit = limits.get(place)
        found += [replace(part, deadline=limit) if limit else part for part in parts]
    return found


def _told_what(tokens: Tokens, clause: Clause) -> Clause:
    """'thực hiện tốt các nhiệm vụ sau: rà soát …' asks for what stands behind the colon."""
    after = behind_announcement(tokens, clause.verb, clause.end)
    inner = parse(tokens, after, clause.end) if after else None
    if inner is None or inner.verb >= inner.end or not (inner.agent or inner.subject is None):
        return clause
    return inner if inner.agent else replace(clause, verb=inner.verb)


def names_somebody(source: Source, span: Span) -> bool:
    """Say whether a stretch of text is the name of a body, a post or people."""
    tokens = source.tokens(span)
    return bool(tokens) and names_agent(tokens, 0, len(tokens))


def later_segment(tokens: Tokens, start: int, stop: int) -> Clause | None:
    """Give the first clause of its own behind a ';', running to the end: what stands before it was no task."""
    for begin, end in segments(tokens, start, stop)[1:]:
        clause = _new_clause(tokens, begin, end)
        if clause is None or (clause.subject and not clause.modal and tokens[clause.verb].form == "có"):
            continue
        if clause.subject is None or clause.agent:
            return replace(clause, end=stop)
    return None
