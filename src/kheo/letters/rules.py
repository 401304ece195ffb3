"""How an administrative document is laid out (thể thức và kỹ thuật trình bày văn bản hành chính).

Source: Nghị định 30/2020/NĐ-CP of 5 March 2020, Phụ lục I. The figures were taken from two independent transcriptions
of the annex that agree; the annex itself was not at hand. `box` is the number of the part in the annex's diagram.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kheo.errors import RuleBroken

SOURCE = "Nghị định 30/2020/NĐ-CP, Phụ lục I"
ASSURANCE = "two transcriptions by third parties that agree"
FONT = "Times New Roman"
LANGUAGE = "vi-VN"


class Align(StrEnum):
    """How the lines of a part stand; the values are those of WordprocessingML."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFIED = "both"


@dataclass(frozen=True)
class Part:
    """One part of a document (thành phần thể thức): the size chosen must lie in the sizes allowed; points."""

    box: str
    term: str
    size: float
    allowed: tuple[float, float]
    bold: bool = False
    italic: bool = False
    align: Align = Align.CENTRE
    before: float = 0
    after: float = 0
    line: float = 1.0
    first_line_mm: float = 0
    hanging_mm: float = 0

    def __post_init__(self) -> None:
        if not self.allowed[0] <= self.size <= self.allowed[1]:
            raise ValueError(f"{self.term}: size {self.size} is outside {self.allowed}")


@dataclass(frozen=True)
class Page:
    """The paper and its margins, in millimetres; the annex allows the ranges in `ALLOWED_MARGINS`."""

    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    header: float = 10
    footer: float = 9

    @property
    def text_width(self) -> float:
        """Give the width between the margins."""
        return self.width - self.left - self.right


ALLOWED_MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
PAGE = Page()
HEADING_SHARES = (0.4, 0.6)  # issuer | national name: common practice, the annex only draws it
SHORT_RULE = (1 / 3, 1 / 2)  # the line under the issuer and under the abstract, of the length of the text above it
SHORT_RULE_CHOSEN = 0.4
NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END_MARK = "./."

NATION = Part("1", "Quốc hiệu", 13, (12, 13), bold=True)
MOTTO_PART = Part("1", "Tiêu ngữ", 14, (13, 14), bold=True)
SUPERIOR = Part("2", "Cơ quan chủ quản trực tiếp", 13, (12, 13))
ISSUER = Part("2", "Cơ quan ban hành", 13, (12, 13), bold=True)
NUMBER = Part("3", "Số, ký hiệu", 13, (13, 13))
PLACE_AND_DATE = Part("4", "Địa danh và thời gian ban hành", 14, (13, 14), italic=True)
KIND_NAME = Part("5a", "Tên loại văn bản", 14, (13, 14), bold=True, before=18)
ABSTRACT = Part("5a", "Trích yếu nội dung", 14, (13, 14), bold=True)
BODY = Part(
    "6", "Nội dung văn bản", 14, (13, 14), align=Align.JUSTIFIED, before=3, after=3, line=1.15, first_line_mm=12.7
)
BODY_HEADING = Part(
    "6", "Tiêu đề mục", 14, (13, 14), bold=True, align=Align.JUSTIFIED, before=6, after=3, line=1.15, first_line_mm=12.7
)
AUTHORITY = Part("7a", "Quyền hạn, chức vụ của người ký", 14, (13, 14), bold=True)
SIGNER = Part("7b", "Họ tên của người ký", 14, (13, 14), bold=True, before=70)
RECIPIENTS = Part("9b", "Nơi nhận", 12, (12, 12), bold=True, italic=True, align=Align.LEFT)
RECIPIENT = Part("9b", "Danh sách nơi nhận", 11, (11, 11), align=Align.LEFT, hanging_mm=2.4)
PAGE_NUMBER = Part("-", "Số trang", 14, (13, 14))
# The annex says nothing about these; they follow the practice of offices.
TABLE_HEAD = Part("-", "Tiêu đề bảng", 12, (12, 14), bold=True, before=3, after=3)
TABLE_TEXT = Part("-", "Chữ trong bảng", 12, (12, 14), align=Align.LEFT, before=2, after=2)
TABLE_CENTRE = Part("-", "Chữ giữa ô trong bảng", 12, (12, 14), before=2, after=2)
NOTE = Part("-", "Ghi chú lề trang", 10, (9, 11), italic=True)
RULE = Part("-", "Đường kẻ", 2, (1, 2), before=1)

