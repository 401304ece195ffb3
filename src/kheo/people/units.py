"""Find the units that a text means by its wording."""

from collections.abc import Sequence

from kheo.language import search_key
from kheo.people.models import Unit


def resolve(wording: str, units: Sequence[Unit]) -> list[Unit]:
    """Give the units whose name, short name or alias stands in the wording, longest match first, in order of the text.

    Accents, case and dash style do not matter. An empty list means that the wording names no known unit ("các đơn vị").
    """
    text = f" {_key(wording)} "
    found: list[tuple[int, Unit]] = []
    for name, unit in sorted(_names(units), key=lambda pair: -len(pair[0])):
        place = text.find(f" {name} ")
        if place >= 0 and unit not in [known for _place, known in found]:
            found.append((place, unit))
            text = text.replace(f" {name} ", f" {'·' * len(name)} ", 1)
    return [unit for _place, unit in sorted(found, key=lambda pair: pair[0])]


def leading(wording: str, units: Sequence[Unit]) -> list[Unit]:
    """Give the units with which the wording begins, joined by commas or "và": "Phòng A, Phòng B và C hướng dẫn …"."""
    rest, found = f"{_key(wording)} ", list[Unit]()
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
    return [(_key(name), unit) for unit in units for name in {unit.name, unit.short_name, *unit.aliases} if name]


def _key(wording: str) -> str:
    letters = "".join(letter if letter.isalnum() else " " for letter in search_key(wording))
    return " ".join(letters.split())
