"""Filters and parts for every page: `{% load ui %}`. The catalogue page /ui/ shows them, docs/ui.md describes them."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kheo import charts
from kheo.days import formats
from kheo.errors import RuleBroken
from kheo.ui import parts

register = template.Library()
Number = int | float | Decimal


@register.filter
def vn_date(day: date | None) -> str:
    """05/6/2026; a moment is first taken to Vietnamese time."""
    return formats.date_text(_local(day)) if day else ""


@register.filter
def vn_day(day: date | None) -> str:
    """05/6, where the year is plain."""
    return formats.day_text(_local(day)) if day else ""


@register.filter
def vn_long_date(day: date | None) -> str:
    """Ngày 05 tháng 6 năm 2026."""
    return formats.long_date(_local(day)) if day else ""


@register.filter
def vn_weekday(day: date | None) -> str:
    """Thứ Hai, 30/11/2026."""
    return f"{formats.weekday(_local(day))}, {vn_date(day)}" if day else ""


@register.filter
def vn_short_weekday(day: date) -> str:
    """T2 … CN."""
    return formats.short_weekday(_local(day))


@register.filter
def vn_moment(moment: datetime | None) -> str:
    """07:42 ngày 23/11/2026."""
    return formats.moment_text(moment) if moment else ""


@register.filter
def vn_number(value: Number | None, digits: int = 0) -> str:
    """1.234,5."""
    return formats.no_figure() if value is None else formats.number(value, digits)


@register.filter
def vn_percent(numerator: Number, denominator: Number | None) -> str:
    """`{{ good|vn_percent:counted }}`: 87,3%, or words when nothing was counted."""
    return formats.percent(numerator, denominator)


@register.filter
def working_days_left(count: int) -> str:
    """Còn 5 ngày làm việc; trong ngày; quá 3 ngày làm việc. The count comes from Calendar.between(today, due)."""
    return formats.days_left_text(count)


def _local(day: date) -> date:
    return formats.local_day(day) if isinstance(day, datetime) else day


TAGS = ("", "late", "soon", "ok")


@register.simple_tag
def state_tag(kind: str, text: str) -> SafeString:
    """`{% state_tag "late" text %}`: kinds late, soon, ok, or "" for plain."""
    if kind not in TAGS:
        raise template.TemplateSyntaxError(f"state_tag knows {TAGS}, not {kind!r}")
    return format_html('<span class="{}">{}</span>', f"tag {kind}".strip(), text)


@register.simple_tag
def due_tag(count: int) -> SafeString:
    """`{% due_tag working_days %}`: red when past, amber today and tomorrow, plain words after."""
    text = formats.days_left_text(count)
    if count > 1:
        return format_html("{}", text)
    return state_tag("late" if count < 0 else "soon", text)


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, hint: str = "", unsure: bool = False, css: str = "") -> dict[str, object]:
    """`{% field form.due hint=_("…") %}`: label, hint, error and control tied by aria-describedby."""
    return parts.describe_field(bound, hint=hint, unsure=unsure, css=css)


@register.inclusion_tag("ui/_errors.html")
def errors(form: object = None, broken: RuleBroken | None = None, quiet: bool = False) -> dict[str, object]:
    """`{% errors form broken=broken %}`: the summary "Cần sửa N chỗ" on top of the form; nothing when all is well."""
    return {"mistakes": parts.mistakes(form, broken), "quiet": quiet}


@register.inclusion_tag("ui/_crumbs.html")
def crumbs(*pairs: str) -> dict[str, object]:
    """`{% crumbs _("Nhiệm vụ") url task.code %}`: label, address, label, address, …, last label."""
    *doors, here = pairs
    return {"doors": list(zip(doors[::2], doors[1::2], strict=True)), "here": here}


@register.simple_tag
def figure(
    numerator: Number,
    denominator: Number | None,
    url: str = "",
    big: bool = False,
    door: parts.Opens | None = None,
) -> SafeString:
    """`{% figure good counted door=door %}`: 87,3% (412/472) as a door to the records behind it."""
    where = {"url": door.url, "marks": door.marks} if door else {"url": url, "marks": ""}
    shown = {"numerator": numerator, "denominator": denominator, "big": big, **where}
    return SafeString(render_to_string("ui/_figure.html", shown).strip())  # a full stop may follow it


@register.simple_tag
def opens(door: parts.Opens | None, css: str = "") -> SafeString:
    """`{% opens door css="fig" %}`: the share of a door as a link to its records; without a way in only its marks."""
    if door is None:
        return SafeString("")
    shape = format_html(' class="{}"', css) if css else SafeString("")
    if not door.url:
        return format_html("<span{} {}>{}</span>", shape, door.marks, door.percent)
    return format_html('<a{} href="{}" {}>{}</a>', shape, door.url, door.marks, door.percent)


@register.inclusion_tag("ui/_upload.html")
def upload(bound: BoundField, kinds: str = "", limit: str = "") -> dict[str, object]:
    """`{% upload form.file kinds=".docx, .pdf" limit="20 MB" %}`: a file field that says what it takes."""
    hint = _("Nhận tệp %(kinds)s, tối đa %(limit)s.") % {"kinds": kinds, "limit": limit} if kinds else ""
    bound.field.widget.attrs["accept"] = kinds.replace(" ", "")
    return parts.describe_field(bound, hint=hint)


@register.inclusion_tag("ui/_quote.html")
def quote(  # noqa: PLR0913
    text: str, start: int, end: int, source: str = "", url: str = "", action: str = "", id: str = ""
) -> dict[str, object]:
    """`{% quote text start end source=… url=… action=… %}`: the sentence a task comes from."""
    return {"quote": parts.Quote.cut(text, start, end), "source": source, "url": url, "action": action, "id": id}


@register.simple_tag
def mark(kind: str, words: bool = False) -> SafeString:
    """`{% mark "up" %}`: sign of a change (up down same few) or target (hit mix not), with its word."""
    css = "" if words else "sr"
    return format_html('<span>{}<span class="{}">{}</span></span>', charts.mark(kind), css, parts.WORDS_OF_MARKS[kind])
