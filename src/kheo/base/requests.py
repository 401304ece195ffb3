"""What holds for every request: a number that ties it to its audit records, a bound on its size, letters that can be.

And for a few: that nothing of them is kept.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse

from kheo.language import nfc

View = TypeVar("View", bound=Callable[..., Any])
_current: ContextVar[UUID | None] = ContextVar("kheo_request_id", default=None)


def current_request_id() -> UUID | None:
    """Give the id of the request now served, or None in commands and jobs."""
    return _current.get()


def keeps_nothing(again: Callable[..., HttpResponse]) -> Callable[[View], View]:
    """Keep nothing of who is at a page: no line in the log; of its form no digest, no address, no answer, no minute.

    `again` takes what the view takes, and answers a form that was sent before: it shows where that form led, and does
    nothing (docs/decisions/0031-citizens-answers.md).
    """

    def marked(view: View) -> View:
        view.again = again  # type: ignore[attr-defined]
        return view

    return marked


def again_of(view: Callable[..., Any]) -> Callable[..., HttpResponse] | None:
    """Give what answers a form sent twice to a page that keeps nothing; None for every other page."""
    return getattr(view, "again", None)


class RequestIdMiddleware:
    """Give each request a fresh id, also in the answer's `X-Request-ID`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request under its id."""
        number = uuid4()
        token = _current.set(number)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response["X-Request-ID"] = str(number)
        return response


class SizeMiddleware:
    """Refuse a body larger than any file that Khéo takes (413) before it is read: it would fill the disk first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Believe the stated length: no more than that is ever read."""
        stated = str(request.META.get("CONTENT_LENGTH", ""))
        if stated.isdecimal() and int(stated) > settings.KHEO_LARGEST_BODY:
            raise RequestDataTooBig("The body is larger than KHEO_LARGEST_BODY.")
        return self.get_response(request)


class ComposedLettersMiddleware:
    """What people type reaches every form in composed letters (NFC): some keyboards and copied texts send others.

    An address with the sign of number nought in it leads nowhere (404): no text of a PostgreSQL holds that sign.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave the request alone until its view is known, and with it that the body may be read."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Compose the fields of a form; files are not touched."""
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        if request.method == "POST":
            composed = request.POST.copy()
            for name, values in request.POST.lists():
                composed.setlist(name, [nfc(value) for value in values])
            request.POST = composed  # type: ignore[assignment]
