from django.apps import AppConfig
from django.core.checks import register

from kheo.indicators.checks import check_indicators


class IndicatorsConfig(AppConfig):
    name = "kheo.indicators"

    def ready(self) -> None:
        """Check the catalogue at start-up."""
        register(check_indicators)
