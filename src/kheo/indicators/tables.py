"""The fact tables that this installation can measure; the list stands in `site` and reaches this room by a setting."""

from django.conf import settings
from django.utils.module_loading import import_string

from kheo.measures.shapes import FactTable


def all_tables() -> tuple[FactTable, ...]:
    """Give the declared fact tables (setting KHEO_FACT_TABLES)."""
    tables: tuple[FactTable, ...] = import_string(settings.KHEO_FACT_TABLES)
    return tables


def table_of(code: str) -> FactTable:
    """Give a fact table by its code; LookupError if no subject declares it."""
    for table in all_tables():
        if table.code == code:
            return table
    raise LookupError(f"no fact table {code}")
