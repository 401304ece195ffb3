"""Parts, tokens and static files; no models."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kheo.ui"
    label = "ui"
