"""Shapes of input about conferences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.meetings.rules import MOST_PAPERS
from kheo.ui.fields import VietnameseDateField


class ConferenceForm(forms.Form):
    """The conference of a document, proposed by the reader, confirmed by a person."""

    title = forms.CharField(label=_("Tên hội nghị"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    held_on = VietnameseDateField(label=_("Ngày họp"), required=False)
    location = forms.CharField(label=_("Nơi họp"), required=False, max_length=300)
    organiser = forms.CharField(label=_("Đơn vị tổ chức"), required=False, max_length=300)
    chair = forms.CharField(label=_("Người chủ trì, kết luận"), required=False, max_length=300)
    papers_count = forms.IntegerField(
        label=_("Số tham luận"), required=False, min_value=0, max_value=MOST_PAPERS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    papers = forms.CharField(
        label=_("Các tham luận"),
        required=False,
        help_text=_("Mỗi dòng một tham luận, nếu văn bản có ghi."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def particulars(self) -> dict[str, Any]:
        """Give the fields of the conference."""
        return {name: value for name, value in self.cleaned_data.items() if name != "papers"}

    def papers_listed(self) -> list[str]:
        """Give the papers, one a line."""
        return [line.strip() for line in self.cleaned_data["papers"].splitlines() if line.strip()]
