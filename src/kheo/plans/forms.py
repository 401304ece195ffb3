"""Shape of input: the unit that a plan commits, and the commitment."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.commitments.forms import CommitmentForm
from kheo.people.models import Unit, UnitQuerySet


class PlanTieForm(CommitmentForm):
    """A task has its lead unit; a plan is for several, so that the unit is chosen first."""

    unit = forms.ModelChoiceField(
        label=_("Đơn vị được đo"),
        help_text=_("Số liệu của đơn vị này và các đơn vị bên dưới."),
        queryset=Unit.objects.none(),
        empty_label=_("Chọn một đơn vị"),
    )
    field_order = ("unit",)

    def offer_all(self, units: UnitQuerySet, indicators: Sequence[tuple[str, str]]) -> None:
        """Offer the units that the official may commit, and the indicators that the locality knows."""
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.offer(indicators)
