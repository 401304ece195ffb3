"""Seeds of the second step are locked where they lie; older keys still open, and by night the newest one locks all."""

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.core.cache import cache
from django.urls import reverse

from kheo.cli import findings
from kheo.sign_in import jobs, locked
from tests.sign_in.test_sign_in import code

pytestmark = pytest.mark.empty_house


PASSWORD = "mat khau thu nghiem"


@pytest.fixture
def clerk(world):
    """The clerk, with a second step and recovery codes, made as the pages make them."""
    cache.clear()
    TOTP.activate(world.clerk, generate_totp_secret())
    RecoveryCodes.activate(world.clerk)
    return world.clerk


def stored():
    """What the database holds."""
    return [text for each in Authenticator.objects.all() for text in each.data.values() if isinstance(text, str)]


def opened(official, kind="totp"):
    """What the pages compare codes with."""
    kept = Authenticator.objects.get(user=official, type=kind)
    return locked.unlock(kept.data["secret" if kind == "totp" else "seed"])


def answer_with(client, official):
    """Sign in by password and the code of the app."""
    cache.clear()
    client.post("/dang-nhap/", {"login": official.username, "password": PASSWORD})
    return client.post(reverse("mfa_authenticate"), {"code": code(opened(official))})


def test_neither_the_seed_of_the_app_nor_that_of_the_codes_lies_open(clerk, client_of):
    assert len(stored()) == 2
    assert all(text.startswith(locked.LOCKED) for text in stored())
    for kind in ("totp", "recovery_codes"):
        assert not any(opened(clerk, kind) in text for text in stored())
    assert answer_with(client_of(), clerk).status_code == 302


def test_the_same_seed_is_never_locked_twice_alike(db):
    assert locked.lock("minh hoa") != locked.lock("minh hoa")


def test_with_another_key_nothing_opens_and_the_form_says_what_to_do(clerk, client_of, settings):
    settings.SECRET_KEY, secret = "khoa khac minh hoa, dai hon ba muoi hai chu", opened(clerk)
    client = client_of()
    client.post("/dang-nhap/", {"login": clerk.username, "password": PASSWORD})
    answer = client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert answer.status_code == 200
    assert "không đọc được nữa" in answer.content.decode()
    assert client.get("/viec-cua-toi/").status_code == 302
    assert "KHEO_OLD_SECRETS" in findings.second_steps_open(None)


def test_an_older_key_still_opens_and_by_night_the_new_one_locks_all(clerk, client_of, settings):
    secret = opened(clerk)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "khoa moi minh hoa, dai hon 32 chu cai"
    assert answer_with(client_of(), clerk).status_code == 302
    assert [locked.is_current(text) for text in stored()] == [False, False]
    jobs.lock_anew(timestamp=0)
    settings.SECRET_KEY_FALLBACKS = []
    assert [locked.is_current(text) for text in stored()] == [True, True]
    assert opened(clerk) == secret
    assert findings.second_steps_open(None) is None


def test_what_no_key_opens_is_left_as_it_is(clerk, settings):
    before = stored()
    settings.SECRET_KEY = "khoa khac minh hoa, dai hon ba muoi hai chu"
    jobs.lock_anew(timestamp=0)
    assert stored() == before


def test_rows_from_before_there_was_a_lock_open_and_are_locked_by_the_migration(world, client_of):
    secret, seed = generate_totp_secret(), RecoveryCodes.generate_seed()
    for kind, data in (("totp", {"secret": secret}), ("recovery_codes", {"seed": seed, "used_mask": 5})):
        Authenticator.objects.create(user=world.clerk, type=kind, data=data)
    assert answer_with(client_of(), world.clerk).status_code == 302
    migration = import_module("kheo.sign_in.migrations.0001_lock_what_is_open")
    migration.lock(apps, None)
    assert all(text.startswith(locked.LOCKED) for text in stored())
    assert (opened(world.clerk), opened(world.clerk, "recovery_codes")) == (secret, seed)
    assert Authenticator.objects.get(type="recovery_codes").data["used_mask"] == 5
    migration.unlock(apps, None)
    assert set(stored()) == {secret, seed}
