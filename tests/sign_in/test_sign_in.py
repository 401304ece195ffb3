"""Sign in and out: name and password, a second step, recovery codes; and what is said to whom is not let in."""

import time
from datetime import UTC, datetime
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.urls import reverse

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.people import actions
from kheo.sign_in.used import USED
from tests.world import LONG_AGO

PASSWORD = "mot cau de nho minh hoa"
MY_WORK = "/viec-cua-toi/"
SIGN_IN = "/dang-nhap/"
TOTP_PERIOD = 30  # seconds


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    """Attempts are counted in the cache."""
    cache.clear()


@pytest.fixture
def official(world):
    """A colleague of the culture office who knows the own password."""
    made = actions.admit_official("can.bo.minh.hoa", by=world.administrator, password=PASSWORD)
    actions.appoint(
        made, world.post(world.culture_office, "Chuyên viên", "official"), by=world.administrator, start=LONG_AGO
    )
    return made


def sign_in(client, name="can.bo.minh.hoa", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": name, "password": password, **more})


def text(answer):
    return answer.content.decode()


def test_the_right_password_opens_the_own_work(client_of, official):
    client = client_of()
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, MY_WORK)
    assert "Chuyên viên" in text(client.get(MY_WORK))


def test_the_name_is_taken_in_any_case(client_of, official):
    assert sign_in(client_of(), name="Can.Bo.Minh.Hoa").status_code == 302


@pytest.mark.parametrize("name", ["can.bo.minh.hoa", "khong.co.ai"])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(client_of, official, name):
    client = client_of()
    answer = sign_in(client, name=name, password="sai mat khau nay")
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in text(answer)
    assert "sessionid" not in client.cookies
    assert client.get(MY_WORK).status_code == 302


def test_after_signing_in_one_comes_back_to_the_page_that_was_wanted(client_of, official):
    assert sign_in(client_of(), next="/lich/").headers["Location"] == "/lich/"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client_of, official, elsewhere):
    assert sign_in(client_of(), next=elsewhere).headers["Location"] == MY_WORK


def test_who_holds_no_post_today_is_told_so_and_gets_nowhere(client_of, official):
    client = client_of()
    with clock.standing_at(datetime(2025, 6, 30, 5, tzinfo=UTC)):  # the day before the post is held
        sign_in(client)
        answer = client.get(MY_WORK, follow=True)
        assert answer.redirect_chain == [(f"{SIGN_IN}?next={MY_WORK}", 302)]
        assert "hôm nay tài khoản này không giữ chức danh nào" in text(answer)
        assert 'action="/dang-nhap/ra/"' in text(answer)
    assert client.get(MY_WORK).status_code == 200


def test_a_stopped_account_is_told_so(client_of, official):
    official.is_active = False
    official.save()
    answer = client_of().post(SIGN_IN, {"login": official.username, "password": PASSWORD}, follow=True)
    assert answer.status_code == 200
    assert "Tài khoản này đã ngừng dùng." in text(answer)


def test_an_account_stopped_meanwhile_is_out_at_once(client_of, official):
    client = client_of(official)
    assert client.get(MY_WORK).status_code == 200
    official.is_active = False
    official.save()
    assert client.get(MY_WORK).status_code == 302


