"""What kind of text this is: a news item, a notice, a plan, a directive; and the date it carries."""

import re
from collections.abc import Sequence
from datetime import date

from kheo.reader.blocks import PLAIN, Block
from kheo.reader.drafts import Source

_HEADS = (
    (
        "plan",
        re.compile(
            r"(?:^|\n)\s*(?:kế hoạch|chương trình|đề án|phương án)\b[^\n]{0,12}(?:\n|$)|"
            r"số:\s*\d*[\w/-]*/?(?:kh|ctr|pa)-"
        ),
    ),
    (
        "directive",
        re.compile(
            r"(?:^|\n)\s*(?:chỉ thị|công điện|quyết định|nghị quyết)\s*(?:\n|$)|số:\s*\d+[\w/-]*/(?:ct|cđ|qđ|nq)-"
        ),
    ),
    ("minutes", re.compile(r"(?:^|\n)\s*biên bản\b[^\n]{0,80}(?:\n|$)|số:\s*\d+[\w/-]*/bb-")),
    (
        "notice",
        re.compile(
            r"(?:^|\n)\s*(?:thông báo|kết luận)\b[^\n]{0,20}(?:\n|$)|(?:^|\n)\s*thông báo kết luận|"
            r"số:\s*\d+[\w/-]*/(?:tb|kl)-|(?:^|\n)kính gửi"
        ),
    ),
)
_NAMED = re.compile(
    r"^[ \t]*(?:TOÀN VĂN:?\s*)?(KẾT LUẬN|THÔNG BÁO|CHỈ THỊ|CÔNG ĐIỆN|KẾ HOẠCH)\b", re.MULTILINE
)  # in capitals at the head of a line, with the name of who issued it
_KIND_OF = {"KẾ HOẠCH": "plan", "CHỈ THỊ": "directive", "CÔNG ĐIỆN": "directive"}
_LAW = re.compile(r"(?:nghị định|thông tư|(?<!pháp )(?<!kỷ )luật)\s(?:[^.\n\d]{0,40})?(?:số )?\d")
_ANNEX = re.compile(r"\n[^\w\n]*(?:phụ lục|mẫu|biểu mẫu)\b")
_LED = re.compile(r"(?:chủ tịch|bí thư|thủ tướng|bộ trưởng)[^.;\n]{0,60} (?:yêu cầu|giao|chỉ đạo)\b")
_DOTTED = re.compile(r"\.{6,}|…{2,}|_{6,}")
LAWS, QUESTIONS, BLANKS, MANY_BLANKS = 2, 3, 6, 10  # laws cited, lines that ask, dotted lines to fill in
_MOTTO = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN VIỆT NAM|(?i:kính gửi:)|"
    r"(?i:độc lập\s*[-–]\s*tự do\s*[-–]\s*hạnh phúc)"
)  # in running text small letters name the state and the Party: only a letterhead is in capitals
_LED_IN = re.compile(r"(?:kết luận|chỉ đạo|yêu cầu)(?: như sau)?:\s*\n")
ITEMS = 4  # items below the name of a paper
_DECIDED = re.compile(r"^\W*(?:quyết định|nghị quyết|thông tư)\W*$", re.MULTILINE)
_RULES = re.compile(
    r"^(?!\W*(?:căn cứ|theo|xét)\b)[^\n]*ban hành (?:kèm theo )?(?:bản )?(?:quy định|quy chế|điều lệ|định mức)|"
    r"^\W*(?:về\s+việc )?(?:sửa đổi, bổ sung )?(?:một số điều của )?(?:quy\s+định|phân cấp|ủy quyền|quy chế)\b",
    re.MULTILINE,
)
TITLE = 400  # letters of the title below 'QUYẾT ĐỊNH'
_CARRIED = re.compile(
    r"(?:^|\n)[^\w\n]*(?:[ivx]{1,4}|\d{1,2})[.)/][^\w\n]*(?:tổ chức|phân công) thực hiện[^\w\n]*(?:\n|$)"
)
LEAD = 420  # letters of the lead of a news item
LISTED, SHORT = 30, 140  # the level of '1.1.', and letters of a heading
_DUTIES = re.compile(r"tổ chức thực hiện|nhiệm vụ|giải pháp|phân công|trách nhiệm|nội dung thực hiện")
_DATE = re.compile(
    r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})|(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)"
)