PARTS = (
    (NATION, MOTTO_PART, SUPERIOR, ISSUER, NUMBER, PLACE_AND_DATE, KIND_NAME, ABSTRACT, BODY, BODY_HEADING, AUTHORITY)
    + (SIGNER, RECIPIENTS, RECIPIENT, PAGE_NUMBER, TABLE_HEAD, TABLE_TEXT, TABLE_CENTRE, NOTE, RULE)
)  # fmt: skip

# Phrases that a clerk would not see broken over two lines of a heading or a title.
COMPOUNDS = (
    ("ủy ban", "uỷ ban", "nhân dân", "ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "mặt trận tổ quốc")
    + ("việt nam", "thành phố", "văn phòng", "trung tâm", "phục vụ", "hành chính", "hành chính công", "khu vực")
    + ("cải cách", "chuyển đổi", "chuyển đổi số", "công tác", "dân vận", "công tác dân vận", "dân vận khéo", "mô hình")
    + ("hội nghị", "tọa đàm", "toạ đàm", "cuộc họp", "kết luận", "kết quả", "chất lượng", "nhiệm vụ", "trọng tâm")
    + ("chủ tịch", "phó chủ tịch", "giám đốc", "phó giám đốc", "phụ trách", "bí thư", "đảng ủy", "đảng uỷ", "thủ tục")
    + ("kiến nghị", "phản ánh", "người dân", "doanh nghiệp", "địa bàn", "phương hướng", "giải quyết", "tiếp nhận")
)  # fmt: skip

SYMBOL = re.compile(r"TB(?:-[A-ZĐÀ-Ỹ0-9]+)+")
AUTHORITIES = ("TM.", "KT.", "TL.", "TUQ.", "Q.")


def number_line(number: int | None, symbol: str) -> str:
    """Give "Số: 05/TB-UBND": two digits at least, no spaces; a gap where the number is not given yet (số, ký hiệu)."""
    return f"Số: {number:02d}/{symbol}" if number else f"Số:        /{symbol}"


def date_line(place: str, issued_on: date | None) -> str:
    """Give "Phường Thử, ngày 05 tháng 02 năm 2026": a zero before days under 10, months 1 and 2 (ngày tháng)."""
    if issued_on is None:
        return f"{place}, ngày      tháng      năm"
    month = f"{issued_on.month:02d}" if issued_on.month < 3 else str(issued_on.month)
    return f"{place}, ngày {issued_on.day:02d} tháng {month} năm {issued_on.year}"


def recipient_lines(recipients: Sequence[str], filed: str) -> list[str]:
    """Give the list of recipients: "- …;" each, and "- Lưu: VT, ….” at the end (nơi nhận)."""
    return [f"- {recipient.rstrip(' ;.,')};" for recipient in recipients] + [f"- Lưu: {filed.rstrip(' ;.')}."]


def with_end_mark(text: str) -> str:
    """Give the last words of a document with "./." (dấu kết thúc văn bản)."""
    return text.rstrip(" ./;") + END_MARK


def check_symbol(symbol: str) -> None:
    """A notice's symbol is TB and the issuer's abbreviation, in capitals, joined by hyphens (ký hiệu)."""
    if not SYMBOL.fullmatch(symbol):
        raise RuleBroken("Ký hiệu của thông báo phải có dạng TB-…, viết hoa, ví dụ TB-UBND hoặc TB-VP.", field="symbol")


def check_authority(lines: Sequence[str]) -> None:
    """The signature block names at least a post; its first line may say in whose name it is signed (quyền hạn ký)."""
    if not lines or not all(line.strip() for line in lines):
        raise RuleBroken("Cần ghi chức vụ của người ký.", field="signature")
    for line in lines:
        first = line.split()[0]
        if first.endswith(".") and first.upper() not in AUTHORITIES:
            raise RuleBroken(
                "Quyền hạn ký phải là một trong {authorities}", authorities=", ".join(AUTHORITIES), field="signature"
            )
