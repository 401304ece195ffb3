"""What must be done after signing in, before anything else: an own password, then the second step."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from kheo.people.models import Official
from kheo.people.rules import needs_second_step

CHANGES_PASSWORD = frozenset({"account_change_password", "account_logout", "language", "alive", "ready"})
ENROLS = CHANGES_PASSWORD | {"account_reauthenticate", "mfa_activate_totp", "mfa_reauthenticate"}


def lacks_second_step(official: Official) -> bool:
    """Say whether this official must still set up the second step of signing in."""
    unit = official.unit
    needs = unit is not None and needs_second_step(
        roles=official.roles, illustrative=unit.locality.illustrative, has_password=official.has_usable_password()
    )
    return needs and not Authenticator.objects.filter(user=official, type=Authenticator.Type.TOTP).exists()


class FirstStepsMiddleware:
    """Lead an official to the step that is still to be done; it stands after the one who puts `official` there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the step depends on the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let through, or lead to the own password, or to the second step."""
        official: Official | None = request.official  # type: ignore[attr-defined]
        name = request.resolver_match.view_name if request.resolver_match else ""
        if official is None:
            return None
        if official.must_change_password:
            return None if name in CHANGES_PASSWORD else _lead(request, "account_change_password")
        if name not in ENROLS and settings.KHEO_MFA_REQUIRED and lacks_second_step(official):
            messages.warning(request, _("Chức danh của đồng chí phải có mã hai lớp. Hãy bật rồi mới làm việc khác."))
            return _lead(request, "mfa_activate_totp")
        return None


def _lead(request: HttpRequest, name: str) -> HttpResponse:
    """Send the whole page there, also when only a part of it was asked for."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(resolve_url(name))
    return redirect(name)
