"""What is right about feedback (phản ánh, kiến nghị) as a portal exports it: its class, its day, its ratings, one row.

Sources: the classes and the clock of 15 working days are those of a working paper on Quyết định 766/QĐ-TTg (indicators
5.1 and 5.2, third party); the legal texts were not at hand. A file's own due day always goes before ours.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from kheo.days import Calendar
from kheo.errors import RuleBroken
from kheo.feedback.words import KINDS, RATINGS
from kheo.files.named import NamedRow, choice, count, day, flag
from kheo.language import search_key

Value = TypeVar("Value")
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
    """One good row; None is unknown. `due_is_reckoned`: the file gave no day, ours is the usual time limit."""

    code: str
    unit_id: int
    kind: Kind | None
    received_on: date
    due_on: date
    due_is_reckoned: bool
    answered_on: date | None
    refused: bool | None
    likes: int | None
    dislikes: int | None
    repeated: bool | None
    rated: Rated | None


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


def read_case(row: NamedRow, units: Mapping[str, int], fallback: int, calendar: Calendar, today: date) -> CaseRow:
    """Read a row. `units` maps search keys of names to ids; `fallback` answers for rows whose file has no unit column.

    Raises RuleBroken, whose `field` is the column at fault.
    """
    cells = row.cells
    received = _read("received_on", day, cells)
    if received is None:
        raise RuleBroken("ô này để trống", field="received_on")
    answered, refused = _read("answered_on", day, cells), _read("refused", flag, cells)
    due = _read("due_on", day, cells)
    check_days(received, due, answered, today)
    return CaseRow(
        code=_code(cells["code"]),
        unit_id=_unit(cells.get("unit", ""), units, fallback),
        kind=_read("kind", _kind, cells),
        received_on=received,
        due_on=due or due_day(received, calendar, refused=bool(refused)),
        due_is_reckoned=due is None,
        answered_on=answered,
        refused=refused,
        likes=_read("likes", count, cells),
        dislikes=_read("dislikes", count, cells),
        repeated=_read("repeated", flag, cells),
        rated=_read("rated", _rated, cells),
    )


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


def _read(field: str, reader: Callable[[str], Value], cells: Mapping[str, str]) -> Value:
    try:
        return reader(cells.get(field, ""))
    except RuleBroken as broken:
        broken.field = field
        raise


def _kind(text: str) -> Kind | None:
    found = choice(text, KINDS)
    return Kind(found) if found else None


def _rated(text: str) -> Rated | None:
    found = None if search_key(text) in _SILENT else choice(text, RATINGS)
    return Rated(found) if found else None


def _code(text: str) -> str:
    """A code that looks like a person's number is refused, and not repeated in the sentence."""
    if _PERSONAL.fullmatch(text):
        raise RuleBroken("giá trị trông như số giấy tờ hoặc số điện thoại của một người", field="code")
    if not _CODE.fullmatch(text):
        raise RuleBroken("mã chỉ gồm chữ, số và các dấu . - _ /, dài từ 3 đến 60 ký tự", field="code")
    return text


def _unit(text: str, units: Mapping[str, int], fallback: int) -> int:
    if not text:
        return fallback
    found = units.get(search_key(text))
    if found is None:
        raise RuleBroken("“{text}” không phải đơn vị nào của địa phương", text=text[:80], field="unit")
    return found
