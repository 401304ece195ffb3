"""What is done to procedures, imported files and dossiers. One verb, one function, one audit record."""

from kheo.procedures.actions.batches import (
    CHECKED,
    CHOSEN,
    approve_import,
    cancel_import,
    fail_import,
    forget_old_files,
    map_columns,
    take_file,
)
from kheo.procedures.actions.catalogue import open_procedure
from kheo.procedures.actions.running import check_rows, import_rows, is_small

__all__ = [
    "CHECKED",
    "CHOSEN",
    "approve_import",
    "cancel_import",
    "check_rows",
    "fail_import",
    "forget_old_files",
    "import_rows",
    "is_small",
    "map_columns",
    "open_procedure",
    "take_file",
]
