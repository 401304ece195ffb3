"""What is right about apology slips (phiếu xin lỗi và hẹn lại ngày trả kết quả).

The numbers, one day before the promised day and one new date only, are told from memory of Nghị định 61/2018/NĐ-CP,
article 19, which Nghị định 118/2025/NĐ-CP has replaced: nobody has held them against the text. So they are data, with
their source and how sure it is, which a locality corrects; pages never call them law.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from kheo.days import Calendar
from kheo.errors import RuleBroken

LONG_NUMBER = re.compile(r"\d(?:[\s.-]?\d){8,}")
MOST_NOTICE_DAYS, MOST_SLIPS = 10, 5

ASSURANCE_NAMES = {
    "memory": "theo trí nhớ, chưa đối chiếu văn bản",
    "third party": "theo tài liệu nghiệp vụ, chưa đối chiếu văn bản gốc",
    "official text": "đã đối chiếu văn bản chính thức",
}


@dataclass(frozen=True)
class Terms:
    """The numbers of the rule: working days before the promised day, slips a dossier at most, where they are from."""

    notice_days: int
    most_slips: int
    source: str
    assurance: str


FIRST_TERMS = Terms(
    notice_days=1,
    most_slips=1,
    source="Nghị định 61/2018/NĐ-CP, điều 19 (nay đã có Nghị định 118/2025/NĐ-CP thay thế)",
    assurance="memory",
)
"""What every locality begins with."""

REASON_WORDS = (
    "Cần xác minh thêm tại cơ quan khác, chưa có kết quả trả lời",
    "Cơ quan phối hợp chưa gửi ý kiến đúng hạn",
    "Hệ thống phần mềm hoặc đường truyền gặp sự cố",
    "Nội dung hồ sơ phức tạp, phải kiểm tra thực địa thêm",
    "Sai sót của cơ quan giải quyết trong xử lý hồ sơ",
)
"""Reasons offered to choose from; none is the citizen's."""


class Urgency(IntEnum):
    """How a dossier without a result stands to its promise (mức gấp), most pressing first."""

    LAST_DAY = 1
    PAST_NOTICE = 2
    OVERDUE = 3
    SOON = 4


URGENCY_NAMES = {
    Urgency.LAST_DAY: "hôm nay là ngày cuối để xin lỗi trước hạn",
    Urgency.PAST_NOTICE: "sắp tới hẹn, đã qua ngày báo trước",
    Urgency.OVERDUE: "đã quá hẹn, chưa xin lỗi",
    Urgency.SOON: "còn kịp xin lỗi trước hạn",
}


def last_day(promised: date, notice_days: int, calendar: Calendar) -> date:
    """Give the last working day on which a slip is in time (ngày cuối để xin lỗi trước hạn)."""
    return calendar.add(promised, -notice_days) if notice_days else promised


def urgency(promised: date, today: date, notice_days: int, calendar: Calendar) -> Urgency:
    """Tell how pressing a slip is today (mức gấp)."""
    last = last_day(promised, notice_days, calendar)
    if today > promised:
        return Urgency.OVERDUE
    if today > last:
        return Urgency.PAST_NOTICE
    return Urgency.LAST_DAY if today == last else Urgency.SOON


def check_terms(terms: Terms) -> None:
    """The numbers of the rule lie within reason, and say where they are from (nguồn của quy định)."""
    if not 0 <= terms.notice_days <= MOST_NOTICE_DAYS:
        raise RuleBroken("Số ngày báo trước từ 0 đến {most}.", most=MOST_NOTICE_DAYS, field="notice_days")
    if not 1 <= terms.most_slips <= MOST_SLIPS:
        raise RuleBroken("Số lần hẹn lại từ 1 đến {most}.", most=MOST_SLIPS, field="most_slips")
    if not terms.source.strip():
        raise RuleBroken("Xin ghi quy định này lấy từ văn bản nào.", field="source")


def check_still_open(*, is_open: bool, promised: date | None) -> None:
    """A slip is for a dossier without a result that was promised for a day (hồ sơ cần xin lỗi).

    Papers that were asked for before that day stop its clock: then nothing is broken.
    """
    if promised is None:
        raise RuleBroken("Hồ sơ này không có ngày hẹn trả, nên không có gì để hẹn lại.")
    if not is_open:
        raise RuleBroken(
            "Hồ sơ này đã xong, đã dừng, hoặc chờ bổ sung giấy tờ từ khi còn hạn, nên không có ngày nào để hẹn lại."
        )


def check_slips_left(count: int, most: int) -> None:
    """A promise is made anew so often at most (số lần hẹn lại)."""
    if count >= most:
        raise RuleBroken(
            "Hồ sơ này đã hẹn lại {count} lần; theo quy tắc đang dùng chỉ được {most} lần.", count=count, most=most
        )


def check_new_day(new: date, *, promised: date, today: date, is_working: bool) -> None:
    """The new day is a working day after today and after the day promised before (ngày hẹn lại)."""
    if new <= max(today, promised):
        raise RuleBroken("Ngày hẹn lại phải sau hôm nay và sau ngày đã hẹn.", field="new_promised_on")
    if not is_working:
        raise RuleBroken("Ngày hẹn lại phải là ngày làm việc.", field="new_promised_on")


def check_reason(reason: str) -> None:
    """The reason is said, and holds no number of a telephone or of papers (lý do chậm)."""
    if len(reason.strip()) < 10:
        raise RuleBroken("Xin ghi rõ lý do, ít nhất 10 chữ.", field="reason")
    if LONG_NUMBER.search(reason):
        raise RuleBroken("Lý do không ghi số điện thoại hay số giấy tờ của ai.", field="reason")


def check_signer(is_of_the_chain: bool) -> None:
    """A slip is signed by a head of the unit or above it (người ký)."""
    if not is_of_the_chain:
        raise RuleBroken("Người ký phải là người đứng đầu đơn vị giải quyết hồ sơ hoặc cấp trên.", field="signer")
