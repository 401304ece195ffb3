"""Shapes of input: the file, the columns, the choice of rows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.intake.rules import road
from kheo.intake.rules.columns import FIELD_NAMES, Field
from kheo.procedures.models import ImportBatch

SHOWN_OF_SAMPLE = 30


class FileForm(forms.Form):
    """The file of an import."""

    file = forms.FileField(label=_("Tệp hồ sơ"))


class MappingForm(forms.Form):
    """Which column of the file holds which field."""

    adds_procedures = forms.BooleanField(
        label=_("Thêm thủ tục chưa có vào danh mục"),
        required=False,
        help_text=_("Chỉ khi tệp có cả mã và tên thủ tục. Bỏ chọn thì dòng có thủ tục lạ sẽ bị báo lỗi."),
    )

    def __init__(self, data: Any, *, batch: ImportBatch) -> None:
        super().__init__(data, initial={"adds_procedures": batch.adds_procedures})
        choices = [("", _("Không có trong tệp")), *_choices(batch)]
        needed = road.needed(batch.mapping)
        for name in Field:
            self.fields[name.value] = forms.TypedChoiceField(
                label=_(FIELD_NAMES[name]),
                required=name == Field.CODE,
                coerce=int,
                empty_value=None,
                choices=choices,
                initial=batch.mapping.get(name.value, ""),
            )
            self.fields[name.value].asked_later = name in needed  # type: ignore[attr-defined]  # road.check_mapping asks

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """Give the fields that choose a column, in order."""
        return [self[name.value] for name in Field]

    @property
    def mapping(self) -> dict[str, int]:
        """Give the choices made."""
        return {
            name.value: self.cleaned_data[name.value] for name in Field if self.cleaned_data.get(name.value) is not None
        }


def _choices(batch: ImportBatch) -> list[tuple[int, str]]:
    """List the columns of the file, each with its first value."""
    found = []
    for place, title in enumerate(batch.header):
        if place not in batch.refused:
            sample = batch.samples[place][:1] if batch.samples else []
            found.append((place, f"{title}: {sample[0][:SHOWN_OF_SAMPLE]}" if sample else title))
    return found


class ApproveForm(forms.Form):
    """All rows, or the good ones only."""

    rows = forms.ChoiceField(choices=[("all", _("Tất cả")), ("good", _("Chỉ các dòng đúng"))])
