"""Shapes of input: the file, and the filters of the list."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kheo.base import clock
from kheo.feedback import rules
from kheo.feedback.models import SEES_ALL, Case, CaseQuerySet
from kheo.people.models import Official, Unit

STATES = [
    ("", _("Tất cả")),
    ("cho", _("Chưa trả lời")),
    ("xong", _("Đã trả lời")),
    ("qua", _("Quá hạn")),
]


class CaseFileForm(forms.Form):
    """The export, and whether its good rows are stored although others are bad."""

    file = forms.FileField(label=_("Tệp phản ánh, kiến nghị"))
    only_good = forms.BooleanField(
        label=_("Chỉ nhập các dòng đúng"),
        required=False,
        help_text=_("Bỏ chọn thì có một dòng lỗi là không nhập dòng nào."),
    )


class CaseFilter(forms.Form):
    """The filters of the list; the address holds them all."""

    don_vi = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"), required=False, empty_label=_("Tất cả"))
    loai = forms.ChoiceField(
        label=_("Loại"),
        required=False,
        choices=[("", _("Tất cả")), *((kind.value, _(name)) for kind, name in rules.KIND_NAMES.items())],
    )
    trang_thai = forms.ChoiceField(label=_("Trả lời"), required=False, choices=STATES)

    def __init__(self, data: Any, *, official: Official) -> None:
        super().__init__(data)
        units = Unit.objects.of(official.locality_id)
        if not official.has_role(*SEES_ALL) and official.unit is not None:
            units = units.under(official.unit)
        self.fields["don_vi"].queryset = units  # type: ignore[attr-defined]

    def narrow(self, cases: CaseQuerySet) -> QuerySet[Case]:
        """Give the cases that pass; a filter that cannot be read lets all pass and says so."""
        self.full_clean()
        given = self.cleaned_data
        if unit := given.get("don_vi"):
            cases = cases.filter(unit__path__startswith=unit.path)
        if kind := given.get("loai"):
            cases = cases.filter(kind=kind)
        state = given.get("trang_thai")
        if state == "qua":
            cases = cases.late(clock.today())
        return cases.filter(answered_on__isnull=state == "cho") if state in ("cho", "xong") else cases
