"""Kinds of official documents and how their number and symbol are written.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục III (kinds and their abbreviations) and Phụ lục VI (names of the metadata);
read from transcriptions, to be checked against the decree by a clerk.
"""

import re
from datetime import date
from enum import StrEnum

from kheo.errors import RuleBroken


class Kind(StrEnum):
    """Kinds (tên loại văn bản) by their abbreviation; a press text is no official document but may report one."""

    NOTICE = "TB"
    DIRECTIVE = "CT"
    DECISION = "QĐ"
    RESOLUTION = "NQ"
    PLAN = "KH"
    PROGRAMME = "CTr"
    REPORT = "BC"
    MINUTES = "BB"
    TELEGRAM = "CĐ"
    GUIDANCE = "HD"
    CONCLUSION = "KL"
    LETTER = "CV"
    MODEL = "MH"
    PRESS = "TIN"
    OTHER = "KHAC"


KIND_NAMES = {
    Kind.NOTICE: "Thông báo",
    Kind.DIRECTIVE: "Chỉ thị",
    Kind.DECISION: "Quyết định",
    Kind.RESOLUTION: "Nghị quyết",
    Kind.PLAN: "Kế hoạch",
    Kind.PROGRAMME: "Chương trình",
    Kind.REPORT: "Báo cáo",
    Kind.MINUTES: "Biên bản",
    Kind.TELEGRAM: "Công điện",
    Kind.GUIDANCE: "Hướng dẫn",
    Kind.CONCLUSION: "Kết luận",
    Kind.LETTER: "Công văn",
    Kind.MODEL: "Đăng ký mô hình",
    Kind.PRESS: "Tin, bài về hội nghị",
    Kind.OTHER: "Văn bản khác",
}

PLANS = frozenset({Kind.PLAN, Kind.PROGRAMME, Kind.MODEL})
"""Kinds that set a course of work of their own, so that they may be tied to indicators (kheo.plans). A model of the
"Dân vận khéo" movement sets its own in the paper that registers it: its goal, and by what it wants to be judged."""

LONGEST_TEXT = 500_000
_SYMBOL = re.compile(r"[\wÀ-ỹĐđ&.]+([/-][\wÀ-ỹĐđ&.]+)*")


def check_symbol(notation: str) -> None:
    """A symbol (ký hiệu) is groups of letters joined by "-" or "/", without spaces: "TB-UBND", "KL/TU"."""
    if notation and not _SYMBOL.fullmatch(notation):
        raise RuleBroken("Ký hiệu viết liền, không có khoảng trắng, ví dụ TB-UBND.", field="code_notation")


def check_issued(issued: date | None, today: date) -> None:
    """A document that is read in has been issued (ngày ban hành)."""
    if issued is not None and issued > today:
        raise RuleBroken("Ngày văn bản chưa tới. Xin xem lại ngày.", field="issued_date")


def check_text(text: str) -> None:
    """A document needs words, and not more than Khéo reads at once."""
    if not text.strip():
        raise RuleBroken("Văn bản không có chữ nào. Xin chọn tệp khác hoặc dán nội dung vào ô.", field="text")
    if len(text) > LONGEST_TEXT:
        raise RuleBroken("Văn bản dài hơn 500.000 ký tự. Xin chia thành nhiều văn bản.", field="text")


def plain_number(number: str) -> str:
    """Give a number without leading zeros, as it is kept and compared: "05" and "5" are one number."""
    return number.strip().lstrip("0") if number.strip().isdecimal() else number.strip()


def number_symbol(number: str, notation: str) -> str:
    """Give "27/TB-UBND"; numbers below 10 get a leading 0 (Nghị định 30/2020, Phụ lục I)."""
    padded = number.zfill(2) if number.isdigit() else number
    return "/".join(part for part in (padded, notation) if part)
