"""The explicit list of fact tables that this installation can measure: one line a subject."""

from kheo.measures.shapes import FactTable
from kheo.procedures.facts import DOSSIER

FACT_TABLES: tuple[FactTable, ...] = (DOSSIER,)
