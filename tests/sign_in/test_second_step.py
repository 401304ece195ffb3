"""Heads, leaders and administrators of a real ward set up a second step before anything else; the demo is exempt."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Locality, Official
from kheo.people.rules import SAMPLE_PASSWORD

MY_WORK = "/viec-cua-toi/"
ENROL = reverse("mfa_activate_totp")


@pytest.fixture
def real(world):
    """Phường Thử, as if it were no sample."""
    Locality.objects.filter(pk=world.ward.pk).update(illustrative=False)
    cache.clear()
    return world


def test_a_head_of_a_real_ward_is_led_to_the_second_step_before_anything_else(real, client_of):
    client = client_of(real.culture_head)
    for address in (MY_WORK, "/lich/", reverse("work:tasks"), reverse("mfa_index")):
        assert client.get(address).headers["Location"] == ENROL
    part = client.get(MY_WORK, headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == ENROL
    page = client.get(ENROL, follow=True).content.decode()
    assert "phải có mã hai lớp" in page


def test_with_a_second_step_the_head_works(real, client_of):
    TOTP.activate(real.culture_head, generate_totp_secret())
    assert client_of(real.culture_head).get(MY_WORK).status_code == 200


@pytest.mark.parametrize("who", ["chair", "administrator"])
def test_leaders_and_administrators_need_it_and_a_clerk_does_not(real, client_of, who):
    official = getattr(real, who)
    official.set_password("mot cau de nho minh hoa")
    official.save()
    assert client_of(official).get(MY_WORK).headers["Location"] == ENROL
    assert client_of(real.clerk).get(MY_WORK).status_code == 200


def test_who_acts_for_a_head_needs_it_too(real, client_of):
    post = real.culture_head.posts[0]
    actions.delegate(
        post, to=real.centre_official, by=real.administrator, start=post.valid_from, end=date(2026, 12, 31)
    )
    assert client_of(Official.objects.get(pk=real.centre_official.pk)).get(MY_WORK).headers["Location"] == ENROL


def test_in_a_sample_ward_or_when_switched_off_nobody_is_asked(world, client_of, settings):
    assert client_of(world.culture_head).get(MY_WORK).status_code == 200
    Locality.objects.update(illustrative=False)
    settings.KHEO_MFA_REQUIRED = False
    assert client_of(world.culture_head).get(MY_WORK).status_code == 200


def test_who_signs_in_by_another_system_proves_it_there(real, client_of):
    real.culture_head.set_unusable_password()
    real.culture_head.save()
    assert client_of(real.culture_head).get(MY_WORK).status_code == 200


def test_a_lost_phone_is_taken_out_and_logged_and_the_head_enrols_anew(real, client_of):
    real.administrator.set_unusable_password()
    real.administrator.save()
    head = real.culture_head
    TOTP.activate(head, generate_totp_secret())
    address = reverse("people:reset_second_step", args=[head.pk])
    answer = client_of(real.administrator).post(address, follow=True)
    assert "Đã bỏ mã hai lớp." in answer.content.decode()
    assert not Authenticator.objects.filter(user=head).exists()
    trace = AuditRecord.objects.get(verb="official.second_step_reset")
    assert (trace.object_id, trace.official_id, trace.changed) == (head.pk, real.administrator.pk, {"removed": 1})
    assert client_of(head).get(MY_WORK).headers["Location"] == ENROL


def test_a_colleague_may_not_reset_it_and_another_ward_sees_nothing(world, client_of):
    address = reverse("people:reset_second_step", args=[world.culture_head.pk])
    assert client_of(world.chair).post(address).status_code == 403
    assert client_of(world.administrator_of_another_ward).post(address).status_code == 404
    for stranger in (world.chair, world.administrator_of_another_ward):
        with pytest.raises(PermissionDenied):
            actions.reset_second_step(world.culture_head.pk, by=stranger)
    with pytest.raises(RuleBroken, match="người quản trị khác"):
        actions.reset_second_step(world.administrator.pk, by=world.administrator)


# the password that the demo prints


def test_the_password_of_the_demo_opens_no_real_ward(world, client_of):
    head = world.culture_head
    head.set_password(SAMPLE_PASSWORD)
    head.save()
    cache.clear()
    form = {"login": head.username, "password": SAMPLE_PASSWORD}
    assert client_of().post("/dang-nhap/", form).status_code == 302
    Locality.objects.update(illustrative=False)
    client = client_of()
    answer = client.post("/dang-nhap/", form)
    assert answer.status_code == 200 and "Mật khẩu này là của bản minh hoạ" in answer.content.decode()
    assert client.get(MY_WORK).headers["Location"].startswith("/dang-nhap/")


def test_nobody_of_a_real_ward_gets_it_as_a_password(real):
    with pytest.raises(RuleBroken, match="bản minh hoạ"):
        actions.admit_official("can.bo", by=Official.objects.get(pk=real.administrator.pk), password=SAMPLE_PASSWORD)
