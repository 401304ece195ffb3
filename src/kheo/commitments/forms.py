"""The form that ties a unit to an indicator; `work` shows it on a task's page."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.indicators.catalogue import RATIOS
from kheo.ui.fields import VietnameseDateField


class CommitmentForm(forms.Form):
    """Indicator, target, start and date; `cleaned_data` has the names of the action's arguments."""

    indicator_code = forms.ChoiceField(
        label=_("Chỉ số"), choices=lambda: [(ratio.code, ratio.name) for ratio in RATIOS]
    )
    target = forms.CharField(
        label=_("Mục tiêu, phần trăm"),
        help_text=_("Ví dụ 95 hoặc 92,5"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6, "autocomplete": "off"}),
    )
    started_on = VietnameseDateField(
        label=_("Ngày bắt đầu"), help_text=_("Mức nền là 12 tuần đủ ngay trước ngày này; hệ thống tự tính.")
    )
    due_on = VietnameseDateField(label=_("Ngày phải đạt"))

    def clean_target(self) -> Decimal:
        """Read a number with a decimal comma or point."""
        text: Any = self.cleaned_data["target"].strip().rstrip("%").strip().replace(",", ".")
        if len(text) > 6 or not text.replace(".", "", 1).isdecimal() or not text.isascii():
            raise forms.ValidationError(_("Hãy ghi một số từ 0 đến 100, ví dụ 95 hoặc 92,5."))
        return Decimal(text).quantize(Decimal("0.01"))
