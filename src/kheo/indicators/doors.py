"""The door from a printed share to its records: which indicator, whose, of which days, on which snapshot.

Every share that a page or a paper prints carries one. The marks in the page let a test, or anybody, take the share,
open the door and count again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kheo.days.formats import number, percent
from kheo.measures.shapes import Ratio

RESPONSE = "phan-hoi"


@dataclass(frozen=True)
class Door:
    """Good of counted. `unit_id` None: all units that the reader may see. `is_response`: answered of answerable.

    `is_shut`: the records are not for the reader, or are on this very page; the marks stand all the same.
    """

    ratio: Ratio
    snapshot_id: int
    unit_id: int | None
    first: date
    last: date
    good: int
    counted: int
    answerable: int | None = None
    is_response: bool = False
    is_shut: bool = False

    @property
    def response(self) -> "Door | None":
        """Give the door to those who could have answered, where this one counts answers."""
        if not self.answerable:
            return None
        return replace(self, good=self.counted, counted=self.answerable, answerable=None, is_response=True)

    @property
    def shut(self) -> "Door":
        """Give the same door without a way in."""
        return replace(self, is_shut=True)

    @property
    def percent(self) -> str:
        """Write the share, or say that there is none."""
        return percent(self.good, self.counted)

    @property
    def counts(self) -> str:
        """Write the two whole numbers."""
        return f"{number(self.good)}/{number(self.counted)}"

    @property
    def query(self) -> dict[str, object]:
        """Give the parameters of the address."""
        asked: dict[str, object] = {} if self.unit_id is None else {"don_vi": self.unit_id}
        asked |= {"tu": self.first, "den": self.last, "ban": self.snapshot_id, "lan": self.ratio.version}
        return asked | ({"muc": RESPONSE} if self.is_response else {})

    @property
    def url(self) -> str:
        """Give the address of the records, for officials; nothing where the door is shut."""
        if self.is_shut:
            return ""
        return f"{reverse('indicators:records', args=[self.ratio.code])}?{urlencode(self.query)}"

    @property
    def marks(self) -> SafeString:
        """Write what was counted as attributes of the tag that holds the share."""
        marks = {
            "indicator": self.ratio.code,
            "version": self.ratio.version,
            "share": RESPONSE if self.is_response else "",
            "unit": self.unit_id or "",
            "first": self.first,
            "last": self.last,
            "snapshot": self.snapshot_id,
        }
        return format_html_join(" ", 'data-{}="{}"', marks.items())


def linked(text: str, doors: Iterable[Door | None], *, not_after: str = "") -> SafeString:
    """Write a sentence with each of its shares as a link to its records.

    `not_after` is the word before a share that was not counted but promised ("mục tiêu").
    """
    waiting: dict[str, list[Door]] = {}
    for door in doors:
        if door is not None:
            waiting.setdefault(escape(door.percent), []).append(door)
    if not waiting:
        return mark_safe(escape(text))  # noqa: S308  escaped here
    shares = "|".join(re.escape(share) for share in sorted(waiting, key=len, reverse=True))
    promised = rf"({re.escape(not_after)} )?" if not_after else "()"
    pattern = re.compile(rf"{promised}(?<![\d,.])({shares})")

    def put(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        same = waiting[found[2]]
        door = same.pop(0) if len(same) > 1 else same[0]
        return (
            f'<a href="{escape(door.url)}" {door.marks}>{found[2]}</a>'
            if door.url
            else (f"<span {door.marks}>{found[2]}</span>")
        )

    return mark_safe(pattern.sub(put, escape(text)))  # noqa: S308  escaped before the links are put in
