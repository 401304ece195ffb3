"""The box (hòm phiếu): answers lie in it until the night, and until none of them can be singled out.

Source: small cell suppression, a common rule of statistical offices; the number is this project's choice.
"""

from collections.abc import Hashable, Mapping, Sequence
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


def may_open(answered: int) -> bool:
    """A box is opened when it holds five answers or more, or none at all, only refusals and silences (mở hòm)."""
    return answered == 0 or answered >= FEWEST


def told(counts: Mapping[Key, int], rest: int = 0) -> frozenset[Key]:
    """Give the procedures that may stand beside answers: of each at least five, and so many of the others together.

    `counts` is the number of answers by procedure, `rest` those without one. Where the others would be one to four, the
    smallest told procedure joins them: else subtraction would show whose they are.
    """
    kept = {key: count for key, count in counts.items() if count >= FEWEST}
    while kept:
        others = sum(counts.values()) + rest - sum(kept.values())
        if others == 0 or others >= FEWEST:
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
