"""When a period's figures may be made to stand for good, and when they may be corrected.

Source: a design of this project (docs/decisions/0033-frozen-periods.md). Reporting periods of state agencies need
not be calendar months (Nghị định 09/2019/NĐ-CP, Điều 12, which we have not checked against its text: from the 15th of
a month to the 14th of the next), so any days may be frozen.
"""

from datetime import date

from kheo.errors import RuleBroken

LONGEST_DAYS = 366


def check_days(first: date, last: date, today: date) -> None:
    """The days are in order, a year at most, and over."""
    if last < first:
        raise RuleBroken("Ngày cuối phải từ ngày đầu trở đi.", field="last")
    if (last - first).days >= LONGEST_DAYS:
        raise RuleBroken("Kỳ dài nhất là một năm.", field="last")
    if last >= today:
        raise RuleBroken("Kỳ chưa kết thúc thì chưa khoá được.", field="last")


def check_snapshot(as_of: date | None, last: date) -> None:
    """The data were taken after the period was over."""
    if as_of is None or as_of <= last:
        raise RuleBroken("Chưa có bản chốt số liệu sau ngày cuối của kỳ. Hãy chốt lại số liệu trước.")


def check_reason(reason: str) -> None:
    """A correction says why."""
    if not reason.strip():
        raise RuleBroken("Hãy ghi lý do sửa số liệu của kỳ đã khoá.", field="reason")
