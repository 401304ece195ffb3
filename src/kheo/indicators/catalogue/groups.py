"""The groups of the set of Quyết định 766/QĐ-TTg, and the maxima that public sources tell. No weight here is law.

Most maxima of items stand in an annex that could not be read; an administrator enters them with their source
(`kheo.scores`). What a newspaper or a summary tells is offered beside the field, with where it was read.
"""

from decimal import Decimal

from kheo.measures.shapes import Source

WHOLE = Decimal(100)
"""The points of the whole set."""

GROUP_NAMES = {
    "1": "Công khai, minh bạch",
    "2": "Tiến độ, kết quả giải quyết",
    "3": "Dịch vụ công trực tuyến, thanh toán trực tuyến",
    "4": "Số hoá hồ sơ",
    "5": "Mức độ hài lòng",
}
GROUP_MOST = {"1": Decimal(18), "2": Decimal(20), "3": Decimal(22), "4": Decimal(22), "5": Decimal(18)}
ITEM_MOST = {"1.2": Decimal(4), "2.1": Decimal(20), "5.4": Decimal(6)}

READ_OF_GROUPS = Source(
    "Báo Quảng Nam, bài về Chỉ số phục vụ người dân và doanh nghiệp, tháng 10/2024", assurance="third party"
)
READ_OF_ITEMS = Source("Báo Tài chính, trang thư viện về Quyết định 766/QĐ-TTg", assurance="third party")
