"""The indicators that a locality knows, in every version: what was measured by an earlier one still opens by it.

Those of the catalogue, and those that the locality's administrators defined (kheo.indicators.models.DefinedIndicator).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest

from kheo.indicators.catalogue import RATIOS
from kheo.indicators.models import DefinedVersion
from kheo.indicators.tables import all_tables
from kheo.measures import defined
from kheo.measures.shapes import FactTable, Ratio

KEPT = "known_indicators"  # where they are kept with a request


@dataclass(frozen=True)
class Known:
    """The indicators of a locality. To go through them gives the newest version of each that is in use.

    `off` names those that are switched off: they are measured on, for what was promised by them, but not shown.
    """

    every: tuple[Ratio, ...]
    off: frozenset[str] = field(default=frozenset())

    def __iter__(self) -> Iterator[Ratio]:
        newest = {ratio.code: ratio for ratio in sorted(self.every, key=lambda ratio: ratio.version)}
        return (ratio for ratio in newest.values() if ratio.code not in self.off)

    def find(self, code: str, version: int | None = None) -> Ratio:
        """Give an indicator by its code, the newest version unless one is named; LookupError for none."""
        found = [ratio for ratio in self.every if ratio.code == code and version in (None, ratio.version)]
        if not found:
            raise LookupError(f"no indicator {code}, version {version}")
        return max(found, key=lambda ratio: ratio.version)

    def of_table(self, table: str) -> list[Ratio]:
        """Give every version that measures a fact table, those switched off too."""
        return [ratio for ratio in self.every if ratio.table == table]

    @property
    def tables(self) -> list[str]:
        """Name the fact tables that are measured."""
        return sorted({ratio.table for ratio in self.every})

    @property
    def headlines(self) -> "Known":
        """Give those that are shown without being asked for."""
        return Known(tuple(ratio for ratio in self.every if ratio.headline), self.off)

    @property
    def published(self) -> "Known":
        """Give those that the public page shows."""
        return Known(tuple(ratio for ratio in self.every if ratio.headline or ratio.is_published), self.off)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Give code and name of each that can be followed week by week, for forms; a state has one day only."""
        return [(ratio.code, ratio.name) for ratio in self if ratio.over_time == "sum"]


def of(locality_id: int) -> Known:
    """Give the indicators of a locality, in one statement."""
    tables = {table.code: table for table in all_tables()}
    versions = list(DefinedVersion.objects.of(locality_id))
    own = [ratio for each in versions if (ratio := ratio_of(each, tables)) is not None]
    off = frozenset(each.indicator.code for each in versions if each.indicator.is_off)
    return Known((*RATIOS, *own), off)


def asked_by(request: HttpRequest) -> Known:
    """Give those of the reader's locality; a request asks the database for them once."""
    found: Known | None = getattr(request, KEPT, None)
    if found is None:
        found = of(request.official.locality_id)  # type: ignore[attr-defined]
        setattr(request, KEPT, found)
    return found


def ratio_of(version: DefinedVersion, tables: dict[str, FactTable]) -> Ratio | None:
    """Give the indicator of a version; None where its facts are no longer offered to be measured."""
    kept = version.definition
    if kept["table"] not in tables:
        return None
    return defined.ratio_of(defined.from_json(kept), tables[kept["table"]])
