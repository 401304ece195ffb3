"""Shapes of input about proposals and tasks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.people.models import Post, Unit
from kheo.ui.fields import VietnameseDateField
from kheo.ui.overtaken import tell
from kheo.work import rules
from kheo.work.filled import Filled
from kheo.work.models import Proposal


@dataclass(frozen=True)
class Choices:
    """What the selects of a confirm page offer, fetched once for all its forms."""

    units: dict[int, Unit]
    heads: dict[int, Post]
    indicators: Sequence[tuple[str, str]]

    def unit_options(self) -> list[tuple[str, Any]]:
        """Options of the lead unit."""
        return [("", _("Chọn một đơn vị")), *((str(pk), unit.name) for pk, unit in self.units.items())]

    def head_options(self) -> list[tuple[str, Any]]:
        """Options of the accountable head."""
        heads = ((str(pk), f"{post.title}") for pk, post in self.heads.items())
        return [("", _("Người đứng đầu đơn vị chủ trì")), *heads]


def offer(form: forms.Form, name: str, options: Sequence[tuple[str, Any]]) -> None:
    """Give a select of the form its options; they depend on who asks, and on the day."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  says to the type checker what the form declares
    field.choices = options


class WordsField(forms.CharField):
    """Words of several lines; browsers send other line ends than we keep."""

    def to_python(self, value: Any) -> str:
        """Give plain line ends, so that what was not touched is not taken for changed."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class ProposalForm(forms.Form):
    """One proposal on the confirm page. Everything may stay open until the task is agreed to.

    `only` names the fields that are shown; the others stay as they are. `mark` goes with the form, and comes back as
    `seen`: what the page showed, so that nobody overwrites what somebody else left in the meantime.
    """

    GRID = ("text", "lead_unit", "due_on", "accepted")
    FOLDED = ("head_post", "rhythm", "theme", "coordinating")

    text = WordsField(
        label=_("Việc"), max_length=rules.LONGEST_TASK, widget=forms.Textarea(attrs={"rows": 3, "data-key": "row"})
    )
    lead_unit = forms.ChoiceField(label=_("Đơn vị chủ trì"), required=False)
    head_post = forms.ChoiceField(label=_("Người đứng đầu chịu trách nhiệm"), required=False)
    coordinating = forms.MultipleChoiceField(
        label=_("Đơn vị phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = VietnameseDateField(label=_("Hạn"), required=False)
    rhythm = forms.ChoiceField(label=_("Nhịp"), choices=[(key, _(name)) for key, name in rules.RHYTHM_NAMES.items()])
    theme = forms.ChoiceField(label=_("Chủ đề"), choices=[(key, _(name)) for key, name in rules.THEME_NAMES.items()])
    indicator_code = forms.ChoiceField(label=_("Gắn với chỉ số"), required=False)
    target = forms.DecimalField(
        label=_("Mục tiêu, %"), required=False, min_value=0, max_value=100, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    accepted = forms.BooleanField(
        label=_("Đồng ý giao việc này"), required=False, widget=forms.CheckboxInput(attrs={"data-key": "d"})
    )

    def __init__(
        self, *args: Any, choices: Choices, proposal: Proposal, only: Collection[str] = (), **more: Any
    ) -> None:
        self.choices, self.proposal, self.now = choices, proposal, Filled.of(proposal)
        more |= {"prefix": f"v{proposal.pk}", "initial": self._initial(proposal)}
        super().__init__(*args, **more)
        for name in ("text", "rhythm", "theme", "target"):
            self.fields[name].required = name == "text"
        for name in ("lead_unit", "due_on", "rhythm", "theme"):
            self.fields[name].asked_later = True  # type: ignore[attr-defined]  # no "optional": a task needs them
        offer(self, "lead_unit", choices.unit_options())
        offer(self, "coordinating", choices.unit_options()[1:])
        offer(self, "head_post", choices.head_options())
        offer(self, "indicator_code", [("", _("Không gắn")), *choices.indicators])
        self.seen = self.data.get(self.add_prefix("seen"), "")
        self.mark = self.seen or self.now.mark
        if only:
            self.fields = {name: field for name, field in self.fields.items() if name in only}

    @property
    def is_touched(self) -> bool:
        """Say whether the person changed anything the page had shown them."""
        return self.filled().mark != (self.seen or self.now.mark)

    def overtaken(self, sentence: str) -> None:
        """Somebody else changed this proposal: say what they left; a second sending then means to replace it."""
        self.mark = self.now.mark
        tell(self, sentence, "text")

    @staticmethod
    def _initial(proposal: Proposal) -> dict[str, Any]:
        return {
            "text": proposal.text,
            "lead_unit": str(proposal.lead_unit_id or ""),
            "head_post": str(proposal.head_post_id or ""),
            "coordinating": [unit.pk for unit in proposal.coordinating_units.all()],
            "due_on": proposal.due_on,
            "rhythm": proposal.rhythm,
            "theme": proposal.theme,
            "indicator_code": proposal.indicator_code,
            "target": proposal.target,
            "accepted": proposal.decision == rules.Decision.ACCEPTED,
        }

    def filled(self) -> Filled:
        """Give what was typed, in the action's shape; fields that are not shown stay as they are."""
        units, heads = self.choices.units, self.choices.heads
        read = {
            "lead_unit": lambda pk: units.get(int(pk or 0)),
            "coordinating": lambda pks: [units[int(pk)] for pk in pks],
            "head_post": lambda pk: heads.get(int(pk or 0)),
            "rhythm": lambda code: rules.Rhythm(code or rules.Rhythm.ONCE),
            "theme": lambda code: rules.Theme(code or rules.Theme.OTHER),
        }
        typed = {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}
        return replace(self.now, **{name: read.get(name, _as_typed)(value) for name, value in typed.items()})


def _as_typed(value: Any) -> Any:
    return value


class EvidenceForm(forms.Form):
    """A file that shows what was done."""

    file = forms.FileField(label=_("Tệp minh chứng"), help_text=_("Word, PDF, bảng tính hoặc ảnh, tới 25 MB."))
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)


class ReportForm(forms.Form):
    """What was reached, in words; with a last piece of evidence if wanted."""

    note = forms.CharField(label=_("Kết quả đạt được"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000)
    file = forms.FileField(
        label=_("Thêm minh chứng"), required=False, help_text=_("Word, PDF, bảng tính hoặc ảnh, tới 25 MB.")
    )

    def __init__(self, *args: Any, has_evidence: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].asked_later = not has_evidence  # type: ignore[attr-defined]  # the rule asks for one


class ReasonForm(forms.Form):
    """Why a report is sent back or a task cancelled; or a word with an acceptance."""

    note = forms.CharField(
        label=_("Lý do, ghi rõ cần sửa gì"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class ExtensionForm(ReasonForm):
    """The new due day, and why it is put off."""

    due_on = VietnameseDateField(label=_("Hạn mới"))
    field_order = ("due_on", "note")


class FilterForm(forms.Form):
    """Filters of the task list; they live in the address, so that it can be shared."""

    q = forms.CharField(label=_("Tìm theo chữ hoặc mã"), required=False, max_length=200)
    don_vi = forms.ChoiceField(label=_("Đơn vị chủ trì"), required=False)
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "don_vi", [("", _("Tất cả")), *((str(unit.pk), unit.short_name) for unit in units)])
        states = [(str(state), _(name)) for state, name in rules.STATE_NAMES.items()]
        offer(self, "tinh_trang", [("", _("Tất cả")), ("qua_han", _("quá hạn")), *states])
