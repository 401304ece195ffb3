"""Shapes of input about documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.documents.models import Document
from kheo.ui.fields import VietnameseDateField


class TakeInForm(forms.Form):
    """A file, or pasted words; one of the two."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        required=False,
        help_text=_("Word, PDF có chữ, HTML hoặc tệp chữ, tới 25 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.pdf,.html,.htm,.txt,.md"}),
    )
    text = forms.CharField(
        label=_("Hoặc dán nội dung"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    issued_date = VietnameseDateField(
        label=_("Ngày văn bản"), required=False, help_text=_("Bỏ trống nếu văn bản đã ghi ngày.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words when neither a file nor a text was given."""
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not (cleaned.get("text") or "").strip() and "file" not in self.errors:
            self.add_error("file", _("Hãy chọn một tệp hoặc dán nội dung văn bản."))
        return cleaned


class ParticularsForm(forms.ModelForm):
    """Number, symbol, date, kind, issuer and abstract, to be corrected."""

    issued_date = VietnameseDateField(label=_("Ngày ban hành"), required=False)

    class Meta:
        model = Document
        fields = ["type_name", "code_number", "code_notation", "issued_date", "organ_name", "subject"]
        labels = {
            "type_name": _("Loại văn bản"),
            "code_number": _("Số"),
            "code_notation": _("Ký hiệu"),
            "organ_name": _("Cơ quan ban hành"),
            "subject": _("Trích yếu"),
        }
        widgets = {"subject": forms.Textarea(attrs={"rows": 2})}
