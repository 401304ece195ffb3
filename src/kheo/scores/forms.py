"""Shapes of input: which score is shown, and a version of the weights."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.days.periods import Period, month_of, quarter_of, year_of
from kheo.indicators.catalogue.groups import ITEM_MOST, READ_OF_ITEMS
from kheo.measures.shapes import ASSURANCE_WORDS, Ratio
from kheo.people.models import Unit
from kheo.scores.models import WeightSet
from kheo.scores.rules import MOST_CLASSES, Border, Worth
from kheo.ui.fields import VietnameseDateField

MONTHS_OFFERED = 12
QUARTERS_OFFERED = 4


class PointsField(forms.Field):
    """A number as people write it here: 6,5 or 6.5; nothing for an empty cell."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "6"}), required=False, **more)

    def to_python(self, value: Any) -> Decimal | None:
        """Read the number."""
        text = str(value or "").strip().replace(",", ".")
        if not text:
            return None
        try:
            found = Decimal(text)
        except InvalidOperation:
            raise ValidationError(_("Xin ghi một số, ví dụ 6 hoặc 6,5.")) from None
        if not found.is_finite() or found.copy_abs() >= 1000 or found != round(found, 2):
            raise ValidationError(_("Xin ghi một số có nhiều nhất hai chữ số lẻ."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """Write a stored number as people do."""
        return format(value.normalize(), "f").replace(".", ",") if isinstance(value, Decimal) else value


def periods_offered(today: date) -> list[Period]:
    """Give the last full months and quarters, and this year and the last: newest first in each kind."""
    month, quarter, year = month_of(today), quarter_of(today), year_of(today)
    months, quarters = [month.previous()], [quarter.previous()]
    while len(months) < MONTHS_OFFERED:
        months.append(months[-1].previous())
    while len(quarters) < QUARTERS_OFFERED:
        quarters.append(quarters[-1].previous())
    return [*months, *quarters, year, year.previous()]


def key_of(period: Period) -> str:
    """Name a period in an address."""
    return f"{period.kind}-{period.start.isoformat()}"


class ScoreForm(forms.Form):
    """Whose score, of which period."""

    don_vi = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    ky = forms.ChoiceField(label=gettext_lazy("Kỳ"))

    def __init__(self, data: Any, *, units: Sequence[Unit], periods: Sequence[Period]) -> None:
        given = {"don_vi": units[0].pk if units else "", "ky": key_of(periods[0])}
        super().__init__({**given, **{name: value for name, value in data.items() if value}})
        self.units, self.periods = {unit.pk: unit for unit in units}, {key_of(each): each for each in periods}
        self.fields["don_vi"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]
        self.fields["ky"].choices = [(key, each.label) for key, each in self.periods.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[Unit, Period]:
        """Give what was chosen, of a valid form."""
        return self.units[self.cleaned_data["don_vi"]], self.periods[self.cleaned_data["ky"]]


class WeightsForm(forms.Form):
    """One version of the weights: its source, the maximum of each item, the classes."""

    source = forms.CharField(
        label=gettext_lazy("Nguồn của điểm tối đa"),
        max_length=500,
        help_text=gettext_lazy("Văn bản nào, số, ngày, phụ lục nào. Người xem điểm đọc được dòng này."),
    )
    assurance = forms.ChoiceField(label=gettext_lazy("Độ chắc của nguồn"))
    valid_from = VietnameseDateField(label=gettext_lazy("Có hiệu lực từ"))
    borders_source = forms.CharField(
        label=gettext_lazy("Nguồn của ngưỡng xếp loại"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Để trống nếu không nhập mức xếp loại nào."),
    )

    def __init__(self, data: Any, *, items: Sequence[Ratio], last: WeightSet | None, today: date) -> None:
        super().__init__(data, initial=_initial(items, last, today))
        self.fields["assurance"].choices = [(code, _(words)) for code, words in ASSURANCE_WORDS.items()]  # type: ignore[attr-defined]
        self.items = [ratio for ratio in items if ratio.item]
        for ratio in self.items:
            number = ratio.item.number  # type: ignore[union-attr]
            self.fields[f"most-{number}"] = PointsField(label=_("Điểm tối đa"), help_text=_read(number))
            self.fields[f"full-{number}"] = PointsField(label=_("Đủ điểm từ (%)"))
        for place in range(MOST_CLASSES):
            self.fields[f"class-{place}"] = forms.CharField(label=_("Mức xếp loại"), max_length=60, required=False)
            self.fields[f"least-{place}"] = PointsField(label=_("Từ điểm"))

    @property
    def rows(self) -> list[tuple[Ratio, forms.BoundField, forms.BoundField]]:
        """Give each item with its two fields."""
        numbers = [ratio.item.number for ratio in self.items]  # type: ignore[union-attr]
        pairs = zip(self.items, numbers, strict=True)
        return [(ratio, self[f"most-{number}"], self[f"full-{number}"]) for ratio, number in pairs]

    @property
    def classes(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Give the two fields of each class."""
        return [(self[f"class-{place}"], self[f"least-{place}"]) for place in range(MOST_CLASSES)]

    def clean(self) -> dict[str, Any]:
        """A class has a border, a border a class, a maximum its threshold."""
        cleaned = super().clean() or {}
        for place in range(MOST_CLASSES):
            name, least = cleaned.get(f"class-{place}"), cleaned.get(f"least-{place}")
            if bool(name) != (least is not None):
                self.add_error(f"least-{place}" if name else f"class-{place}", _("Ghi cả tên mức và số điểm."))
        for ratio in self.items:
            number = ratio.item.number  # type: ignore[union-attr]
            if cleaned.get(f"most-{number}") is not None and cleaned.get(f"full-{number}") is None:
                self.add_error(f"full-{number}", _("Ghi mức đủ điểm; thường là 100."))
        return cleaned

    def entered(self) -> dict[str, Any]:
        """Give what the action takes."""
        given = self.cleaned_data
        numbers = [ratio.item.number for ratio in self.items]  # type: ignore[union-attr]
        told = [number for number in numbers if given[f"most-{number}"] is not None]
        named = [place for place in range(MOST_CLASSES) if given[f"class-{place}"]]
        return {
            "worths": {number: Worth(given[f"most-{number}"], given[f"full-{number}"]) for number in told},
            "borders": [Border(given[f"class-{place}"].strip(), given[f"least-{place}"]) for place in named],
            **{name: given[name] for name in ("source", "assurance", "valid_from", "borders_source")},
        }


def _read(number: str) -> str:
    """Say what a public source tells of the maximum; it is entered by a person all the same."""
    if number not in ITEM_MOST:
        return ""
    words = {"most": ITEM_MOST[number], "source": READ_OF_ITEMS.text}
    return _("%(source)s ghi %(most)s điểm; chưa đối chiếu văn bản gốc.") % words


def _initial(items: Sequence[Ratio], last: WeightSet | None, today: date) -> dict[str, Any]:
    """Begin with the version before, if there is one; else with the thresholds of the working paper and no weight."""
    thresholds = {f"full-{ratio.item.number}": ratio.item.full_at for ratio in items if ratio.item}
    if last is None:
        return {**thresholds, "valid_from": today, "assurance": "third party"}
    worths, borders = last.worths(), last.borders()
    return {
        **thresholds,
        **{f"most-{number}": worth.most for number, worth in worths.items()},
        **{f"full-{number}": worth.full_at for number, worth in worths.items()},
        **{f"class-{place}": border.name for place, border in enumerate(borders)},
        **{f"least-{place}": border.least for place, border in enumerate(borders)},
        "source": last.source,
        "assurance": last.assurance,
        "borders_source": last.borders_source,
        "valid_from": today,
    }
