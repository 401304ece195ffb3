"""The form of the locality's settings."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LocalityForm(forms.Form):
    """How the locality is called on pages, and what its documents print above and below the text."""

    name = forms.CharField(
        label=_("Tên địa phương"), max_length=120, help_text=_("Đứng đầu mọi trang, ví dụ Phường Thử.")
    )
    superior_name = forms.CharField(
        label=_("Cơ quan chủ quản"), max_length=200, help_text=_("Dòng trên cùng, bên trái của văn bản.")
    )
    place_name = forms.CharField(
        label=_("Địa danh"),
        max_length=120,
        help_text=_("Đứng trước ngày tháng trên văn bản (Nghị định 30/2020/NĐ-CP)."),
    )
    symbol = forms.CharField(
        label=_("Ký hiệu cơ quan ban hành"),
        max_length=20,
        help_text=_("Sau số và loại văn bản, ví dụ UBND trong 27/TB-UBND."),
    )
