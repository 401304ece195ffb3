"""Which days count as working days, and how to count along them.

Source: Bộ luật Lao động 2019, điều 111 and 112 (weekly rest, public holidays), with the days swapped by each year's
official notice as the library `holidays` knows them; a locality adds what the library does not know yet.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)
ONE_HOUR = timedelta(hours=1)
SATURDAY = 5
# Office hours of most localities: eight hours a day in two sittings.
SITTINGS = ((time(8, 0), time(12, 0)), (time(13, 30), time(17, 30)))


@dataclass(frozen=True)
class Calendar:
    """Working days: Monday to Friday, less the days off, plus the weekend days swapped in.

    `days_off` maps a day to its Vietnamese name. Years for which the calendar was not built have no holidays.
    """

    days_off: Mapping[date, str] = field(hash=False)
    working_swaps: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Say whether offices work on this day."""
        if day in self.working_swaps:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def name(self, day: date) -> str | None:
        """Give the holiday's name, or None for a plain day."""
        return None if day in self.working_swaps else self.days_off.get(day)

    def next_working(self, day: date) -> date:
        """Give the day itself if offices work, else the first working day after it."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """Give the count-th working day after `day` (before it if negative); the day itself for 0."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Count working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.between(end, start)
        return sum(1 for offset in range(1, (end - start).days + 1) if self.is_working(start + timedelta(days=offset)))

    def add_hours(self, moment: datetime, hours: float) -> datetime:
        """Give the moment when so many working hours have run, in Vietnamese time; `moment` must know its zone.

        Hours run only within the two sittings of working days; outside them the clock waits for the next sitting.
        """
        if moment.tzinfo is None or hours < 0:
            raise ValueError("add_hours needs an aware moment and hours >= 0")
        left = timedelta(hours=hours)
        for start, end in self._sittings_from(moment.astimezone(VIETNAM)):
            if left <= end - start:
                return start + left
            left -= end - start
        raise AssertionError("the calendar never ends")  # pragma: no cover

    def hours_between(self, start: datetime, end: datetime) -> float:
        """Count the working hours from one moment to another; negative when `end` lies before `start`."""
        if start.tzinfo is None or end.tzinfo is None:
            raise ValueError("hours_between needs aware moments")
        if end < start:
            return -self.hours_between(end, start)
        run = timedelta()
        for opens, closes in self._sittings_from(start.astimezone(VIETNAM)):
            if opens >= end:
                return run / ONE_HOUR
            run += min(closes, end) - opens
        raise AssertionError("the calendar never ends")  # pragma: no cover

    def _sittings_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = moment.date()
        while True:
            day = self.next_working(day)
            for opens, closes in SITTINGS:
                start, end = (datetime.combine(day, clock, VIETNAM) for clock in (opens, closes))
                if end > moment:
                    yield max(start, moment), end
            day += ONE_DAY


def calendar_for(
    years: Iterable[int],
    *,
    extra_off: Mapping[date, str] | None = None,
    extra_working: frozenset[date] = frozenset(),
) -> Calendar:
    """Build the calendar of the given years; what the locality adds wins over the library.

    Raises ValueError when a day is said to be both off and worked.
    """
    extra_off = extra_off or {}
    if both := extra_working & extra_off.keys():
        raise ValueError(f"a day cannot be both off and worked: {sorted(both)}")
    known = holidays.country_holidays("VN", years=sorted(set(years)), language="vi")
    days_off = {day: name for day, name in known.items() if day not in extra_working} | dict(extra_off)
    swaps = frozenset(known.weekend_workdays) - extra_off.keys() | extra_working
    return Calendar(days_off, swaps)
