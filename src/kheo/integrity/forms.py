"""Forms of questions: an answer, a closing, thresholds, printed figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.days.formats import number
from kheo.integrity.rules import asking
from kheo.integrity.rules.shapes import AGAINST_NAMES, Against, Parameter, Signal
from kheo.people.models import Unit
from kheo.wording import gettext


class AnswerForm(forms.Form):
    """What the unit says; `cleaned_data` has the names of the action's arguments."""

    kind = forms.ChoiceField(
        label=_("Đơn vị trả lời"),
        choices=lambda: [(kind.value, gettext(name)) for kind, name in asking.ANSWER_NAMES.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Lời trả lời"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    file = forms.FileField(label=_("Minh chứng"), required=False)


class ClosingForm(forms.Form):
    """How a verifier ends it."""

    kind = forms.ChoiceField(
        label=_("Kết quả xem xét"),
        choices=lambda: [(kind.value, gettext(name)) for kind, name in asking.CLOSING_NAMES.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)


class NumberField(forms.CharField):
    """A number with a decimal comma or point, within the bounds of its parameter."""

    def __init__(self, parameter: Parameter, **more: Any) -> None:
        bounds = _("từ %(low)s đến %(high)s %(unit)s") % {
            "low": number(parameter.low, _digits(parameter.low)),
            "high": number(parameter.high, _digits(parameter.high)),
            "unit": parameter.unit,
        }
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 8, "autocomplete": "off"})
        super().__init__(label=parameter.label, help_text=bounds, widget=widget, max_length=9, **more)
        self.parameter = parameter

    def clean(self, value: Any) -> float:
        """Read and bound the number."""
        text = super().clean(value).strip().replace(",", ".")
        if not text.replace(".", "", 1).isdecimal() or not text.isascii():
            raise forms.ValidationError(_("Hãy ghi một số."))
        found = float(text)
        if not self.parameter.low <= found <= self.parameter.high:
            raise forms.ValidationError(self.help_text)
        if self.parameter.step >= 1 and found != int(found):
            raise forms.ValidationError(_("Hãy ghi một số nguyên."))
        return found


def _digits(value: float) -> int:
    return 0 if value == int(value) else 2


class ThresholdsForm(forms.Form):
    """One field a parameter, and the ground for the change."""

    source = forms.CharField(
        label=_("Căn cứ của ngưỡng"),
        help_text=_("Ghi số văn bản, hoặc lý do."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *given: Any, parameters: Sequence[Parameter], now: Mapping[str, float], **more: Any) -> None:
        super().__init__(*given, **more)
        self.parameters = parameters
        numbers = {
            each.code: NumberField(each, initial=number(now[each.code], _digits(now[each.code]))) for each in parameters
        }
        self.fields = {**numbers, **self.fields}

    @property
    def values(self) -> dict[str, float]:
        """Give the numbers by parameter."""
        return {each.code: self.cleaned_data[each.code] for each in self.parameters}


class SignalForm(ThresholdsForm):
    """The thresholds of a signal, what is usual, and whether it is on."""

    against = forms.ChoiceField(
        label=_("Lấy gì làm thường gặp"),
        choices=lambda: [(kind.value, gettext(name)) for kind, name in AGAINST_NAMES.items()],
        widget=forms.RadioSelect,
    )
    is_on = forms.BooleanField(label=_("Đang dùng"), required=False)

    @classmethod
    def of(cls, given: Any, signal: Signal, now: Mapping[str, float], against: Against, is_on: bool) -> "SignalForm":
        """Make the form of a signal, filled in with what is in force."""
        initial = {"against": against.value, "is_on": is_on}
        return cls(given, parameters=signal.parameters, now=now, initial=initial)


class FiguresForm(forms.Form):
    """Printed figures as they stand in a document."""

    unit_id = forms.TypedChoiceField(label=_("Đơn vị đã công bố"), coerce=int)
    title = forms.CharField(label=_("Tên bảng số"), max_length=200)
    place = forms.CharField(label=_("Công bố ở đâu"), help_text=_("Số văn bản, trang, bảng."), max_length=300)
    whole = forms.IntegerField(label=_("Tổng đã ghi"), min_value=0, max_value=2_000_000_000)
    lines = forms.CharField(
        label=_("Các phần"),
        help_text=_("Mỗi dòng một phần: tên; số lượng; tỷ lệ nếu có. Ví dụ: Hài lòng; 150; 49,7"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
    )

    def offer(self, units: Sequence[Unit]) -> None:
        """Offer the units whose figures may be tried."""
        self.fields["unit_id"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]
