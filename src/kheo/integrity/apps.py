from django.apps import AppConfig
from django.core.checks import register

from kheo.integrity.checks import check_signals


class IntegrityConfig(AppConfig):
    name = "kheo.integrity"

    def ready(self) -> None:
        """Check the signals against the declared fact tables at start-up."""
        register(check_signals)
