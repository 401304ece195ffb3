from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "kheo.commitments"
