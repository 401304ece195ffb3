"""Time limits in the words of the text, and the day that they end on."""

import calendar
import re
from datetime import date

from kheo.grammar.spans import Span

_DAY = (
    r"(?:\d{1,2}(?: giờ(?: \d{1,2}(?: phút)?)?|h\d{0,2}),? )?(?:ngày\s+)?(?:mùng\s+|"
    r"mồng\s+)?\d{1,2}(?:\s*(?:/|-|\.)\s*\d{1,2}(?:\s*(?:/|-|\.)\s*\d{4})?|\s+tháng\s+\d{1,2}(?:\s*(?:/|-|"
    r"\s+năm\s+)\s*\d{4})?)"
)
_MONTH = r"tháng\s+\d{1,2}(?:\s*(?:/|-|\s+năm\s+|,\s*năm\s+)\s*\d{4})?"
_QUARTER = r"quý\s+(?:iv|i{1,3}|[1-4])(?:\s*(?:/|-|\s+năm\s+|,\s*)\s*\d{4})?"
_HALF = r"6 tháng (?:đầu|cuối) năm(?:\s+\d{4})?"
_YEAR = r"năm\s+(?:\d{4}|nay|tới|sau)"
_EVERY = r"(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)"
_SOON = r"(?:tuần|tháng|quý|năm|nhiệm kỳ|thời gian)\s+(?:tới|này|sau|nay)"
_FEAST = r"tết(?:\s+nguyên đán)?(?:\s+\w+\s+\w+)?|(?:ngày )?(?:lễ|khai giảng|bầu cử)"
_POINT = rf"(?:{_DAY}|{_MONTH}|{_QUARTER}|{_HALF}|{_YEAR})"
_BY = (
    r"(?:hoàn thành |chậm nhất |muộn nhất |thời hạn |báo cáo |kết quả )?(?:chậm nhất |muộn nhất )?(?:là |vào |"
    r"đến |trước |trong |đến hết |hết |tới |từ nay đến(?: hết)? |trong vòng )+"
)
_WORDINGS = (  # each with words of which it needs one: most sentences hold none, and finding that out is quick
    (
        ("hằng", "hàng", "mỗi"),
        rf"(?:định kỳ )?(?:trước |vào |chậm nhất )?(?:(?:vào |trước )?ngày \d{{1,2}}(?:/\d{{1,2}})?(?: và "
        rf"\d{{1,2}}(?:/\d{{1,2}})?)? )?(?:của )?{_EVERY}(?! giải)",
    ),
    (
        ("định kỳ",),
        r"định kỳ (?:\d+ (?:lần|tháng|tuần|ngày|năm)(?:\s*/\s*\d*\s*(?:lần|tháng|tuần|quý|năm|ngày))?|"
        r"tháng|quý|tuần|năm)(?:,? (?:quý|6 tháng|năm))*",
    ),
    (
        ("từ",),
        rf"từ (?:{_POINT}) đến(?: hết)? (?:{_POINT})",
    ),
    (
        (*"0123456789", "quý", "năm"),
        rf"{_BY}(?:đầu |giữa |cuối )?{_POINT}(?: và (?:các )?(?:{_POINT}|năm tiếp theo))?(?: và các năm tiếp theo)?",
    ),
    (
        ("tết", "lễ", "khai giảng", "bầu cử", "tới", "này", "sau", "nay"),
        rf"{_BY}(?:{_FEAST}|{_SOON})",
    ),
    (
        ("khi",),
        rf"(?:trước )?khi (?:kết thúc|hết) {_POINT}",
    ),
    (
        (*"0123456789",),
        r"(?:trong |trong vòng |trong thời hạn |thời hạn |không quá |chậm nhất (?:là |sau )?)\d+ (?:ngày|"
        r"giờ|tháng|tuần|năm)(?: làm việc)?(?: (?:kể )?từ (?:ngày|khi) [^,;.)]{1,40})?",
    ),
    (
        ("ngay sau",),
        r"ngay sau (?:hội nghị|cuộc họp|buổi làm việc|buổi họp|khi|tết)(?: này)?",
    ),
    (
        ("chậm nhất", "đầu", "cuối", "hoàn thành"),
        rf"chậm nhất (?:là )?{_POINT}|(?:đầu|cuối) {_YEAR}|hoàn thành {_YEAR}",
    ),
    (
        ("trong",),
        r"trong (?:tuần|tháng|quý|năm|nhiệm kỳ) (?:tới|này|nay|sau)",
    ),
)
_PATTERNS = tuple((needed, re.compile(wording)) for needed, wording in _WORDINGS)
_LEADING = re.compile(
    rf"(?:trong |từ nay đến |đến |hết |cuối |đầu )*(?:{_POINT}|{_SOON}|ngay sau (?:hội nghị|cuộc họp)(?: này)?)"
)
_CARD = re.compile(
    rf"{_WORDINGS[2][1]}|(?:{_BY})?(?:đầu |giữa |cuối )?{_POINT}(?:(?: và |\s*[-–,;]\s*){_POINT})*(?: "
    rf"và các năm tiếp theo)?|{_WORDINGS[0][1]}|{_WORDINGS[1][1]}|{_EVERY}"
)
_RESULT = re.compile(r"(?:góp phần|qua đó|từ đó)[^;.]*$")
_OF_OTHERS = re.compile(
    r"(?:tầm nhìn|giai đoạn|kế hoạch|nhiệm kỳ|so với|năm học|định hướng|kéo dài|gia hạn|hiệu lực) $"
)
_ENDING = ("trước", "chậm nhất", "muộn nhất")  # 'kết quả thực hiện Kế hoạch trước ngày 15/12'
_VAGUE = re.compile(r"thời gian (?:tới|này|sau|nay)|trong (?:thời gian|quá trình)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NAMED_DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(\d{1,2})(?:\s*(?:[/.-]|\s+năm\s+)\s*(\d{4}))?(?!\d|\s*[/.-]\s*\d)"
)
_NAMED_MONTH = re.compile(r"tháng\s+(\d{1,2})(?:\s*(?:/|-|,?\s+năm\s+)\s*(\d{4}))?")
_NAMED_QUARTER = re.compile(r"quý\s+(iv|i{1,3}|[1-4])\b(?:\s*(?:/|-|,?\s*năm\s+|,\s*)?\s*(\d{4}))?")
_NAMED_HALF = re.compile(r"6 tháng (đầu|cuối) năm(?:\s+(\d{4}))?")
FAR = 8  # months by which a month without a year must lie before the text to mean the next year
PAST = 2  # the same for 'trước', 'chậm nhất': nobody sets a limit that is over
_PROGRAMME = re.compile(r"(?:chiến lược|quy hoạch|đề án|chương trình|kế hoạch|tầm nhìn)[^;,.]*$")
_OPEN = re.compile(r"tiếp theo|hằng|hàng|định kỳ|mỗi|lần|kể từ|nhiệm kỳ|ngay sau|tết")


