"""The form of an indicator: its words, and rows of conditions. No row says more than a column and an operator."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kheo.measures.defined import (
    ALONE,
    AS_OF_NAMES,
    DATES,
    FITS,
    OPERATOR_NAMES,
    Condition,
    Definition,
    Group,
    Operator,
)
from kheo.measures.shapes import ASSURANCE_WORDS, Column, FactTable

COUNTED, GOOD = "tinh", "dat"
FEWEST_ROWS, MORE_ROWS, MOST_ROWS = 3, 2, 12
AND, OR = "va", "hoac"
JOINER_NAMES = {AND: _("và"), OR: _("hoặc")}
SEPARATOR = ";"
BEYOND = 10**18  # a column of whole numbers holds eighteen digits


class DefinitionForm(forms.Form):
    """Name, period, sentences and source."""

    name = forms.CharField(label=_("Tên chỉ số"), max_length=160, help_text=_("Ví dụ: Tỷ lệ hồ sơ trả trước hẹn"))
    short_name = forms.CharField(label=_("Tên gọn"), max_length=40, help_text=_("Dùng trong bảng và trên điện thoại."))
    period_column = forms.ChoiceField(
        label=_("Xếp vào kỳ theo ngày"), help_text=_("Bản ghi thuộc tuần, tháng có ngày này.")
    )
    counted_text = forms.CharField(
        label=_("Câu nói rõ bản ghi nào được tính"), max_length=400, help_text=_("Người đọc thấy câu này bên con số.")
    )
    good_text = forms.CharField(label=_("Câu nói rõ thế nào là đạt"), max_length=400)
    not_good_text = forms.CharField(label=_("Câu nói rõ thế nào là không đạt"), max_length=400)
    source = forms.CharField(
        label=_("Nguồn của cách tính"),
        max_length=400,
        help_text=_("Số, ký hiệu văn bản, hoặc ai đặt ra cách tính này."),
    )
    assurance = forms.ChoiceField(
        label=_("Nguồn ấy chắc tới đâu"), choices=[(key, _(words)) for key, words in ASSURANCE_WORDS.items()]
    )
    better = forms.ChoiceField(
        label=_("Thế nào là tốt lên"),
        choices=[("cao", _("tỷ lệ cao hơn")), ("thap", _("tỷ lệ thấp hơn"))],
        widget=forms.RadioSelect,
        initial="cao",
    )

    def offer(self, table: FactTable) -> None:
        """Offer the dates of the table."""
        dates = [(column.name, column.label) for column in documented(table) if column.type == "date"]
        self.fields["period_column"].choices = dates  # type: ignore[attr-defined]


class ConditionForm(forms.Form):
    """One row: joined to the row above, a column, an operator, a value or another date; an empty row says nothing."""

    joiner = forms.ChoiceField(label=_("Nối với dòng trên"), choices=list(JOINER_NAMES.items()), required=False)
    column = forms.ChoiceField(label=_("Cột"), required=False)
    operator = forms.ChoiceField(label=_("So sánh"), required=False)
    value = forms.CharField(label=_("Giá trị"), required=False, max_length=300)
    other = forms.ChoiceField(label=_("Hoặc so với ngày"), required=False)

    def __init__(self, *args: Any, table: FactTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        columns = [(column.name, column.label) for column in documented(table)]
        dates = [(column.name, column.label) for column in documented(table) if column.type == "date"]
        offered = {
            "column": [("", _("(không dùng dòng này)")), *columns],
            "operator": [("", "…"), *((str(each), _(name)) for each, name in OPERATOR_NAMES.items())],
            "other": [("", "…"), *((name, _(words)) for name, words in AS_OF_NAMES.items()), *dates],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.asked_later = True  # type: ignore[attr-defined]  # no "optional": an empty row says nothing

    def clean(self) -> dict[str, Any]:
        """A row that names a column is whole, and its operator suits the column."""
        cleaned = super().clean() or {}
        if self.errors or not cleaned.get("column"):
            return cleaned
        column = self.table.column(cleaned["column"])
        operator = Operator(cleaned["operator"]) if cleaned.get("operator") else None
        if operator is None or operator not in FITS[column.type]:
            self.add_error("operator", _("Cột này so được bằng: %(words)s.") % {"words": fitting_words(column)})
        elif operator in DATES and not cleaned.get("other"):
            self.add_error("other", _("Hãy chọn ngày để so."))
        elif operator not in ALONE and operator not in DATES:
            cleaned["values"] = self._values(column, operator, cleaned.get("value", ""))
        return cleaned

    def _values(self, column: Column, operator: Operator, typed: str) -> tuple[int | float | str, ...]:
        parts = typed.split(SEPARATOR) if operator is Operator.ONE_OF else [typed]
        try:
            found = tuple(_value(column, part.strip()) for part in parts if part.strip())
        except ValueError:
            self.add_error("value", _("Cột này là số: hãy ghi số, ví dụ 2 hoặc 2,5."))
            return ()
        if any(isinstance(value, int) and abs(value) >= BEYOND for value in found):
            self.add_error("value", _("Số này quá lớn: hãy ghi số có nhiều nhất 18 chữ số."))
        if not found:
            self.add_error("value", _("Hãy ghi giá trị để so; nhiều giá trị cách nhau bằng dấu chấm phẩy."))
        return found

    @property
    def condition(self) -> Condition | None:
        """Give the condition; None for an empty row."""
        cleaned = self.cleaned_data
        if not cleaned.get("column"):
            return None
        operator = Operator(cleaned["operator"])
        other = cleaned["other"] if operator in DATES else ""
        return Condition(cleaned["column"], operator, cleaned.get("values", ()), other)


def _value(column: Column, typed: str) -> int | float | str:
    if column.type == "integer":
        return int(typed)
    if column.type != "number":
        return typed
    found = float(typed.replace(",", "."))
    if not isfinite(found):
        raise ValueError(typed)
    return found


def fitting_words(column: Column) -> str:
    """Name the operators that suit a column."""
    return ", ".join(f"“{_(name)}”" for each, name in OPERATOR_NAMES.items() if each in FITS[column.type])


def documented(table: FactTable) -> list[Column]:
    """Give the columns that may be asked about: those with a label."""
    return [column for column in table.columns if column.label]


class Rows:
    """The rows of one filter, as they were sent or as a definition has them."""

    def __init__(self, prefix: str, table: FactTable, sent: Any = None, groups: Sequence[Group] = ()) -> None:
        self.prefix = prefix
        known = list(_initial(groups))
        count = _count(sent, prefix) if sent is not None else max(len(known) + 1, FEWEST_ROWS)
        if sent is not None and f"{prefix}-them" in sent:
            count = min(count + MORE_ROWS, MOST_ROWS)
        self.forms = [
            ConditionForm(
                sent,
                prefix=f"{prefix}-{n}",
                table=table,
                initial=known[n] if n < len(known) else None,
                use_required_attribute=False,
            )
            for n in range(count)
        ]

    @property
    def count(self) -> int:
        """How many rows are on the page."""
        return len(self.forms)

    def is_valid(self) -> bool:
        """Say whether every row is whole."""
        return not [
            form for form in self.forms if not form.is_valid()
        ]  # each is asked, so that each says what is wrong

    @property
    def groups(self) -> tuple[Group, ...]:
        """Give the conditions: "or" goes on with the group of the row above, "and" begins a new one."""
        found: list[list[Condition]] = []
        for form in self.forms:
            condition = form.condition
            if condition is None:
                continue
            if found and form.cleaned_data.get("joiner") == OR:
                found[-1].append(condition)
            else:
                found.append([condition])
        return tuple(tuple(group) for group in found)


def _count(sent: Any, prefix: str) -> int:
    typed = sent.get(f"{prefix}-dong", "")
    if not (typed.isascii() and typed.isdecimal() and 0 < int(typed[:3]) <= MOST_ROWS):
        raise ValidationError("rows")
    return int(typed)


def _initial(groups: Sequence[Group]) -> Iterator[dict[str, str]]:
    for group in groups:
        for place, each in enumerate(group):
            yield {
                "joiner": OR if place else AND,
                "column": each.column,
                "operator": str(each.operator),
                "value": f"{SEPARATOR} ".join(str(value) for value in each.values),
                "other": each.other,
            }


class WholeForm:
    """The words and both filters together; `forms` are all parts, for the summary of mistakes."""

    def __init__(self, table: FactTable, sent: Any = None, known: Definition | None = None) -> None:
        self.table, self.sent = table, sent
        self.words = DefinitionForm(sent, initial=_words(known) if known else None)
        self.words.offer(table)
        self.counted = Rows(COUNTED, table, sent, known.counted if known else ())
        self.good = Rows(GOOD, table, sent, known.good if known else ())
        self.forms: list[forms.Form] = [self.words, *self.counted.forms, *self.good.forms]

    @property
    def errors(self) -> list[Any]:
        """Give what is wrong in any part."""
        return [form.errors for form in self.forms if form.is_bound and form.errors]

    def is_valid(self) -> bool:
        """Say whether every part is whole."""
        return not [part for part in (self.words, self.counted, self.good) if not part.is_valid()]

    @property
    def definition(self) -> Definition:
        """Give the definition; its code and version are given when it is kept."""
        words = dict(self.words.cleaned_data)
        higher = words.pop("better") == "cao"
        words |= {"counted": self.counted.groups, "good": self.good.groups}
        return Definition(code="", table=self.table.code, higher_is_better=higher, **words)


def _words(known: Definition) -> dict[str, Any]:
    names = [name for name in DefinitionForm.base_fields if name != "better"]
    return {name: getattr(known, name) for name in names} | {"better": "cao" if known.higher_is_better else "thap"}
