from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "kheo.sign_in"
