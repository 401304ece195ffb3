"""Shapes of input: the filters of the list, the on-time rule, the limit of a procedure."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kheo.base import clock
from kheo.language import sort_key
from kheo.measures.shapes import ASSURANCE_WORDS
from kheo.people.models import Official, Unit
from kheo.people.rules import SEES_WHOLE_LOCALITY
from kheo.procedures.models import Dossier, DossierQuerySet, Procedure
from kheo.procedures.rules import on_time, states
from kheo.procedures.rules.limits import UNIT_NAMES, LimitUnit
from kheo.procedures.rules.on_time import Bucket, Terms
from kheo.procedures.rules.states import Status
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


class RuleForm(forms.Form):
    """A new version of the on-time rule."""

    valid_from = VietnameseDateField(
        label=_("Áp dụng cho hồ sơ tiếp nhận từ ngày"), help_text=_("Hồ sơ tiếp nhận trước ngày này giữ quy tắc cũ.")
    )
    subtract_supplements = forms.BooleanField(label=_("Trừ thời gian chờ người dân bổ sung giấy tờ"), required=False)
    supplements_allowed = forms.IntegerField(
        label=_("Số lần yêu cầu bổ sung cho phép"),
        required=False,
        min_value=0,
        max_value=99,
        help_text=_("Yêu cầu nhiều lần hơn số này thì hồ sơ là quá hạn. Để trống: không giới hạn."),
    )
    subtract_pauses = forms.BooleanField(label=_("Trừ thời gian tạm dừng"), required=False)
    first_promise = forms.BooleanField(
        label=_("Tính theo ngày hẹn đầu tiên"), required=False, help_text=_("Bỏ chọn: theo ngày hẹn mới nhất.")
    )
    preferred = forms.TypedChoiceField(
        label=_("Khi có cả hai, đồng hồ dừng ở"),
        coerce=int,
        choices=[(int(code), _(states.STATUS_NAMES[code])) for code in (Status.DONE, Status.RETURNED)],
    )
    others = forms.TypedMultipleChoiceField(
        label=_("Đồng hồ cũng dừng khi"),
        required=False,
        coerce=int,
        choices=[(int(code), _(states.STATUS_NAMES[code])) for code in on_time.ENDS[2:]],
        widget=forms.CheckboxSelectMultiple,
    )
    unit = forms.ChoiceField(
        label=_("Thời hạn của thủ tục đếm theo"),
        choices=[(unit.value, _(name)) for unit, name in UNIT_NAMES.items()],
        help_text=_("Dùng cho thủ tục không ghi đơn vị tính riêng."),
    )
    source = forms.CharField(label=_("Nguồn của quy tắc"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    assurance = forms.ChoiceField(
        label=_("Nguồn ấy chắc đến đâu"), choices=[(code, _(words)) for code, words in ASSURANCE_WORDS.items()]
    )
    reason = forms.CharField(label=_("Vì sao sửa"), max_length=500)
    recomputes = forms.BooleanField(
        label=_("Tính lại các hồ sơ đã có, tiếp nhận từ ngày áp dụng"),
        required=False,
        help_text=_("Bỏ chọn: hồ sơ đã có giữ kết luận cũ. Số liệu đã chốt không đổi trong cả hai trường hợp."),
    )

    @staticmethod
    def of(terms: Terms, source: str, assurance: str) -> dict[str, Any]:
        """Give the first values of the form from the newest version."""
        plain = terms.kept()
        ends = plain.pop("ends")
        preferred = next((code for code in ends if code in states.FINISHED), int(Status.DONE))
        return plain | {
            "preferred": preferred, "others": [code for code in ends if code not in states.FINISHED],
            "source": source, "assurance": assurance, "valid_from": clock.today(),
        }  # fmt: skip

    @property
    def terms(self) -> Terms:
        """Give the terms that were chosen."""
        given = self.cleaned_data
        first = Status(given["preferred"])
        second = Status.RETURNED if first == Status.DONE else Status.DONE
        return Terms(
            subtract_supplements=given["subtract_supplements"],
            supplements_allowed=given["supplements_allowed"],
            subtract_pauses=given["subtract_pauses"],
            first_promise=given["first_promise"],
            ends=(first, second, *(code for code in on_time.ENDS[2:] if code in given["others"])),
            unit=LimitUnit(given["unit"]),
        )


class LimitForm(forms.Form):
    """How long a procedure may take."""

    amount = forms.IntegerField(label=_("Thời hạn"), required=False, min_value=1, max_value=999)
    unit = forms.ChoiceField(
        label=_("Đếm theo"),
        required=False,
        choices=[("", _("đơn vị của quy tắc đúng hạn")), *((unit.value, _(name)) for unit, name in UNIT_NAMES.items())],
    )
