"""From drafts to tasks: leave out what is empty or said twice, weigh the evidence, say why."""

from collections.abc import Sequence
from datetime import date
from math import exp, fsum

from kheo.grammar import deadlines
from kheo.grammar.addressees import address
from kheo.grammar.limits import limit_of
from kheo.grammar.phrases import run_end
from kheo.grammar.themes import theme
from kheo.language import search_key
from kheo.reader.drafts import Draft, Source
from kheo.reader.drops import concerns_us, is_empty
from kheo.reader.model import TaskFound

TOLD = 0.5  # share of the words of a lead from which the body tells it again
SAME = 0.8  # share of words from which two drafts say the same
BASE = 0.0  # log-odds of a task without further evidence
WEIGHT = {  # log-odds, fitted on some 2,700 labelled proposals with one another held back, drawn towards zero
    "who": 1.1,
    "known unit": 0.4,
    "limit": 0.6,
    "adverb": 0.6,
    "item": 0.4,
    "firm": 0.2,
    "strong": 0.5,
    "weak": -0.5,
    "result": -0.3,
    "short": -1.2,
    "few": -0.8,
    "told before": -0.4,
    "phải": -0.3,
    "quoted": -0.2,
    "unknown": -1.0,
    "danh-mục": 0.7,
    "danh-mục-chủ-ngữ": 0.3,
    "danh-mục-lệnh": 0.1,
    "bảng": 0.1,
    "lệnh": -0.1,
    "tiếp-lời": -0.1,
    "tiếp-thu": -0.1,
    "trích-lời": -0.1,
    "dẫn-danh-mục": -0.1,
    "đề-nghị": -0.3,
    "phát-biểu": -0.4,
}
SHORT = 6  # words of a task that is hardly one
FEW, SOME = 2, 600  # tasks in a text of some letters that perhaps assigns nothing
BEFORE, QUOTED = 60, 250  # letters before a task in which 'đã' or an open quotation mark makes it less sure
HEADING = 90  # letters of a heading that are told
WHY = {
    "lệnh": "Câu có từ chỉ lệnh (yêu cầu, giao, chỉ đạo) của người có thẩm quyền.",
    "đề-nghị": "Câu có lời đề nghị, lưu ý của người chủ trì hoặc lãnh đạo.",
    "tiếp-thu": "Kiến nghị đã được hội nghị hoặc người chủ trì tiếp thu.",
    "phát-biểu": "Lãnh đạo phát biểu rằng việc này cần hoặc phải làm.",
    "tiếp-lời": "Câu tiếp nối lời chỉ đạo ngay phía trước.",
    "trích-lời": "Lời trích của lãnh đạo nêu việc cần hoặc phải làm.",
    "dẫn-danh-mục": "Câu dẫn của danh mục nhiệm vụ có nêu việc này.",
    "danh-mục": "Việc nằm trong mục nhiệm vụ, bắt đầu bằng động từ chỉ việc.",
    "danh-mục-chủ-ngữ": "Trong mục nhiệm vụ, câu nêu rõ đơn vị rồi đến việc phải làm.",
    "danh-mục-lệnh": "Trong mục nhiệm vụ, câu có từ giao việc (giao, đề nghị, yêu cầu).",
    "bảng": "Dòng của bảng phân công có cột nhiệm vụ và đơn vị chủ trì.",
    "động-từ-lạ": "Nằm trong mục nhiệm vụ nhưng mở đầu bằng từ chưa có trong từ điển: cần người xem lại.",
}


def _bag(source: Source, draft: Draft) -> frozenset[str]:
    return frozenset(search_key(draft.span.of(source.text)).split())


def _key(words: frozenset[str]) -> str:
    return min(words, default="")


def _repeats(bag: frozenset[str], draft: Draft, kept: list[tuple[frozenset[str], Draft]]) -> bool:
    """Say whether the same task was kept already; another deadline or assignee makes it another task."""
    for other, first in kept[-60:]:
        common = len(bag & other)
        same = common >= SAME * max(len(bag) + len(other) - common, 1)
        if same and (draft.deadline is None or first.deadline is None):
            return draft.assignee is None or first.assignee is None or "card" not in draft.signs
    return False


def _heading(words: str) -> str:
    """Give a heading on one line, cut at a word where it is long."""
    line = " ".join(words.split()).rstrip(":. ")
    return line if len(line) <= HEADING else f"{line[:HEADING].rsplit(' ', 1)[0]}…"


