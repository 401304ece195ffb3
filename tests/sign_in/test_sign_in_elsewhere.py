"""Sign in by the account of another system (OpenID Connect): off by default, and it makes no accounts."""

import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.people import actions
from kheo.people.models import Official
from kheo.site import elsewhere
from tests.sign_in.issuer import CLIENT_ID, SECRET, running
from tests.world import LONG_AGO

DOOR = "/dang-nhap/noi-khac/don-vi/login/"
VARIABLES = {
    "KHEO_OIDC_CLIENT_ID": CLIENT_ID,
    "KHEO_OIDC_CLIENT_SECRET": SECRET,
    "KHEO_OIDC_NAME": "tài khoản thành phố",
}


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


@pytest.fixture
def issuer(settings):
    """Another system, named in the environment as an operator does."""
    with running() as made:
        named = elsewhere.from_environment({**VARIABLES, "KHEO_OIDC_ISSUER": made.url})
        settings.SOCIALACCOUNT_PROVIDERS, settings.KHEO_ELSEWHERE = named.providers(), named.name
        made.person = {"sub": "so-1", "preferred_username": "can.bo.minh.hoa"}
        yield made


@pytest.fixture
def official(world):
    """A colleague whom the administrator admitted without a password."""
    made = actions.admit_official("can.bo.minh.hoa", by=world.administrator)
    actions.appoint(
        made, world.post(world.culture_office, "Chuyên viên", "official"), by=world.administrator, start=LONG_AGO
    )
    return made


def walk(client, **more):
    """Press the button, be vouched for over there, and come back; give the last answer."""
    there = urlsplit(client.post(DOOR, more).headers["Location"])
    connection = HTTPConnection(there.hostname, there.port)
    connection.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    return client.get(f"{back.path}?{back.query}")


def test_it_is_off_unless_named(db, client_of):
    assert elsewhere.from_environment({}) is None
    assert "noi-khac" not in client_of().get(reverse("account_login")).content.decode()
    for method in ("get", "post"):
        assert getattr(client_of(), method)(DOOR).status_code == 404
        assert getattr(client_of(), method)(f"{DOOR}callback/").status_code == 404


@pytest.mark.long
def test_the_settings_read_it_from_the_environment():
    import os

    told = subprocess.run(
        [sys.executable, "-c", "from kheo.site import settings as s; print(s.SOCIALACCOUNT_PROVIDERS,"
         " s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'], s.KHEO_ELSEWHERE)"],
        env={**os.environ, **VARIABLES, "KHEO_OIDC_ISSUER": "https://sso.minh-hoa.example/nha/", "PYTHONUTF8": "1"},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "'server_url': 'https://sso.minh-hoa.example/nha'" in told
    assert """["'self'", 'https://sso.minh-hoa.example'] tài khoản thành phố""" in told


@pytest.mark.parametrize(
    "variables",
    [
        {"KHEO_OIDC_ISSUER": "https://sso.minh-hoa.example"},
        {"KHEO_OIDC_ISSUER": "https://sso.minh-hoa.example", "KHEO_OIDC_CLIENT_ID": "x"},
        {"KHEO_OIDC_ISSUER": "http://sso.minh-hoa.example", **VARIABLES},
    ],
)
def test_a_door_that_is_half_named_does_not_open(variables):
    with pytest.raises(ValueError, match="KHEO_OIDC_ISSUER"):
        elsewhere.from_environment(variables)


def test_the_button_leads_there_and_back_to_the_own_work(client_of, issuer, official):
    client = client_of()
    assert "Đăng nhập bằng tài khoản thành phố" in client.get(reverse("account_login")).content.decode()
    assert "Bước tiếp theo ở trang của hệ thống đó" in client.get(DOOR).content.decode()
    answer = walk(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/viec-cua-toi/")
    assert client.get("/viec-cua-toi/").status_code == 200


def test_the_first_time_leaves_a_record_and_then_the_number_counts_not_the_name(client_of, issuer, official):
    walk(client_of())
    assert AuditRecord.objects.get(verb="official.recognised").official_id == official.pk
    issuer.person = {"sub": "so-1", "preferred_username": "ten.moi"}
    client = client_of()
    assert walk(client).headers["Location"] == "/viec-cua-toi/"
    issuer.person = {"sub": "so-2", "preferred_username": "can.bo.minh.hoa"}
    assert walk(client_of()).headers["Location"] == reverse("account_login")
    assert AuditRecord.objects.filter(verb="official.recognised").count() == 1


def test_who_was_not_admitted_is_told_so_and_gets_no_account(world, client_of, issuer):
    assert world.clerk
    before, client = Official.objects.count(), client_of()
    answer = walk(client)
    assert answer.headers["Location"] == reverse("account_login")
    assert "chưa được người quản trị của địa phương cấp quyền" in client.get(reverse("account_login")).content.decode()
    assert client.get("/viec-cua-toi/").status_code == 302
    assert Official.objects.count() == before


def test_an_account_with_a_password_is_not_taken_over_by_its_name(client_of, issuer, official):
    official.set_password("mot cau de nho minh hoa")
    official.save()
    client = client_of()
    walk(client)
    assert client.get("/viec-cua-toi/").status_code == 302


def test_an_answer_that_nobody_asked_for_is_refused_in_words(client_of, issuer, official):
    client = client_of()
    for query in ({"code": "x", "state": "y"}, {"error": "access_denied"}):
        assert client.get(f"{DOOR}callback/", query).headers["Location"] == reverse("account_login")
    assert "Hệ thống kia chưa xác nhận được tài khoản." in client.get(reverse("account_login")).content.decode()


def test_who_was_stopped_stays_out(client_of, issuer, official):
    walk(client_of())
    official.is_active = False
    official.save()
    client = client_of()
    walk(client)
    assert client.get("/viec-cua-toi/").status_code == 302
