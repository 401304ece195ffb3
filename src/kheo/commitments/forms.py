"""Shapes of input: a commitment (`work` shows it at a task), what is asked of a chart, why limits are reckoned anew."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.commitments import rules
from kheo.ui.fields import VietnameseDateField


class CommitmentForm(forms.Form):
    """Indicator, target, start and date; `cleaned_data` has the names of the action's arguments."""

    indicator_code = forms.ChoiceField(label=_("Chỉ số"))
    target = forms.CharField(
        label=_("Mục tiêu, phần trăm"),
        help_text=_("Ví dụ 95 hoặc 92,5"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6, "autocomplete": "off"}),
    )
    started_on = VietnameseDateField(
        label=_("Ngày bắt đầu"), help_text=_("Mức nền là các tuần đủ ngay trước ngày này; hệ thống tự tính.")
    )
    due_on = VietnameseDateField(label=_("Ngày phải đạt"))
    baseline_weeks = forms.IntegerField(
        label=_("Số tuần làm mức nền"),
        help_text=_("Từ 8 đến 52 tuần. Chọn trước khi làm, không đổi được về sau."),
        min_value=rules.FEWEST_BASELINE_WEEKS,
        max_value=rules.MOST_BASELINE_WEEKS,
        initial=rules.BASELINE_WEEKS,
    )
    counters = forms.MultipleChoiceField(
        label=_("Chỉ số đối trọng"),
        help_text=_("Những chỉ số không được xấu đi trong khi chỉ số trên tốt lên. Nhiều nhất ba."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer the indicators that the locality knows."""
        for name in ("indicator_code", "counters"):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean_target(self) -> Decimal:
        """Read a number with a decimal comma or point."""
        text: Any = self.cleaned_data["target"].strip().rstrip("%").strip().replace(",", ".")
        if len(text) > 6 or not text.replace(".", "", 1).isdecimal() or not text.isascii():
            raise forms.ValidationError(_("Hãy ghi một số từ 0 đến 100, ví dụ 95 hoặc 92,5."))
        return Decimal(text).quantize(Decimal("0.01"))


class LookForm(forms.Form):
    """How a chart is looked at. Field names are the address's parameters."""

    cach = forms.ChoiceField(
        label=_("Cách vẽ"),
        required=False,
        choices=[
            ("", _("Tự chọn theo số liệu")),
            ("tuan", _("Theo tuần")),
            ("thang", _("Gộp theo tháng")),
            ("rong", _("Gộp theo tháng, giới hạn nới theo số được tính")),
        ],
    )
    ngoai = forms.BooleanField(
        label=_("Tính cả điểm ngoài giới hạn khi xét 2 trong 3 điểm sát giới hạn"), required=False
    )


class PhaseForm(forms.Form):
    """From which week, and why; `cleaned_data` has the names of the action's arguments."""

    day = VietnameseDateField(
        label=_("Tính lại từ tuần có ngày"),
        help_text=_("Ghi ngày/tháng/năm. Giới hạn mới lấy từ 13 tuần đầu, kể cả tuần có ngày ấy."),
    )
    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Điều gì đã đổi trong cách làm, từ bao giờ, theo văn bản nào. Ai xem biểu đồ cũng đọc được."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": rules.LONGEST_REASON}),
    )


class WithdrawalForm(forms.Form):
    """Why a phase is taken back."""

    reason = forms.CharField(
        label=_("Lý do rút"), widget=forms.Textarea(attrs={"rows": 3, "maxlength": rules.LONGEST_REASON})
    )
