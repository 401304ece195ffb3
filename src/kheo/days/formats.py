"""How dates and numbers are written in Vietnamese public offices.

Source: Nghị định 30/2020/NĐ-CP, phụ lục I: days below 10 and the months 1 and 2 take a leading zero. Numbers have a
decimal comma and thousands points.
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from kheo.days.calendars import VIETNAM
from kheo.wording import gettext

WEEKDAY_NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
SHORT_WEEKDAY_NAMES = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
NO_FIGURE_TEXT = "chưa có số liệu"
MINUS = "\u2212"
SEPARATOR = r"(?:\s*[-/.]\s*|\s+)"
DAY_FIRST = re.compile(
    rf"(?:ngày\s+)?(\d{{1,2}})(?:{SEPARATOR}|\s+tháng\s+)(\d{{1,2}})(?:{SEPARATOR}|\s+năm\s+)(\d{{4}})", re.IGNORECASE
)
EIGHT_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")  # phone keypads for digits have no slash
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
YEARS = range(1900, 2200)


def month_number(month: int) -> str:
    """Write a month: 01 and 02, but 3 to 12 bare."""
    return f"{month:02d}" if month < 3 else str(month)


def day_text(day: date) -> str:
    """Write day and month: 05/6, 16/11, 03/01."""
    return f"{day.day:02d}/{month_number(day.month)}"


def date_text(day: date) -> str:
    """Write a date: 05/6/2026."""
    return f"{day_text(day)}/{day.year}"


def near_date_text(day: date, today: date) -> str:
    """Write a day that is meant to be near: 05/6, and 05/6/2027 where another year would be misread as this one."""
    return day_text(day) if day.year == today.year else date_text(day)


def month_text(day: date) -> str:
    """Write month and year: 02/2026, 6/2026."""
    return f"{month_number(day.month)}/{day.year}"


def long_date(day: date) -> str:
    """Write a date in words: ngày 05 tháng 6 năm 2026."""
    return f"ngày {day.day:02d} tháng {month_number(day.month)} năm {day.year}"


def moment_text(moment: datetime) -> str:
    """Write a moment in Vietnamese time: 07:42 ngày 23/11/2026. The moment must know its zone."""
    time, day = f"{moment.astimezone(VIETNAM):%H:%M}", date_text(local_day(moment))
    return gettext("{time} ngày {day}").format(time=time, day=day)


def parse_date(text: str) -> date:
    """Read 3-3-2026, 03/03/2026, 3.3.2026, 3 3 2026, 03032026, "ngày 3 tháng 3 năm 2026" or 2026-03-03.

    Raises ValueError with a sentence for the reader when the text is no date.
    """
    clean = unicodedata.normalize("NFC", text).strip()
    if match := DAY_FIRST.fullmatch(clean) or EIGHT_DIGITS.fullmatch(clean):
        day, month, year = (int(part) for part in match.groups())
    elif match := YEAR_FIRST.fullmatch(clean):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise ValueError(gettext("Hãy ghi ngày dạng ngày/tháng/năm, ví dụ 05/6/2026."))
    try:
        if year in YEARS:
            return date(year, month, day)
    except ValueError:
        pass
    raise ValueError(gettext("Không có ngày {day}. Hãy xem lại ngày, tháng và năm.").format(day=clean))


def number(value: float | Decimal, digits: int = 0) -> str:
    """Write a number with thousands points and a decimal comma: 1.234,5. Halves are rounded away from zero."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    return sign + whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def percent(numerator: float | Decimal, denominator: float | Decimal | None, digits: int = 1) -> str:
    """Write a share: 87,3%. Without a denominator there is no figure, and the text says so.

    Only an exact 0 or 100 is written 0% or 100%; a share that would round to them gets more digits.
    """
    if not denominator:
        return no_figure()
    share = Decimal(str(numerator)) * 100 / Decimal(str(denominator))
    if share in (0, 100):
        return f"{share:.0f}%"
    while digits < 6 and round(share, digits) in (0, 100):
        digits += 1
    return f"{number(share, digits)}%"


def weekday(day: date) -> str:
    """Name the day of the week: Thứ Hai … Chủ nhật."""
    return gettext(WEEKDAY_NAMES[day.weekday()])


def short_weekday(day: date) -> str:
    """Name the day of the week in two letters: T2 … CN."""
    return gettext(SHORT_WEEKDAY_NAMES[day.weekday()])


def days_left_text(count: int) -> str:
    """Say how far a deadline is, in working days: còn 5 ngày làm việc, trong ngày, quá 3 ngày làm việc."""
    if count == 0:
        return gettext("trong ngày")
    sentence = gettext("còn {n} ngày làm việc") if count > 0 else gettext("quá {n} ngày làm việc")
    return sentence.format(n=number(abs(count)))


def no_figure() -> str:
    """Say that nothing was counted: chưa có số liệu."""
    return gettext(NO_FIGURE_TEXT)


def local_day(moment: datetime) -> date:
    """Give the day in Việt Nam at this moment, which must know its zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no day")
    return moment.astimezone(VIETNAM).date()
