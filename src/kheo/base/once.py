"""One POST, one effect: each form carries a token; the same token again gets the same answer.

The whole POST runs in one transaction together with its key, so that an effect without a key, or a key without its
effect, cannot survive a crash. The same token with another body is refused (stricter than the IETF draft on
Idempotency-Key, which allows it to be undefined). Of a page that keeps nothing the token alone is kept, for a day. What
is exempt, and why: docs/decisions/0015-one-post-one-effect.md.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kheo.base import clock
from kheo.base.models import OnceKey
from kheo.base.requests import again_of
from kheo.days import VIETNAM
from kheo.errors import RuleBroken

FIELD = "_once"
KEPT_FOR = timedelta(days=7)
"""A form that was left open for longer than this is loaded anew before it is sent again."""
NOTHING = ""
"""What stands for the digest of a form of which nothing is kept."""


class OnceMiddleware:
    """Run each POST once, whole, and show a broken rule in its own words.

    It comes last and acts when the view is known: who may not knock at the route was refused before, and leaves no key.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; a write is run once its view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let reads pass; run a write once."""
        if request.method in ("GET", "HEAD", "OPTIONS") or _is_exempt(request.path):
            return None
        try:
            token = UUID(request.POST.get(FIELD, ""))
        except ValueError:
            return _refuse(request, 400, _("Biểu mẫu này thiếu mã gửi một lần. Xin tải lại trang rồi gửi lại."))
        try:
            again = again_of(view)
            if again is None:
                return _run_once(request, token, lambda: view(request, *args, **kwargs))
            return _run_unkept(token, lambda: view(request, *args, **kwargs), lambda: again(request, *args, **kwargs))
        except RuleBroken as broken:
            return _refuse(request, broken.status, broken.message)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show a rule that no view caught."""
        return _refuse(request, exception.status, exception.message) if isinstance(exception, RuleBroken) else None


def forget_old_keys() -> int:
    """Drop the answers of a week ago, and give how many: they may hold what a page showed. Run by a nightly job.

    The bare tokens of pages that keep nothing go after a day.
    """
    old, bare = Q(made_at__lt=clock.now() - KEPT_FOR), Q(digest=NOTHING, made_at__lt=_start_of(clock.today()))
    forgotten, _each = OnceKey.objects.filter(old | bare).delete()
    return forgotten


def _is_exempt(path: str) -> bool:
    return any(path.startswith(prefix) for prefix in settings.KHEO_ONCE_EXEMPT)


def _run_once(request: HttpRequest, token: UUID, act: Callable[[], HttpResponse]) -> HttpResponse:
    digest = _digest(request)
    with transaction.atomic():
        if not _claim(token, digest, clock.now()):
            return _replay(request, token, digest)
        response = act()
        if response.status_code >= 400:
            transaction.set_rollback(True)
        else:
            _keep(token, response)
    return response


def _run_unkept(token: UUID, act: Callable[[], HttpResponse], again: Callable[[], HttpResponse]) -> HttpResponse:
    """Act once and keep the token alone, under its day: neither what was sent, nor where, nor by whom, nor when."""
    with transaction.atomic():
        if not _claim(token, NOTHING, _start_of(clock.today())):
            return again()
        response = act()
        if response.status_code >= 400:
            transaction.set_rollback(True)
        else:
            OnceKey.objects.filter(token=token).update(status=response.status_code)
    return response


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def _claim(token: UUID, digest: str, made_at: datetime) -> bool:
    """Take the token; a second taker waits here until the first one's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO base_oncekey (token, digest, status, location, content_type, body, made_at)"
            " VALUES (%s, %s, 0, '', '', '', %s) ON CONFLICT (token) DO NOTHING",
            [token, digest, made_at],
        )
        return cursor.rowcount == 1


def _keep(token: UUID, response: HttpResponse) -> None:
    if then := getattr(response, "shown_once", ""):  # a secret is kept nowhere: the same form again leads on
        OnceKey.objects.filter(token=token).update(status=302, location=then)
        return
    OnceKey.objects.filter(token=token).update(
        status=response.status_code,
        location=response.headers.get("Location", ""),
        content_type=response.headers.get("Content-Type", ""),
        body=b"" if response.streaming else response.content,
    )


def _replay(request: HttpRequest, token: UUID, digest: str) -> HttpResponse:
    known = OnceKey.objects.get(token=token)
    if known.digest != digest:
        return _refuse(request, 422, _("Biểu mẫu này đã được gửi với nội dung khác. Xin tải lại trang để xem kết quả."))
    response = HttpResponse(bytes(known.body), status=known.status, content_type=known.content_type or None)
    if known.location:
        response["Location"] = known.location
    return response


def _digest(request: HttpRequest) -> str:
    """Give the keyed digest of who sends what where; the security tokens do not count.

    Keyed, because a form may hold a name or a choice among few, which a bare digest would let anybody guess.
    """
    key = hashlib.sha256(b"kheo.once" + settings.SECRET_KEY.encode()).digest()
    parts = hmac.new(key, f"{request.path}\n{request.user.pk}\n".encode(), hashlib.sha256)
    for name in sorted(set(request.POST) - {FIELD, "csrfmiddlewaretoken"}):
        parts.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            parts.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                parts.update(chunk)
            file.seek(0)
    return parts.hexdigest()


def _refuse(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return render(request, "refused.html", {"sentence": sentence, "status": status}, status=status)
