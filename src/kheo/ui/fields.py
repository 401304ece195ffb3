"""Form fields that speak Vietnamese."""

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kheo.days.formats import date_text, parse_date

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


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
        """Show a day in the Vietnamese way, one in an address (2026-10-26) too; leave what was typed as it is."""
        if isinstance(value, str) and _ISO.fullmatch(value):
            with suppress(ValueError):
                return date_text(date.fromisoformat(value))
        return date_text(value) if isinstance(value, date) else value
