"""The indicators that a locality knows, in every version: what was measured by an earlier one still opens by it."""

from collections.abc import Iterator
from dataclasses import dataclass

from kheo.indicators.catalogue import RATIOS
from kheo.measures.shapes import Ratio


@dataclass(frozen=True)
class Known:
    """The indicators of a locality. To go through them gives the newest version of each that is in use."""

    every: tuple[Ratio, ...]

    def __iter__(self) -> Iterator[Ratio]:
        return iter({ratio.code: ratio for ratio in sorted(self.every, key=lambda ratio: ratio.version)}.values())

    def find(self, code: str, version: int | None = None) -> Ratio:
        """Give an indicator by its code, the newest version unless one is named; LookupError for none."""
        found = [ratio for ratio in self.every if ratio.code == code and version in (None, ratio.version)]
        if not found:
            raise LookupError(f"no indicator {code}, version {version}")
        return max(found, key=lambda ratio: ratio.version)

    def of_table(self, table: str) -> list[Ratio]:
        """Give those in use that measure a fact table."""
        return [ratio for ratio in self if ratio.table == table]

    @property
    def tables(self) -> list[str]:
        """Name the fact tables that are measured."""
        return sorted({ratio.table for ratio in self})

    @property
    def headlines(self) -> "Known":
        """Give those that are shown without being asked for."""
        return Known(tuple(ratio for ratio in self.every if ratio.headline))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Give code and name of each that can be followed week by week, for forms; a state has one day only."""
        return [(ratio.code, ratio.name) for ratio in self if ratio.over_time == "sum"]


def of(locality_id: int) -> Known:
    """Give the indicators of a locality."""
    return Known(RATIOS)
