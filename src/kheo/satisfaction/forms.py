"""Shapes of input: what a citizen chooses, a desk, a question with its choices, the days of a page of figures."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.people.models import Unit
from kheo.satisfaction import rules
from kheo.satisfaction.models import Choice, Question
from kheo.satisfaction.rules import Kind, Written, WrittenChoice
from kheo.ui.fields import VietnameseDateField


class AnswerForm(forms.Form):
    """The questions of a locality; those that are scored must be answered, reasons may be left out."""

    def __init__(self, data: Any, *, questions: Iterable[Question], language: str) -> None:
        super().__init__(data)
        for number, question in enumerate(questions, start=1):
            choices = [(choice.pk, choice.words(language)) for choice in question.choices.all()]
            self.fields[f"cau-{question.pk}"] = forms.TypedChoiceField(
                label=f"{number}. {question.words(language)}",
                choices=choices,
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=question.is_scored,
                error_messages={"required": _("Câu %(number)s: hãy chọn một câu trả lời.") % {"number": number}},
            )

    @property
    def chosen(self) -> list[int]:
        """Give the choices made."""
        return [pk for pk in self.cleaned_data.values() if pk is not None]


class DeskForm(forms.Form):
    """A desk to be opened."""

    name = forms.CharField(label=gettext_lazy("Tên quầy"), max_length=120, help_text=gettext_lazy("Ví dụ: Quầy số 1"))
    unit = forms.ModelChoiceField(label=gettext_lazy("Đơn vị phục vụ tại quầy"), queryset=Unit.objects.none())

    def __init__(self, data: Any, *, units: Any) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """A question; its choices one a line, as "câu trả lời | English | điểm"."""

    position = forms.IntegerField(label=gettext_lazy("Thứ tự"), min_value=1, max_value=99)
    kind = forms.ChoiceField(label=gettext_lazy("Loại câu hỏi"), widget=forms.RadioSelect)
    text = forms.CharField(label=gettext_lazy("Câu hỏi"), max_length=rules.LONGEST, widget=forms.Textarea({"rows": 2}))
    text_en = forms.CharField(
        label=gettext_lazy("Câu hỏi bằng tiếng Anh"),
        max_length=rules.LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    choices = forms.CharField(
        label=gettext_lazy("Các câu trả lời"),
        widget=forms.Textarea({"rows": 7}),
        help_text=gettext_lazy(
            "Mỗi dòng một câu: chữ tiếng Việt | chữ tiếng Anh | điểm từ 0 đến 100. Câu dành cho người không gặp trường "
            "hợp được hỏi (như “Không bị trễ hẹn”) thì để trống điểm: khi ấy không tính, chứ không phải 0 điểm."
        ),
    )

    def __init__(self, data: Any, *, question: Question | None = None) -> None:
        super().__init__(data, initial=_written(question) if question else {"kind": Kind.SCORED})
        self.fields["kind"].choices = [(kind, _(name)) for kind, name in rules.KIND_NAMES.items()]  # type: ignore[attr-defined]

    def clean_choices(self) -> tuple[WrittenChoice, ...]:
        """Read the lines."""
        lines = [line for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        return tuple(_choice(line) for line in lines)

    @property
    def written(self) -> Written:
        """Give the question as it was written."""
        given = self.cleaned_data
        return Written(
            position=given["position"],
            kind=Kind(given["kind"]),
            text=given["text"],
            text_en=given["text_en"],
            choices=given["choices"],
        )


def _choice(line: str) -> WrittenChoice:
    """Read "câu trả lời | English | điểm"; the last two may be missing."""
    text, text_en, score, *more = [part.strip() for part in [*line.split("|"), "", ""]]
    if any(more):
        raise forms.ValidationError(_("Dòng “%(line)s” có quá nhiều dấu |.") % {"line": line.strip()})
    if score and not (score.isascii() and score.isdecimal() and len(score) <= 3):
        raise forms.ValidationError(_("Dòng “%(line)s”: điểm phải là số từ 0 đến 100.") % {"line": line.strip()})
    return WrittenChoice(text, text_en, int(score) if score else None)


def _written(question: Question) -> dict[str, Any]:
    return {
        "position": question.position,
        "kind": question.kind,
        "text": question.text,
        "text_en": question.text_en,
        "choices": "\n".join(_line(choice) for choice in question.choices.all()),
    }


def _line(choice: Choice) -> str:
    parts = [choice.text, choice.text_en, "" if choice.score is None else str(choice.score)]
    return " | ".join(parts).rstrip(" |")


class PeriodForm(forms.Form):
    """The unit and the days that a page of figures is about."""

    don_vi = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False)
    tu = VietnameseDateField(label=gettext_lazy("Từ ngày"))
    den = VietnameseDateField(label=gettext_lazy("Đến ngày"))

    def __init__(self, data: Any, *, units: Sequence[Unit]) -> None:
        super().__init__(data)
        named = [(str(unit.pk), unit.short_name) for unit in units]
        self.fields["don_vi"].choices = [("", _("Tất cả")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """See that the days follow each other."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("tu") and given.get("den") and given["den"] < given["tu"]:
            self.add_error("den", _("Ngày cuối phải từ ngày đầu trở đi."))
        return given


class AskForm(forms.Form):
    """The dossiers whose citizens are to be asked."""

    ho_so = forms.TypedMultipleChoiceField(label=gettext_lazy("Hồ sơ"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, *, offered: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["ho_so"].choices = offered  # type: ignore[attr-defined]
