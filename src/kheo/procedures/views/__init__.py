"""Pages about dossiers and the rule by which they are judged."""

from kheo.procedures.views.dossiers import dossier, dossiers
from kheo.procedures.views.rule import limit, on_time_rule

__all__ = ["dossier", "dossiers", "limit", "on_time_rule"]
