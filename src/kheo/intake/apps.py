from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "kheo.intake"
