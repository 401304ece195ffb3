"""At start-up: every signal names only columns that a fact table declares."""

from django.core.checks import CheckMessage, Error

from kheo.indicators.checks import faults
from kheo.indicators.tables import all_tables
from kheo.integrity.catalogue import SIGNALS, ratio_of


def check_signals(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """Django's system check of the signals against the declared fact tables."""
    tables = {table.code: table for table in all_tables()}
    return [
        Error(f"{signal.code}: {text}", id="integrity.E001")
        for signal in SIGNALS
        for text in faults(ratio_of(signal, signal.values()), tables)
    ]
