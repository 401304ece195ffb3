"""Numbers in a text with what they measure: 'đạt 98%', '12 tham luận', '1.250 hồ sơ', 'tăng 3,8% so với cùng kỳ'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from kheo.grammar.lexicon import word_set
from kheo.grammar.tagger import tag

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_FIGURE = re.compile(
    rf"(?<![\w/.,-])(?P<number>{_NUMBER})(?P<of>\s?/\s?(?:{_NUMBER}))?(?P<percent>\s?%|\s?phần trăm)?"
    r"(?![\d/]|[.,-]\d|\s?/\s?[^\W\d])"
)
_BEFORE_NOT = re.compile(
    r"(?:giờ|ngày|tháng|năm|quý|số|điều|khoản|mục|điểm|phần|chương|lần thứ|thứ|khóa|kỳ họp|giai đoạn|nhiệm kỳ|tuần|"
    r"trang|tổ|thôn|đường|phiên|bước|mẫu|phụ lục|biểu|hotline|điện thoại|-|–|/)\s*$"
)
_AFTER_NOT = re.compile(r"\s*(?:/|-)\s*\d|\s*giờ \d|h\d|\s*tháng đầu|\s*tháng cuối")
_CHANGE = re.compile(
    r"(tăng|giảm|thêm|vượt|đạt|chiếm|còn|trên|dưới|hơn|gần|khoảng|ít nhất|tối thiểu|tối đa)(?:\s+\w+)?\s*$"
)
_STOP = word_set("end of a measured thing")
_SUBJECT_STOP = _STOP - {"của", "trong", "và", "trước", "sau"}
STRIVING = frozenset({"phấn đấu", "quyết tâm", "mở", "hoàn thành"})
WORDS = 5  # words of a measured thing
MOST = 2_000  # figures of one text


@dataclass(frozen=True)
class Figure:
    """A number with its place, its unit ('%', or the thing counted) and the words that it belongs to."""

    start: int
    end: int
    value: Decimal
    of: Decimal | None  # the whole, in '412/472'
    unit: str
    change: str  # 'tăng', 'giảm', 'đạt', 'ít nhất' … or ''
    measures: str  # what is measured, in the words of the text

    def as_json(self) -> dict[str, object]:
        """Give plain values."""
        of = None if self.of is None else str(self.of)
        names = ("start", "end", "unit", "change", "measures")
        return {"value": str(self.value), "of": of, **{name: getattr(self, name) for name in names}}


def _value(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))


def figures(text: str, shade: str) -> tuple[Figure, ...]:
    """Give the figures of a text in their order; dates, numbers of documents and of paragraphs are none."""
    return tuple(islice(_found(text, shade), MOST))


def _found(text: str, shade: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(shade):
        start, end = match.span()
        before = shade[max(0, start - 80) : start].rpartition("\n")[2]
        if _BEFORE_NOT.search(before) or _AFTER_NOT.match(shade, end) or not before.strip(" -–+*•\t("):
            continue
        found = _figure(text, shade, match, before)
        if found:
            yield found


def _figure(text: str, shade: str, match: re.Match[str], before: str) -> Figure | None:
    start, end = match.span()
    change = _CHANGE.search(before)
    subject = _subject(text, shade, start - len(before), start - (len(change.group()) if change else 0))
    thing = _thing(text, shade, end)
    if not match["percent"] and not thing and not match["of"]:
        return None
    of = match["of"]
    return Figure(
        start=start,
        end=end,
        value=_value(match["number"]),
        of=_value(of.strip(" /")) if of else None,
        unit="%" if match["percent"] else thing,
        change=change[1] if change else "",
        measures=subject or thing if match["percent"] or not thing else thing,
    )


def _thing(text: str, shade: str, end: int) -> str:
    """Give the words behind a number that name what is counted."""
    last = end
    for token in tag(text, shade, end, min(len(shade), end + 60))[:WORDS]:
        if token.is_mark or token.form in _STOP or token.form[0].isdigit() or shade[last : token.start].strip(" "):
            break
        if token.has("modal", "adverb", "past") or (token.is_verb and last > end):
            break
        last = token.end
    return text[end:last].strip()


def _subject(text: str, shade: str, start: int, end: int) -> str:
    """Give the words before a number that name what is measured: back to the last mark or verb."""
    tokens = tag(text, shade, start, end)
    first = len(tokens)
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        if (
            token.is_mark
            or token.form[0].isdigit()
            or token.form in _SUBJECT_STOP
            or token.has("past", "modal", "report")
        ):
            break
        first = place
    if all(token.has("adverb") or token.form in STRIVING for token in tokens[first:]):
        return ""
    return text[tokens[first].start : tokens[-1].end]
