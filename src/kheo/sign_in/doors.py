"""Sign-in by django-allauth: accounts made by the administrator; nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kheo.base.audit import digest, record
from kheo.people.models import Official
from kheo.people.requests import begin
from kheo.people.rules import SAMPLE_PASSWORD
from kheo.sign_in import locked


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Keep the sign-up door closed, and say what went wrong in Vietnamese."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đã ngừng dùng."),
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng."),
        "incorrect_code": _("Mã chưa đúng. Xin lấy mã mới rồi nhập lại."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "rate_limited": _("Đã thử quá nhiều lần. Xin đợi vài phút rồi thử lại."),
        "same_as_current": _("Mật khẩu mới phải khác mật khẩu đang dùng."),
        "too_many_login_attempts": _("Đã nhập sai quá nhiều lần. Xin đợi vài phút rồi thử lại."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "email_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no."""
        return False

    def login(self, request: HttpRequest, user: Official) -> None:
        """Open a session, and start its clock."""
        super().login(request, user)
        begin(request)

    def set_password(self, user: Official, password: str) -> None:
        """Change the own password, with its record; the form has checked the old one and how good the new one is."""
        with transaction.atomic():
            user.must_change_password = False
            super().set_password(user, password)
            record("official.password_changed", user, by=user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the own work."""
        return str(settings.LOGIN_REDIRECT_URL)

    def respond_user_inactive(self, request: HttpRequest, user: Official) -> HttpResponse:
        """Tell whose account was stopped so, on the page of signing in; only who knows the password hears it."""
        messages.error(request, self.error_messages["account_inactive"])
        return redirect("account_login")


class NotTheSamplePassword:
    """A password that the demo prints is nobody's own, outside the demo."""

    def validate(self, password: str, user: Official | None = None) -> None:
        """Refuse it, unless the account is of a sample locality."""
        if password == SAMPLE_PASSWORD and not (user and user.locality.illustrative):
            raise ValidationError(_("Mật khẩu này là của bản minh hoạ, ai cũng biết."))

    def get_help_text(self) -> str:
        """Nothing needs to be said before."""
        return ""


class SecondLock(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step of signing in, in Vietnamese."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Chưa tắt được mã hai lớp."),
        "cannot_generate_recovery_codes": _("Cần bật mã hai lớp trước khi tạo mã dự phòng."),
        "incorrect_code": _("Mã chưa đúng. Xin lấy mã mới rồi nhập lại."),
        "unreadable": _("Mã hai lớp của tài khoản này không đọc được nữa. Xin nhờ người quản trị bỏ để đăng ký lại."),
        "unverified_email": _("Chưa bật được mã hai lớp."),
    }

    def encrypt(self, text: str) -> str:
        """Lock a seed before it is stored."""
        return locked.lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored seed, or say on the form of the code that it cannot be opened."""
        try:
            return locked.unlock(encrypted_text)
        except locked.Unreadable as other_key:
            raise self.validation_error("unreadable") from other_key


class OtherDoor(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Another system vouches for officials whom the administrator admitted. It makes no accounts.

    The first time, an account is known by its name, and only if it has no password of its own: else whoever may choose
    names over there could take it over. From then on the other system's own number for the person counts.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say no."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie the person to the account at the first time, or refuse in words."""
        if sociallogin.is_existing:
            return
        name = sociallogin.user.username
        official = Official.objects.filter(username__iexact=name, is_active=True).first() if name else None
        if official is None or official.has_usable_password() or SocialAccount.objects.filter(user=official).exists():
            raise self._back(request, _("Tài khoản này chưa được người quản trị của địa phương cấp quyền vào Khéo."))
        with transaction.atomic():
            sociallogin.connect(request, official)
            number = digest(f"{sociallogin.account.provider} {sociallogin.account.uid}")
            record("official.recognised", official, by=official, changed={"number": number})

    def on_authentication_error(self, request: HttpRequest, provider: Any, **trouble: Any) -> None:
        """Tell that the other system did not let them in, and show our own door again."""
        raise self._back(request, _("Hệ thống kia chưa xác nhận được tài khoản. Xin thử lại, hoặc dùng mật khẩu."))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        """Come back to the door."""
        return reverse("account_login")

    def _back(self, request: HttpRequest, sentence: Any) -> ImmediateHttpResponse:
        messages.error(request, sentence)
        return ImmediateHttpResponse(redirect("account_login"))
