"""What a reader sees when a request cannot be served, in the templates of `ui`.

Each page is drawn in the frame of all pages; where that needs a database that is away, the same words come without it.
"""

import errno
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from psycopg.errors import DiskFull, ReadOnlySqlTransaction

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
AWAY = (OperationalError, InterfaceError)  # the database cannot be reached, or had no room for this
PLAIN = "ui/plain.html"
SOON, LATER = "30", "300"  # seconds until asking again has a point


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read (400), or is too large to be (413)."""
    return _page(request, 413 if isinstance(exception, TOO_MUCH) else 400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why this is not for the official's post (403)."""
    return _page(request, 403, exception=str(exception))


@requires_csrf_token
def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form's secret is missing or old (403)."""
    return _page(request, 403, "403_csrf.html")


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, or none that this reader may see (404)."""
    return _page(request, 404)


@requires_csrf_token
def too_many(request: HttpRequest) -> HttpResponse:
    """Say that this was tried too often, and when to come back (429)."""
    answer = _page(request, 429)
    answer["Retry-After"] = LATER
    return answer


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours (500); asks neither database nor session, for either may be what failed."""
    broken = sys.exc_info()[1]
    if _is_full(broken):
        return HttpResponse(render_to_string("507.html"), status=507, headers={"Retry-After": LATER})
    if _is_read_only(broken):
        return HttpResponse(render_to_string("read_only.html"), status=503, headers={"Retry-After": LATER})
    if isinstance(broken, AWAY):
        return unavailable()
    return HttpResponse(render_to_string("500.html"), status=500)


def _is_full(broken: BaseException | None) -> bool:
    """Tell whether a disk had no room: that of the files, or that of the database."""
    if isinstance(broken, OSError):
        return broken.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(getattr(broken, "__cause__", None), DiskFull)


def _is_read_only(broken: BaseException | None) -> bool:
    """Tell whether the database, or the disk of the files, may only be read."""
    if isinstance(broken, OSError):
        return broken.errno == errno.EROFS
    return isinstance(getattr(broken, "__cause__", None), ReadOnlySqlTransaction)


def unavailable() -> HttpResponse:
    """Say that the system is away for a while (503), and when to come back."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": SOON})


def _page(request: HttpRequest, status: int, template: str = "", **told: Any) -> HttpResponse:
    template = template or f"{status}.html"
    try:
        return render(request, template, told, status=status)
    except DatabaseError:
        return HttpResponse(render_to_string(template, {**told, "parent": PLAIN}), status=status)
