"""Pages about dossiers, and the road of an import."""

from kheo.procedures.views.dossiers import dossier, dossiers
from kheo.procedures.views.imports import batch, cancel, errors, import_file, mapping, preview, progress

__all__ = ["batch", "cancel", "dossier", "dossiers", "errors", "import_file", "mapping", "preview", "progress"]
