"""Shapes of input: signing in, the calendar, units, posts and accounts."""

from kheo.people.forms.administration import (
    AccountForm,
    AppointForm,
    DayForm,
    DelegateForm,
    EndForm,
    FindForm,
    LastDayForm,
    ListFileForm,
    OpenPostForm,
    OpenUnitForm,
    PostForm,
    ReorganiseForm,
    UnitForm,
)
from kheo.people.forms.calendar import SwappedDayForm
from kheo.people.forms.sign_in import (
    FirstCodeForm,
    NewPasswordForm,
    PasswordAgainForm,
    SecondCodeAgainForm,
    SecondCodeForm,
    SignInForm,
)

__all__ = [
    "AccountForm",
    "AppointForm",
    "DayForm",
    "DelegateForm",
    "EndForm",
    "FindForm",
    "FirstCodeForm",
    "LastDayForm",
    "ListFileForm",
    "NewPasswordForm",
    "OpenPostForm",
    "OpenUnitForm",
    "PasswordAgainForm",
    "PostForm",
    "ReorganiseForm",
    "SecondCodeAgainForm",
    "SecondCodeForm",
    "SignInForm",
    "SwappedDayForm",
    "UnitForm",
]
