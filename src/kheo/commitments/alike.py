"""Like with like: a unit that began, ended, was merged or split within the days compared is named, and not compared.

Units are effective-dated (kheo.people); a reorganisation inside a unit, among those below it, changes nothing of it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from kheo.days.formats import date_text
from kheo.people.models import Unit, UnitSuccession

Moves = Sequence[UnitSuccession]


def moves(locality_id: int, first: date, last: date) -> Moves:
    """Give the lines of reorganisations within the days, with the units they name. One statement."""
    within = UnitSuccession.objects.filter(predecessor__locality=locality_id, on__gt=first, on__lte=last)
    return list(within.select_related("predecessor", "successor").order_by("on", "pk"))


def change_of(unit: Unit, found: Moves, first: date, last: date) -> str:
    """Say what happened to a unit within the days; nothing when it is the same unit on all of them."""
    if first < unit.valid_from <= last:
        return _("%(unit)s có từ ngày %(day)s, trong khoảng được so") % _said(unit, unit.valid_from)
    if unit.valid_to and first <= unit.valid_to < last:
        return _("%(unit)s chỉ có đến ngày %(day)s, trong khoảng được so") % _said(unit, unit.valid_to)
    for move in found:
        if first < move.on <= last and _crosses(unit, move):
            return _("%(unit)s được sắp xếp lại ngày %(day)s (%(old)s về %(new)s)") % {
                **_said(unit, move.on),
                "old": move.predecessor.short_name,
                "new": move.successor.short_name,
            }
    return ""


def _crosses(unit: Unit, move: UnitSuccession) -> bool:
    return move.predecessor.path.startswith(unit.path) is not move.successor.path.startswith(unit.path)


def _said(unit: Unit, day: date) -> dict[str, str]:
    return {"unit": unit.short_name, "day": date_text(day)}


def changes(units: Iterable[Unit], locality_id: int, first: date, last: date) -> dict[int, str]:
    """Name those of the units that are not the same on all the days, each with what happened. One statement."""
    found = moves(locality_id, first, last)
    told = {unit.pk: change_of(unit, found, first, last) for unit in units}
    return {pk: words for pk, words in told.items() if words}
