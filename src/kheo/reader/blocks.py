"""Cut a text into blocks: headings, numbered items, bullets, table rows, fields of a card, captions, paragraphs."""

import re
from dataclasses import dataclass

from kheo.grammar.tagger import OPENERS
from kheo.language.sentences import goes_on

PLAIN = 90  # the level of a paragraph without a number


@dataclass(frozen=True)
class Block:
    """One line of the text: its kind, how deep it lies, where its words begin after the number or bullet."""

    kind: str  # heading item field row caption recipients signature plain
    level: int
    start: int
    end: int
    label: str = ""  # the name of a field, in the shadow's form
    line: int = 0


_MARKERS = (
    (re.compile(r"(?:phần|chương|mục)\s+(?:thứ\s+\w+|[ivxlc\d]+)\b[.:]?\s*"), 5),
    (re.compile(r"[ivx]{1,6}(?:[.)/]\s*|\s?[-–]\s+)(?=\S)"), 10),
    (re.compile(r"điều\s+\d+[.:]\s*"), 15),
    (re.compile(r"\d{1,2}(?:\.\d{1,2})+[.)]?\s+"), 30),
    (re.compile(r"\d{1,2}(?:[.)/]\s*|\s?[-–]\s+)(?=[^\d\s])"), 20),
    (re.compile(r"(?:nhiệm vụ\s+)?\(\d{1,2}\)\s*"), 60),
    (re.compile(r"\(?[a-zđ]{1,2}\)\s*|[a-zđ][.]\s+(?=\S)"), 50),
    (re.compile(r"[-–—•*●▪▸►➢✓✔\u2610-\u27bf\U0001f300-\U0001faff\ufe0f]+\s*"), 70),
    (re.compile(r"[+○◦]+\s*"), 75),
)
_FIELD = re.compile(
    r"((?:đơn vị|cơ quan|bộ phận)?\s*(?:chủ trì|phối hợp|thực hiện|đầu mối)(?: thực hiện| chính)?|thời "
    r"gian(?: \w+){0,3}|thời hạn"
    r"(?: \w+){0,2}|hạn hoàn thành|tiến độ(?: \w+){0,2}|kết quả|sản phẩm(?: \w+){0,2}|kinh phí(?: "
    r"\w+){0,2}|địa điểm(?: \w+){0,2}|"
    r"thành phần(?: \w+){0,3}|nhiệm vụ|nội dung(?: công việc| nhiệm vụ| thực hiện)?|người chủ trì|người "
    r"phụ trách|nguyên tắc"
    r"(?: \w+){0,4}|tài liệu(?: \w+){0,3}|lãnh đạo phụ trách|phân công)\s*:\s*"
)
_SIGNATURE = re.compile(r"(?:tm|kt|tl|tuq|q)\.\s|nơi nhận|\(?đã ký\)?$|kính gửi|ký bởi|lưu:")
_CAPTION = re.compile(
    r"(?:ảnh|nguồn|tin, ảnh|tác giả|video|clip|đồ họa)\s*:|.{0,200}(?:[-–.(]|\s)\s*ảnh\s*:|.{8,200}\b(?:tto|tpo|"
    r"nld|sggp|vov)\s[-–]\s"
)
_ENDS = ".;!?…"


def _marker(text: str, shade: str, start: int, end: int) -> tuple[int, int]:
    """Give where the words begin after the item's mark, and the level of the mark."""
    for pattern, level in _MARKERS:
        match = pattern.match(shade, start, end)
        if match and match.end() < end and not (level == 10 and text[start].islower()):
            dots = match.group().strip(". )").count(".")
            return match.end(), level + (dots if level == 30 else 0)
    return start, PLAIN


def _shout(words: str) -> bool:
    """Say whether a line is written in capitals."""
    letters = sum(map(str.isalpha, words))
    return letters > 3 and sum(map(str.isupper, words)) > 0.8 * letters


def _kind(text: str, shade: str, start: int, end: int, level: int) -> str:
    if shade.count("|", start, end) >= 2:
        return "row"
    if _FIELD.match(shade, start, end):
        return "field"
    if _SIGNATURE.match(shade, start, end):
        return "signature"
    if _CAPTION.match(shade, start, min(end, start + 260)):
        return "caption"
    if level <= 15 or _shout(text[start:end]):
        return "heading"
    return "item" if level < PLAIN else "plain"


def _block(text: str, shade: str, start: int, end: int, line: int) -> Block:
    """Make a block of one line."""
    words, level = _marker(text, shade, start, end)
    if level in (70, 75):  # a bullet may stand before a number or a field
        inner, deeper = _marker(text, shade, words, end)
        words = inner if deeper not in (PLAIN, 70, 75) else words
    kind = _kind(text, shade, words, end, level)
    label = ""
    if kind == "field":
        match = _FIELD.match(shade, words, end)
        label, words = (match.group(1).strip(), match.end()) if match else ("", words)
    if kind == "heading" and level == PLAIN:
        level = 8
    return Block(kind, level, words, end, label, line)


def _line_ends(text: str) -> list[int]:
    """Give where each line ends; a line that breaks behind 'TP.' or 'TS.' goes on in the next one."""
    ends = [match.start() for match in re.finditer("\n", text)]
    return [end for end in ends if not goes_on(text, end, end + 1)] + [len(text)]


def blocks(text: str, shade: str) -> list[Block]:
    """Give the blocks of a text in their order."""
    found, place = [], 0
    for number, end in enumerate(_line_ends(text)):
        start, place = place, end + 1
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append(_block(text, shade, start, end, number))
    return found


def is_open_line(text: str, block: Block) -> bool:
    """Say whether a line ends without a full stop, as headings do."""
    return text[block.end - 1] not in _ENDS and text[block.end - 1] not in OPENERS
