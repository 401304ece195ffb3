"""The public door: the same figures that officials see, without sign-in, cookies or personal data."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kheo.base import clock
from kheo.base.policies import public
from kheo.files import safe_cell
from kheo.indicators import known
from kheo.indicators.downloads import BYTE_ORDER_MARK
from kheo.language import sort_key
from kheo.people.models import Locality
from kheo.portal.figures import published, rows_of, taken_at
from kheo.portal.promises import promises


def _chosen(request: HttpRequest) -> Locality | None:
    """Give the locality asked for by `noi`, or the only one; None where the visitor has to choose. 404 for no such."""
    slug = request.GET.get("noi", "")
    found: Locality | None
    if slug:
        found = get_object_or_404(Locality, slug=slug)
    else:
        known = list(Locality.objects.order_by("pk")[:2])
        found = known[0] if len(known) == 1 else None
    request.locality = found  # type: ignore[attr-defined]
    return found


def _choose(request: HttpRequest) -> HttpResponse:
    known = sorted(Locality.objects.all(), key=lambda locality: sort_key(locality.name))
    return render(request, "portal/localities.html", {"localities": known})


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the locality promised and what came of it."""
    locality = _chosen(request)
    if locality is None:
        return _choose(request)
    return render(request, "portal/home.html", {"locality": locality, "promises": promises(locality, clock.today())})


@public
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Show every indicator month by month, unit by unit, with its sources."""
    locality = _chosen(request)
    if locality is None:
        return _choose(request)
    today = clock.today()
    found = published(locality, known.of(locality.pk).published, today)
    context = {
        "locality": locality,
        "promises": promises(locality, today),
        "published": found,
        "taken_at": taken_at(found),
    }
    return render(request, "portal/quality.html", context)


@public
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Give the month figures as CSV: UTF-8 with byte order mark, no cell a spreadsheet would run."""
    locality = _chosen(request)
    if locality is None:
        return _choose(request)
    text = io.StringIO(newline="")
    rows = rows_of(locality, published(locality, known.of(locality.pk).published, clock.today()))
    csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in rows)
    headers = {
        "Content-Disposition": f'attachment; filename="chat-luong-{locality.slug}.csv"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(
        (BYTE_ORDER_MARK + text.getvalue()).encode(), content_type="text/csv; charset=utf-8", headers=headers
    )
