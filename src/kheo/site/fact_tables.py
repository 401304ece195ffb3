"""The explicit list of fact tables that this installation can measure: one line a subject."""

from kheo.apologies.facts import LATE_DOSSIER
from kheo.directory.facts import PROCEDURE
from kheo.feedback.facts import CASE
from kheo.measures.shapes import FactTable
from kheo.procedures.facts import DOSSIER
from kheo.satisfaction.facts import ANSWER
from kheo.work.facts import TASK

FACT_TABLES: tuple[FactTable, ...] = (DOSSIER, PROCEDURE, TASK, CASE, ANSWER, LATE_DOSSIER)
