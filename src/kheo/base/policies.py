"""Who may knock at a route. Every view carries one policy; a route without one is refused and fails the suite.

Jobs declare theirs too: `system` when the clock starts them, `needs` when they go on with what an official began; the
action inside checks that official's right again, for the post may have changed hands meanwhile.

The policy is the outer door only: what a person may see (`visible_to`) and do (`access.check_x`) is decided inside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Policy:
    """`kind` is public, signed_in, roles or, for jobs, system; `roles` are role names, one of which is enough."""

    kind: str
    roles: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.kind if not self.roles else ", ".join(sorted(self.roles))


def public(view: View) -> View:
    """Open the route to everybody."""
    return _with(view, Policy("public"))


def signed_in(view: View) -> View:
    """Open the route to every official who is signed in and holds a post."""
    return _with(view, Policy("signed_in"))


def needs(*roles: str) -> Callable[[View], View]:
    """Open the route to officials who hold one of the roles."""
    return lambda view: _with(view, Policy("roles", frozenset(roles)))


def system(job: View) -> View:
    """Let the installation itself run the job, by the clock; no official starts it, and no address may carry this."""
    return _with(job, Policy("system"))


def _with(view: View, policy: Policy) -> View:
    view.policy = policy  # type: ignore[attr-defined]
    return view


def policy_of(view: Callable[..., Any], route_name: str) -> Policy | None:
    """Give the declared policy of a view, or of another package's route by its name."""
    declared = getattr(view, "policy", None)
    if declared is None and route_name in settings.KHEO_POLICIES_OF_OTHERS:
        return Policy(settings.KHEO_POLICIES_OF_OTHERS[route_name])
    return declared


class PolicyMiddleware:
    """Enforce each route's policy before its view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the check is made once the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Refuse, send to sign-in, or let through."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        policy = policy_of(view, name)
        if policy is None or policy.kind == "system":
            raise ImproperlyConfigured(f"The route {name or request.path} declares no access policy.")
        if policy.kind == "public":
            return None
        if request.official is None:  # type: ignore[attr-defined]
            return _to_sign_in(request)
        if policy.roles and not policy.roles & request.official.roles:  # type: ignore[attr-defined]
            raise PermissionDenied(_("Chức danh của đồng chí không có quyền mở trang này."))
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to sign-in, and from there back to the page that was open; a form's own address has no page to come back to.

    A part of a page is not swapped for the sign-in page: the whole page goes there.
    """
    if request.htmx:  # type: ignore[attr-defined]
        open_page = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(redirect_to_login(open_page).url)
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    return HttpResponseRedirect(resolve_url(settings.LOGIN_URL))
