"""Things by the names that people write for them."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from kheo.language.forms import search_key

Thing = TypeVar("Thing")


def by_name(
    named: Iterable[tuple[Thing, Iterable[str]]], key: Callable[[str], str] = search_key
) -> dict[str, list[Thing]]:
    """Lay things out by every name each is known by, in the form in which names are compared; several may bear one."""
    found: dict[str, list[Thing]] = {}
    for thing, names in named:
        for each in {key(name) for name in names}:
            found.setdefault(each, []).append(thing)
    return found


def by_own_name(named: Iterable[tuple[Thing, Iterable[str]]]) -> dict[str, Thing]:
    """Lay things out by the names that are theirs alone: a name that two bear names neither."""
    return {name: things[0] for name, things in by_name(named).items() if len(things) == 1}
