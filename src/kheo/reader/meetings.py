"""The meeting that a text reports: what it was, when, where, who held and who led it, how many papers were read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kheo.language import sentences, shadow
from kheo.reader.blocks import Block
from kheo.reader.chairs import HELD, chair_of, leader_in, organiser_of
from kheo.reader.drafts import Source
from kheo.reader.model import Meeting

_NOUN = (
    r"(?:chương trình (?=[“\"]|gặp|giao lưu|đối thoại|tọa đàm)|"
    r"hội nghị|hội thảo|tọa đàm|đại hội|diễn đàn|lễ (?:khai giảng|bế giảng|khánh thành|"
    r"khởi công|hưởng ứng|mít tinh|tưởng niệm|thông xe|động thổ|đón|phát động|ra mắt|ra quân|công bố|trao|tổng kết|"
    r"kỷ niệm|khai mạc|tuyên dương|khen thưởng|ký kết|đón nhận|khởi động)|ngày hội|"
    r"(?:cuộc |buổi |phiên |kỳ )?họp (?:giao ban|thường kỳ|thường trực|ban chỉ đạo|phiên)|"
    r"(?:cuộc|buổi|phiên|kỳ) (?:họp|làm việc|đối thoại|gặp mặt|gặp gỡ|tiếp xúc|giao ban|tọa đàm|tiếp|tập "
    r"huấn|giám sát|kiểm tra|thảo luận)|"
    r"gặp mặt|đối thoại|tiếp xúc cử tri|họp báo|giao ban|làm việc (?:với|về|tại)|phiên (?:chất vấn|giải trình))"
)
_TITLE = re.compile(rf"(?<!\w){_NOUN}(?!\w)")
_LED = re.compile(r"(?:chủ trì|dự|tham dự|chỉ đạo|điều hành)(?: và (?:chỉ đạo|chủ trì|phát biểu[^.;,]{0,30}))?\s*$")
_WHEN = re.compile(
    r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?|(?:ngày|sáng|chiều|tối|trưa|"
    r"hôm)(?:\s+ngày|\s+hôm nay,?|\s+nay,?)?\s*\(?"
    r"(?:\d{1,2}\s*(?:và|đến|,)\s*)?(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{4}))?(?!\d)"
)
_TODAY = re.compile(r"(?:sáng|chiều|tối|hôm) nay")
_STOP = re.compile(
    r"[.;:!?\n(]|\s[-–]\s(?=\D)(?!xã hội)|,? (?:diễn ra|được tổ chức|nhằm|để|do|dưới sự|tại (?!các|địa|xã|phường|"
    r"huyện|quận|tỉnh|thành|kỳ họp)|với sự|vào|(?:sáng|chiều|tối|trưa)(?: ngày| nay| \d+)|ngày \d+|đồng chí|có sự|theo "
    r"hình thức|sau|và chỉ đạo|và phát biểu|"
    r"chủ trì|cho (?:rằng|biết)|đã (?!đạt)|nhấn mạnh|phát biểu)\b|, (?=phó|chủ tịch|bí thư|ông|bà|thủ "
    r"tướng|bộ trưởng|giám đốc|ubnd|trưởng|các đại|với|trong|đây|người|theo|gồm|tham|cùng|nhiều|có|lãnh đạo|"
    r"các đồng|đại diện)|"
    r"(?<!\w)các đại biểu (?:được|đã)\b|có (?=ủy viên|đồng chí|các đồng|ông|bà|lãnh đạo|đại diện)|"
    r", (?=thu hút|quy tụ|tiếp nhận|thông báo)|"
    r",(?=\s*$)"
)
_PLACE = re.compile(
    r"tại\s+((?:(?:hội trường|trụ sở|nhà|trung tâm|phòng họp|sân|quảng trường|điểm cầu|khách sạn|trường|"
    r"văn phòng|công viên|thôn|tổ dân phố|khu|cung|bảo tàng|thành phố|tp\.?|hà nội|thủ "
    r"đô)[^,.;:\n]{2,80}?)|hà nội|"
    r"(?<=, tại )(?:(?:ubnd|ủy ban nhân dân) )?(?:phường|xã|huyện|thị trấn) "
    r"[^,.;:\n]{2,40}(?=, ))(?=[,.;:\n]| đã | diễn ra)"
)
_PAPERS = re.compile(
    r"(\d{1,3}) (?:bài |lượt |báo cáo |đại biểu |ý kiến |bản |công dân |cử tri |hội viên |trình bày )*"
    r"(?:tham luận|ý kiến(?!, (?:kiến nghị|phản ánh))"
    r"(?: phát biểu| thảo "
    r"luận| đóng góp)?|phát biểu(?: ý kiến)?)"
)
_PAPER_TITLE = re.compile(r"tham luận[^“”\n.]{0,60}[“\"]([^”\"\n]{8,200})[”\"]")
_ABOUT = re.compile(r"(?:kết luận|ý kiến|phát biểu|chỉ đạo)[^.;:]{0,200}\btại\s+$")
_OPENING = re.compile(
    r"(?<=\n)[ \t]*(?:(?:sáng|chiều|tối),? )?(?:trong )?(?:các )?ngày\s+\d(?!\d? tháng \d+ năm \d{4}\s*\n)[^\n]{30,400}"
)
_SESSION = re.compile(r"(?:buổi |cuộc )?(?:làm việc|đối thoại|gặp|tiếp xúc|kiểm tra|giám sát)")
_BARE = re.compile(r"gặp mặt|đối thoại|giao ban")
_AT = re.compile(
    r"(?:tại|cuộc|buổi|phiên|chương trình)(?: gặp gỡ,)? $|^$|"
    r"(?<!\w)(?:chủ tịch|bí thư|ubnd|ủy ban|hđnd|lãnh đạo|đảng ủy)\b[^,;]{0,60} $"
)  # 'Chủ tịch UBND phường đối thoại với các hộ dân'
MENTIONS = 60  # mentions of meetings weighed in one text


@dataclass(frozen=True)
class Mention:
    """A place where a meeting is named, with its sentence and what speaks for it."""

    start: int
    end: int
    sentence: tuple[int, int]
    score: float


def _trimmed(words: str) -> str:
    """Leave marks out at the ends; a quotation mark stays when its mate is inside."""
    bare = words.strip(' .,"“”')
    return f"{bare}”" if bare.count("“") > bare.count("”") and f"{bare}”" in words else bare


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
    score += 3.0 if HELD.search(before) else 0.0
    score += 2.5 if _LED.search(before) or (before.endswith(" đã ") and shade.startswith("làm việc", start)) else 0.0
    score += 1.0 if re.search(r"(?:tại|phát biểu (?:chỉ đạo )?(?:tại )?)\s*$", before) else 0.0
    score += min(len(shade[start:end].split()), 12) * 0.15
    score -= 3.0 if re.search(r"(?:sau|trước|các|những|nghị quyết|ban|kết quả|tại các) $", before) else 0.0
    return score - 0.12 * order


def _only_named(shade: str, start: int, place: int) -> bool:
    """'tăng cường tiếp xúc, đối thoại, giải quyết …': nobody holds or attends this."""
    before = shade[max(start, place - 90) : place]
    return not (HELD.search(before) or _LED.search(before) or _AT.search(before))


def _mentions(source: Source, lines: Sequence[Block], kind: str) -> list[Mention]:
    found: list[Mention] = []
    order = 0
    for block in lines[:16]:
        heading = block.kind == "heading" and block is not lines[0] and kind == "news"
        if block.kind in ("caption", "signature", "row") or heading:
            continue
        for span in sentences(source.text, block.start, block.end):
            order += 1
            for match in _TITLE.finditer(source.shade, *span):
                if source.text[match.start() : match.end()].endswith("ao Ban"):
                    continue  # 'giao Ban Quản lý dự án …' gives a body something to do
                if _BARE.fullmatch(match.group()) and _only_named(source.shade, span[0], match.start()):
                    continue
                end = _title_end(source.shade, match.start(), span[1])
                weight = _score(source.shade, span, match.start(), end, order)
                weight -= 2.5 if block is lines[0] and len(lines) > 2 else 0.0
                if kind == "notice" and _ABOUT.search(source.shade, block.start, match.start()):
                    weight += 1.5  # 'Kết luận của … tại cuộc họp …': the abstract names it
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


def _when(source: Source, mention: Mention, today: date | None, kind: str) -> str | None:
    """Give the day: in the sentence itself, else in the sentences near the head of the text."""
    opening = _OPENING.search(source.shade[:4000]) if kind == "notice" else None
    places = [(opening.start(), opening.end())] if opening else []
    for start, end in (*places, mention.sentence, (0, min(len(source.text), 1600))):
        match = _WHEN.search(source.shade, start, end)
        if match and (found := _date(match, today)):
            return found
    near = source.shade[mention.sentence[0] : mention.sentence[1]]
    return today.isoformat() if today and _TODAY.search(near) else None


def _location(source: Source, mention: Mention, kind: str) -> str | None:
    opening = _OPENING.search(source.shade[:4000]) if kind == "notice" else None
    span = (opening.start(), opening.end()) if opening else mention.sentence
    match = _PLACE.search(source.shade, *span)
    return source.text[match.start(1) : match.end(1)].strip() if match else None


def _fields(source: Source, lines: Sequence[Block], today: date | None) -> Meeting | None:
    """Read the head of minutes: the title below 'BIÊN BẢN', then 'Thời gian: …', 'Địa điểm: …', 'Chủ trì: …'."""
    head = [block for block in lines[:40] if block.kind in ("heading", "plain", "item")]
    title = next((block for block in head if _TITLE.search(source.shade, block.start, block.end)), None)
    if title is None:
        return None
    found = _TITLE.search(source.shade, title.start, title.end)
    start = found.start() if found else title.start
    values = {block.label: source.text[block.start : block.end].rstrip(" .;") for block in lines[:40] if block.label}
    when = _WHEN.search(shadow(values.get("thời gian", "")))
    return Meeting(
        title=_trimmed(source.text[start : title.end]),
        date=(_date(when, today) if when else None) or (today.isoformat() if today else None),
        location=values.get("địa điểm"),
        chair=values.get("chủ trì") or values.get("người chủ trì") or chair_of(source),
    )


def find_meeting(source: Source, lines: Sequence[Block], kind: str, today: date | None) -> Meeting | None:
    """Give the meeting that news, minutes or a notice of conclusions reports; directives and plans report none."""
    if kind == "minutes":
        return _fields(source, lines, today)
    if kind not in ("news", "notice") or not lines:
        return None
    best = max(_mentions(source, lines, kind), key=lambda mention: mention.score, default=None)
    if best is None or best.score < 0.5 or (kind == "notice" and best.score < 2):
        return None
    if kind == "notice":
        best = _fuller(source, best, _mentions(source, lines, kind))
    papers = _PAPERS.search(source.shade)
    return Meeting(
        title=_trimmed(source.text[best.start : best.end]),
        date=_when(source, best, today, kind),
        location=_location(source, best, kind),
        organiser=organiser_of(source, best.sentence, best.start, best.end) if kind == "news" else None,
        chair=chair_of(source) or _session_leader(source, best),
        papers_count=int(papers[1]) if papers else None,
        papers=tuple(source.text[match.start(1) : match.end(1)] for match in _PAPER_TITLE.finditer(source.shade)),
    )


def _fuller(source: Source, best: Mention, mentions: Sequence[Mention]) -> Mention:
    """Give the fuller name where the body only says 'phiên họp thứ 6' and the abstract says of what."""
    words = source.shade[best.start : best.end]
    if len(words.split()) > 4:
        return best
    same = [other for other in mentions if source.shade.startswith(words, other.start)]
    longest = max(same, key=lambda mention: mention.end - mention.start, default=best)
    return replace(best, start=longest.start, end=longest.end)


def _session_leader(source: Source, mention: Mention) -> str | None:
    session = _SESSION.match(source.shade, mention.start)
    return leader_in(source, *mention.sentence) if session else None
