"""The working calendar of the installation: the law's public holidays and the editable swapped days."""

from kheo.base import clock
from kheo.base.models import SwappedDay
from kheo.days import Calendar, calendar_for


def current() -> Calendar:
    """Give the calendar from three years back to two years ahead, with the swapped days of the table."""
    year = clock.today().year
    swaps = list(SwappedDay.objects.filter(day__year__range=(year - 3, year + 2)))
    return calendar_for(
        range(year - 3, year + 3),
        extra_off={swap.day: swap.reason for swap in swaps if not swap.is_working},
        extra_working=frozenset(swap.day for swap in swaps if swap.is_working),
    )
