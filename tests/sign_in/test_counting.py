"""Guessing is stopped, and a ward behind one address is never shut out by it. The clock is turned, nobody waits."""

import time
from itertools import count

import pytest
from django.core.cache import cache
from django.urls import reverse

from kheo.people import actions
from tests.world import LONG_AGO

PASSWORD, WRONG = "mot cau de nho minh hoa", "sai mat khau nay"
WARD, HOME = "203.0.113.7", "198.51.100.9"
ENOUGH = "Đã nhập sai quá nhiều lần."
FIVE_MINUTES, A_MINUTE, AN_HOUR = 300, 60, 3600


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def later(monkeypatch):
    """Turn the clock on."""
    turned, real = [0.0], time.time
    monkeypatch.setattr(time, "time", lambda: real() + turned[0])

    def turn(seconds):
        turned[0] += seconds

    return turn


@pytest.fixture
def names(world):
    """Two colleagues of one ward."""
    post = world.post(world.culture_office, "Chuyên viên", "official")
    for name in ("can.bo.mot", "can.bo.hai"):
        made = actions.admit_official(name, by=world.administrator, password=PASSWORD)
        actions.appoint(made, post, by=world.administrator, start=LONG_AGO)
    return ("can.bo.mot", "can.bo.hai")


@pytest.fixture
def knock(client_of):
    """Try a name and a password from an address; tell what came of it."""

    def once(name, password=WRONG, address=WARD):
        form = {"login": name, "password": password}
        answer = client_of().post(reverse("account_login"), form, REMOTE_ADDR=address)
        if answer.status_code == 302:
            return "in"
        return "stopped" if ENOUGH in answer.content.decode() else "wrong"

    return once


def test_the_sixth_try_for_one_name_from_one_address_is_stopped_and_freed_after_five_minutes(names, knock, later):
    assert [knock(names[0]) for _try in range(6)] == ["wrong"] * 5 + ["stopped"]
    assert knock(names[0], PASSWORD) == "stopped", "also with the right password, else guessing went on"
    assert knock(names[0].upper()) == "stopped", "another case is no other name"
    later(FIVE_MINUTES + 1)
    assert knock(names[0], PASSWORD) == "in"


def test_a_colleague_behind_the_same_address_signs_in_meanwhile(names, knock):
    for _try in range(6):
        knock(names[0])
    assert knock(names[1], PASSWORD) == "in"


def test_the_right_password_costs_no_try(names, knock):
    assert [knock(names[0], PASSWORD) for _try in range(7)] == ["in"] * 7


@pytest.mark.long
def test_guessing_at_one_name_from_everywhere_is_stopped_and_does_not_shut_its_owner_out(names, knock, later):
    assert knock(names[0], PASSWORD) == "in"
    addresses = (f"192.0.2.{n}" for n in count(1))
    assert [knock(names[0], address=next(addresses)) for _try in range(31)] == ["wrong"] * 30 + ["stopped"]
    assert knock(names[0], PASSWORD, next(addresses)) == "stopped"
    assert knock(names[0], PASSWORD) == "in", "from where it signed in before"
    later(AN_HOUR + 1)
    assert knock(names[0], PASSWORD, next(addresses)) == "in"


@pytest.mark.long
def test_a_flood_from_inside_the_ward_is_stopped_and_shuts_nobody_out_who_works_there(names, knock, later):
    assert knock(names[0], PASSWORD) == "in"
    flood = [knock(f"khong.co.{n}") for n in range(61)]
    assert flood == ["wrong"] * 60 + ["stopped"]
    assert knock(names[0], PASSWORD) == "in"
    assert knock(names[1], PASSWORD) == "stopped", "who never signed in from there waits a minute"
    assert knock(names[1], PASSWORD, HOME) == "in"
    later(A_MINUTE + 1)
    assert knock(names[1], PASSWORD) == "in"


def test_the_count_of_tries_outlasts_a_flood_of_other_counts(names, knock):
    """Where counts are few, a flood of made-up names would push out those that stop a guesser."""
    for _try in range(5):
        knock(names[0])
    for number in range(2_000):
        cache.set(f"flood:{number}", 1)
    assert knock(names[0]) == "stopped"
