"""What the log tells: which page, how it ended, how long it took, in which request; never names, words or addresses.

Two dresses of the same facts: `json`, one object a line, for machines, and `text`, for whoever sits at the screen. What
others' code would write into its messages may come from a form, so only their own fixed words are kept, and of an
exception its kind and its place. Where someone asked from is not noted: the server before Khéo knows, and X-Request-ID
ties its line to ours.
"""

import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kheo.base.requests import again_of, current_request_id

REQUESTS = logging.getLogger("kheo.requests")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
FRAMES = 8  # the innermost places of a failure
OURS = "kheo"
TELLS_PATHS = "django"  # whose messages are made of addresses, names of hosts, and values


class LogMiddleware:
    """Write one line a request; it stands just inside of the one that numbers them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve, and take the time until the answer begins."""
        began = time.perf_counter()
        response = self.get_response(request)
        if not _is_silent(request) or response.status_code >= 500:
            _note(request, response, 1000 * (time.perf_counter() - began))
        return response


def _is_silent(request: HttpRequest) -> bool:
    """Say whether a line would keep the minute of who wants to stay unknown."""
    return request.resolver_match is not None and again_of(request.resolver_match.func) is not None


def _note(request: HttpRequest, response: HttpResponse, milliseconds: float) -> None:
    official = getattr(request, "official", None)
    facts = {
        "method": request.method if request.method in METHODS else "OTHER",
        "route": route_of(request),
        "status": response.status_code,
        "ms": round(milliseconds, 1),
        "official": official.pk if official is not None else None,
    }
    REQUESTS.info("request", extra={"facts": facts})


def route_of(request: HttpRequest) -> str:
    """Name the route, which says what was asked for without saying of whom."""
    if request.resolver_match:
        return request.resolver_match.view_name
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


class Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        return json.dumps(told(record), ensure_ascii=False)


class Text(logging.Formatter):
    """One line for a person, and the place of a failure below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        said = told(record)
        where = said.pop("where", [])
        line = " ".join(f"{name}={value}" for name, value in said.items() if name not in ("at", "level") and value)
        return "\n    ".join([f"{said['at']} {said['level']} {line}", *where])


def told(record: logging.LogRecord) -> dict[str, Any]:
    """Give what may be told of a record."""
    number = current_request_id()
    said: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "request_id": str(number) if number else None,
    }
    facts = getattr(record, "facts", None)
    if facts is not None:
        return said | facts
    said["message"] = _words(record)
    if (status := getattr(record, "status_code", None)) is not None:
        said["status"] = status
    if record.exc_info and record.exc_info[1] is not None:
        said["error"] = type(record.exc_info[1]).__name__
        frames = traceback.extract_tb(record.exc_info[2])[-FRAMES:]
        said["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return said


def _words(record: logging.LogRecord) -> str:
    """Give our own messages whole, others' without what they fill in, and none of those that tell addresses."""
    room = record.name.split(".")[0]
    if room == OURS:
        return record.getMessage()
    return "" if room == TELLS_PATHS else str(record.msg)
