"""Headings: what is one, whom it names, and whether the list below it is a list of tasks."""

import re
from dataclasses import dataclass, replace

from kheo.grammar.clauses import parse
from kheo.grammar.orders import HARD, find_order
from kheo.grammar.phrases import head
from kheo.grammar.spans import Span
from kheo.grammar.tagger import Token
from kheo.reader.blocks import PLAIN, Block, is_open_line
from kheo.reader.cards import WHAT
from kheo.reader.drafts import Source, names_somebody, phrase

CAPITALS = 8  # the level of a line in capitals without a number
TASKS = re.compile(
    r"nhiệm vụ|giải pháp|tổ chức thực hiện|nội dung|phân công|trách nhiệm|kết luận|ý kiến chỉ đạo|yêu "
    r"cầu:|đề nghị|công việc|tiến độ|chỉ đạo|tổ chức theo dõi|chế độ (?:thông tin,? )?báo cáo"
)
OTHER = re.compile(
    r"(?:về |một số |những |các |khái quát )?(?:mục đích|mục tiêu|căn cứ|tình hình|đánh giá|kết quả đạt "
    r"được|kết quả|quan điểm|đối tượng|phạm vi|ưu điểm|hạn chế|nguyên nhân|kinh phí|"
    r"cơ sở pháp lý|nguyên tắc|thành phần|thời gian(?! tới)|định nghĩa)"
)
KINDS = re.compile(
    r"(?:thông báo|kế hoạch|chỉ thị|công điện|quyết định|biên bản|chương trình|nghị quyết|"
    r"kết luận (?:số|của|tại|\d+))\b"
)
CONCLUDED = re.compile(r"kết luận|nhiệm vụ|phân công|chỉ đạo|biểu quyết")
_CARRYING = re.compile(
    r"(?:điều|khoản)?[^:;]{0,20}(?:tổ chức thực hiện|(?:điều khoản|trách nhiệm|hiệu lực) thi hành|"
    r"trách nhiệm thực hiện)"
)
HEAD = 120  # letters of the heading of an article
_DUTY = re.compile(r"nhiệm vụ|giải pháp|tổ chức thực hiện")
_HEAD_CUE = re.compile(
    r"(?:đối với|giao|đề nghị|yêu cầu|trách nhiệm (?:của )?|nhiệm vụ (?:của )?|phân công|về phía)\s*:?\s*"
)

OWN_TASK = re.compile(r"[,;]\s*(?:trong đó|cụ thể)[^,;:]{0,60}sau(?: đây)?:$")  # 'Chỉ đạo …, cụ thể như sau:'


@dataclass(frozen=True)
class Frame:
    """A heading or lead-in that governs what lies below it."""

    level: float
    assignee: Span | None = None
    deadline: Span | None = None
    tasks: bool | None = None
    lead: bool = False
    said: Span | None = None  # its own words


def name_of(source: Source, span: Span) -> Span | None:
    """Give a body's name without titles and marks."""
    tokens = source.tokens(span)
    stop = next((place for place in range(1, len(tokens)) if _no_name(tokens, place)), len(tokens))
    return phrase(tokens, 0, stop)


def _no_name(tokens: list[Token], place: int) -> bool:
    """'Sở Nội vụ (cơ quan thường trực …)', 'Các sở theo chức năng …', 'UBND xã phối hợp': here the name is over."""
    form, after = tokens[place].form, tokens[place + 1].form if place + 1 < len(tokens) else ""
    if form in "(" and after.startswith(("cơ quan", "thường trực", "chủ trì")):
        return True
    return (form == "theo" and after == "chức năng") or (form == "phối hợp" and not after)


def is_name(source: Source, span: Span) -> bool:
    """Say whether a heading is the name of who must act."""
    if span.end - span.start > 260 or not names_somebody(source, span):
        return False
    tokens = source.tokens(span)
    first = head(tokens, 0, len(tokens))
    if source.text[span.start : span.end].isupper() and not (first and first.is_agent):
        return False  # 'NHIỆM VỤ TRỌNG TÂM': where all are capitals, capitals name nobody
    clause = parse(tokens, 0, len(tokens))
    if clause is None or clause.verb >= clause.end - 1:
        return True
    plain = not clause.modal and not clause.past and tokens[clause.predicate].has("plain", "strong", "relative")
    return plain and clause.agent and source.text[span.end - 1] != ":" and "," not in source.text[span.start : span.end]


def heading_frame(source: Source, block: Block, top: Frame, kind: str) -> Frame:
    """Give the frame that a heading opens: who must act below it, and whether tasks lie below it."""
    shade = source.shade[block.start : block.end]
    if kind == "minutes" and not CONCLUDED.search(shade):
        return Frame(block.level, tasks=False)
    cue = _HEAD_CUE.match(shade)
    name = Span(block.start + (cue.end() if cue else 0), block.end)
    level: float = block.level
    if block.level != CAPITALS and is_name(source, name):
        return Frame(level, name_of(source, name), None, True)
    if block.level == CAPITALS and KINDS.match(shade):
        return replace(top, level=level, lead=False)
    if OTHER.match(shade) and not _DUTY.search(shade):
        return Frame(level, tasks=False)
    if TASKS.search(shade):
        return Frame(level, top.assignee if kind == "news" else None, None, True)
    return replace(top, level=level, lead=False)


def is_carrying_out(source: Source, block: Block) -> bool:
    """Say whether a heading of a regulation opens the article on who carries it out."""
    return bool(_CARRYING.match(source.shade, block.start, min(block.end, block.start + HEAD)))


def is_heading(source: Source, block: Block, after: Block | None) -> bool:
    """An open line with deeper lines below it is a heading, unless a card's fields follow."""
    if block.kind == "heading":
        return True
    if block.level >= PLAIN or after is None or (after.kind == "field" and not WHAT.match(after.label)):
        return False
    ends = source.text[block.end - 1]
    deeper = (after.level > block.level or after.kind == "field") and after.kind != "row"
    short = block.end - block.start < 300
    if ends == ":":
        span = Span(block.start, block.end)
        tokens = source.tokens(span)
        clause = parse(tokens, 0, len(tokens))
        tells = clause is not None and clause.agent and clause.modal  # 'các cấp ủy cần thực hiện các nhiệm vụ sau:'
        tells = tells or bool(OWN_TASK.search(source.shade, block.start, block.end))
        return deeper and short and not tells and not find_order(tokens, 0, len(tokens), HARD)
    return is_open_line(source.text, block) and deeper and short
