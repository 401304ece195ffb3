"""Rows that were left out of an import: what is wrong with each, and the boxes to correct it in."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kheo.base.policies import needs
from kheo.errors import RuleBroken
from kheo.intake import actions
from kheo.intake.rules.columns import FIELD_NAMES, Field
from kheo.procedures.models import IMPORTERS, ImportBatch

MOST_BOXES = 100
LONGEST = 500


@needs(*IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show the rows that were left out; corrected, they go down the road of every file again."""
    official = request.official  # type: ignore[attr-defined]
    batch = get_object_or_404(ImportBatch.objects.visible_to(official), pk=batch_id)
    rows = dict(actions.rows_aside(batch))
    form, broken = _form(request, batch, rows), None
    if request.method == "POST" and form.is_valid():
        corrected = {_place(name): text for name, text in form.cleaned_data.items()}
        try:
            made = actions.let_in_again(batch.pk, by=official, corrected=corrected)
            return redirect("intake:mapping", made.pk)
        except RuleBroken as rule:
            broken = rule
    context = {"batch": batch, "form": form, "broken": broken, "count": len(rows)}
    return render(request, "intake/aside.html", context, status=422 if request.method == "POST" else 200)


def _form(request: HttpRequest, batch: ImportBatch, rows: dict[int, list[str]]) -> forms.Form:
    """Make a box for each faulty cell, as the file has it."""
    form = forms.Form(request.POST or None)
    for fault in batch.faults.filter(row__in=rows).order_by("row", "pk")[:MOST_BOXES]:
        place = batch.mapping.get(fault.field)
        if place is not None and place < len(rows[fault.row]):
            label = _("Dòng %(row)s, %(column)s") % {"row": fault.row, "column": _(FIELD_NAMES[Field(fault.field)])}
            form.fields[f"o_{fault.row}_{place}"] = forms.CharField(
                label=label,
                help_text=fault.sentence,
                initial=rows[fault.row][place],
                required=False,
                max_length=LONGEST,
            )
    return form


def _place(name: str) -> tuple[int, int]:
    _box, row, place = name.split("_")
    return int(row), int(place)
