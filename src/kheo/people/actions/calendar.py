"""What is done to the working calendar of a locality."""

from datetime import date

from django.db import transaction

from kheo.base import calendar
from kheo.base.audit import record
from kheo.base.models import SwappedDay
from kheo.people import access, rules
from kheo.people.actions.rows import locked
from kheo.people.models import Locality, Official


@transaction.atomic
def swap_day(day: date, *, by: Official, works: bool, reason: str) -> SwappedDay:
    """Write down that a day is worked, or off, against the calendar of the law."""
    locality = locked(Locality, by.locality_id)
    access.check_can_administer(by, locality)
    first, last = calendar.reach()
    rules.check_swapped_day(
        in_reach=first <= day <= last,
        already_swapped=SwappedDay.objects.filter(locality_id=locality.pk, day=day).exists(),
        works=works,
        works_already=calendar.current(locality.pk).is_working(day),
    )
    swap = SwappedDay.objects.create(locality_id=locality.pk, day=day, is_working=works, reason=reason)
    record("day.swapped", swap, by=by, changed={"day": day, "works": works}, words=reason)
    return swap


@transaction.atomic
def restore_day(swap_id: int, *, by: Official) -> date:
    """Take a swapped day out of the table of the own locality, and give it: the calendar of the law counts again."""
    access.check_can_administer(by, by.locality)
    swap = SwappedDay.objects.select_for_update().get(pk=swap_id, locality_id=by.locality_id)
    record("day.restored", swap, by=by, changed={"day": swap.day, "works": swap.is_working})
    swap.delete()
    return swap.day
