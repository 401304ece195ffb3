"""Cards: 'Đơn vị chủ trì: …', 'Thời gian: …' behind a task fill what the task lacks."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kheo.grammar.spans import Span
from kheo.reader.drafts import Draft, Source

WHO = re.compile(r"chủ trì|đầu mối|thực hiện|phụ trách|phân công")
WHEN = re.compile(r"thời|hạn|tiến độ")
_TOGETHER = re.compile(r"\s*[;,.(]\s*(?:(?:cơ quan|đơn vị|bộ phận)\s*)?phối hợp\b|\s*;")
WHAT = re.compile(r"nhiệm vụ|nội dung")


def lead_unit(source: Source, span: Span) -> Span:
    """Give the lead unit of a field: what stands before '; phối hợp: …'."""
    match = _TOGETHER.search(source.shade, span.start, span.end)
    return Span(span.start, match.start()) if match and match.start() > span.start else span


def _filled(draft: Draft, assignee: Span | None, deadline: Span | None) -> Draft:
    """A task that names its own subject keeps it, and its own time."""
    mine = "own subject" in draft.signs
    return replace(
        draft,
        assignee=assignee if assignee and not mine else draft.assignee,
        deadline=draft.deadline or (None if mine else deadline),
        signs=(*draft.signs, "card"),
    )


def fill(found: Sequence[Draft], card: int, assignee: Span | None = None, deadline: Span | None = None) -> list[Draft]:
    """Give all drafts with those of the card (from place `card` on) filled."""
    return [*found[:card], *(_filled(draft, assignee, deadline) for draft in found[card:])]
