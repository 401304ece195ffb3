"""Shapes of input: what the catalogue states of one procedure, and a whole file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.directory.models import Entry
from kheo.directory.rules import ALL_PARTS, LEVEL_NAMES, STATED
from kheo.ui.fields import VietnameseDateField

UNKNOWN = ("", _("Chưa rõ"))
YES_OR_NO = [UNKNOWN, ("co", _("Có")), ("khong", _("Không"))]


class _Flag(forms.TypedChoiceField):
    """Yes, no, or not known."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label, required=False, choices=YES_OR_NO, coerce=lambda text: text == "co", empty_value=None
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a stored value."""
        return {True: "co", False: "khong", None: ""}.get(value, value)


class EntryForm(forms.Form):
    """What the catalogue states of one procedure; an empty field is unknown."""

    announced_on = VietnameseDateField(label=_("Ngày quyết định công bố"), required=False)
    legal_effective_on = VietnameseDateField(label=_("Ngày văn bản quy định có hiệu lực"), required=False)
    published_on = VietnameseDateField(label=_("Ngày công khai"), required=False)
    parts_count = forms.IntegerField(
        label=_("Số bộ phận tạo thành"),
        required=False,
        min_value=0,
        max_value=ALL_PARTS,
        help_text=_("Tên, trình tự, cách thức, hồ sơ, thời hạn, đối tượng, cơ quan giải quyết: đủ là 7."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    online_level = forms.ChoiceField(
        label=_("Mức dịch vụ công trực tuyến"),
        required=False,
        choices=[UNKNOWN, *((level.value, _(name)) for level, name in LEVEL_NAMES.items())],
    )
    online_eligible = _Flag(_("Đủ điều kiện làm toàn trình"))
    has_fee = _Flag(_("Có phí, lệ phí"))
    fee_integrated = _Flag(_("Đã tích hợp thanh toán trực tuyến"))
    of_person = _Flag(_("Đối tượng là cá nhân"))
    uses_population = _Flag(_("Dùng dữ liệu dân cư hoặc VNeID"))

    @classmethod
    def showing(cls, data: Any, entry: Entry | None) -> "EntryForm":
        """Give the form as sent, or filled with what is stated."""
        return cls(data, initial={name: getattr(entry, name) for name in STATED} if entry else None)


class EntriesForm(forms.Form):
    """A whole catalogue as a file."""

    file = forms.FileField(label=_("Tệp danh mục thủ tục"))
