from django.apps import AppConfig


class SealsConfig(AppConfig):
    name = "kheo.seals"
