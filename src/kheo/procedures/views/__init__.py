"""Pages about dossiers."""

from kheo.procedures.views.dossiers import dossier, dossiers

__all__ = ["dossier", "dossiers"]
