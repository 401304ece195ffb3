"""Shapes of input: the filters of the list."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kheo.base import clock
from kheo.language import sort_key
from kheo.people.models import Official, Unit
from kheo.people.rules import SEES_WHOLE_LOCALITY
from kheo.procedures.models import Dossier, DossierQuerySet, Procedure
from kheo.procedures.rules import on_time, states
from kheo.procedures.rules.on_time import Bucket
from kheo.ui.fields import VietnameseDateField


class DossierFilter(forms.Form):
    """The filters of the list; the address holds them all, so that it can be passed on."""

    ma = forms.CharField(label=_("Mã hồ sơ"), required=False, max_length=60)
    don_vi = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị xử lý"), required=False)
    thu_tuc = forms.ModelChoiceField(Procedure.objects.none(), label=_("Thủ tục"), required=False)
    trang_thai = forms.TypedChoiceField(
        label=_("Trạng thái"),
        required=False,
        coerce=int,
        choices=[("", _("Tất cả")), *((int(code), _(name)) for code, name in states.STATUS_NAMES.items())],
    )
    ket_qua = forms.ChoiceField(
        label=_("So với ngày hẹn"),
        required=False,
        choices=[("", _("Tất cả")), *((bucket.value, _(name)) for bucket, name in on_time.BUCKET_NAMES.items())],
    )
    tu = VietnameseDateField(label=_("Tiếp nhận từ"), required=False)
    den = VietnameseDateField(label=_("Tiếp nhận đến"), required=False)

    def __init__(self, data: Any, *, official: Official) -> None:
        super().__init__(data)
        units = Unit.objects.of(official.locality_id)
        if not official.has_role(*SEES_WHOLE_LOCALITY) and official.unit is not None:
            units = units.under(official.unit)
        choices: dict[str, QuerySet[Any]] = {
            "don_vi": units,
            "thu_tuc": Procedure.objects.filter(locality=official.locality_id),
        }
        for name, known in choices.items():
            field = self.fields[name]
            field.queryset = known  # type: ignore[attr-defined]
            field.empty_label = _("Tất cả")  # type: ignore[attr-defined]
        every = sorted(choices["thu_tuc"], key=lambda each: sort_key(each.name))
        self.fields["thu_tuc"].choices = [("", _("Tất cả")), *((each.pk, each.name) for each in every)]  # type: ignore[attr-defined]

    def narrow(self, dossiers: DossierQuerySet) -> QuerySet[Dossier]:
        """Give the dossiers that pass the filters; a filter that cannot be read lets all pass and says so."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if bucket := given.pop("ket_qua", None):
            dossiers = dossiers.in_bucket(Bucket(bucket), clock.today())
        if unit := given.pop("don_vi", None):
            dossiers = dossiers.filter(unit__path__startswith=unit.path)
        paths = {
            "ma": "code__icontains",
            "thu_tuc": "procedure",
            "trang_thai": "status",
            "tu": "received_at__date__gte",
            "den": "received_at__date__lte",
        }
        return dossiers.filter(**{paths[name]: value for name, value in given.items()})
