"""What is right about the catalogue of procedures (danh mục thủ tục hành chính): its days and parts, a row of a file.

Sources: the days for announcing and publishing and the seven parts are those of a working paper on Quyết định
766/QĐ-TTg (indicators 1.1 to 1.3, third party; the parts cite Nghị định 63/2010/NĐ-CP, article 8). The legal texts were
not at hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kheo.days import Calendar
from kheo.directory.words import LEVELS
from kheo.errors import RuleBroken
from kheo.files.named import NamedRow, choice, count, day, flag

ANNOUNCED_BEFORE, PUBLISHED_WITHIN = 5, 5  # working days, of a locality [third party]
ALL_PARTS = 7
LONGEST_CODE, LONGEST_NAME, LONGEST_FIELD = 40, 300, 120


class Level(StrEnum):
    """How far a procedure can be done online (mức dịch vụ công trực tuyến)."""

    NONE = "none"
    PART = "part"
    FULL = "full"


LEVEL_NAMES = {Level.NONE: "chưa có", Level.PART: "một phần", Level.FULL: "toàn trình"}
STATED = (
    "announced_on", "legal_effective_on", "published_on", "parts_count", "online_level", "online_eligible", "has_fee",
    "fee_integrated", "of_person", "uses_population",
)  # fmt: skip
"""What an entry says of its procedure; None, and for the level "", is unknown."""


@dataclass(frozen=True)
class EntryRow:
    """One good row. `stated` holds only what the file has a column for; an empty cell is unknown."""

    code: str
    name: str
    field: str
    unit: str
    paper_result: bool | None
    stated: Mapping[str, Any]


def announce_by(effective: date | None, calendar: Calendar) -> date | None:
    """A procedure is announced five working days before its legal basis takes effect (indicator 1.1, third party)."""
    return calendar.add(effective, -ANNOUNCED_BEFORE) if effective else None


def publish_by(announced: date | None, calendar: Calendar) -> date | None:
    """It is published within five working days of the announcing decision (indicator 1.2, third party)."""
    return calendar.add(announced, PUBLISHED_WITHIN) if announced else None


def check_stated(stated: Mapping[str, Any], today: date) -> None:
    """Nothing is announced or published in the future, nor published before it was announced; there are seven parts."""
    announced, published = stated.get("announced_on"), stated.get("published_on")
    if announced is not None and announced > today:
        raise RuleBroken("Ngày công bố chưa tới.", field="announced_on")
    if published is not None and published > today:
        raise RuleBroken("Ngày công khai chưa tới.", field="published_on")
    if announced is not None and published is not None and published < announced:
        raise RuleBroken("Ngày công khai nằm trước ngày công bố.", field="published_on")
    if (stated.get("parts_count") or 0) > ALL_PARTS:
        raise RuleBroken("Thủ tục chỉ có bảy bộ phận tạo thành.", field="parts_count")
    if stated.get("fee_integrated") and stated.get("has_fee") is False:
        raise RuleBroken("Thủ tục không có phí thì không có phí để tích hợp thanh toán.", field="fee_integrated")


def read_entry(row: NamedRow) -> EntryRow:
    """Read one row of a file. Raises RuleBroken, whose `field` is the column at fault.

    Whether what it states can be is seen beside what was known before (`check_stated`).
    """
    cells = row.cells
    stated = {name: _read(name, cells) for name in STATED if name in cells}
    code = cells["code"]
    if not code or len(code) > LONGEST_CODE:
        raise RuleBroken("Mã thủ tục để trống hoặc dài hơn 40 ký tự.", field="code")
    return EntryRow(
        code=code,
        name=cells.get("name", "")[:LONGEST_NAME],
        field=cells.get("field", "")[:LONGEST_FIELD],
        unit=cells.get("unit", ""),
        paper_result=_read("paper_result", cells),
        stated=stated,
    )


def _level(text: str) -> str:
    return choice(text, LEVELS) or ""


READERS: dict[str, Callable[[str], Any]] = {
    "announced_on": day,
    "legal_effective_on": day,
    "published_on": day,
    "parts_count": count,
    "online_level": _level,
}


def _read(name: str, cells: Mapping[str, str]) -> Any:
    try:
        return READERS.get(name, flag)(cells.get(name, ""))
    except RuleBroken as broken:
        broken.field = name
        raise
