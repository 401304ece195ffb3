"""Sign-in by django-allauth: local accounts made by the administrator; nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Keep the sign-up door closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no."""
        return False
