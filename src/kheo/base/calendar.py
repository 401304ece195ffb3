"""The working calendar of a locality: the law's public holidays and the locality's own swapped days."""

from datetime import date

from kheo.base import clock
from kheo.base.models import SwappedDay
from kheo.days import Calendar, calendar_for

YEARS_BACK, YEARS_AHEAD = 3, 2


def reach() -> tuple[date, date]:
    """Give the first and the last day of the calendar; outside it there are weekends, but no holidays."""
    year = clock.today().year
    return date(year - YEARS_BACK, 1, 1), date(year + YEARS_AHEAD, 12, 31)


def current(locality_id: int) -> Calendar:
    """Give the locality's calendar from three years back to two years ahead."""
    first, last = reach()
    swaps = list(SwappedDay.objects.filter(locality_id=locality_id, day__range=(first, last)))
    return calendar_for(
        range(first.year, last.year + 1),
        extra_off={swap.day: swap.reason for swap in swaps if not swap.is_working},
        extra_working=frozenset(swap.day for swap in swaps if swap.is_working),
    )
