from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "kheo.base"
