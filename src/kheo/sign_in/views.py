"""Pages of django-allauth that change how one signs in: the same pages, whole, and with a trace."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from kheo.base.audit import record
from kheo.people.models import Official
from kheo.sign_in import used

TOTP, CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
Page = Callable[..., HttpResponse]


def _with_trace(page: Page) -> Page:
    """Run a page that may change the second step in one transaction with the record of what changed."""

    @wraps(page)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        official = request.user
        if request.method != "POST" or not isinstance(official, Official):
            return page(request, *args, **kwargs)
        with transaction.atomic():
            before = _steps(official)
            answer = page(request, *args, **kwargs)
            _record(official, before, _steps(official), request.POST.get("code", ""))
        return answer

    return run


def _told(page: Page) -> Page:
    """Run a page that shows recovery codes, and write down that it was shown."""

    @wraps(page)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        official = request.user
        with transaction.atomic():
            answer = page(request, *args, **kwargs)
            is_shown = request.method == "GET" and answer.status_code == HTTPStatus.OK
            if is_shown and isinstance(official, Official):
                record("official.recovery_codes_seen", official, by=official)
        return answer

    return run


def _steps(official: Official) -> dict[str, int]:
    """Give the id of each means that the official has for the second step, by its type."""
    return dict(Authenticator.objects.filter(user=official).values_list("type", "pk"))


def _record(official: Official, before: dict[str, int], after: dict[str, int], code: str) -> None:
    if TOTP in after and after[TOTP] != before.get(TOTP):
        used.claim(after[TOTP], code)  # the code that proved the app opens no second door
        record("official.second_step_enrolled", official, by=official)
    if TOTP in before and TOTP not in after:
        record("official.second_step_removed", official, by=official)
    if CODES in after and after[CODES] != before.get(CODES):
        record("official.recovery_codes_made", official, by=official)


enrol = _with_trace(totp.activate_totp)
remove = _with_trace(totp.deactivate_totp)
make_codes = _with_trace(recovery.generate_recovery_codes)
show_codes = _told(recovery.view_recovery_codes)
hand_out_codes = _told(recovery.download_recovery_codes)
