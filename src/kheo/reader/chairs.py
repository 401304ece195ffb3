"""Who led a meeting and who held it: 'dưới sự chủ trì của …', 'do … chủ trì', 'kết luận hội nghị, …', '… tổ chức'."""

import re

from kheo.grammar.people import names_in
from kheo.grammar.phrases import head, names_agent
from kheo.reader.drafts import Source

CHAIR_REACH = 12_000  # characters in which the one who led is looked for
_POSTS = (
    r"(?:lãnh đạo|phó chủ tịch|chủ tịch|phó bí thư|bí thư|tổng bí thư|phó thủ tướng|thủ tướng|thứ trưởng|bộ trưởng|"
    r"phó giám đốc|giám đốc|phó trưởng ban|trưởng ban|trưởng phòng|trưởng đoàn|chủ nhiệm|hiệu trưởng|trưởng thôn|"
    r"thường trực|tổ trưởng|chánh văn phòng|viện trưởng|cục trưởng|chỉ huy trưởng)"
)
_NAMED = (
    re.compile(
        r"(?:dưới sự chủ trì của|được chủ trì bởi)\s+(?P<who>[^.;\n]{3,200}?)"
        r"(?=[.;\n]|, (?:hội nghị|cuộc họp|các đại biểu|ban|ubnd|đã)| đã | tổ chức|,? với |$)"
    ),
    re.compile(
        r"(?<!\w)do\s+(?P<who>[^.;\n]{3,200}?)\s+(?:đồng )?(?:làm trưởng đoàn|chủ trì|chủ tọa|làm chủ tọa|dẫn đầu)"
    ),
)
_CHAIRED = re.compile(
    r"(?:chủ trì|chủ tọa|điều hành hội nghị)(?!,? (?:và )?(?:mô hình|đề án|dự án|chương trình|"
    r"phối hợp|tham mưu|xây dựng|giải quyết|thực hiện|theo dõi|"
    r"xác minh|soạn|rà soát|làm việc|tổ chức(?! hội nghị)|hướng dẫn|triển khai|thẩm định|tổng hợp))|làm trưởng đoàn"
)
_CONCLUDED = re.compile(r"kết luận")
_NAMES_FOLLOW = re.compile(
    r"chủ trì[^.\n]{0,60}(?:\b(?:có|là|gồm)\b|:)|kết luận (?:của|tại|hội nghị|cuộc họp|buổi|phiên)"
)
_POST_AFTER = re.compile(
    rf"(?: (?:hội nghị|cuộc họp|phiên họp|buổi \w+ \w+|phiên \w+ \w+|tại [^,]{{3,60}}))?, "
    rf"(?:đồng chí |ông |bà )?(?P<who>{_POSTS}(?:[^.;:\n]{{0,90}}?))"
    r"(?=,? (?:đã|cũng|ghi nhận|nhấn|yêu cầu|đề nghị|đánh giá|khẳng|cho|biểu|giao|nêu|chỉ đạo|kết luận|lưu ý|cơ bản)\b)"
)
_LEADING = re.compile(r"(?<!\w)(?:chủ tịch|bí thư|thủ tướng|bộ trưởng|tổng bí thư|trưởng đoàn|tổ trưởng)(?!\w)")
_HEARD = re.compile(
    rf"^.*(?:báo cáo|ý kiến)\b.*?, (?=(?!lãnh đạo){_POSTS})"
)  # 'nghe báo cáo, ý kiến của …, Chủ tịch kết luận'
_TITLES = re.compile(r"^(?:(?:các )?(?:đồng chí|đ/c)|ông|bà)\s+(?!lãnh đạo)")
HELD = re.compile(
    r"(?:đã |vừa |sẽ )?(?:long trọng |trọng thể |phối hợp (?:với|cùng) [^.;]{3,120} )?"
    r"(?:tổ chức|mở|khai mạc|có|có buổi|có cuộc|tiến hành|đã đến|đã về)\s*$"
)
_TO_HOLD = re.compile(r"(?:để|nhằm|chuẩn bị|yêu cầu|đề nghị)\b[^,;]{0,40}$")  # what is only going to be held
_HELD_BEHIND = re.compile(r"(?<!\w)do\s+(?P<who>[^;\n]{3,140}?)\s+(?:phối hợp )?(?:đồng )?(?:tổ chức|đăng cai)\b")
_PARTNERS = re.compile(r",? (?:đã )?(?:phối hợp|đồng tổ chức|do \S+ (?:\S+ ){0,40}?(?:làm|chủ trì|dẫn đầu))\b.*$", re.S)
_DAY_LEAD = re.compile(
    r"(?:.{0,30}?(?<!\w))?(?:(?:sáng|chiều|tối|trưa|trong|ngày|các|hôm|nay|qua|từ)[ ,]*)*\(?\d{1,2}(?: và \d{1,2})?"
    r"(?:\s*[-/.]\s*\d{1,2}(?:\s*[-/.]\s*\d{4})?| tháng \d{1,2}(?: năm \d{4})?)\)?[,]?\s+"
)


