"""What is right about feedback (phản ánh, kiến nghị) as a portal exports it: its class, its day, its ratings, one row.

Sources: the classes and the clock of 15 working days are those of a working paper on Quyết định 766/QĐ-TTg (indicators
5.1 and 5.2, third party); the legal texts were not at hand. A file's own due day always goes before ours.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kheo.days import Calendar
from kheo.errors import RuleBroken
from kheo.feedback.words import KINDS, RATINGS
from kheo.files.named import NamedRow, choice, count, day, flag
from kheo.language import search_key

ANSWER_WITHIN, REFUSE_WITHIN = 15, 2  # working days [third party]
MOST_CASES = 20_000


class Kind(StrEnum):
    """What feedback is about (loại): rules and procedures, or the conduct of officials."""

    RULES = "rules"
    CONDUCT = "conduct"


class Rated(StrEnum):
    """What the sender thought of the answer (đánh giá của người gửi). Silence is no rating, and stays apart."""

    SATISFIED = "satisfied"
    ACCEPTED = "accepted"
    UNSATISFIED = "unsatisfied"


KIND_NAMES = {Kind.RULES: "quy định, thủ tục hành chính", Kind.CONDUCT: "hành vi của cán bộ, công chức"}
RATED_NAMES = {
    Rated.SATISFIED: "hài lòng",
    Rated.ACCEPTED: "chấp nhận được",
    Rated.UNSATISFIED: "không hài lòng",
}

_SILENT = {"", "chua danh gia", "khong danh gia"}
_CODE = re.compile(r"[^\W_][\w./-]{2,59}")
_PERSONAL = re.compile(r"0\d{9}|\+84\d{9}|\d{12}")


@dataclass(frozen=True)
class CaseRow:
    """One row. `stated` holds only what the file has a column for; an empty cell is unknown, and names no unit."""

    code: str
    stated: Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one row, in a sentence that names row and column."""

    number: int
    sentence: str


class RowsBroken(RuleBroken):
    """Rows of a file cannot be read; `faults` names each. Nothing was stored."""

    def __init__(self, faults: list[Fault], good: int) -> None:
        super().__init__(
            "Còn {bad} dòng lỗi nên chưa nhập dòng nào. Hãy sửa tệp, hoặc chọn chỉ nhập {good} dòng đúng.",
            bad=len(faults),
            good=good,
        )
        self.faults = faults


def read_case(row: NamedRow, units: Mapping[str, int]) -> CaseRow:
    """Read a row. `units` maps search keys of names to ids. Raises RuleBroken, whose `field` is the column at fault."""
    cells = row.cells
    stated = {field: _read(field, reader, cells) for field, reader in READERS.items() if field in cells}
    if stated["received_on"] is None:
        raise RuleBroken("ô này để trống", field="received_on")
    if cells.get("unit"):
        stated["unit_id"] = _unit(cells["unit"], units)
    return CaseRow(_code(cells["code"]), stated)


def settled(stated: Mapping[str, Any], before: Mapping[str, Any], calendar: Calendar, today: date) -> dict[str, Any]:
    """Give what is known of a case once a row is brought in: what the file has no column for stays as it was `before`.

    `before` holds all of `KEPT`. Where no file named a due day, it is reckoned. Raises RuleBroken where days of the
    row and days known before cannot both be.
    """
    values = {**before, **stated}
    if "due_on" not in stated and before["due_is_reckoned"]:
        values["due_on"] = None
    received, due = values["received_on"], values["due_on"]
    check_days(received, due, values["answered_on"], today)
    values["due_is_reckoned"] = due is None
    values["due_on"] = due or due_day(received, calendar, refused=bool(values["refused"]))
    return values


def due_day(received: date, calendar: Calendar, *, refused: bool) -> date:
    """Feedback is answered within 15 working days, refused within 2 (indicator 5.2, third party)."""
    return calendar.add(received, REFUSE_WITHIN if refused else ANSWER_WITHIN)


def check_days(received: date, due: date | None, answered: date | None, today: date) -> None:
    """Nothing is received or answered in the future, and nothing is due or answered before it was received."""
    if received > today:
        raise RuleBroken("ngày này chưa tới", field="received_on")
    if due is not None and due < received:
        raise RuleBroken("hạn nằm trước ngày nhận", field="due_on")
    if answered is not None and not received <= answered <= today:
        raise RuleBroken("ngày trả lời nằm trước ngày nhận hoặc chưa tới", field="answered_on")


def _read(field: str, reader: Callable[[str], Any], cells: Mapping[str, str]) -> Any:
    try:
        return reader(cells[field])
    except RuleBroken as broken:
        broken.field = field
        raise


def _kind(text: str) -> str:
    return choice(text, KINDS) or ""


def _rated(text: str) -> str:
    return "" if search_key(text) in _SILENT else choice(text, RATINGS) or ""


READERS: dict[str, Callable[[str], Any]] = {
    "received_on": day,
    "due_on": day,
    "answered_on": day,
    "kind": _kind,
    "refused": flag,
    "likes": count,
    "dislikes": count,
    "repeated": flag,
    "rated": _rated,
}
KEPT = (*READERS, "unit_id", "due_is_reckoned")
"""What is known of a case beside its code."""


def _code(text: str) -> str:
    """A code that looks like a person's number is refused, and not repeated in the sentence."""
    if _PERSONAL.fullmatch(text):
        raise RuleBroken("giá trị trông như số giấy tờ hoặc số điện thoại của một người", field="code")
    if not _CODE.fullmatch(text):
        raise RuleBroken("mã chỉ gồm chữ, số và các dấu . - _ /, dài từ 3 đến 60 ký tự", field="code")
    return text


def _unit(text: str, units: Mapping[str, int]) -> int:
    found = units.get(search_key(text))
    if found is None:
        raise RuleBroken("“{text}” không phải đơn vị nào của địa phương", text=text[:80], field="unit")
    return found
