"""What a time limit means: a day, a period, a rhythm, or so many (working) days counted from something."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kheo.days import Calendar
from kheo.grammar import deadlines

DAY, PERIOD, RECURRING, RELATIVE, OPEN = "day", "period", "recurring", "relative", "open"
RHYTHMS = (
    ("daily", re.compile(r"(?:hằng|hàng|mỗi) ngày|lần\s*/\s*ngày|/ngày")),
    ("weekly", re.compile(r"(?:hằng|hàng|mỗi) tuần|định kỳ (?:\d+ lần\s*/\s*)?tuần|lần\s*/\s*tuần")),
    ("quarterly", re.compile(r"(?:hằng|hàng|mỗi) quý|định kỳ (?:\d+ lần\s*/\s*)?quý|tháng cuối quý|định kỳ 3 tháng")),
    ("half-yearly", re.compile(r"6 tháng một lần|định kỳ 6 tháng|(?:hằng|hàng|mỗi) 6 tháng")),
    ("monthly", re.compile(r"(?:hằng|hàng|mỗi) tháng|định kỳ (?:\d+ lần\s*/\s*)?tháng|lần\s*/\s*tháng")),
    ("yearly", re.compile(r"(?:hằng|hàng|mỗi) năm|định kỳ (?:\d+ lần\s*/\s*)?năm|lần\s*/\s*năm")),
)
_COUNTED = re.compile(
    r"(\d{1,3}) (ngày làm việc|ngày|giờ làm việc|giờ|tuần|tháng|năm)(?!\s+(?:\d|đầu|cuối))(?: (?:kể )?từ (.+))?"
)
_FROM_HERE = re.compile(
    r"ngày (?:ban hành|ký|nhận|có hiệu lực|công bố)?\s*(?:được )?(?:văn bản|công văn|chỉ thị|thông báo)?"
)
_RANGE = re.compile(
    r"(?:từ )?(?P<first>(?:ngày|tháng|quý|\d).+?)(?: đến(?: hết)? |\s*[-–]\s*(?=ngày|tháng|quý))(?P<last>.+)"
)
_DAYS = {"ngày": 1, "tuần": 7}


@dataclass(frozen=True)
class Limit:
    """The meaning of a time limit; `last` is the last day, `first` the first of a period, both where they are fixed."""

    kind: str
    first: date | None = None
    last: date | None = None
    rhythm: str = ""  # daily weekly monthly quarterly half-yearly yearly
    count: int = 0
    unit: str = ""  # 'ngày làm việc', 'ngày', 'giờ', 'tuần', 'tháng', 'năm'
    since: str = ""  # what the count begins with, in the words of the text

    def due(self, calendar: Calendar, issued: date | None) -> date | None:
        """Give the last day: as named, or counted in working or calendar days from the day the text was issued.

        None where the words fix no day, or count from something other than this text.
        """
        if self.kind != RELATIVE or issued is None or not _FROM_HERE.fullmatch(self.since or "ngày ký"):
            return self.last
        if self.unit == "ngày làm việc":
            return calendar.add(issued, self.count)
        if self.unit in _DAYS:
            return calendar.next_working(issued + timedelta(days=self.count * _DAYS[self.unit]))
        return None


def limit_of(words: str, today: date | None) -> Limit:
    """Read the words of a time limit (shadow form); `today` is the day of the text and gives a missing year."""
    rhythm = next((name for name, pattern in RHYTHMS if pattern.search(words)), "")
    if rhythm:
        return Limit(RECURRING, rhythm=rhythm)
    counted = _COUNTED.search(words)
    if counted and not re.search(r"\d\s*[/-]\s*\d", words):
        return Limit(RELATIVE, count=int(counted[1]), unit=counted[2], since=(counted[3] or "").strip())
    return _fixed(words, today)


def _fixed(words: str, today: date | None) -> Limit:
    """Read a day or a period with its two ends."""
    last = _date(deadlines.iso(words, today))
    if last is None:
        return Limit(OPEN)
    span = _RANGE.search(words)
    if span:
        begin = _with_year(span["first"], last)
        first = _date(deadlines.iso(begin, today))
        return Limit(PERIOD, first=first and (deadlines.first_day(begin, first) or first), last=last)
    first = deadlines.first_day(words, last)
    return Limit(PERIOD, first=first, last=last) if first else Limit(DAY, last=last)


def _with_year(words: str, last: date) -> str:
    return words if re.search(r"\d{4}", words) else f"{words}/{last.year}"


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
