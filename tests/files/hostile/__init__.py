"""The corpus of hostile files, made here and nowhere else; tests and `./kheo bench uploads` both send it."""

from itertools import chain

from tests.files.hostile import archives, names, pages, pdfs, pictures, tables, words
from tests.files.hostile.case import Case, Door, Kept

__all__ = ["ROOMS", "Case", "Door", "Kept", "corpus"]

ROOMS = (archives, words, tables, pdfs, pictures, pages, names)


def corpus() -> list[Case]:
    """Give every case, each under a name of its own."""
    return list(chain.from_iterable(room.CASES for room in ROOMS))
