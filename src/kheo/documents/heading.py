"""Guess a document's number, symbol, date, kind, issuer and abstract from its first lines. Pure; people correct it.

Nothing is invented: what the text does not say stays empty.
"""

import re
from dataclasses import dataclass
from datetime import date

from kheo.days.formats import parse_date
from kheo.documents.rules import KIND_NAMES, Kind
from kheo.language import nfc

_NUMBER = re.compile(
    r"^\W*Số\s*:?\s*(\d{1,5})\s*[/-]\s*((?:\d{4}/)?[A-ZĐÀ-Ỹ][\wÀ-ỹ&]*(?:[-/][\wÀ-ỹ&]+)*)", re.MULTILINE
)
_LONG_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_SHORT_DATE = re.compile(r"\b(\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b")
_NATION = re.compile(r"cộng hoà|cộng hòa|đảng cộng sản|độc lập|^\W*số\s*:|^\W*\*", re.IGNORECASE)
_GO_ON = ("Về ", "V/v", "Tại ")  # where an abstract is broken into lines, these begin with a capital all the same

_PAPER = re.compile(r"^(?:BẢN|PHIẾU)\s+(?=ĐĂNG KÝ)")
_BODY = re.compile(r"[uủ][ỷy] ban nhân dân|hội đồng nhân dân", re.IGNORECASE)  # its place may stand on the next line
_PLACE = re.compile(r"(?:phường|xã|đặc khu|quận|huyện|thị xã|tỉnh|thành phố|tp)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """What the first lines say; empty strings and None where they say nothing."""

    kind: Kind
    code_number: str
    code_notation: str
    issued_date: date | None
    organ_name: str
    subject: str


def read_heading(text: str) -> Heading:
    """Read the first 60 lines of a text, up to 6,000 characters."""
    top = "\n".join(nfc(text)[:6000].splitlines()[:60])
    number = _NUMBER.search(top)
    kind, row = _kind(top)
    return Heading(
        kind=kind,
        code_number=number[1] if number else "",
        code_notation=number[2] if number else "",
        issued_date=_issued(top),
        organ_name=_organ(top) if kind is not Kind.PRESS else "",
        subject=_subject(top, row),
    )


def _kind(top: str) -> tuple[Kind, int | None]:
    """Give the kind and the line that names it in capitals; a text without such a line is a press text."""
    names = {name.upper(): kind for kind, name in KIND_NAMES.items() if kind not in (Kind.PRESS, Kind.OTHER)}
    for row, line in enumerate(top.splitlines()):
        bare = _PAPER.sub("", line.strip(" *#:|"))
        for name, kind in names.items():
            if bare.startswith(name) and len(bare) < 120:
                return kind, row
    return (Kind.LETTER, None) if "Kính gửi" in top else (Kind.PRESS, None)


def _issued(top: str) -> date | None:
    long = _LONG_DATE.search(top)
    short = _SHORT_DATE.search(top)
    written = "/".join(long.groups()) if long else short[1] if short else ""
    try:
        return parse_date(written)
    except ValueError:
        return None


def _organ(top: str) -> str:
    """Give the issuing body: the last line in capitals above the number, before the nation's name."""
    lines: list[str] = []
    for line in top.splitlines()[:12]:
        cell = line.split("|")[0].strip(" *|")
        if _NATION.search(cell):
            if lines:
                break
            continue
        if len(cell) > 6 and cell == cell.upper() and any(letter.isalpha() for letter in cell):
            lines.append(cell)
    own = [line for line in lines if line.capitalize() not in KIND_NAMES.values()]
    if not own:
        return ""
    body = [own[-2]] if len(own) > 1 and _BODY.fullmatch(own[-2]) and _PLACE.match(own[-1]) else []
    return _sentence_case(" ".join([*body, own[-1]]))


def _sentence_case(capitals: str) -> str:
    """Write "UBND PHƯỜNG THỬ" as "UBND Phường Thử" and "ỦY BAN NHÂN DÂN" as "Ủy ban nhân dân"."""
    keep = {"UBND", "HĐND", "MTTQ", "TP", "UBMTTQ"}
    words = " ".join(word if word in keep else word.capitalize() for word in capitals.split())
    return _BODY.sub(lambda found: found[0].capitalize(), words)


def _subject(top: str, row: int | None) -> str:
    """Give the abstract: the line after the kind's name and those that go on with it, or the text's first line."""
    lines = [line.strip(" *#|") for line in top.splitlines()]
    if row is None:
        about = next((line for line in lines if line.startswith("V/v")), "")
        return (about or next((line for line in lines if line), ""))[:500]
    taken: list[str] = []
    for line in lines[row + 1 : row + 6]:
        if taken and not _goes_on(line):
            break
        if line.strip("-_ "):
            taken.append(line)
    return " ".join(taken)[:500]


def _goes_on(line: str) -> bool:
    """Say whether a line goes on with the abstract: the body begins with a capital, a number or an empty line."""
    return line[:1].islower() or line.startswith(_GO_ON)
