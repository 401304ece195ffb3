"""What the made-up export says of a dossier beside its days: fees, electronic results, digitised papers (minh hoạ).

Each mark follows from the dossier's code alone, so that the story of its days stays as it is. The sample export has no
column for the personal data store: that indicator has no figure, as in many real wards.
"""

from datetime import date
from random import Random

HEADERS = (
    "Phải nộp phí",
    "Đã thanh toán trực tuyến",
    "Có kết quả điện tử",
    "Đã số hoá giấy tờ",
    "Dùng lại giấy tờ đã số hoá",
    "Dùng dữ liệu dân cư hoặc VNeID",
    "Người nộp là cá nhân",
    "Đã đồng bộ lên Cổng quốc gia",
    "Có phản ánh về hồ sơ",
)
WITH_FEES = frozenset({"MH-101", "MH-102", "MH-105", "MH-201", "MH-202", "MH-203"})
OF_FIRMS = frozenset({"MH-201", "MH-303"})


def marks(code: str, procedure: str, day: date, first_day: date) -> list[str]:
    """Give the cells under HEADERS; digital ways grow slowly over the months."""
    chance = Random(code)  # noqa: S311  made-up data, no secret
    grown = (day - first_day).days / 730

    def said(share: float) -> str:
        return "có" if chance.random() < share else "không"

    fee = procedure in WITH_FEES
    return [
        "có" if fee else "không",
        said(0.35 + 0.25 * grown) if fee else "",
        said(0.55 + 0.25 * grown),
        said(0.60 + 0.25 * grown),
        said(0.30 + 0.20 * grown),
        said(0.72),
        said(0.2 if procedure in OF_FIRMS else 1.0),
        said(0.965),
        said(0.006),
    ]
