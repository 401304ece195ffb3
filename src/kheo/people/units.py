"""Find the units that a text means by its wording."""

from collections.abc import Sequence

from kheo.grammar.naming import find_bodies, leading_bodies
from kheo.people.models import Unit


def resolve(wording: str, units: Sequence[Unit]) -> list[Unit]:
    """Give the units whose name, short name or alias stands in the wording, in order of the text.

    A part of the wording that can mean one unit only counts too ("Trạm Y tế", "Phòng VH-XH"). An empty list means that
    the wording names no known unit ("các đơn vị").
    """
    return find_bodies(wording, _called(units))[0]


def leading(wording: str, units: Sequence[Unit]) -> list[Unit]:
    """Give the units with which the wording begins, joined by commas or "và": "Phòng A, Phòng B và C hướng dẫn …"."""
    return leading_bodies(wording, _called(units))


def _called(units: Sequence[Unit]) -> dict[str, Unit]:
    """Give all that the units are called; of two that share a name the first has it."""
    called: dict[str, Unit] = {}
    for unit in units:
        for name in filter(None, (unit.name, unit.short_name, *unit.aliases)):
            called.setdefault(name, unit)
    return called
