"""The rules and expectations that this project proposes; a locality keeps its own beside or instead of them."""

from kheo.quality.rules.arrival import Expectation
from kheo.quality.rules.validation import Grain, Missing, Operator, Rule, Side, What
from kheo.wording import gettext

OWN_TEXT = "Khéo đề nghị: suy ra từ nghĩa của các cột, không phải quy định của Nhà nước"
RULE_NAMES = {
    "xong-sau-nhan": "Xong không trước ngày tiếp nhận",
    "hen-sau-nhan": "Hẹn trả không trước ngày tiếp nhận",
    "tra-sau-xong": "Trả kết quả không trước ngày xong",
    "bo-sung-sau-nhan": "Yêu cầu bổ sung không trước ngày tiếp nhận",
    "tra-khong-nhieu-hon-xong": "Hồ sơ đã trả trong tuần không nhiều hơn hồ sơ đã xong",
}
RULE_WORDS = {
    "xong-sau-nhan": "Ngày xong ghi trước ngày tiếp nhận. Xem lại hai ngày trong hệ thống hồ sơ, sửa rồi nhập lại tệp.",
    "hen-sau-nhan": "Ngày hẹn trả ghi trước ngày tiếp nhận. Xem lại giấy hẹn, sửa rồi nhập lại tệp.",
    "tra-sau-xong": "Kết quả trả trước khi xong. Xem lại hai ngày trong hệ thống hồ sơ.",
    "bo-sung-sau-nhan": "Yêu cầu bổ sung trước khi tiếp nhận. Xem lại ngày yêu cầu.",
    "tra-khong-nhieu-hon-xong": "Số hồ sơ có ngày trả nhiều hơn số hồ sơ có ngày xong. Bổ sung ngày xong còn thiếu.",
}


def _days(code: str, later: str, earlier: str) -> Rule:
    """Two days of a record, in their order."""
    sides = Side(What.COLUMN, later), Operator.AT_LEAST, Side(What.COLUMN, earlier), Missing.SKIP_ANY
    return Rule(code, RULE_NAMES[code], "dossier", Grain.ROW, *sides, "received_on", RULE_WORDS[code], OWN_TEXT)


def _counts(code: str, fewer: str, more: str) -> Rule:
    """Two counts of a week."""
    sides = Side(What.COUNT, fewer), Operator.AT_MOST, Side(What.COUNT, more), Missing.NEVER_SKIP
    return Rule(code, RULE_NAMES[code], "dossier", Grain.WEEK, *sides, "received_on", RULE_WORDS[code], OWN_TEXT)


RULES: tuple[Rule, ...] = (
    _days("xong-sau-nhan", "finished_on", "received_on"),
    _days("hen-sau-nhan", "promised_on", "received_on"),
    _days("tra-sau-xong", "returned_on", "finished_on"),
    _days("bo-sung-sau-nhan", "supplement_requested_on", "received_on"),
    _counts("tra-khong-nhieu-hon-xong", "returned_on", "finished_on"),
)
EXPECTATIONS: tuple[Expectation, ...] = (
    Expectation("dossier", "received_on", "entered_on", days=7, weeks=12, half=75, far=5, source=OWN_TEXT),
)
PROPOSED = {OWN_TEXT, *RULE_NAMES.values(), *RULE_WORDS.values()}


def told(text: str) -> str:
    """Give a proposed sentence in the reader's language; a locality's own is shown as it was written."""
    return gettext(text) if text in PROPOSED else text
