"""How one cell of an export is read: moments, counts, codes. Every refusal is a sentence for the person who imports."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from kheo.days import VIETNAM
from kheo.errors import RuleBroken
from kheo.intake.rules import words
from kheo.intake.rules.columns import Field, header_key, looks_personal

EARLIEST = date(2000, 1, 1)
LATEST = date(2099, 12, 31)

_DAY = r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})"
_TIME = r"(\d{1,2})[:h](\d{2})(?:[:m](\d{2})(?:[.,]\d+)?)?s?"
_DAY_FIRST = re.compile(rf"{_DAY}(?:[\s,]+{_TIME})?")
_TIME_FIRST = re.compile(rf"{_TIME}[\s,]+(?:ngày\s+)?{_DAY}")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,12})?")
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  Excel counts days of the local clock from here
_CODE = re.compile(r"[0-9A-Za-zĐđ][0-9A-Za-zĐđ._/-]{2,59}")
_LINK = re.compile(r"https?://\S+|\S+\.(?:pdf|xml|docx?)", re.IGNORECASE)
_FLAGS = {header_key(word): flag for flag, line in ((True, words.YES), (False, words.NO)) for word in line.split(", ")}
_COUNT = re.compile(r"(\d{1,2})(?:[.,]0+)?")


@lru_cache(maxsize=50_000)
def moment(text: str) -> datetime:
    """Read a moment in Vietnamese time: 05/11/2026, 5-11-2026 09:30, 09:30 05/11/2026, ISO 8601, an Excel serial day.

    A day without a time is its midnight. Raises RuleBroken with a sentence for anything else.
    """
    try:
        found = _written(text)
    except ValueError:
        raise RuleBroken(f"không có ngày giờ “{text}”. Hãy xem lại ngày, tháng, năm; ngày ghi trước tháng") from None
    if found is None:
        raise RuleBroken(f"“{text[:40]}” không phải ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 05/11/2026")
    return within_reach(found)


def within_reach(found: datetime) -> datetime:
    """Give the moment back; RuleBroken when its year can be no dossier's."""
    if not EARLIEST <= found.date() <= LATEST:
        raise RuleBroken(f"năm {found.year} nằm ngoài khoảng {EARLIEST.year}–{LATEST.year}")
    return found


def _written(text: str) -> datetime | None:
    if match := _DAY_FIRST.fullmatch(text):
        return _at(*match.group(3, 2, 1, 4, 5, 6))
    if match := _TIME_FIRST.fullmatch(text):
        return _at(*match.group(6, 5, 4, 1, 2, 3))
    if _ISO.fullmatch(text):
        found = datetime.fromisoformat(text)
        return found.astimezone(VIETNAM) if found.tzinfo else found.replace(tzinfo=VIETNAM)
    if _SERIAL.fullmatch(text):
        found = _SERIAL_ZERO + timedelta(days=float(text.replace(",", ".")))
        return (found + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=VIETNAM)
    return None


def _at(*parts: str | None) -> datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    return datetime(year, month, day, hour, minute, second, tzinfo=VIETNAM)


def code(text: str) -> str:
    """Read a dossier's code; a number that looks like a person's is refused, and is not repeated in the sentence."""
    if looks_personal(text):
        raise RuleBroken("giá trị trông như số giấy tờ hoặc số điện thoại của một người. Hãy chọn lại cột mã hồ sơ")
    if not _CODE.fullmatch(text):
        raise RuleBroken("mã chỉ gồm chữ, số và các dấu . - _ /, dài từ 3 đến 60 ký tự")
    return text


def count(text: str) -> int:
    """Read a small count, 0 to 99."""
    match = _COUNT.fullmatch(text)
    if match is None:
        raise RuleBroken(f"“{text[:40]}” không phải số lần. Hãy ghi một số từ 0 đến 99")
    return int(match.group(1))


def flag(text: str, name: Field) -> bool:
    """Read yes or no. Portals write 1 or 2 where a fee was paid online (2 is the local gateway), and the link of a
    result where it exists: the link itself is not kept."""
    if name == Field.PAID_ONLINE and text == "2":
        return True
    if name == Field.RESULT_ELECTRONIC and _LINK.fullmatch(text):
        return True
    found = _FLAGS.get(header_key(text))
    if found is None:
        raise RuleBroken(f"“{text[:40]}” không phải có hay không. Hãy ghi có, không, hoặc để trống khi chưa rõ")
    return found
