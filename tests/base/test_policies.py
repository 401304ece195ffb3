"""Who may knock: every route carries a policy, and the policy is enforced before anything else."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from kheo.base.policies import Policy, PolicyMiddleware, needs, policy_of, public, signed_in, system
from kheo.base.routes import jobs, routes
from kheo.people.rules import Role
from tests.conftest import start_clock

PUBLIC = {
    "account_login", "account_logout", "mfa_authenticate", "openid_connect_login", "openid_connect_callback",
    "language", "seals:heads", "seals:download", "ui:catalogue", "ui:shortcuts",
    "alive", "ready",
    "satisfaction:start", "satisfaction:questions", "satisfaction:thanks",  # citizens answer without an account
}  # fmt: skip


ROUTES = {route.name: route for route in routes()}


def takes_nothing(name: str) -> bool:
    """Say whether the address of a route is whole without a number or a word."""
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False


PLAIN = sorted(name for name in ROUTES if takes_nothing(name))


def test_there_are_routes_to_be_judged():
    assert {"office:my_work", "work:read_in", "account_login", "portal:home"} <= set(ROUTES)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_every_route_declares_its_policy(name):
    policy = ROUTES[name].policy
    assert policy is not None, f"{name} declares no policy"
    assert policy.kind in ("public", "signed_in", "roles")
    assert bool(policy.roles) == (policy.kind == "roles")
    assert policy.roles <= set(Role), f"{name} names roles that do not exist"


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if hasattr(route.view, "policy")))
def test_every_view_of_ours_says_which_methods_it_serves(name):
    assert set(ROUTES[name].methods) in ({"GET", "HEAD"}, {"GET", "HEAD", "POST"}, {"POST"})


def test_every_job_says_who_may_begin_it():
    for job in jobs():
        assert job.policy is not None, f"{job.name} declares no policy"
        assert job.policy.kind in ("system", "roles"), f"nobody can knock at {job.name}: {job.policy.kind}"
        assert not job.periodic or job.policy.kind == "system", f"the clock starts {job.name}, whatever it declares"


def test_only_the_portal_and_the_doors_of_signing_in_are_open_to_everybody():
    open_routes = {name for name, route in ROUTES.items() if route.policy == Policy("public")}
    assert {name for name in open_routes if not name.startswith("portal:")} <= PUBLIC


def test_a_route_without_a_policy_is_refused():
    request = RequestFactory().get("/")
    request.resolver_match = None
    with pytest.raises(ImproperlyConfigured, match="declares no access policy"):
        PolicyMiddleware(lambda _request: HttpResponse()).process_view(request, lambda _request: HttpResponse(), (), {})


def test_an_address_cannot_be_a_door_for_the_clock():
    view = system(lambda _request: HttpResponse())
    request = RequestFactory().get("/")
    request.resolver_match = None
    with pytest.raises(ImproperlyConfigured, match="declares no access policy"):
        PolicyMiddleware(view).process_view(request, view, (), {})


def test_decorators_declare_what_they_say():
    def view():
        return HttpResponse()

    assert str(policy_of(public(view), "x")) == "public"
    assert str(policy_of(signed_in(view), "x")) == "signed_in"
    assert str(policy_of(needs(Role.LEADER, Role.CLERK)(view), "x")) == "clerk, leader"


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("name", PLAIN)
def test_who_is_not_signed_in_is_sent_to_sign_in_and_comes_back(client_of, name):
    policy = ROUTES[name].policy
    address = reverse(name)
    answer = client_of().get(address)
    if policy == Policy("public"):
        assert answer.status_code in (200, 302, 405, 503)  # 503: not ready to serve here
    else:
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"{reverse('account_login')}?next={address}"


@pytest.mark.long
def test_who_has_not_the_role_is_refused_in_words(world, client_of):
    client = client_of(world.centre_official)
    refused = [
        name
        for name in PLAIN
        if (policy := ROUTES[name].policy) is not None and policy.roles and Role.OFFICIAL not in policy.roles
    ]
    assert "work:read_in" in refused
    for name in refused:
        answer = client.get(reverse(name))
        assert answer.status_code == 403, name
        assert "Chức danh của đồng chí không có quyền mở trang này." in answer.content.decode()


@pytest.mark.long
def test_a_part_of_a_page_is_not_swapped_for_the_sign_in_page(db, client_of):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/viec-cua-toi/?trang=2"}
    answer = client_of().get(reverse("office:my_work"), headers=headers)
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == f"{reverse('account_login')}?next=/viec-cua-toi/%3Ftrang%3D2"
    assert answer.content == b""


def test_a_form_of_another_site_is_refused(world):
    from tests.world import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(world.clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
    start_clock(client)
    assert client.post(reverse("work:read_in"), {"text": "x"}).status_code == 403
