"""Cards: 'Đơn vị chủ trì: …', 'Thời gian: …' behind a task fill what the task lacks."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kheo.grammar import deadlines
from kheo.grammar.phrases import find_predicate, names_agent
from kheo.grammar.spans import Span
from kheo.reader.drafts import Draft, Source

WHO = re.compile(r"chủ trì|đầu mối|thực hiện|phụ trách|phân công")
WHEN = re.compile(r"thời|hạn|tiến độ")
_TOGETHER = re.compile(r"\s*[;,.(]\s*(?:(?:cơ quan|đơn vị|bộ phận)\s*)?phối hợp\b|\s*;")
UNDONE = frozenset({"chưa", "đang", "đã"})
WHAT = re.compile(r"nhiệm vụ|nội dung")
_GIVEN = re.compile(
    r"\W*(?:giao|phân công)(?: cho)? (?P<who>[^.;:]{3,90}?) (?:là (?:đơn vị|cơ quan) |làm (?:đơn vị |cơ quan )?)?"
    r"(?:chủ trì|đầu mối)(?:,? phối hợp (?:với|cùng) (?P<partners>[^.;]{3,160}?))?"
    r"(?:,? (?:tham mưu|tổ chức|triển khai|thực hiện))*(?: (?:các )?(?:nội dung|nhiệm vụ) (?:này|trên))?"
    r"(?P<when>,? (?:hoàn thành|xong|trước|trong|thời gian)[^.;]{3,60})?\W*"
)
_TIMED = re.compile(
    r"\W*(?:thời hạn|thời gian|hạn|hoàn thành|thực hiện|xong)(?: (?:hoàn thành|thực hiện|xong))?(?: là)?\s*:?\s*"
    r"(?=(?:trước|trong|chậm nhất|muộn nhất|vào|đến|hết|quý|tháng|ngày|hằng|hàng|\d+)\b)"
)
_BRACKETED = re.compile(
    r"\((?:giao )?(?P<who>[^();]{3,90}?)(?: là (?:đơn vị|cơ quan))? (?:chủ trì|thực hiện|phụ trách|đầu mối)\b"
    r"(?P<rest>[^()]{0,160})\)\W*"
)


def lead_unit(source: Source, span: Span) -> Span:
    """Give the lead unit of a field: what stands before '; phối hợp: …'."""
    match = _TOGETHER.search(source.shade, span.start, span.end)
    return Span(span.start, match.start()) if match and match.start() > span.start else span


def _filled(draft: Draft, assignee: Span | None, deadline: Span | None, *, near: bool) -> Draft:
    """A task that names its own subject keeps it, and its own time; what stands right behind it counts for it too."""
    mine = "own subject" in draft.signs
    return replace(
        draft,
        assignee=assignee if assignee and not mine else draft.assignee,
        deadline=draft.deadline or (None if mine and not near else deadline),
        signs=(*draft.signs, "card"),
    )


def fill(
    found: Sequence[Draft], card: int, assignee: Span | None = None, deadline: Span | None = None, *, near: bool = False
) -> list[Draft]:
    """Give all drafts with those of the card (from place `card` on) filled."""
    return [*found[:card], *(_filled(draft, assignee, deadline, near=near) for draft in found[card:])]


def _is_body(source: Source, span: Span) -> bool:
    """Say whether words are the name of a body and nothing else: no predicate, nothing told of it."""
    tokens = source.tokens(span)
    if not tokens or not names_agent(tokens, 0, len(tokens)):
        return False
    told = any(token.has("past", "negation", "future") or token.form in UNDONE for token in tokens)
    return not told and find_predicate(tokens, 0, len(tokens)) is None


def given(source: Source, start: int, end: int) -> tuple[Span | None, Span | None] | None:
    """'… . Giao Phòng X chủ trì, hoàn thành trong quý II.', '… . Thời hạn: 30/4.' only say who does what stands before.

    Give who and until when, where it says so, or None for any other sentence.
    """
    timed = _TIMED.match(source.shade, start, end)
    limit = deadlines.find_card(source.shade, timed.end(), end) if timed else None
    if limit and not source.shade[limit.end : end].strip(" .)"):
        return None, limit
    match = _GIVEN.fullmatch(source.shade, start, end)
    named = [Span(*match.span(name)) for name in ("who", "partners") if match[name]] if match else []
    if match is None or not all(_is_body(source, span) for span in named):
        return None
    return named[0], deadlines.find(source.shade, *match.span("when")) if match["when"] else None


def unbracketed(source: Source, draft: Draft) -> Draft:
    """'Rà soát hồ sơ (Phòng X chủ trì, xong trước ngày 30/6)': the brackets behind a task say who and until when."""
    opened = source.shade.rfind("(", draft.span.start, draft.span.end)
    match = _BRACKETED.fullmatch(source.shade, opened, draft.span.end) if opened > draft.span.start else None
    if match is None or "own subject" in draft.signs or (draft.assignee and "explicit" in draft.signs):
        return draft
    who = Span(*match.span("who"))
    words = source.text[draft.span.start : opened].rstrip()
    if not words or not _is_body(source, who):
        return draft
    limit = draft.deadline if draft.deadline and draft.deadline.end <= opened else None
    return replace(
        draft,
        span=Span(draft.span.start, draft.span.start + len(words)),
        assignee=who,
        deadline=limit or deadlines.find_card(source.shade, *match.span("rest")),
        signs=(*draft.signs, "card"),
    )
