"""Two people on one form: say what the other left beside what was typed; sending again then means to replace it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from kheo.days.formats import date_text


def tell(form: forms.BaseForm, sentence: str, field: str | None = None) -> None:
    """Say on a form what the other person left, which is its `initial` now; `field` is where it is said."""
    theirs = "; ".join(f"{form.fields[name].label}: {_held(form, name)}" for name in form.changed_data)
    told = _("%(sentence)s Họ để: %(theirs)s. Phần đồng chí nhập chưa lưu; gửi lần nữa là thay phần của họ.")
    form.add_error(field, told % {"sentence": sentence, "theirs": theirs or _("các ô khác")})


def _held(form: forms.BaseForm, name: str) -> str:
    """Give what a field holds now, in words."""
    value: Any = form.get_initial_for_field(form.fields[name], name)
    if isinstance(value, bool):
        return _("đã đồng ý") if value else _("chưa đồng ý")
    if isinstance(value, date):
        return date_text(value)
    if isinstance(form.fields[name], forms.ChoiceField):
        wanted = {str(each) for each in (value if isinstance(value, list) else [value])}
        value = [strip_tags(str(bound.choice_label)) for bound in form[name] if str(bound.data["value"]) in wanted]
    shown = ", ".join(value) if isinstance(value, list) else value
    return f"“{shown}”" if shown not in ("", None) else _("để trống")
