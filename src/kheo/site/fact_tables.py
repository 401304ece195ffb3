"""The explicit list of fact tables that this installation can measure: one line a subject."""

from kheo.indicators.shapes import FactTable

FACT_TABLES: tuple[FactTable, ...] = ()