def find(shade: str, start: int, end: int) -> Span | None:
    """Give the first time limit between two offsets, the longest that begins there."""
    best: Span | None = None
    words = shade[start:end]
    for needed, pattern in _PATTERNS:
        if not any(word in words for word in needed):
            continue
        for match in pattern.finditer(shade, start, end):
            if not _refused(shade, match.start(), match.end()):
                span = Span(match.start(), match.end())
                best = span if best is None or _before(span, best) else best
                break
    return best


def _before(one: Span, other: Span) -> bool:
    if one.start < other.end and other.start < one.end:
        return one.end - one.start > other.end - other.start
    return one.start < other.start


def _refused(shade: str, start: int, end: int) -> bool:
    """A date of something else: 'từ đầu năm', 'trong thời gian tới', a plan's own year."""
    words = shade[start:end]
    if _VAGUE.search(words) or (start and shade[start - 1].isalnum()):
        return True
    if words.startswith("đến năm") and _PROGRAMME.search(shade[max(0, start - 70) : start]):
        return True
    before = shade[max(0, start - 24) : start]
    if words.startswith(("đầu năm", "cuối năm")) and before.endswith("tháng "):
        return True  # '6 tháng cuối năm' is what the work is about
    if re.search(r"năm \d{4}$", words) and _RESULT.search(shade[max(0, start - 160) : start]):
        return True
    carried_out = words.startswith(_ENDING) and before.endswith("kế hoạch ")
    return not carried_out and bool(_OF_OTHERS.search(before))