def test_signing_out_ends_it_and_takes_a_press_of_the_button(client_of, official):
    client = client_of(official)
    assert "Đăng xuất khỏi Khéo?" in text(client.get(reverse("account_logout")))
    assert client.get(MY_WORK).status_code == 200
    answer = client.post(reverse("account_logout"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get(MY_WORK).status_code == 302


def test_nobody_signs_up(db, client_of):
    for address in ("/dang-nhap/dang-ky/", "/dang-nhap/signup/", "/accounts/signup/", "/admin/"):
        assert client_of().get(address).status_code == 404


def test_the_session_gets_a_new_number_when_somebody_signs_in(client_of, official):
    """A number planted in the browser beforehand is worth nothing afterwards."""
    client = client_of()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.cookies["sessionid"].value != planted
    client.cookies["sessionid"] = planted
    assert client.get(MY_WORK).status_code == 302


def test_the_session_cookie_is_closed_to_script_and_ends_with_the_browser(client_of, official):
    client = client_of()
    sign_in(client)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["expires"] == cookie["max-age"] == ""


def test_guessing_is_stopped_after_some_attempts(client_of, official):
    client = client_of()
    for _attempt in range(5):
        sign_in(client, password="sai mat khau nay")
    assert "Đã nhập sai quá nhiều lần." in text(sign_in(client))
    assert client.get(MY_WORK).status_code == 302


@pytest.mark.long
def test_passwords_are_kept_with_argon2():
    """The suite itself hashes quickly; the installation does not."""
    hashers = import_module("kheo.site.settings").PASSWORD_HASHERS
    assert hashers == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    kept = Argon2PasswordHasher().encode(PASSWORD, "muoi minh hoa")
    assert kept.startswith("argon2$argon2id$")
    assert Argon2PasswordHasher().verify(PASSWORD, kept)


def test_a_new_password_takes_the_old_one_and_ends_other_sessions(client_of, official):
    here, elsewhere = client_of(official), client_of(official)
    form = {"oldpassword": "sai", "password1": "cau moi de nho minh hoa", "password2": "cau moi de nho minh hoa"}
    address = reverse("account_change_password")
    assert "Mật khẩu đang dùng chưa đúng." in text(here.post(address, form))
    assert "giống nhau" in text(here.post(address, form | {"oldpassword": PASSWORD, "password2": "khac"}))
    assert not AuditRecord.objects.filter(verb="official.password_changed").exists()
    assert here.post(address, form | {"oldpassword": PASSWORD}).status_code == 302
    assert AuditRecord.objects.get(verb="official.password_changed").official_id == official.pk
    assert here.get(MY_WORK).status_code == 200
    assert elsewhere.get(MY_WORK).status_code == 302
    assert sign_in(client_of()).status_code == 200
    assert sign_in(client_of(), password="cau moi de nho minh hoa").status_code == 302


# the second step


def code(secret, ago=0):
    """Give the code that an app shows now, or showed some half minutes ago."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // TOTP_PERIOD - ago))


def prove_again(client, address):
    """Before a change of how one signs in, the password is asked once more."""
    asked = client.get(address)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    wrong = client.post(reverse("account_reauthenticate"), {"password": "sai", "next": address})
    assert "Mật khẩu chưa đúng." in text(wrong)
    right = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": address})
    assert (right.status_code, right.headers["Location"]) == (302, address)


@pytest.fixture
def enrolled(client_of, official):
    """Switch the second step on, through the pages; give the secret and the recovery codes."""
    client = client_of()
    sign_in(client)
    address = reverse("mfa_activate_totp")
    prove_again(client, address)
    assert client.get(address).status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert "Mã chưa đúng" in text(client.post(address, {"code": "000000"}))
    answer = client.post(address, {"code": code(secret)}, follow=True)
    assert answer.status_code == 200
    codes = client.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    assert verbs("official.recovery_codes_seen") == 2, "the page after enrolling, and the file"
    half_a_minute_passes(official)
    return secret, codes


def half_a_minute_passes(official):
    """Let the code that was taken last be that of the half minute before."""
    kept = Authenticator.objects.get(user=official, type="totp")
    kept.data[USED] -= 1
    kept.save()
    cache.clear()


@pytest.mark.long
def test_with_the_second_step_the_password_alone_opens_nothing(client_of, enrolled):
    client = client_of()
    answer = sign_in(client)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert "Còn một bước" in text(client.get(reverse("mfa_authenticate")))
    assert client.get(MY_WORK).status_code == 302


def test_the_code_that_proved_the_app_opens_no_second_door(client_of, official):
    client, address = client_of(), reverse("mfa_activate_totp")
    sign_in(client)
    prove_again(client, address)
    client.get(address)
    proof = code(client.session["mfa.totp.secret"])
    assert client.post(address, {"code": proof}).status_code == 302
    another = client_of()
    sign_in(another)
    assert "Mã chưa đúng" in text(another.post(reverse("mfa_authenticate"), {"code": proof}))


@pytest.mark.long
def test_the_code_of_the_app_lets_in_once_also_when_the_server_was_started_anew(client_of, enrolled):
    secret, _codes = enrolled
    now = code(secret)
    first, second = client_of(), client_of()
    sign_in(first)
    answer = first.post(reverse("mfa_authenticate"), {"code": now})
    assert (answer.status_code, answer.headers["Location"]) == (302, MY_WORK)
    assert first.get(MY_WORK).status_code == 200
    cache.clear()  # what another process, or the next one, remembers
    sign_in(second)
    assert "Mã chưa đúng" in text(second.post(reverse("mfa_authenticate"), {"code": now}))
    assert second.get(MY_WORK).status_code == 302


@pytest.mark.long
def test_a_code_that_changed_while_it_was_typed_lets_in_once_and_an_older_one_does_not(
    client_of, enrolled, official, monkeypatch
):
    secret, _codes = enrolled
    later = time.time() + 120
    monkeypatch.setattr(time, "time", lambda: later)
    for ago, answer in ((2, 200), (1, 302), (1, 200), (0, 302), (0, 200), (1, 200)):
        client = client_of()
        sign_in(client)
        cache.clear()
        assert client.post(reverse("mfa_authenticate"), {"code": code(secret, ago)}).status_code == answer


@pytest.mark.long
def test_a_recovery_code_lets_in_without_the_phone_and_only_once(client_of, enrolled):
    _secret, codes = enrolled
    assert len(codes) == 10
    for status in (302, 200):
        client = client_of()
        sign_in(client)
        assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == status
    client = client_of()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[1]})
    assert verbs("official.recovery_code_used") == 2
    assert "Còn 8 mã" in text(client.get(reverse("mfa_index")))


@pytest.mark.long
def test_the_second_step_can_be_switched_off_again(client_of, enrolled):
    _secret, codes = enrolled
    client = client_of()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    prove_again(client, reverse("mfa_deactivate_totp"))
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert verbs("official.second_step_removed") == 1
    assert sign_in(client_of()).headers["Location"] == MY_WORK


@pytest.mark.long
def test_switching_on_and_new_codes_leave_a_trace_and_old_codes_open_nothing(client_of, enrolled, official):
    _secret, codes = enrolled
    assert (verbs("official.second_step_enrolled"), verbs("official.recovery_codes_made")) == (1, 1)
    trace = AuditRecord.objects.get(verb="official.second_step_enrolled")
    assert (trace.object_id, trace.official_id, trace.changed) == (official.pk, official.pk, {})
    client, address = client_of(), reverse("mfa_generate_recovery_codes")
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    prove_again(client, address)
    assert client.get(address).status_code == 200
    assert verbs("official.recovery_codes_made") == 1, "looking at the page makes nothing"
    assert client.post(address).status_code == 302
    assert verbs("official.recovery_codes_made") == 2
    half_a_minute_passes(official)
    again = client_of()
    sign_in(again)
    assert "Mã chưa đúng" in text(again.post(reverse("mfa_authenticate"), {"code": codes[1]}))


@pytest.mark.long
def test_when_the_trace_cannot_be_written_the_second_step_stays(client_of, enrolled, monkeypatch):
    _secret, codes = enrolled
    client = client_of()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    prove_again(client, reverse("mfa_deactivate_totp"))
    monkeypatch.setattr("kheo.sign_in.views.record", fails)
    with pytest.raises(OSError, match="no trace"):
        client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()


def fails(*_args, **_more):
    raise OSError("no trace")


def verbs(verb):
    return AuditRecord.objects.filter(verb=verb).count()


@pytest.mark.long
@pytest.mark.parametrize("name", ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"])
def test_the_pages_of_the_second_step_are_for_who_is_signed_in(client_of, enrolled, name):
    client = client_of()
    sign_in(client)  # the password alone
    assert client.get(reverse(name)).status_code == 302
