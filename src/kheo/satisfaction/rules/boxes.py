"""The box (hòm phiếu): answers lie in it until the night, and until none of them can be singled out.

Source: small cell suppression, a common rule of statistical offices; the number is this project's choice.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

FEWEST = 5
BURST_SIZE = 5
BURST_WITHIN = timedelta(minutes=5)

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Boxed:
    """One answer in the box, as far as bursts go: when it came, where, and what it says."""

    at: datetime
    place: int
    content: tuple[int, ...]


def may_open(answered: int, unmarked: int) -> bool:
    """A box is opened when it holds no answer, only refusals and silences, or five without any sign (mở hòm).

    Answers with a sign do not open it: whoever sent four of them would know the fifth.
    """
    return answered == 0 or unmarked >= FEWEST


def told(answers: Sequence[tuple[Key | None, bool]]) -> frozenset[Key]:
    """Give the procedures that may stand beside answers: of each at least five, and so many of the others together.

    Of each answer `answers` gives the procedure, None where it has none, and whether it bears no sign; only those
    without count as five, for the others may all be of one who knows them. Where some are left over and fewer than
    five, the smallest told procedure joins them: else subtraction would show whose they are.
    """
    unmarked = Counter(key for key, is_unmarked in answers if is_unmarked)
    kept = {key: count for key, count in unmarked.items() if key is not None and count >= FEWEST}
    while kept:
        others = [is_unmarked for key, is_unmarked in answers if key not in kept]
        if not others or sum(others) >= FEWEST:
            break
        del kept[min(kept, key=lambda key: (kept[key], str(key)))]
    return frozenset(kept)


def bursts(boxed: Sequence[Boxed]) -> frozenset[int]:
    """Give the places in `boxed` of answers that are equal to four others of the same place within five minutes."""
    groups: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for number in sorted(range(len(boxed)), key=lambda number: boxed[number].at):
        groups.setdefault((boxed[number].place, boxed[number].content), []).append(number)
    found: set[int] = set()
    for numbers in groups.values():
        for first in range(len(numbers) - BURST_SIZE + 1):
            window = numbers[first : first + BURST_SIZE]
            if boxed[window[-1]].at - boxed[window[0]].at <= BURST_WITHIN:
                found.update(window)
    return frozenset(found)