def find_leading(shade: str, start: int, end: int) -> Span | None:
    """Give the time limit that a leading phrase is ('Trong năm 2017, …', 'năm 2019, …')."""
    match = _LEADING.match(shade, start, end)
    if match and not _VAGUE.search(match.group()):
        return Span(match.start(), match.end())
    return find(shade, start, end)


def find_card(shade: str, start: int, end: int) -> Span | None:
    """Give the time limit in a card's or table's time field, where it needs no preposition."""
    best = find(shade, start, end)
    match = _CARD.search(shade, start, end)
    if match and (best is None or match.start() <= best.start):
        return Span(match.start(), match.end()) if best is None or match.end() >= best.end else best
    return best


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _year(found: str | None, today: date, month: int = 12, far: int = FAR) -> int:
    """Give the year; a missing one is the text's own, or the next when its months lie long before the text."""
    if found:
        return int(found)
    return today.year + (today.month - month >= far)


def _named_day(words: str, today: date) -> date | None:
    days = list(_NAMED_DAY.finditer(words))
    if not days:
        return None
    last, far = days[-1], PAST if any(word in words for word in _ENDING) else FAR
    return date(_year(last[3], today, int(last[2]), far), int(last[2]), int(last[1]))


def _period(words: str, today: date) -> date | None:
    """Give the last day of the last month, quarter, half or year that is named."""
    found: list[tuple[int, date]] = []
    for match in _NAMED_MONTH.finditer(words):
        month = int(match[1])
        found.append((match.start(), _last_day(_year(match[2], today, month), month)))
    for match in _NAMED_QUARTER.finditer(words):
        month = 3 * _QUARTERS[match[1]]
        found.append((match.start(), _last_day(_year(match[2], today, month), month)))
    for match in _NAMED_HALF.finditer(words):
        found.append((match.start(), _last_day(_year(match[2], today), 6 if match[1] == "đầu" else 12)))
    if not found:
        for match in re.finditer(r"năm\s+(\d{4}|nay)", words):
            found.append((match.start(), date(today.year if match[1] == "nay" else int(match[1]), 12, 31)))
    return max(found)[1] if found else None


def first_day(words: str, last: date) -> date | None:
    """Give the first day of the period that ends on `last`: 'trong tháng 3', 'năm 2026'; None for a day."""
    if _NAMED_DAY.search(words) or re.search(r"trước|chậm nhất|đến|hết|cuối", words):
        return None
    if _NAMED_QUARTER.search(words):
        return date(last.year, last.month - 2, 1)
    if _NAMED_HALF.search(words):
        return date(last.year, last.month - 5, 1)
    return date(last.year, last.month if _NAMED_MONTH.search(words) else 1, 1)


def iso(words: str, today: date | None) -> str | None:
    """Give the ISO day on which a time limit ends; None where the words name no fixed day."""
    if _OPEN.search(words) or (today is None and not re.search(r"\d{4}", words)):
        return None
    base = today or date(2000, 1, 1)
    try:
        day = _named_day(words, base) or _period(words, base)
    except ValueError:
        return None
    return day.isoformat() if day else None