def kind_of(source: Source, lines: Sequence[Block]) -> str:
    """Name the kind: plan, directive, notice, or news when nothing official stands at the head."""
    top = source.shade[:1500]
    found = [(match.start(), name) for name, pattern in _HEADS if (match := pattern.search(top))]
    letterhead = bool(_MOTTO.search(source.text[:1500]))
    named = _NAMED.search(source.text[:600])
    if named:
        found.append((named.start(), _KIND_OF.get(named[1], "notice")))
    items = sum(1 for block in lines if block.level < PLAIN)
    if found and (letterhead or _numbered(lines) >= 3 or (named and (items >= ITEMS or _LED_IN.search(source.shade)))):
        return min(found)[1]
    if letterhead or _numbered(lines) >= 6 or (_numbered(lines) >= 3 and _CARRIED.search(source.shade)):
        return "directive"
    return "news"


def explains_law(source: Source, lines: Sequence[Block]) -> bool:
    """Say whether this explains the law or is a form to fill in: a question as its title, laws cited, dotted lines."""
    questions = [source.text[block.end - 1] == "?" for block in lines]
    annex = _ANNEX.search(source.shade)
    blanks = len(_DOTTED.findall(source.text[: annex.start()] if annex else source.text))
    asks = any(questions[:3]) and not _LED.search(source.shade)
    explains = sum(questions) >= QUESTIONS or blanks >= BLANKS or len(_LAW.findall(source.shade)) >= LAWS
    return blanks >= MANY_BLANKS or (asks and explains)


def is_regulation(source: Source) -> bool:
    """Say whether this lays down rules that hold for good ('QUYẾT ĐỊNH ban hành Quy chế …'), not work to be done."""
    decided = _DECIDED.search(source.shade[:2500])
    return bool(decided and _RULES.search(source.shade, decided.end(), decided.end() + TITLE))


def is_part(source: Source, lines: Sequence[Block], kind: str) -> bool:
    """Say whether this is a part of an official text, cut out below its letterhead, in which duties are laid down."""
    if kind == "news" or _MOTTO.search(source.text[:1500]):
        return False
    heads = [block for block in lines if block.level <= LISTED and block.end - block.start < SHORT]
    return any(_DUTIES.search(source.shade, block.start, block.end) for block in heads)


def _numbered(lines: Sequence[Block]) -> int:
    return sum(1 for block in lines if block.level in (10, 15, 20, 50))


def body_start(source: Source, lines: Sequence[Block], kind: str) -> int:
    """Give the first block that can hold tasks: behind the title of a news item."""
    titled = kind == "news" and len(lines) > 1 and lines[0].end - lines[0].start < 220
    return int(titled and source.text[lines[0].end - 1] not in ":;.")


def lead_end(source: Source, lines: Sequence[Block], kind: str) -> int:
    """Give where the lead of a news item ends: the short paragraph below the title, which the body repeats.

    Where blank lines part the paragraphs of a text, they stand around its lead too; out of a file come none.
    """
    if kind != "news" or len(lines) < 5 or body_start(source, lines, kind) == 0:
        return 0
    lead, after = lines[1], lines[2]
    close = lines[-1].line - lines[0].line == len(lines) - 1
    apart = close or (after.line > lead.line + 1 and lead.line > lines[0].line + 1)
    return lead.end if apart and lead.end - lead.start < LEAD else 0


def find_date(shade: str) -> date | None:
    """Give the first full date near the head of the text."""
    for match in _DATE.finditer(shade[:3000]):
        day, month, year = (int(part) for part in match.groups() if part)
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None
