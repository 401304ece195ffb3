"""Put the official who asks onto the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kheo.people.models import Official


class OfficialMiddleware:
    """`request.official`: who is signed in, active and holding a post today; else None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look the official up once a request."""
        user = request.user
        holds = isinstance(user, Official) and user.is_active and (user.posts or user.acting_posts)
        request.official = user if holds else None  # type: ignore[attr-defined]
        return self.get_response(request)
