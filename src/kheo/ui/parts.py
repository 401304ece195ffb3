"""The Python half of the parts: form fields and their mistakes, tables, quoted sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.errors import RuleBroken

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
CHOSEN = (*CHOICES, forms.Select, forms.ClearableFileInput)
WORDS_OF_MARKS = {
    "up": gettext_lazy("tốt lên"),
    "down": gettext_lazy("xấu đi"),
    "same": gettext_lazy("dao động thường"),
    "few": gettext_lazy("chưa đủ điểm"),
    "hit": gettext_lazy("đạt chắc"),
    "mix": gettext_lazy("lúc đạt lúc không"),
    "not": gettext_lazy("chưa đạt được"),
}


def describe_field(bound: BoundField, *, hint: str = "", unsure: bool = False, css: str = "") -> dict[str, object]:
    """Give `ui/_field.html` the label, hint, error and control of one field, tied together by id."""
    hint = hint or str(bound.help_text)
    name = bound.auto_id or bound.html_name
    spoken = [f"{name}-goi-y"] if hint else []
    spoken += [f"{name}-loi"] if bound.errors else []
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(spoken)} if spoken else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    widget = bound.field.widget
    many = isinstance(widget, CHOICES)
    return {
        "bound": bound,
        "errors": errors_of(bound),
        "name": name,
        "hint": hint,
        "spoken": " ".join(spoken),
        "control": "" if many else bound.as_widget(attrs=attrs),
        "many": many,
        "check": isinstance(widget, forms.CheckboxInput),
        "unsure": unsure,
        "css": css,
    }


def errors_of(bound: BoundField) -> list[str]:
    """Give the field's errors; "this field is required" becomes a sentence that names the field."""
    return [_named(bound, error) for error in bound.errors.as_data()]


def _named(bound: BoundField, error: ValidationError) -> str:
    if error.code != "required" or error.message != forms.Field.default_error_messages["required"]:
        return " ".join(error.messages)
    label = str(bound.label).rstrip("?: ")
    if isinstance(bound.field.widget, CHOSEN):
        return _("Hãy chọn ở mục “%(label)s”.") % {"label": label}
    return _("Hãy điền mục “%(label)s”.") % {"label": label}


@dataclass(frozen=True)
class Mistake:
    """One line of the error summary; `target` is the id of the control at fault, or empty."""

    text: str
    target: str = ""


def mistakes(form: Any, broken: RuleBroken | None = None) -> list[Mistake]:
    """List what must be mended in a form or formset, and the rule that said no, in the order of the page."""
    found = [Mistake(text) for text in _formset_errors(form)]
    for each in getattr(form, "forms", [form] if form is not None else []):
        found += [Mistake(text) for text in each.non_field_errors()]
        found += [Mistake(text, target_of(bound)) for bound in each for text in errors_of(bound)]
    if broken is not None:
        found.append(Mistake(broken.message, _target_of_rule(form, broken.field)))
    return found


def target_of(bound: BoundField) -> str:
    """Give the id that a link to this field must jump to: the first choice of a list of choices."""
    many = isinstance(bound.field.widget, CHOICES)
    return f"{bound.auto_id}_0" if many else bound.id_for_label


def _formset_errors(form: Any) -> Iterable[str]:
    return form.non_form_errors() if hasattr(form, "non_form_errors") else ()


def _target_of_rule(form: Any, name: str) -> str:
    if isinstance(form, forms.BaseForm) and name in form.fields:
        return target_of(form[name])
    return f"id_{name}" if name else ""


class Opens(Protocol):
    """A printed share that opens its records: the share, the address, and the marks that say what was counted."""

    @property
    def percent(self) -> str:
        """The share as it is printed."""

    @property
    def url(self) -> str:
        """Where its records are listed; nothing where they are not for the reader."""

    @property
    def marks(self) -> str:
        """Attributes of the tag that holds the share."""


@dataclass(frozen=True)
class Column:
    """A column's head; `numeric` cells stand right; `phone` is a class of the phone layout (full, bare, in, hush)."""

    label: str
    numeric: bool = False
    phone: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell: words, perhaps an address or a tag (late, soon, ok); `missing` says why there is no figure.

    `door` prints a share that opens its records, instead of the words.
    """

    text: str
    url: str = ""
    tag: str = ""
    missing: bool = False
    note: str = ""
    door: Opens | None = None


@dataclass(frozen=True)
class Table:
    """A table for `ui/_table.html`; a row's first cell names the row. `layout`: "", "units", "pack" or "pack p4"."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | str]]
    total: Sequence[Cell | str] = ()
    layout: str = ""
    id: str = "bang"
    lines: list[tuple[bool, list[tuple[Column, Cell]]]] = field(init=False)

    def __post_init__(self) -> None:
        rows = [(False, row) for row in self.rows] + ([(True, self.total)] if self.total else [])
        lines = [(is_total, self._line(row)) for is_total, row in rows]
        object.__setattr__(self, "lines", lines)

    def _line(self, row: Sequence[Cell | str]) -> list[tuple[Column, Cell]]:
        cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
        return list(zip(self.columns, cells, strict=True))


@dataclass(frozen=True)
class Quote:
    """A sentence of an official text with a little of the text around it."""

    before: str
    marked: str
    after: str

    @classmethod
    def cut(cls, text: str, start: int, end: int, around: int = 240) -> "Quote":
        """Cut out text[start:end] and up to `around` letters on each side within its paragraph, at whole words."""
        head, tail = text[:start], text[end:]
        before, after = head[head.rfind("\n") + 1 :], tail.partition("\n")[0]
        if len(before) > around:
            before = "… " + before[-around:].partition(" ")[2]
        if len(after) > around:
            after = after[:around].rpartition(" ")[0] + " …"
        return cls(before, text[start:end], after)
