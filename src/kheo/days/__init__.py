"""The working calendar of Việt Nam, periods, and the way dates and numbers are written. Never asks the clock."""

from kheo.days.calendars import VIETNAM, Calendar, calendar_for
from kheo.days.periods import Period, month_of, period_of, periods_between, quarter_of, week_of, year_of

__all__ = [
    "VIETNAM",
    "Calendar",
    "Period",
    "calendar_for",
    "month_of",
    "period_of",
    "periods_between",
    "quarter_of",
    "week_of",
    "year_of",
]
