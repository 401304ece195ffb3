"""How long a session lives, and what ends it: the clock, signing out, a closed account, a role that is gone."""

import time

import pytest
from django.conf import settings as installation
from django.urls import reverse

from kheo.people.models import Holding
from kheo.people.requests import BEGAN, LONGEST, SEEN

HOME = "office:my_work"


def is_in(client) -> bool:
    return client.get(reverse(HOME)).status_code == 200


def set_back(client, name: str, seconds: float) -> None:
    session = client.session
    session[name] = time.time() - seconds
    session.save()


@pytest.fixture
def client(world, client_of):
    return client_of(world.clerk)


def test_a_session_that_nobody_uses_ends_and_says_why(client):
    set_back(client, SEEN, installation.KHEO_IDLE_SECONDS + 1)
    answer = client.get(reverse(HOME), follow=True)
    assert answer.redirect_chain[0][0].startswith(reverse("account_login"))
    assert "Phiên làm việc đã kết thúc vì lâu không dùng." in answer.content.decode()
    assert not is_in(client)


def test_whoever_works_on_stays_in(client):
    set_back(client, SEEN, installation.KHEO_IDLE_SECONDS - 60)
    assert is_in(client)
    assert time.time() - client.session[SEEN] < 10


def test_no_session_lives_longer_than_a_working_day(client):
    set_back(client, BEGAN, LONGEST + 1)
    assert not is_in(client)


def test_a_session_that_does_not_say_when_it_began_is_over(client):
    session = client.session
    del session[BEGAN]
    session.save()
    assert not is_in(client)


def test_a_copied_cookie_is_worth_nothing_after_signing_out(world, client_of):
    client, thief = client_of(world.clerk), client_of()
    thief.cookies = client.cookies.copy()
    assert is_in(thief)
    client.post(reverse("account_logout"))
    assert not is_in(thief)


def test_signing_in_gives_a_new_key_so_that_a_planted_one_is_worth_nothing(world, client_of):
    world.clerk.set_password("mat khau thu nghiem")
    world.clerk.save()
    client = client_of()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[installation.SESSION_COOKIE_NAME] = session.session_key
    client.post(reverse("account_login"), {"login": world.clerk.username, "password": "mat khau thu nghiem"})
    assert is_in(client)
    assert client.cookies[installation.SESSION_COOKIE_NAME].value != session.session_key


def test_a_closed_account_is_out_at_its_next_page(world, client):
    world.clerk.is_active = False
    world.clerk.save()
    assert not is_in(client)


def test_a_role_that_ended_ends_at_the_next_page(world, client_of):
    client = client_of(world.chair)
    assert client.get(reverse("reports:overview")).status_code == 200
    Holding.objects.filter(official=world.chair).update(start="2020-01-01", end="2020-12-31")
    assert client.get(reverse("reports:overview")).status_code in (302, 403)


def test_cookies_are_out_of_reach_of_script_and_of_other_sites(world, client_of):
    world.clerk.set_password("mat khau thu nghiem")
    world.clerk.save()
    client = client_of()
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": world.clerk.username, "password": "mat khau thu nghiem"})
    for name in (installation.SESSION_COOKIE_NAME, installation.CSRF_COOKIE_NAME):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_the_clock_writes_at_most_once_a_minute(client, django_assert_num_queries):
    client.get(reverse(HOME))
    before = client.session[SEEN]
    client.get(reverse(HOME))
    assert client.session[SEEN] == before