def _evidence(source: Source, draft: Draft, units: Sequence[str], few: bool) -> set[str]:
    """Name what speaks for and against a draft; `few` says that a text of its length seldom has so few tasks."""
    span, words = draft.span, draft.span.of(source.text)
    signs = {*draft.signs, draft.rule} | ({"few"} if few else set())
    if draft.assignee:
        named = search_key(draft.assignee.of(source.text))
        known = any(search_key(unit) in named or named in search_key(unit) for unit in units)
        signs |= {"who", "known unit"} if known else {"who"}
    tokens = source.tokens(span)
    verb = run_end(tokens, 0, len(tokens) - 1)
    signs |= {next((name for name in ("result", "firm", "strong", "plain") if tokens[verb].has(name)), "weak")}
    before = source.text[max(0, span.start - QUOTED) : span.start]
    holds = {
        "limit": draft.deadline is not None,
        "adverb": tokens[0].has("adverb"),
        "item": words[0].isupper(),
        "short": len(words.split()) < SHORT,
        "told before": " đã " in source.shade[max(0, span.start - BEFORE) : span.start],
        "phải": draft.cue is not None and draft.cue.of(source.shade) == "phải",
        "quoted": before.count("“") > before.count("”"),
    }
    return signs | {name for name, held in holds.items() if held}


def _confidence(source: Source, draft: Draft, units: Sequence[str], few: bool) -> float:
    """Give the chance that a person would keep this task, from the evidence for it."""
    odds = BASE + fsum(WEIGHT.get(sign, 0.0) for sign in _evidence(source, draft, units, few))
    return round(1 / (1 + exp(-odds)), 2)


def _task(source: Source, draft: Draft, today: date | None, units: Sequence[str], few: bool) -> TaskFound:
    who, when = draft.assignee, draft.deadline
    day = deadlines.iso(when.of(source.shade), today) if when else None
    if day and today and day < today.isoformat():
        when = day = None  # a day before the document itself is no time limit
    return TaskFound(
        text=draft.span.of(source.text),
        start=draft.span.start,
        end=draft.span.end,
        assignee=who.of(source.text) if who else None,
        assignee_start=who.start if who else None,
        deadline=when.of(source.text) if when else None,
        deadline_start=when.start if when else None,
        deadline_iso=day,
        theme=theme(draft.span.of(source.shade), draft.heading.of(source.shade) if draft.heading else ""),
        confidence=_confidence(source, draft, units, few),
        rule=draft.rule,
        why=WHY[draft.rule],
        cue=draft.cue.of(source.text) if draft.cue else "",
        heading=_heading(draft.heading.of(source.text)) if draft.heading else "",
        joining=draft.joining.of(source.text) if draft.joining else "",
        limit=limit_of(when.of(source.shade), today) if when else None,
        addressed=address(who.of(source.text) if who else None, draft.span.of(source.text), units) if units else None,
    )


def without_lead(source: Source, found: Sequence[Draft], end: int) -> list[Draft]:
    """Leave out what the lead of a news item (up to `end`) says in short and the body says in full."""
    lead = [draft for draft in found if draft.span.start < end]
    body = [draft for draft in found if draft.span.start >= end]
    if not lead or not body:
        return list(found)
    told = frozenset[str]().union(*(_bag(source, draft) for draft in body))
    names = {search_key(draft.assignee.of(source.text)) for draft in body if draft.assignee}
    return [draft for draft in lead if _only_there(source, draft, told, names)] + body


def _only_there(source: Source, draft: Draft, told: frozenset[str], names: set[str]) -> bool:
    """Say whether the body neither tells this body to act nor uses the words of this task."""
    bag = _bag(source, draft)
    who = search_key(draft.assignee.of(source.text)) if draft.assignee else ""
    return bool(who) and who not in names and len(bag & told) < TOLD * len(bag)


def assemble(source: Source, found: Sequence[Draft], today: date | None, units: Sequence[str]) -> tuple[TaskFound, ...]:
    """Give the tasks of a text in their order."""
    kept: list[tuple[frozenset[str], Draft]] = []
    for draft in found:
        bag = _bag(source, draft)
        if concerns_us(source, draft) and not is_empty(source, draft) and not _repeats(bag, draft, kept):
            kept.append((bag, draft))
    few = len(kept) <= FEW and len(source.text) >= SOME
    return tuple(_task(source, draft, today, units, few) for _, draft in kept)
