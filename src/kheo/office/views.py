"""The door of the officials: what each has to do today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kheo.base import calendar, clock
from kheo.base.policies import needs, signed_in
from kheo.documents.access import can_take_in
from kheo.office import operations as running
from kheo.office import queue
from kheo.people.rules import Role


@signed_in
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Show the queue by working days left, ten days ahead, and what waits for others."""
    working_days, today = calendar.current(request.official.locality_id), clock.today()
    rows = queue.mine(request.official, working_days, today)
    waiting, waiting_count = queue.waiting(request.official, working_days, today)
    context = {
        "rows": rows,
        "groups": queue.grouped(rows),
        "now_count": sum(row.group in queue.NOW for row in rows),
        "late_count": sum(row.group is queue.Group.LATE for row in rows),
        "days": queue.days_ahead(rows, working_days, today),
        "waiting": waiting,
        "waiting_count": waiting_count,
        "takes_in": can_take_in(request.official),
    }
    return render(request, "office/my_work.html", context)


@needs(Role.ADMINISTRATOR)
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """Show whether the data would come back, and what runs."""
    context = {"safeties": running.safeties(clock.now()), "facts": running.facts()}
    return render(request, "office/operations.html", context)
