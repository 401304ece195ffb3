from django.apps import AppConfig


class FreezingConfig(AppConfig):
    name = "kheo.freezing"
