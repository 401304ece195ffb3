"""Parts, tokens and static files; no models."""

from django.apps import AppConfig
from django.utils.translation import gettext

from kheo.wording import translate_with


class UiConfig(AppConfig):
    name = "kheo.ui"
    label = "ui"

    def ready(self) -> None:
        """Let the rooms without Django speak the reader's language."""
        translate_with(gettext)
