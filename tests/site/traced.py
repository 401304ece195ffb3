"""From every printed share back to its records: finds the shares of a page or a paper, and counts each again.

A share of an indicator carries marks (kheo.indicators.doors). Whatever else looks like a share must be one of the kinds
listed here, each with its reason.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from lxml import html

from kheo.days.formats import percent

SHARE = re.compile(r"(?<![\d,.])\d{1,3}(?:[,.]\d+)?\s?%")
MARKS = ("indicator", "version", "share", "unit", "first", "last", "snapshot")

NOT_COUNTED_PLACES = {
    "ancestor-or-self::*[local-name()='svg']": "the drawing; the numbers behind it stand in its table",
    "ancestor-or-self::*[@lang='vi']": "words of a document",
    "ancestor-or-self::*[@data-target]": "a promise, not a count",
    "ancestor-or-self::*[self::script or self::style or self::option or self::textarea]": "never read as text",
    "ancestor-or-self::progress": "how far a job is",
}
NOT_COUNTED_WORDS = {
    r"(mục tiêu|chỉ tiêu|cam kết)( \w+){0,3} SHARE": "a promise, not a count",
    r"đường giữa SHARE": "the mean of the weeks' shares: a limit of the chart, never shown as a figure",
}
WHOLE_PAGES = {"ui:catalogue": "made-up values of the parts"}


@dataclass(frozen=True)
class Printed:
    """A share as it is printed, with its marks in the order of MARKS."""

    text: str
    marks: tuple[str, ...]


def printed(page: Any) -> list[Printed]:
    """Give every marked share of a page."""
    found = []
    for holder in page.xpath("//*[@data-indicator]"):
        inner = {id(each) for mark in holder.xpath(".//*[@data-indicator]") for each in mark.iter()}
        own = "".join(text for text in holder.xpath(".//text()") if id(text.getparent()) not in inner or text.is_tail)
        marks = tuple(holder.get(f"data-{name}") for name in MARKS)
        shares = SHARE.findall(own)
        assert shares, f"marks without a share: {html.tostring(holder, encoding='unicode')}"
        found += [Printed(share, marks) for share in shares]
    return found


def unmarked(page: Any) -> list[str]:
    """Give every share of a page that carries no marks and is of no listed kind, with the words around it."""
    found = []
    for text in page.xpath("//body//text()"):
        place = text.getparent().getparent() if text.is_tail else text.getparent()
        if not SHARE.search(text) or place.xpath("ancestor-or-self::*[@data-indicator]"):
            continue
        if not any(place.xpath(path) for path in NOT_COUNTED_PLACES):
            found += list(unexplained(str(text)))
    return found


def unexplained(text: str) -> Iterator[str]:
    """Give the shares in plain words that are of no listed kind."""
    left = text
    for words in NOT_COUNTED_WORDS:
        left = re.sub(words.replace("SHARE", SHARE.pattern), "", left, flags=re.IGNORECASE)
    for share in SHARE.finditer(left):
        yield left[max(0, share.start() - 60) : share.end() + 20].strip()


class Recount:
    """Counts each share again from the download of its records, once for each reader who sees other records."""

    def __init__(self) -> None:
        self.known: dict[tuple[Any, ...], str] = {}

    def of(self, share: Printed, reader: Any, name: str) -> str:
        """Give what should have been printed."""
        code, version, kind, unit, first, last, snapshot = share.marks
        key = share.marks if unit else (name, *share.marks)
        if key not in self.known:
            asked = {"don_vi": unit, "tu": first, "den": last, "ban": snapshot, "lan": version, "muc": kind}
            address = reverse("indicators:download", args=[code, "csv"])
            answer = reader.get(address, {name: value for name, value in asked.items() if value})
            assert answer.status_code == 200, f"{address} {asked}: {answer.status_code}"
            rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]
            self.known[key] = percent(sum(row[-1] == "đạt" for row in rows), len(rows))
        return self.known[key]
