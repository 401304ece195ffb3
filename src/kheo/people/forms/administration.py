"""The forms of units, posts and accounts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kheo.base import clock
from kheo.people import rules
from kheo.people.models import Official, Unit
from kheo.people.rules import Role
from kheo.ui.fields import VietnameseDateField

USERNAME = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$",
    _("Tên đăng nhập gồm chữ không dấu, số, dấu chấm, gạch nối, gạch dưới; từ 2 đến 60 ký tự."),
)


class AliasesField(forms.CharField):
    """Other names, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Give the names, each once, in the order typed."""
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line[:200] for line in lines if line))


class UnitForm(forms.Form):
    """How a unit is called, of which kind it is, and its identifier."""

    name = forms.CharField(label=_("Tên đầy đủ"), max_length=200)
    short_name = forms.CharField(label=_("Tên gọn"), max_length=80, help_text=_("Dùng trong bảng và trên điện thoại."))
    aliases = AliasesField(
        label=_("Tên gọi khác"),
        required=False,
        help_text=_("Mỗi dòng một tên mà văn bản hay dùng, kể cả tên cũ; nhờ đó máy nhận ra đơn vị khi đọc văn bản."),
    )
    kind = forms.ChoiceField(label=_("Loại đơn vị"), choices=[(k, _(n)) for k, n in rules.UNIT_KIND_NAMES.items()])
    identifier_code = forms.CharField(label=_("Mã định danh"), max_length=35, required=False)
    identifier_scheme = forms.CharField(
        label=_("Hệ mã"), max_length=60, required=False, help_text=_("Ví dụ QĐ 20/2020/QĐ-TTg")
    )
    order = forms.IntegerField(label=_("Thứ tự trong danh sách"), min_value=0, max_value=999, initial=0)


class OpenUnitForm(UnitForm):
    """A new unit: also under which unit, and from which day."""

    parent = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị cấp trên"), empty_label=None)
    valid_from = VietnameseDateField(label=_("Hoạt động từ ngày"))

    def __init__(self, *args: Any, official: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = _open_units(official)  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    """The last day on which something exists."""

    last_day = VietnameseDateField(label=_("Ngày cuối cùng"), help_text=_("Vẫn tính cả ngày này."))


class PostForm(forms.Form):
    """A post's title and the roles that hang on it."""

    title = forms.CharField(label=_("Tên chức danh"), max_length=200)
    roles = forms.MultipleChoiceField(label=_("Vai trò"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, _role(role)) for role in Role]  # type: ignore[attr-defined]


class OpenPostForm(PostForm):
    """A new post: also whether it heads its unit, and from which day it exists."""

    is_head = forms.BooleanField(label=_("Là người đứng đầu đơn vị"), required=False)
    valid_from = VietnameseDateField(label=_("Có từ ngày"))


class AppointForm(forms.Form):
    """Who holds a post, from which day, perhaps to which."""

    official = forms.ModelChoiceField(Official.objects.none(), label=_("Tài khoản"))
    start = VietnameseDateField(label=_("Từ ngày"))
    end = VietnameseDateField(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, official: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["official"].queryset = _accounts(official)  # type: ignore[attr-defined]


class DelegateForm(forms.Form):
    """Who acts for a head, between which days."""

    to = forms.ModelChoiceField(Official.objects.none(), label=_("Giao cho tài khoản"))
    start = VietnameseDateField(label=_("Từ ngày"))
    end = VietnameseDateField(label=_("Đến hết ngày"))

    def __init__(self, *args: Any, official: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = _accounts(official)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of a holding or a delegation."""

    end = VietnameseDateField(label=_("Ngày cuối cùng"), help_text=_("Vẫn tính cả ngày này."))


class AccountForm(forms.Form):
    """The name by which a new official signs in."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        validators=[USERNAME],
        help_text=_("Nên theo chức danh hoặc mã cán bộ; không cần họ tên."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )


class ReorganiseForm(forms.Form):
    """Which units end, which follow them, from which day; kept in the address until it is confirmed."""

    cu = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Đơn vị cũ, kết thúc"), widget=forms.CheckboxSelectMultiple
    )
    moi = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Đơn vị mới, tiếp nhận"), widget=forms.CheckboxSelectMultiple
    )
    ngay = VietnameseDateField(label=_("Từ ngày"), help_text=_("Đơn vị cũ làm việc đến hết ngày hôm trước."))

    def __init__(self, *args: Any, official: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("cu", "moi"):
            self.fields[name].queryset = _open_units(official)  # type: ignore[attr-defined]


class FindForm(forms.Form):
    """What to look for in the list of accounts."""

    tim = forms.CharField(label=_("Tên đăng nhập có chữ"), required=False, max_length=60)


class DayForm(forms.Form):
    """The day on which units are looked at."""

    ngay = VietnameseDateField(label=_("Xem vào ngày"), required=False)


class ListFileForm(forms.Form):
    """A list of units, posts and accounts."""

    file = forms.FileField(label=_("Danh sách đơn vị và cán bộ"))


def _open_units(official: Official) -> Any:
    """Give the units of the official's locality that are not closed."""
    today = clock.today()
    known = Unit.objects.of(official.locality_id)
    return (known.on(today) | known.filter(valid_from__gt=today)).order_by("order", "pk")


def _accounts(official: Official) -> Iterable[Official]:
    return Official.objects.filter(locality=official.locality_id, is_active=True).order_by("username")


def _role(role: Role) -> str:
    return format_html("{} <small>{}</small>", _(rules.ROLE_NAMES[role]), _(rules.ROLE_MEANING_NAMES[role]))
