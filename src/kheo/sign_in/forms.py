"""The forms of signing in: allauth's, labelled, and without words inside the boxes."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kheo.base.audit import record
from kheo.people.rules import SAMPLE_PASSWORD
from kheo.sign_in import used


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

    def clean(self) -> dict[str, Any]:
        """Let nobody into a real locality by the password that the demo prints."""
        cleaned: dict[str, Any] = super().clean()
        if self.user and cleaned.get("password") == SAMPLE_PASSWORD and not self.user.locality.illustrative:
            raise forms.ValidationError(_("Mật khẩu này là của bản minh hoạ, ai cũng biết. Hãy nhờ cấp mật khẩu khác."))
        return cleaned


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


def _once(form: Any, code: str) -> str:
    if form.authenticator.type == Authenticator.Type.TOTP and not used.claim(form.authenticator.pk, code):
        raise get_adapter().validation_error("incorrect_code")
    return code


def _name_code(form: forms.Form, hint: Any) -> None:
    _name(form, "code", _("Mã"), hint, inputmode="numeric", size="10")


class SecondCodeForm(mfa.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self, _("6 chữ số trên ứng dụng tạo mã, hoặc một mã dự phòng."))

    def clean_code(self) -> str:
        """Take each code of the app once, whichever process it comes to."""
        return _once(self, super().clean_code())

    def save(self) -> None:
        """Go on; a recovery code leaves a trace, for it is gone."""
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            record("official.recovery_code_used", self.user, by=self.user)


class SecondCodeAgainForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before a change of how one signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self, _("6 chữ số trên ứng dụng tạo mã, hoặc một mã dự phòng."))

    def clean_code(self) -> str:
        """Take each code of the app once here too."""
        return _once(self, super().clean_code())


class FirstCodeForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self, _("6 chữ số mà ứng dụng đang hiện."))
