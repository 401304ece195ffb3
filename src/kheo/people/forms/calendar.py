"""The form of the working calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.ui.fields import VietnameseDateField


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