def chair_of(source: Source) -> str | None:
    """Give who led ('chủ trì'), else who gave the conclusion: a name, or a post where no name is given."""
    head = source.shade[:CHAIR_REACH]
    for pattern in _NAMED:
        for match in pattern.finditer(head):
            found = _person(source, match.start("who"), match.end("who"))
            if found:
                return found
    for pattern in (_CHAIRED, _CONCLUDED):
        for match in pattern.finditer(head):
            found = _led_by(source, match.start(), match.end())
            if found:
                return found
    return None


def _person(source: Source, start: int, end: int) -> str | None:
    """Give the name in a phrase, else its post; a post that is named elsewhere gives that name."""
    name = _named(source, start, end, last=False)
    if name:
        return name
    found = re.search(_POSTS, source.shade[start:end])
    if not found:
        tokens = source.tokens_between(start, end)
        return source.text[start:end].strip(" ,") if names_agent(tokens, 0, len(tokens)) else None
    start += found.start()
    return _name_of_post(source, source.shade[start:end].split(",")[0]) or source.text[start:end].strip(" ,")


def _name_of_post(source: Source, post: str) -> str | None:
    """'Thủ tướng' in 'Kết luận buổi làm việc, Thủ tướng …' is who is named as 'Thủ tướng NAME' elsewhere."""
    for match in re.finditer(rf"(?<!phó ){re.escape(post)}\b(?: chính phủ)?,? (?=\w)", source.shade[:CHAIR_REACH]):
        names = names_in(source.text, source.shade, match.end(), match.end() + 50)
        if names and names[0][0] == match.end():
            return source.text[names[0][0] : names[0][1]]
    return None


def _named(source: Source, start: int, end: int, last: bool) -> str | None:
    names = names_in(source.text, source.shade, start, end)
    if not names:
        return None
    place = names[-1] if last else names[0]
    return source.text[place[0] : place[1]]


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
    together = "các đồng chí" in shade[begin:start] or shade[begin:start].endswith("đồng ")
    before = _named(source, begin, start, last=not together) or _leaders(source, begin, start)
    return before or _post_after(source, end, right)


def _post_after(source: Source, start: int, end: int) -> str | None:
    """'Kết luận hội nghị, Bí thư Đảng ủy phường …': the post that follows, without a name."""
    match = _POST_AFTER.match(source.shade[start:end])
    return _person(source, start + match.start("who"), start + match.end("who")) if match else None


def _leaders(source: Source, start: int, end: int) -> str | None:
    """'Các đồng chí lãnh đạo quận chủ trì', 'Bí thư Tỉnh ủy, Trưởng Ban Chỉ đạo đã chủ trì': posts without a name."""
    words = re.sub(
        r"(?: và kết luận| đã| trực tiếp| tham dự và| dự và| đồng)+$", "", source.shade[start:end].rstrip(" ,")
    )
    heard = _HEARD.match(words)
    match = re.compile(rf"(?:(?:các )?đồng chí )?{_POSTS}[^.;:\n]{{0,90}}$").search(words, heard.end() if heard else 0)
    if not match:
        return None
    found = source.text[start + match.start() : start + match.end()]
    return _name_of_post(source, source.shade[start + match.start() : start + match.end()]) or found


def leader_in(source: Source, start: int, end: int) -> str | None:
    """Give the leader named in the sentence of a working session that nobody 'chủ trì'."""
    for left, right in names_in(source.text, source.shade, start, end):
        near = (
            source.shade[max(start, left - 50) : left].rsplit(",", 1)[-1] + source.shade[right : min(end, right + 40)]
        )
        if _LEADING.search(near):
            return source.text[left:right]
    return None


def organiser_of(source: Source, sentence: tuple[int, int], start: int, end: int) -> str | None:
    """Give who held a meeting named at start-end: before 'tổ chức', behind 'do … tổ chức', or who came to work."""
    begin = sentence[0]
    held = HELD.search(source.shade[begin:start])
    if held and not _TO_HOLD.search(source.shade[begin : begin + held.start()]):
        came = held.group().strip().endswith(("có", "đến", "về"))
        return _body(source, begin, begin + held.start(), ("unit",) if came else ("unit", "post", "people"))
    behind = _HELD_BEHIND.search(source.shade, end, min(sentence[1] + 220, end + 400))
    if behind:
        return _cut(source, behind.start("who"), behind.end("who"))
    return None


def _body(source: Source, begin: int, stop: int, kinds: tuple[str, ...]) -> str | None:
    """Give the body before 'tổ chức', behind the day and the place."""
    lead = _DAY_LEAD.match(source.shade, begin, stop)
    first = lead.end() if lead else begin
    places = [
        first,
        *(mark.end() for mark in re.finditer(r",\s+|\)\s*[-–:]?\s*", source.shade[:stop]) if mark.end() > first),
    ]
    for place in places:
        tokens = source.tokens_between(place, stop)
        word = head(tokens, 0, len(tokens))
        if word and word.has(*kinds) and not source.shade.startswith("tại ", place):
            return _cut(source, place, stop)
    return None


def _cut(source: Source, start: int, end: int) -> str | None:
    """Leave partners and titles out."""
    words = _PARTNERS.sub("", source.text[start:end]).strip(" ,-–")
    words = _TITLES.sub("", words)
    return words if 2 < len(words) < 160 and not words[0].isdigit() else None
