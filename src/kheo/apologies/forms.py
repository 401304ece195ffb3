"""Shapes of input about apology slips."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.apologies import rules
from kheo.people.models import Post
from kheo.ui.fields import VietnameseDateField

OTHER = ""


class SlipForm(forms.Form):
    """Why, until when, and who signs."""

    why = forms.ChoiceField(label=gettext_lazy("Lý do"), required=False, widget=forms.RadioSelect)
    own_words = forms.CharField(
        label=gettext_lazy("Lý do khác"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("In trên phiếu. Không ghi tên, số điện thoại hay số giấy tờ của ai."),
    )
    new_promised_on = VietnameseDateField(label=gettext_lazy("Hẹn lại vào ngày"))
    signer = forms.TypedChoiceField(label=gettext_lazy("Người ký"), coerce=int)

    def __init__(self, data: Any, *, signers: Sequence[Post], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        offered = [(str(place), _(reason)) for place, reason in enumerate(rules.REASON_WORDS)]
        self.fields["why"].choices = [*offered, (OTHER, _("Lý do khác, ghi dưới đây"))]  # type: ignore[attr-defined]
        self.fields["signer"].choices = [(post.pk, post.title) for post in signers]  # type: ignore[attr-defined]

    @property
    def reason(self) -> str:
        """Give the reason in the words of the paper: its own, or one of those offered."""
        given = self.cleaned_data
        own: str = given["own_words"].strip()
        return own or (rules.REASON_WORDS[int(given["why"])] if given["why"] else "")


class AddresseeForm(forms.Form):
    """To whom the paper goes: for this one print, kept nowhere."""

    name = forms.CharField(label=gettext_lazy("Họ và tên người nhận"), required=False, max_length=120)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), required=False, max_length=200)


class TermsForm(forms.Form):
    """The numbers of the rule, their source, and how sure it is."""

    notice_days = forms.IntegerField(
        label=gettext_lazy("Xin lỗi trước ngày hẹn mấy ngày làm việc"), min_value=0, max_value=rules.MOST_NOTICE_DAYS
    )
    most_slips = forms.IntegerField(
        label=gettext_lazy("Mỗi hồ sơ được hẹn lại mấy lần"), min_value=1, max_value=rules.MOST_SLIPS
    )
    source = forms.CharField(label=gettext_lazy("Theo văn bản nào"), max_length=300, widget=forms.Textarea({"rows": 2}))
    assurance = forms.ChoiceField(label=gettext_lazy("Mức tin cậy của nguồn"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, terms: rules.Terms) -> None:
        super().__init__(data, initial=vars(terms))
        self.fields["assurance"].choices = [(key, _(name)) for key, name in rules.ASSURANCE_NAMES.items()]  # type: ignore[attr-defined]

    @property
    def terms(self) -> rules.Terms:
        """Give them as the rules take them."""
        return rules.Terms(**self.cleaned_data)
