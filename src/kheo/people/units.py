"""Find the units that a text means by its wording."""

from collections.abc import Sequence

from kheo.grammar.naming import find_bodies, key
from kheo.people.models import Unit


def resolve(wording: str, units: Sequence[Unit]) -> list[Unit]:
    """Give the units whose name, short name or alias stands in the wording, in order of the text.

    A part of the wording that can mean one unit only counts too ("Trạm Y tế", "Phòng VH-XH"). An empty list means that
    the wording names no known unit ("các đơn vị").
    """
    called: dict[str, Unit] = {}
    for unit in units:
        for name in filter(None, (unit.name, unit.short_name, *unit.aliases)):
            called.setdefault(name, unit)
    return find_bodies(wording, called)[0]


def leading(wording: str, units: Sequence[Unit]) -> list[Unit]:
    """Give the units with which the wording begins, joined by commas or "và": "Phòng A, Phòng B và C hướng dẫn …"."""
    rest, found = f"{key(wording)} ", list[Unit]()
    names = sorted(_names(units), key=lambda pair: -len(pair[0]))
    while True:
        rest = rest.removeprefix("va ")
        match = next(((name, unit) for name, unit in names if rest.startswith(f"{name} ")), None)
        if match is None:
            return found
        name, unit = match
        rest = rest[len(name) + 1 :]
        if unit not in found:
            found.append(unit)


def _names(units: Sequence[Unit]) -> list[tuple[str, Unit]]:
    return [(key(name), unit) for unit in units for name in {unit.name, unit.short_name, *unit.aliases} if name]
