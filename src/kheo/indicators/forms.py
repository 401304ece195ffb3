"""What a reader asks of the records page; every filter is a GET parameter, so that an address can be kept and sent."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kheo.days.formats import number
from kheo.measures.engine import Order, Outcome
from kheo.measures.shapes import Ratio
from kheo.people.models import Unit
from kheo.ui.fields import VietnameseDateField

OUTCOMES = {"": Outcome.ALL, "dat": Outcome.GOOD, "khong": Outcome.NOT_GOOD}
OUTCOME_WORDS = {"": _("Tất cả"), "dat": _("Đạt"), "khong": _("Không đạt")}
ORDERS = [("", _("Mới trước")), ("cu", _("Cũ trước"))]


class RecordsForm(forms.Form):
    """Unit, days, outcome and order. Field names are the address's parameters."""

    don_vi = forms.TypedChoiceField(label=_("Đơn vị"), required=False, coerce=int, empty_value=None)
    tu = VietnameseDateField(label=_("Từ ngày"))
    den = VietnameseDateField(label=_("Đến ngày"))
    ket_qua = forms.ChoiceField(label=_("Tính là"), required=False)
    xep = forms.ChoiceField(label=_("Sắp theo"), required=False, choices=ORDERS)

    def clean(self) -> dict[str, object]:
        """The first day lies before the last."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("tu"), cleaned.get("den")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("den", ValidationError(_("Ngày cuối phải từ ngày đầu trở đi.")))
        return cleaned

    def offer(self, units: Sequence[Unit]) -> None:
        """Offer the units that the reader may choose."""
        self.fields["don_vi"].choices = [("", _("Tất cả")), *((unit.pk, unit.name) for unit in units)]  # type: ignore[attr-defined]
        self.fields["ket_qua"].choices = list(OUTCOME_WORDS.items())  # type: ignore[attr-defined]

    def count(self, units: dict[int, int], outcomes: dict[str, int], total: int) -> None:
        """Write the counts into the choices; units without any record are not offered, except the chosen one."""
        chosen = str(self["don_vi"].value() or "")
        named = [(key, name) for key, name in self.fields["don_vi"].choices if key]  # type: ignore[attr-defined]
        kept = [
            (key, f"{name} ({number(units.get(key, 0))})")
            for key, name in named
            if units.get(key) or str(key) == chosen
        ]
        self.fields["don_vi"].choices = [("", f"{_('Tất cả')} ({number(total)})"), *kept]  # type: ignore[attr-defined]
        words = [(key, f"{name} ({number(outcomes[key])})") for key, name in OUTCOME_WORDS.items()]
        self.fields["ket_qua"].choices = words  # type: ignore[attr-defined]

    @property
    def outcome(self) -> Outcome:
        """Give the chosen outcome."""
        return OUTCOMES[self.cleaned_data["ket_qua"]]

    def order(self, ratio: Ratio) -> Order:
        """Give the chosen order, by the ratio's period column."""
        return Order(ratio.period_column, newest_first=self.cleaned_data["xep"] != "cu")
