"""Put the official who asks onto the request; end sessions that nobody uses or that run too long."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kheo.people.models import Official

BEGAN, SEEN = "began", "seen"  # seconds of the machine's own clock, in the session
A_MINUTE = 60  # how exactly the last look is kept: not every page writes


def begin(request: HttpRequest) -> None:
    """Note when a session began; done at every real sign-in."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


class SessionClockMiddleware:
    """End a session that was idle for too long, or runs since too long; one that does not say when it began, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the clock once a request."""
        if request.user.is_authenticated:
            now, seen = time.time(), request.session.get(SEEN, 0.0)
            if now - seen > settings.KHEO_IDLE_SECONDS or now - request.session.get(BEGAN, 0.0) > LONGEST:
                logout(request)
                messages.info(request, _("Phiên làm việc đã kết thúc vì lâu không dùng. Xin đăng nhập lại."))
            elif now - seen > A_MINUTE:
                request.session[SEEN] = now
        return self.get_response(request)


LONGEST = 12 * 3600
"""Seconds from sign-in to the end of any session."""


class OfficialMiddleware:
    """`request.official`: who is signed in, active and holding a post today; else None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look the official up once a request."""
        user = request.user
        official = user if isinstance(user, Official) and user.is_active and user.post else None
        if official and official.post and official.post.unit.locality_id == official.locality_id:
            official.locality = official.post.unit.locality  # it came with the post: no page asks for it again
        request.official = official  # type: ignore[attr-defined]
        return self.get_response(request)
