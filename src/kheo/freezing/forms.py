"""The days of a period, and the reason of a correction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.ui.fields import VietnameseDateField


class PeriodForm(forms.Form):
    """The first and the last day."""

    first = VietnameseDateField(label=_("Từ ngày"))
    last = VietnameseDateField(label=_("Đến ngày"))


class ReasonForm(forms.Form):
    """Why the figures of a frozen period are corrected."""

    reason: Any = forms.CharField(
        label=_("Lý do sửa"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Người xem báo cáo đọc được lý do này."),
    )
