"""A password for one sign-in, handed over in person: when an account is made, and when the password is lost."""

import re

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.models import AuditRecord, OnceKey
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Official
from tests.world import Client

ONE_TIME = re.compile(r'class="code long">([a-z2-9]{4}(?:-[a-z2-9]{4}){3})<')
MY_WORK = "/viec-cua-toi/"
OWN = "mot cau moi de nho minh hoa"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


@pytest.fixture
def address(world):
    return reverse("people:reset_password", args=[world.culture_head.pk])


def password_in(answer):
    assert answer.status_code == 200
    return ONE_TIME.search(answer.content.decode()).group(1)


def sign_in(name, password):
    client = Client()
    client.post("/dang-nhap/", {"login": name, "password": password})
    return client


def test_the_password_is_shown_once_and_opens_only_the_page_that_changes_it(world, client_of, address):
    password = password_in(client_of(world.administrator).post(address))
    client = sign_in(world.culture_head.username, password)
    change = reverse("account_change_password")
    for page in (MY_WORK, "/lich/", reverse("work:tasks"), reverse("mfa_index")):
        assert client.get(page).headers["Location"] == change
    assert client.post(reverse("people:swap_day"), {}).headers["Location"] == change
    assert "dùng một lần" in client.get(change).content.decode()
    form = {"oldpassword": password, "password1": OWN, "password2": OWN}
    assert client.post(change, form).headers["Location"] == MY_WORK
    assert client.get(MY_WORK).status_code == 200
    assert sign_in(world.culture_head.username, password).get(MY_WORK).status_code == 302
    assert Official.objects.get(pk=world.culture_head.pk).must_change_password is False


def test_one_may_leave_without_changing_it(world, client_of, address):
    client = sign_in(world.culture_head.username, password_in(client_of(world.administrator).post(address)))
    assert client.post(reverse("account_logout")).headers["Location"] == "/"


def test_the_old_password_and_every_session_end_at_once(world, client_of, address):
    client = client_of(world.culture_head)
    assert client.get(MY_WORK).status_code == 200
    client_of(world.administrator).post(address)
    assert client.get(MY_WORK).status_code == 302
    assert sign_in(world.culture_head.username, "mat khau thu nghiem").get(MY_WORK).status_code == 302


def test_it_is_kept_nowhere_and_the_same_form_again_shows_nothing(world, client_of, address):
    client, token = client_of(world.administrator), "0b0e4d5c-9c39-4a52-a3d0-30bb6c7c1a11"
    first = client.post(address, {"_once": token})
    password = password_in(first)
    assert first.headers["Cache-Control"] == "no-store"
    assert all(password.encode() not in bytes(key.body) for key in OnceKey.objects.all())
    again = client.post(address, {"_once": token})
    assert again.headers["Location"] == reverse("people:official", args=[world.culture_head.pk])
    assert AuditRecord.objects.filter(verb="official.password_reset").count() == 1


def test_it_leaves_one_record_without_the_password(world):
    actions.reset_password(world.culture_head.pk, by=world.administrator)
    trace = AuditRecord.objects.get(verb="official.password_reset")
    assert (trace.object_id, trace.official_id, trace.changed) == (
        world.culture_head.pk, world.administrator.pk, {},
    )  # fmt: skip


def test_a_new_account_gets_such_a_password_too(world, client_of):
    answer = client_of(world.administrator).post(reverse("people:admit_official"), {"username": "can.bo.moi"})
    made = Official.objects.get(username="can.bo.moi")
    assert made.check_password(password_in(answer)) and made.must_change_password
    again = client_of(world.administrator).post(reverse("people:admit_official"), {"username": "Can.Bo.Moi"})
    assert again.status_code == 422 and "đã có người dùng" in again.content.decode()


@pytest.mark.parametrize("name", ["có dấu", "a", "x" * 61, "hai chữ", "../etc"])
def test_a_name_that_cannot_be_typed_everywhere_is_refused(world, client_of, name):
    answer = client_of(world.administrator).post(reverse("people:admit_official"), {"username": name})
    assert answer.status_code == 422
    assert not Official.objects.filter(username=name).exists()


def test_nobody_resets_the_own_password_here(world, client_of):
    own = reverse("people:reset_password", args=[world.administrator.pk])
    answer = client_of(world.administrator).post(own)
    assert answer.status_code == 422 and "người quản trị khác" in answer.content.decode()
    with pytest.raises(RuleBroken):
        actions.reset_password(world.administrator.pk, by=world.administrator)


def test_a_colleague_may_not_and_another_ward_sees_nothing(world, client_of, address):
    assert client_of(world.chair).post(address).status_code == 403
    for send in (
        client_of(world.administrator_of_another_ward).get,
        client_of(world.administrator_of_another_ward).post,
    ):
        assert send(address).status_code == 404
    for stranger in (world.chair, world.administrator_of_another_ward):
        with pytest.raises(PermissionDenied):
            actions.reset_password(world.culture_head.pk, by=stranger)
