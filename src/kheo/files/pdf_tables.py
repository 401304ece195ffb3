"""The tables of a printed page, from the rules drawn around their cells."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kheo.files.text import REPEATED

NEAR = 3.0  # points: rules closer than this are one, and ends closer than this touch
SHORT = 6.0  # a rule shorter than this is a dot or a corner
MANY = 40_000  # pairs of rules on a page from which it is a drawing and no table
COLUMNS = 2  # fewer make a frame around words

Place = tuple[int, int]  # row and column, from the top left


@dataclass(frozen=True)
class Rule:
    """A straight rule: `at` is its height (or its distance from the left), `low` and `high` are its ends; points."""

    at: float
    low: float
    high: float

    def covers(self, place: float) -> bool:
        """Say whether the rule runs past a place."""
        return self.low - NEAR <= place <= self.high + NEAR

    def touches(self, other: "Rule") -> bool:
        """Say whether a rule of the other direction meets this one."""
        return self.covers(other.at) and other.covers(self.at)


@dataclass(frozen=True)
class Grid:
    """A table: the heights of its rules from the top down, their distances from the left, and the rules themselves."""

    heights: Sequence[float]
    sides: Sequence[float]
    across: Sequence[Rule]
    upright: Sequence[Rule]

    @cached_property
    def origins(self) -> list[list[Place]]:
        """Give for each square of the grid the place of the cell that it belongs to: a cell may span several."""
        found: list[list[Place]] = []
        for row, (top, bottom) in enumerate(zip(self.heights, self.heights[1:], strict=False)):
            found.append([])
            for column, (left, right) in enumerate(zip(self.sides, self.sides[1:], strict=False)):
                if row and not self._parted(self.across, top, (left + right) / 2):
                    origin = found[row - 1][column]
                elif column and not self._parted(self.upright, left, (top + bottom) / 2):
                    origin = found[row][column - 1]
                else:
                    origin = (row, column)
                found[row].append(origin)
        return found

    @staticmethod
    def _parted(rules: Sequence[Rule], at: float, middle: float) -> bool:
        return any(abs(rule.at - at) <= NEAR and rule.covers(middle) for rule in rules)

    def cell(self, across: float, up: float) -> Place | None:
        """Give the cell in which a point lies, or None beside the table."""
        column = bisect_right(self.sides, across) - 1
        row = bisect_right([-height for height in self.heights], -up) - 1
        if 0 <= row < len(self.heights) - 1 and 0 <= column < len(self.sides) - 1:
            return self.origins[row][column]
        return None

    def rows(self, words: dict[Place, str]) -> list[tuple[int, tuple[str, ...]]]:
        """Give the cells of each row that holds words of its own, with the row's number.

        The words of a cell over several rows stand in each of them. A cell over several columns is followed by empty
        ones, unless it is the whole row.
        """
        found: list[tuple[int, tuple[str, ...]]] = []
        for number, origins in enumerate(self.origins):
            own = {place for place in origins if place[0] == number and words.get(place)}
            if own and len(set(origins)) == 1:
                found.append((number, (words[origins[0]],)))
            elif own:
                said = (words.get(place, "") if origins.index(place) == at else "" for at, place in enumerate(origins))
                cells = (
                    each if len(each) <= REPEATED or place in own else ""
                    for each, place in zip(said, origins, strict=True)
                )
                found.append((number, tuple(cells)))
        return found


def grids(across: Iterable[Rule], upright: Iterable[Rule]) -> list[Grid]:
    """Give the tables that rules make: all that touch one another are one."""
    level, standing = _joined(across), _joined(upright)
    if len(level) * len(standing) > MANY:
        return []
    groups: list[tuple[set[Rule], set[Rule]]] = []
    for rule in standing:
        lying, stood = {other for other in level if rule.touches(other)}, {rule}
        apart = []
        for group in groups:
            if lying.isdisjoint(group[0]):
                apart.append(group)
            else:
                lying, stood = lying | group[0], stood | group[1]
        groups = [*apart, (lying, stood)]
    made = (Grid(_places(lying)[::-1], _places(stood), tuple(lying), tuple(stood)) for lying, stood in groups)
    return [grid for grid in made if len(grid.heights) > 1 and len(grid.sides) > COLUMNS]


def _places(rules: Iterable[Rule]) -> list[float]:
    """Give the places of rules, those that lie as near as the two edges of one rule once."""
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > NEAR:
            found.append(at)
    return found


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Put the pieces of a rule together, which are drawn cell by cell; dots and corners are left out."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][0].at <= NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    found: list[Rule] = []
    for line in lines:
        at, pieces = line[0].at, sorted(line, key=lambda rule: rule.low)
        low, high = pieces[0].low, pieces[0].high
        for piece in pieces[1:]:
            if piece.low > high + NEAR:
                found.append(Rule(at, low, high))
                low, high = piece.low, piece.high
            high = max(high, piece.high)
        found.append(Rule(at, low, high))
    return [rule for rule in found if rule.high - rule.low >= SHORT]
