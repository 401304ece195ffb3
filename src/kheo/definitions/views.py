"""Pages of the locality's own indicators: the list, one with its versions, the form with its preview."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kheo.base import seen
from kheo.base.policies import needs
from kheo.definitions import actions
from kheo.definitions.forms import WholeForm, documented, fitting_words
from kheo.definitions.preview import Preview, preview
from kheo.errors import RuleBroken
from kheo.indicators.models import DefinedIndicator, DefinedVersion
from kheo.indicators.tables import all_tables, table_of
from kheo.measures import defined
from kheo.measures.defined import Definition
from kheo.measures.shapes import ASSURANCE_WORDS, FactTable
from kheo.people.rules import Role

READ_AND_SEND = ["GET", "HEAD", "POST"]
Keep = Callable[[Definition], DefinedVersion]


@needs(Role.ADMINISTRATOR)
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """List the indicators that the locality defined, those in use first."""
    newest: dict[int, DefinedVersion] = {}
    for version in DefinedVersion.objects.of(request.official.locality_id):
        newest[version.indicator_id] = version
    listed = sorted(newest.values(), key=lambda each: (each.indicator.is_off, each.definition["name"]))
    return render(request, "definitions/indicators.html", {"versions": listed})


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def define(request: HttpRequest) -> HttpResponse:
    """Define a new indicator: choose what is counted, write it down, look at it, keep it."""
    offered = [table for table in all_tables() if documented(table)]
    code = request.GET.get("bang") or (offered[0].code if len(offered) == 1 else "")
    if not code:
        return render(request, "definitions/tables.html", {"tables": offered})
    if code not in {table.code for table in offered}:
        raise Http404
    return _write(
        request, table_of(code), None, lambda definition: actions.define_indicator(definition, by=request.official)
    )


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def change(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Write a new version of an indicator."""
    versions = _versions(request, indicator_id)
    known = defined.from_json(versions[-1].definition)
    return _write(
        request,
        table_of(known.table),
        versions[-1],
        lambda definition: actions.change_indicator(indicator_id, definition, by=request.official),
    )


@needs(Role.ADMINISTRATOR)
@require_safe
def indicator(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Show an indicator with every version it ever had; each opens its records."""
    versions = _versions(request, indicator_id)
    shown = [_shown(version) for version in reversed(versions)]
    return render(request, "definitions/indicator.html", {"indicator": versions[-1].indicator, "versions": shown})


@needs(Role.ADMINISTRATOR)
@require_POST
def switch_off(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Take an indicator out of use."""
    _versions(request, indicator_id)
    actions.switch_off(indicator_id, by=request.official)
    messages.success(request, _("Đã tắt chỉ số. Số đã tính và cam kết đã gắn vẫn mở được."))
    return redirect("definitions:indicator", indicator_id)


@needs(Role.ADMINISTRATOR)
@require_POST
def switch_on(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Bring an indicator back into use."""
    _versions(request, indicator_id)
    actions.switch_on(indicator_id, by=request.official)
    messages.success(request, _("Đã bật lại chỉ số."))
    return redirect("definitions:indicator", indicator_id)


def _versions(request: HttpRequest, indicator_id: int) -> list[DefinedVersion]:
    """Give every version, oldest first; 404 for an indicator of another locality."""
    found = get_object_or_404(DefinedIndicator, pk=indicator_id, locality=request.official.locality_id)
    return list(DefinedVersion.objects.of(found.locality_id).filter(indicator=found).select_related("made_by"))


def _write(request: HttpRequest, table: FactTable, newest: DefinedVersion | None, keep: Keep) -> HttpResponse:
    """Show the form; preview what was sent; keep it once exactly this was previewed."""
    known = defined.from_json(newest.definition) if newest else None
    try:
        form = WholeForm(table, request.POST if request.method == "POST" else None, known)
    except ValidationError:
        return HttpResponseBadRequest()
    context: dict[str, Any] = {
        "form": form,
        "broken": None,
        "table": table,
        "columns": _columns(table),
        "newest": newest,
    }
    context["back"] = (
        reverse("definitions:indicator", args=[newest.indicator_id]) if newest else reverse("definitions:indicators")
    )
    if request.method != "POST" or "tinh-them" in request.POST or "dat-them" in request.POST:
        return render(request, "definitions/define.html", context)
    if not form.is_valid():
        return render(request, "definitions/define.html", context, status=422)
    try:
        return _look_or_keep(request, form, table, context, keep)
    except RuleBroken as broken:
        return render(request, "definitions/define.html", context | {"broken": broken}, status=broken.status)


def _look_or_keep(
    request: HttpRequest, form: WholeForm, table: FactTable, context: dict[str, Any], keep: Keep
) -> HttpResponse:
    definition = form.definition
    defined.check(definition, table)
    digest = seen.mark(defined.as_json(definition))
    if request.POST.get("act") == "keep" and request.POST.get("seen") == digest:
        version = keep(definition)
        messages.success(
            request, _("Đã lưu “%(name)s”, phiên bản %(n)s.") % {"name": definition.name, "n": version.number}
        )
        return redirect("definitions:indicator", version.indicator_id)
    looked: Preview = preview(definition, table, request.official)
    changed = request.POST.get("act") == "keep"
    return render(request, "definitions/define.html", context | {"preview": looked, "seen": digest, "changed": changed})


def _columns(table: FactTable) -> list[dict[str, object]]:
    """Document the columns: label, what it means, how it can be compared, and the words of its codes."""
    return [
        {
            "label": column.label,
            "description": column.description,
            "operators": fitting_words(column),
            "codes": defined.codes_of(column),
        }
        for column in documented(table)
    ]


def _shown(version: DefinedVersion) -> dict[str, object]:
    kept = defined.from_json(version.definition)
    table = table_of(kept.table)
    records = reverse("indicators:records", args=[kept.code])
    return {
        "version": version,
        "definition": kept,
        "counted_words": defined.words_of(kept.counted, table),
        "good_words": defined.words_of(kept.good, table),
        "period": table.column(kept.period_column).label,
        "assurance": _(ASSURANCE_WORDS[kept.assurance]),
        "url": f"{records}?lan={version.number}",
    }
