"""The meeting that a text reports: what it was, when, where, who held and who led it, how many papers were read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kheo.language import sentences
from kheo.reader.blocks import Block
from kheo.reader.drafts import Source
from kheo.reader.model import Meeting
from kheo.reader.people import names_in

_NOUN = (
    r"(?:hội nghị|hội thảo|tọa đàm|đại hội|diễn đàn|lễ (?:phát động|ra mắt|ra quân|công bố|trao|tổng kết|"
    r"kỷ niệm|khai mạc)|ngày hội|"
    r"(?:cuộc|buổi|phiên|kỳ) (?:họp|làm việc|đối thoại|gặp mặt|gặp gỡ|tiếp xúc|giao ban|tọa đàm|tiếp|tập "
    r"huấn|giám sát|kiểm tra|thảo luận)|"
    r"gặp mặt|đối thoại|tiếp xúc cử tri|họp báo|giao ban|làm việc (?:với|về|tại)|phiên (?:chất vấn|giải trình))"
)
_TITLE = re.compile(rf"(?<!\w){_NOUN}(?!\w)")
_HELD = re.compile(
    r"(?:đã |vừa |sẽ )?(?:long trọng |phối hợp (?:với|cùng) [^.;]{3,90} )?(?:tổ chức|mở|khai mạc|có buổi|"
    r"tiến hành)\s*$"
)
_LED = re.compile(r"(?:chủ trì|dự|tham dự|chỉ đạo|điều hành)(?: và (?:chỉ đạo|chủ trì|phát biểu[^.;,]{0,30}))?\s*$")
_WHEN = re.compile(
    r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?|(?:ngày|sáng|chiều|tối|trưa|"
    r"hôm)(?:\s+ngày|\s+hôm nay,?)?\s*\(?(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{4}))?(?!\d)"
)
_TODAY = re.compile(r"(?:sáng|chiều|tối|hôm) nay")
_STOP = re.compile(
    r"[.;:!?\n(]|\s[-–]\s(?=\D)|,? (?:diễn ra|được tổ chức|nhằm|để|do|dưới sự|tại (?!các|địa|xã|phường|"
    r"huyện|quận|tỉnh|thành)|với sự|vào|(?:sáng|chiều|tối|trưa)(?: ngày| \d+)|ngày \d|đồng chí|có sự|theo "
    r"hình thức|sau|và chỉ đạo|và phát biểu|"
    r"chủ trì|cho (?:rằng|biết)|đã (?!đạt)|nhấn mạnh|phát biểu)\b|, (?=phó|chủ tịch|bí thư|ông|bà|thủ "
    r"tướng|bộ trưởng|giám đốc|ubnd|trưởng|các đại|với|trong|đây|người|theo|gồm|tham|cùng|nhiều|có)|"
    r",(?=\s*$)"
)
_PLACE = re.compile(
    r"tại\s+((?:(?:hội trường|trụ sở|nhà|trung tâm|phòng họp|sân|quảng trường|điểm cầu|khách sạn|trường|"
    r"văn phòng|công viên|thôn|tổ dân phố|khu|cung|bảo tàng|thành phố|tp\.?|hà nội|thủ "
    r"đô)[^,.;:\n]{2,80}?)|hà nội)(?=[,.;:\n]| đã | diễn ra)"
)
_PAPERS = re.compile(
    r"(\d{1,3}) (?:bài |lượt |báo cáo |đại biểu |ý kiến |bản )*(?:tham luận|ý kiến(?: phát biểu| thảo "
    r"luận| đóng góp)?|phát biểu(?: ý kiến)?)"
)
_PAPER_TITLE = re.compile(r"tham luận[^“”\n.]{0,60}[“\"]([^”\"\n]{8,200})[”\"]")
MENTIONS = 60  # mentions of meetings weighed in one text
CHAIR_REACH = 12_000  # characters in which the one who led is looked for
_POSTS = r"(?:lãnh đạo|phó chủ tịch|chủ tịch|phó bí thư|bí thư|tổng bí thư|thủ tướng|bộ trưởng|giám đốc|trưởng ban)"
_NAMES_FOLLOW = re.compile(r"chủ trì[^.\n]{0,60}(?:có|là|gồm|:)|kết luận (?:của|tại|hội nghị|cuộc họp|buổi|phiên)")
_CHAIRED = re.compile(
    r"chủ trì(?!,? (?:và )?(?:phối hợp|tham mưu|xây dựng|giải quyết|thực hiện|theo dõi|xác minh|soạn|rà soát|tổ chức))|"
    r"làm trưởng đoàn"
)
_CONCLUDED = re.compile(r"kết luận")


@dataclass(frozen=True)
class Mention:
    """A place where a meeting is named, with its sentence and what speaks for it."""

    start: int
    end: int
    sentence: tuple[int, int]
    score: float


def _title_end(shade: str, start: int, stop: int) -> int:
    first = _TITLE.match(shade, start, stop)
    match = _STOP.search(shade, first.end() if first else start, stop)
    end = match.start() if match else stop
    return min(end, start + 240)


def _score(shade: str, span: tuple[int, int], start: int, end: int, order: int) -> float:
    """Weigh a mention: held on a day by somebody, early, with a subject of its own."""
    before = shade[max(span[0], start - 600) : start]
    score = (
        2.0
        if _WHEN.search(before) or _WHEN.search(shade[end : min(span[1], end + 400)]) or _TODAY.search(before)
        else 0.0
    )
    score += 3.0 if _HELD.search(before) else 0.0
    score += 2.5 if _LED.search(before) else 0.0
    score += 1.0 if re.search(r"(?:tại|phát biểu (?:chỉ đạo )?(?:tại )?)\s*$", before) else 0.0
    score += min(len(shade[start:end].split()), 12) * 0.15
    score -= 3.0 if re.search(r"(?:sau|trước|các|những|nghị quyết|ban|kết quả|tại các) $", before) else 0.0
    return score - 0.12 * order


def _mentions(source: Source, lines: Sequence[Block]) -> list[Mention]:
    found: list[Mention] = []
    order = 0
    for block in lines[:16]:
        if block.kind in ("caption", "signature", "row") or (block.kind == "heading" and block is not lines[0]):
            continue
        for span in sentences(source.text, block.start, block.end):
            order += 1
            for match in _TITLE.finditer(source.shade, *span):
                end = _title_end(source.shade, match.start(), span[1])
                weight = _score(source.shade, span, match.start(), end, order)
                weight -= 2.5 if block is lines[0] and len(lines) > 2 else 0.0
                found.append(Mention(match.start(), end, span, weight))
    return found[:MENTIONS]


def _date(match: re.Match[str], today: date | None) -> str | None:
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    if year is None and today is None:
        return None
    try:
        found = date(int(year) if year else (today or date.min).year, int(month), int(day))
        if not year and today and (found - today).days > 60:
            found = found.replace(year=found.year - 1)
    except ValueError:
        return None
    return found.isoformat()


def _when(source: Source, mention: Mention, today: date | None) -> str | None:
    """Give the day: in the sentence itself, else in the sentences near the head of the text."""
    for start, end in (mention.sentence, (0, min(len(source.text), 1600))):
        match = _WHEN.search(source.shade, start, end)
        if match and (found := _date(match, today)):
            return found
    near = source.shade[mention.sentence[0] : mention.sentence[1]]
    return today.isoformat() if today and _TODAY.search(near) else None


def _organiser(source: Source, mention: Mention) -> str | None:
    """Give who held it: the words between the day and 'tổ chức'."""
    before = source.shade[mention.sentence[0] : mention.start]
    held = _HELD.search(before)
    if not held:
        return None
    start = mention.sentence[0]
    head = before[: held.start()].rstrip()
    for mark in re.finditer(
        r",\s+|\)\s*[-–]\s*|^\W*(?:sáng|chiều|tối|ngày)[^,]{0,25}?\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{4})?\s+", head
    ):
        rest = head[mark.end() :]
        if rest and not re.match(r"(?:xã|phường|huyện|quận|tỉnh|thành phố|thể thao|đoàn thể|ban ngành)\b", rest):
            start = mention.sentence[0] + mark.end()
    words = source.text[start : mention.sentence[0] + len(head)].strip(" ,-–")
    words = re.sub(r"^(?:Sáng|Chiều|Tối|Ngày)[^,A-ZĐ]{0,20}", "", words).strip(" ,")
    return words if 2 < len(words) < 140 and not re.match(r"\d", words) else None


def _named(source: Source, start: int, end: int, last: bool) -> str | None:
    names = names_in(source.text, source.shade, start, end)
    if not names:
        return None
    place = names[-1] if last else names[0]
    return source.text[place[0] : place[1]]


def _chair(source: Source) -> str | None:
    """Give who led ('chủ trì'), else who gave the conclusion: a name, or a post where no name is given."""
    for pattern in (_CHAIRED, _CONCLUDED):
        for match in pattern.finditer(source.shade[:CHAIR_REACH]):
            found = _led_by(source, match.start(), match.end())
            if found:
                return found
    return None


def _led_by(source: Source, start: int, end: int) -> str | None:
    """Look for who leads beside one 'chủ trì' or 'kết luận', within its sentence."""
    shade, near = source.shade, max(0, start - 300)
    begin = max(near, *(shade.rfind(mark, near, start) + 1 for mark in (". ", "\n", ";")))
    ends = [place for mark in (". ", "\n") if (place := shade.find(mark, end, end + 300)) > 0]
    right = min(ends, default=end + 160)
    if _NAMES_FOLLOW.match(shade, start):
        found = _named(source, end, min(right, end + 200), last=False)
        if found:
            return found
    before = _named(source, begin, start, last=True) or _leaders(source, begin, start)
    return before or _post_after(source, end, right)


def _post_after(source: Source, start: int, end: int) -> str | None:
    """'Kết luận hội nghị, Bí thư Đảng ủy phường …': the post that follows, without a name."""
    match = re.match(
        rf"(?: (?:hội nghị|cuộc họp|buổi \w+ \w+|tại [^,]{{3,40}}))?, ((?:đồng chí )?{_POSTS}(?: "
        rf"[^\s,.;]+){{0,5}}?)(?= (?:đã|ghi|nhấn|yêu|đề nghị|đánh|khẳng|cho|biểu|giao))",
        source.shade[start:end],
    )
    return source.text[start + match.start(1) : start + match.end(1)] if match else None


def _leaders(source: Source, start: int, end: int) -> str | None:
    """'Các đồng chí lãnh đạo quận chủ trì': leaders without a name."""
    match = re.search(rf"(?:(?:các )?đồng chí )?{_POSTS}[^,.;\n]{{0,50}}?(?= đã$|$)", source.shade[start:end].rstrip())
    return source.text[start + match.start() : start + match.end()] if match else None


def _location(source: Source, mention: Mention) -> str | None:
    match = _PLACE.search(source.shade, *mention.sentence)
    return source.text[match.start(1) : match.end(1)].strip() if match else None


def find_meeting(source: Source, lines: Sequence[Block], kind: str, today: date | None) -> Meeting | None:
    """Give the meeting that a news item or a notice of conclusions reports; directives and plans report none."""
    if kind not in ("news", "notice") or not lines:
        return None
    mentions = _mentions(source, lines)
    if not mentions:
        return None
    best = max(mentions, key=lambda mention: mention.score)
    if best.score < 0.5 or (kind == "notice" and best.score < 2):
        return None
    papers = _PAPERS.search(source.shade)
    return Meeting(
        title=source.text[best.start : best.end].strip(' ,"“”'),
        date=_when(source, best, today),
        location=_location(source, best),
        organiser=_organiser(source, best) if kind == "news" else None,
        chair=_chair(source),
        papers_count=int(papers[1]) if papers else None,
        papers=tuple(source.text[match.start(1) : match.end(1)] for match in _PAPER_TITLE.finditer(source.shade)),
    )
