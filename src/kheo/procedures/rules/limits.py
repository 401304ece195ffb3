"""How long a procedure may take, and the day on which that time has run out.

Counting begins after the day of reception; an end that falls on a day off moves to the next working day. Both are
general practice that was not checked against its text, so pages never show them as law.
"""

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kheo.days import Calendar
from kheo.days.formats import local_day


class LimitUnit(StrEnum):
    """What a procedure's limit is counted in (đơn vị tính)."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"


UNIT_NAMES = {
    LimitUnit.HOUR: "giờ làm việc",
    LimitUnit.DAY: "ngày",
    LimitUnit.WORKING_DAY: "ngày làm việc",
    LimitUnit.MONTH: "tháng",
}


@dataclass(frozen=True)
class Limit:
    """A procedure's limit, such as 2 working days."""

    amount: int
    unit: LimitUnit


def due_after(received: datetime, limit: Limit, calendar: Calendar) -> date:
    """Give the day on which the limit has run out; `received` must know its zone."""
    start = local_day(received)
    match limit.unit:
        case LimitUnit.WORKING_DAY:
            return calendar.add(start, limit.amount)
        case LimitUnit.HOUR:
            return local_day(calendar.add_hours(received, limit.amount))
        case LimitUnit.DAY:
            return calendar.next_working(start + timedelta(days=limit.amount))
        case LimitUnit.MONTH:
            return calendar.next_working(_months_after(start, limit.amount))


def _months_after(day: date, count: int) -> date:
    """Give the same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))
