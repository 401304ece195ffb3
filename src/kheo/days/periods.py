"""Weeks, months, quarters and years as pairs of days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kheo.days.formats import date_text, day_text, month_text
from kheo.wording import gettext

Kind = Literal["week", "month", "quarter", "year"]
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, order=True)
class Period:
    """A whole week (Monday to Sunday), month, quarter or year; both ends belong to it."""

    kind: Kind
    start: date
    end: date

    def __post_init__(self) -> None:
        if (self.start, self.end) != _ends(self.kind, self.start):
            raise ValueError(f"{self.start}..{self.end} is no whole {self.kind}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def previous(self) -> "Period":
        """Give the period of the same kind that ends the day before this one starts."""
        return period_of(self.kind, self.start - timedelta(days=1))

    def next(self) -> "Period":
        """Give the period of the same kind that starts the day after this one ends."""
        return period_of(self.kind, self.end + timedelta(days=1))

    @property
    def label(self) -> str:
        """Name the period in Vietnamese: "tuần 16/11–22/11/2026", "tháng 11/2026", "quý IV/2026", "năm 2026"."""
        year = self.start.year
        if self.kind == "week":
            first = day_text(self.start) if year == self.end.year else date_text(self.start)
            return gettext("tuần {first}–{last}").format(first=first, last=date_text(self.end))
        if self.kind == "month":
            return gettext("tháng {month}").format(month=month_text(self.start))
        if self.kind == "quarter":
            return gettext("quý {quarter}").format(quarter=f"{QUARTERS[(self.start.month - 1) // 3]}/{year}")
        return gettext("năm {year}").format(year=year)


def period_of(kind: Kind, day: date) -> Period:
    """Give the period of this kind that holds the day."""
    return Period(kind, *_ends(kind, day))


def week_of(day: date) -> Period:
    """Give the week, Monday to Sunday, that holds the day."""
    return period_of("week", day)


def month_of(day: date) -> Period:
    """Give the calendar month that holds the day."""
    return period_of("month", day)


def quarter_of(day: date) -> Period:
    """Give the calendar quarter that holds the day."""
    return period_of("quarter", day)


def year_of(day: date) -> Period:
    """Give the calendar year that holds the day."""
    return period_of("year", day)


def periods_between(kind: Kind, first: date, last: date) -> list[Period]:
    """List the periods from the one that holds `first` to the one that holds `last`; empty if `last` lies before."""
    found: list[Period] = []
    if last < first:
        return found
    period = period_of(kind, first)
    while period.start <= last:
        found.append(period)
        period = period.next()
    return found


def _ends(kind: Kind, day: date) -> tuple[date, date]:
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    months = MONTHS_IN[kind]
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    return date(day.year, first_month, 1), date(day.year, last_month, monthrange(day.year, last_month)[1])
