"""Two pages about the interface itself. Their policy stands in the site's settings: ui and base are siblings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kheo.ui import sample_pictures, samples


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show every part with made-up values; the accessibility test walks this page."""
    return render(request, "ui/catalogue.html", samples.catalogue() | sample_pictures.pictures())


@require_safe
def shortcuts(request: HttpRequest) -> HttpResponse:
    """List the keyboard shortcuts, with their off switch."""
    return render(request, "ui/shortcuts.html")
