"""Forms of rules, expectations and explanations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kheo.indicators.tables import all_tables
from kheo.quality.rules import validation
from kheo.quality.rules.arrival import Expectation
from kheo.quality.rules.validation import Rule
from kheo.ui.fields import VietnameseDateField
from kheo.wording import gettext


def _choices(names: dict[Any, str]) -> list[tuple[str, str]]:
    return [(kind.value, gettext(name)) for kind, name in names.items()]


def _columns(*types: str) -> list[tuple[str, str]]:
    """Offer every labelled column once, with the name of its table where there are several."""
    tables = all_tables()
    known: dict[str, str] = {}
    for table in tables:
        for column in table.columns:
            if column.label and (not types or column.type in types):
                known.setdefault(column.name, column.label if len(tables) == 1 else f"{column.label} ({table.label})")
    return [("", str(_("không dùng cột"))), *known.items()]


def _tables() -> list[tuple[str, str]]:
    return [(table.code, table.label) for table in all_tables()]


class RuleForm(forms.Form):
    """A validation rule: left side, operator, right side, missing values, instruction."""

    name = forms.CharField(label=_("Tên quy tắc"), max_length=200)
    table = forms.ChoiceField(label=_("Bảng số liệu"), choices=_tables)
    grain = forms.ChoiceField(label=_("Xét trong"), choices=lambda: _choices(validation.GRAIN_NAMES))
    period_column = forms.ChoiceField(label=_("Xếp vào kỳ theo ngày"), choices=lambda: _columns("date")[1:])
    left_what = forms.ChoiceField(label=_("Vế trái là"), choices=lambda: _choices(validation.WHAT_NAMES))
    left_column = forms.ChoiceField(label=_("Cột của vế trái"), choices=_columns, required=False)
    left_plus = forms.FloatField(label=_("Cộng thêm vào vế trái"), initial=0, help_text=_("Số, hoặc số ngày."))
    operator = forms.ChoiceField(label=_("Phải"), choices=lambda: _choices(validation.OPERATOR_NAMES))
    right_what = forms.ChoiceField(label=_("Vế phải là"), choices=lambda: _choices(validation.WHAT_NAMES))
    right_column = forms.ChoiceField(label=_("Cột của vế phải"), choices=_columns, required=False)
    right_plus = forms.FloatField(label=_("Cộng thêm vào vế phải"), initial=0, help_text=_("Số, hoặc số ngày."))
    missing = forms.ChoiceField(label=_("Khi thiếu giá trị"), choices=lambda: _choices(validation.MISSING_NAMES))
    instruction = forms.CharField(
        label=_("Hướng dẫn khi lệch"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )
    source = forms.CharField(label=_("Căn cứ"), max_length=300)
    is_on = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)

    def rule(self, code: str) -> Rule:
        """Give the rule that was filled in."""
        told = {**self.cleaned_data, "code": code}
        for side in validation.SIDES:
            told[side] = {name: told[f"{side}_{name}"] for name in ("what", "column", "plus")}
        return Rule.read(told)

    @staticmethod
    def filled(rule: Rule) -> dict[str, Any]:
        """Give what the form shows of a rule."""
        told = rule.plain
        sides = {f"{side}_{name}": value for side in validation.SIDES for name, value in told[side].items()}
        return {**told, **sides}


class ExpectationForm(forms.Form):
    """What is expected of a table."""

    period_column = forms.ChoiceField(label=_("Kỳ tính theo ngày"), choices=lambda: _columns("date")[1:])
    arrived_column = forms.ChoiceField(label=_("Ngày số liệu đến Khéo"), choices=lambda: _columns("date")[1:])
    days = forms.IntegerField(label=_("Đúng lúc là trong vòng, số ngày"))
    weeks = forms.IntegerField(label=_("So với bao nhiêu tuần trước"))
    half = forms.IntegerField(label=_("Đơn vị phải có số liệu nếu trước đó có ở ít nhất, phần trăm số tuần"))
    far = forms.FloatField(label=_("Khác thường khi xa quá, điểm z"))
    source = forms.CharField(label=_("Căn cứ"), max_length=300)

    def told(self, table: str) -> Expectation:
        """Give the expectation that was filled in."""
        return Expectation(table=table, **self.cleaned_data)


class ExplanationForm(forms.Form):
    """Which week, and why."""

    start = VietnameseDateField(label=_("Tuần từ ngày"))
    words = forms.CharField(label=_("Vì sao"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class DaysForm(forms.Form):
    """The days of an address."""

    tu = forms.DateField()
    den = forms.DateField()
