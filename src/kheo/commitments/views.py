"""The page of one commitment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kheo.base import clock
from kheo.base.policies import signed_in
from kheo.commitments.joined import joined
from kheo.commitments.models import Commitment


@signed_in
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sentence, the chart, the weeks, and the doors to the records."""
    seen = Commitment.objects.visible_to(request.official).select_related("unit", "baseline_snapshot")
    commitment = get_object_or_404(seen, pk=pk)
    return render(request, "commitments/show.html", {"joined": joined([commitment], clock.today())[0]})
