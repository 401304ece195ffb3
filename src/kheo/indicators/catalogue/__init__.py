"""The indicators: values, not code to be run. Each says which facts are counted and which of those are good."""

from kheo.indicators.catalogue.dossiers import ON_TIME, ONLINE, SATISFIED
from kheo.measures.shapes import Ratio

RATIOS: tuple[Ratio, ...] = (ON_TIME, ONLINE, SATISFIED)
BY_CODE: dict[str, Ratio] = {ratio.code: ratio for ratio in RATIOS}
