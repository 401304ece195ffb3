"""The forms of the calendar and of signing in: these are allauth's, labelled, and without words inside the boxes."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kheo.ui.fields import VietnameseDateField


def _name(form: forms.Form, field: str, label: Any, hint: Any = "", **attrs: str) -> None:
    """Label one field; a placeholder is no label."""
    named = form.fields[field]
    named.label, named.help_text = label, hint
    named.widget.attrs.pop("placeholder", None)
    named.widget.attrs.update(attrs)


class SignInForm(account.LoginForm):  # type: ignore[misc]
    """Name and password; `elsewhere` names the other system by which one may sign in too, or is empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "login", _("Tên đăng nhập"), autocapitalize="none", spellcheck="false")
        _name(self, "password", _("Mật khẩu"))
        self.elsewhere = settings.KHEO_ELSEWHERE


class PasswordAgainForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before a change of how one signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "password", _("Mật khẩu"))


class NewPasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "oldpassword", _("Mật khẩu đang dùng"))
        _name(self, "password1", _("Mật khẩu mới"), _("Từ 12 ký tự; một câu dễ nhớ là tốt nhất."))
        _name(self, "password2", _("Mật khẩu mới, nhập lại"))

    def clean(self) -> dict[str, Any]:
        """Compare the two new ones, in our words."""
        cleaned: dict[str, Any] = super(account.PasswordVerificationMixin, self).clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần nhập mật khẩu mới phải giống nhau."))
        return cleaned


def _name_code(form: forms.Form, hint: Any) -> None:
    _name(form, "code", _("Mã"), hint, inputmode="numeric", size="10")


class SecondCodeForm(mfa.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self, _("6 chữ số trên ứng dụng tạo mã, hoặc một mã dự phòng."))


class SecondCodeAgainForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before a change of how one signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self, _("6 chữ số trên ứng dụng tạo mã, hoặc một mã dự phòng."))


class FirstCodeForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self, _("6 chữ số mà ứng dụng đang hiện."))


class SwappedDayForm(forms.Form):
    """A day, what it becomes, and by which notice."""

    day = VietnameseDateField(label=_("Ngày"), help_text=_("Ví dụ 22/8/2026"))
    works = forms.TypedChoiceField(
        label=_("Ngày này là"),
        choices=[("nghi", _("ngày nghỉ")), ("lam", _("ngày làm việc (làm bù)"))],
        coerce=lambda chosen: chosen == "lam",
        widget=forms.RadioSelect,
        initial="nghi",
    )
    reason = forms.CharField(label=_("Theo thông báo nào"), max_length=200, help_text=_("Ghi số, ngày của thông báo."))
