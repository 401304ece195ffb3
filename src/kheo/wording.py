"""Words of the interface for rooms that know no Django: written in Vietnamese, translated by whoever shows them.

The site says once how to translate (`translate_with`); commands and tests without a site see the Vietnamese. Official
documents are not worded through here: their words are Vietnamese for every reader.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Shape = TypeVar("Shape")


def _as_written(text: str) -> str:
    return text


_translator: list[Callable[[str], str]] = [_as_written]


def translate_with(translator: Callable[[str], str]) -> None:
    """Say who translates from now on; the translator knows the reader's language."""
    _translator[0] = translator


def gettext(text: str) -> str:
    """Give a sentence in the reader's language; without a translation, as it is written."""
    return _translator[0](text) if text else ""


def said(*names: str) -> Callable[[type[Shape]], type[Shape]]:
    """Let these text fields of a dataclass be written in Vietnamese and read in the reader's language."""

    def dress(shape: type[Shape]) -> type[Shape]:
        for name in names:
            setattr(shape, name, _Said(name))
        return shape

    return dress


class _Said:
    def __init__(self, name: str) -> None:
        self.key = f"_{name}"

    def __get__(self, thing: Any, shape: type | None = None) -> str:
        return gettext(thing.__dict__[self.key])

    def __set__(self, thing: Any, text: str) -> None:
        thing.__dict__[self.key] = text
