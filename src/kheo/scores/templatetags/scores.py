"""How points and shares are written on pages of scores."""

from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kheo.indicators.doors import Door
from kheo.scores.shown import points_text

register = template.Library()


@register.filter
def points(value: Fraction | Decimal) -> str:
    """Write points with two digits."""
    return points_text(value)


@register.simple_tag
def share(door: Door) -> SafeString:
    """Write a share as the door to its records, with its two whole numbers."""
    return format_html('<a href="{}" {}>{}</a> ({})', door.url, door.marks, door.percent, door.counts)
