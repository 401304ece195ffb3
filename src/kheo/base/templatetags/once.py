"""`{% once %}`: the hidden input that lets a form take effect only once (kheo.base.once)."""

from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """Print a fresh token; put it into every POST form beside `{% csrf_token %}`."""
    return format_html('<input type="hidden" name="_once" value="{}">', uuid4())
