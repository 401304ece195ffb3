"""Where sentences begin and end, as spans of offsets."""

import re

_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)|[;:]?\n+|/\.(?=\s|$)")
_SHORT = re.compile(
    r"(?:^|[\s(\"“])(?:tp|tx|ts|ths|gs|pgs|bs|ks|cn|đ/c|dr|mr|ms|mrs|st|no|vd|tr|q|p|h|t|x|kt|tm|tl|tuq|q|[a-zđ])\.$|"
    r"(?:^|\n)\s*(?:[ivxlc]{1,5}|\d{1,3}(?:\.\d{1,2})*)\.$",
    re.IGNORECASE,
)


_NUMBERED = re.compile(
    r"\b(?:quý|kỳ|hạng|cấp|loại|khối|vực|đoạn|phần|nhóm|bậc|khóa|khoá|đợt|bước|mức|vùng|bảng) [IVX]\.$"
)  # 'trong quý I. Phòng Nội vụ …': the letter is a number and no short form
_TITLE = re.compile(r"(?<!\w)(?:TP|Tp|TX|TT|PGS|GS|TS|ThS|BS|KTS|LS)\.\Z")
_NEW_LINE = re.compile(r"\s*(?:\n|[IVXLC]+\.|\d|[-–+•*]|[a-zđ]\))")


def goes_on(text: str, start: int, stop: int) -> bool:
    """Say whether a line that breaks behind 'TP.' or 'TS.' goes on in the next one, which is no point of a list."""
    broken = stop - start == 1 and bool(_TITLE.search(text[max(0, start - 8) : start]))
    return broken and not _NEW_LINE.match(text, stop)


def _is_real_end(text: str, start: int, stop: int, following: int) -> bool:
    """A dot after a short form ('TP.', 'Q.', a list number) or before a small letter ends nothing."""
    after = text[following : following + 1]
    if "\n" in text[start:stop]:
        return not goes_on(text, start, stop)
    if text[start] in "!?":
        return True
    if after.islower():
        return False
    before = text[max(0, start - 12) : stop]
    return not (stop - start == 1 and _SHORT.search(before[-9:])) or bool(_NUMBERED.search(before))


def _next_word(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\"“‘'(":
        place += 1
    return place


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def sentences(text: str, start: int = 0, stop: int | None = None) -> list[tuple[int, int]]:
    """Give the spans of the sentences between two offsets, without the space around them."""
    stop = len(text) if stop is None else stop
    spans, begin = [], start
    for match in _END.finditer(text, start, stop):
        if _is_real_end(text, match.start(), match.end(), _next_word(text, match.end())):
            spans.append(_trim(text, begin, match.end()))
            begin = match.end()
    spans.append(_trim(text, begin, stop))
    return [span for span in spans if span[0] < span[1]]
