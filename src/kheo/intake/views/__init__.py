"""Pages of the road of an import."""

from kheo.intake.views.asides import aside
from kheo.intake.views.imports import batch, cancel, errors, import_file, mapping, preview, progress

__all__ = ["aside", "batch", "cancel", "errors", "import_file", "mapping", "preview", "progress"]
