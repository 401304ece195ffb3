"""The built-in indicators: values, not code to be run. Each says which facts are counted and which of those are good.

Ask `kheo.indicators.known` for the indicators of a locality: it knows those that its administrators defined, too.
"""

from kheo.indicators.catalogue import digitisation, online, satisfaction, tasks, transparency
from kheo.indicators.catalogue.answers import ANSWER_RATIOS
from kheo.indicators.catalogue.apologies import APOLOGY_RATIOS
from kheo.indicators.catalogue.dossiers import ON_TIME, ONLINE, SATISFIED
from kheo.measures.shapes import Ratio

RATIOS: tuple[Ratio, ...] = (
    ON_TIME,
    ONLINE,
    SATISFIED,
    *transparency.RATIOS,
    *online.RATIOS,
    *digitisation.RATIOS,
    *satisfaction.RATIOS,
    *tasks.RATIOS,
    *ANSWER_RATIOS,
    *APOLOGY_RATIOS,
)
