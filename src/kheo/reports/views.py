"""The leader's page: what citizens get, unit by unit, and what waits for a decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kheo.base import calendar, clock
from kheo.base.policies import needs
from kheo.commitments.joined import for_overview
from kheo.indicators import known
from kheo.people.rules import SEES_WHOLE_LOCALITY
from kheo.reports import overview as page
from kheo.reports.table import unit_table


@needs(*SEES_WHOLE_LOCALITY)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show one sentence a commitment, the tasks, what waits for a decision, and every unit with every indicator."""
    official, today = request.official, clock.today()
    indicators = known.of(official.locality_id)
    working_days = calendar.current(official.locality_id)
    rows = for_overview(official.locality, today)
    taken = page.newest_data(official.locality, indicators)
    asks, asks_count = page.asks(official, working_days, today)
    context = {
        "today": today,
        "sentences": page.said(rows, today),
        "tally": page.tally(rows).sentence,
        "tasks": page.open_tasks(official.locality, today),
        "asks": asks,
        "asks_count": asks_count,
        "units": unit_table(official.locality, [row.commitment for row in rows], indicators.headlines, taken, today),
        "data": page.data_note(taken, working_days, today),
    }
    return render(request, "reports/overview.html", context)
