"""What is done to imported files. One verb, one function, one audit record."""

from kheo.intake.actions.aside import import_after, let_in_again, rows_aside
from kheo.intake.actions.batches import (
    CHECKED,
    CHOSEN,
    approve_import,
    cancel_import,
    fail_import,
    forget_old_files,
    map_columns,
    take_file,
)
from kheo.intake.actions.running import check_and_store, check_rows, import_rows, is_small

__all__ = [
    "CHECKED",
    "CHOSEN",
    "approve_import",
    "cancel_import",
    "check_and_store",
    "check_rows",
    "fail_import",
    "forget_old_files",
    "import_after",
    "import_rows",
    "is_small",
    "let_in_again",
    "map_columns",
    "rows_aside",
    "take_file",
]
