"""Form fields that speak Vietnamese."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kheo.days.formats import date_text, parse_date


class VietnameseDateField(forms.Field):
    """A date typed as people write it: 3-3-2026, 03/03/2026, 3.3.2026 or 03032026; shown as 03/3/2026."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 12})

    def to_python(self, value: Any) -> date | None:
        """Read the text; a sentence says what is wrong with it."""
        if isinstance(value, datetime):
            raise TypeError("a date field takes days, not moments")
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return parse_date(str(value))
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong

    def prepare_value(self, value: Any) -> Any:
        """Show a day in the Vietnamese way; leave what the person typed as it is."""
        return date_text(value) if isinstance(value, date) else value
