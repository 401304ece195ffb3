"""Sign-in by django-allauth: local accounts made by the administrator; nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kheo.people.models import Official


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

    def respond_user_inactive(self, request: HttpRequest, user: Official) -> HttpResponse:
        """Tell whose account was stopped so, on the page of signing in; only who knows the password hears it."""
        messages.error(request, self.error_messages["account_inactive"])
        return redirect("account_login")


class SecondLock(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step of signing in, in Vietnamese."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Chưa tắt được mã hai lớp."),
        "cannot_generate_recovery_codes": _("Cần bật mã hai lớp trước khi tạo mã dự phòng."),
        "incorrect_code": _("Mã chưa đúng. Xin lấy mã mới rồi nhập lại."),
        "unverified_email": _("Chưa bật được mã hai lớp."),
    }
