"""How long a text is when set in Times New Roman, so that rules and lines can be measured without a screen.

The widths are the advance widths of Times in thousandths of the size, as published with the PostScript fonts
(Times-Roman, Times-Bold); Times New Roman and Liberation Serif are made to the same widths. A Vietnamese letter is as
wide as its base.
"""

import unicodedata
from itertools import pairwise

from kheo.letters.rules import COMPOUNDS

SIGNS = " !\"'(),-./0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ROMAN = (
    *(250, 333, 408, 180, 333, 333, 250, 333, 250, 278, *[500] * 10, 278, 278, 444),
    *(722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889),
    *(722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611),
    *(444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778),
    *(500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444),
)
BOLD = (
    *(250, 333, 555, 278, 333, 333, 250, 333, 250, 278, *[500] * 10, 333, 333, 500),
    *(722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944),
    *(722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667),
    *(500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833),
    *(556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444),
)
WIDTHS = {False: dict(zip(SIGNS, ROMAN, strict=True)), True: dict(zip(SIGNS, BOLD, strict=True))}
HORN = "\u031b"
HORN_WIDTH = 60
UNKNOWN = 600
STEPS = 120  # a balanced line is looked for down to half the room


def width(text: str, size: float, *, bold: bool) -> float:
    """Give the length of a text in points."""
    widths = WIDTHS[bold]
    total = 0
    for sign in unicodedata.normalize("NFD", text).replace("Đ", "D").replace("đ", "d"):
        if sign == HORN:
            total += HORN_WIDTH
        elif not unicodedata.combining(sign):
            total += widths.get(sign, UNKNOWN)
    return total * size / 1000


def lines(text: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Break a text into lines as a word processor does: as many words a line as fit."""
    broken: list[str] = []
    for word in text.split():
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and width(longer, size, bold=bold) <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return broken


def balanced(text: str, size: float, room: float, *, bold: bool) -> float:
    """Give the room in which a centred text looks best: few lines, no compound cut, lines alike.

    A line more than needed is only worth while if it saves more than one compound.
    """
    fewest = len(lines(text, size, room, bold=bold))
    best, best_room = (len(text), 0, 0.0), room
    for step in range(STEPS):
        tried = room * (1 - step / (2 * STEPS))
        broken = lines(text, size, tried, bold=bold)
        lengths = [width(line, size, bold=bold) for line in broken]
        if len(broken) > fewest + 1 or max(lengths, default=0.0) > tried:
            break
        looks = (
            cut_compounds(broken) + len(broken) - fewest,
            len(broken),
            max(lengths, default=0.0) - min(lengths, default=0.0),
        )
        if looks < best:
            best, best_room = looks, max(lengths, default=room)
    return best_room


def cut_compounds(broken: list[str]) -> int:
    """Count the line ends that stand inside a compound word or a fixed phrase."""
    cut = 0
    for before, after in pairwise(broken):
        joint = len(before)
        joined = f"{before} {after}".lower()
        for compound in COMPOUNDS:
            at = joined.find(compound)
            while at >= 0:
                cut += at < joint < at + len(compound)
                at = joined.find(compound, at + 1)
    return cut


def longest_line(text: str, size: float, room: float, *, bold: bool) -> float:
    """Give the length of the longest line of a text set in balanced lines."""
    narrow = balanced(text, size, room, bold=bold)
    return max((width(line, size, bold=bold) for line in lines(text, size, narrow, bold=bold)), default=0.0)
