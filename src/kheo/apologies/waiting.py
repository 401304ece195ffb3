"""Which dossiers need a slip: without a result, promised for a day that is near or past, without a slip yet."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, When

from kheo.apologies import rules
from kheo.apologies.models import Slip, TermsVersion
from kheo.days import VIETNAM, Calendar
from kheo.days.formats import local_day
from kheo.people.models import Official, Post
from kheo.procedures.actions.settling import rulebook_of
from kheo.procedures.models import Dossier, DossierQuerySet
from kheo.procedures.rules.limits import Limit, LimitUnit, due_after
from kheo.procedures.rules.states import Status

AHEAD = 2
"""Working days beyond the last day of notice that the list looks ahead."""
USUAL_DELAY = Limit(3, LimitUnit.WORKING_DAY)
"""Offered where the procedure has no limit of its own."""


def terms_of(locality_id: int) -> rules.Terms:
    """Give the numbers that a locality holds today."""
    newest = TermsVersion.objects.filter(locality=locality_id).first()
    return newest.terms if newest else rules.FIRST_TERMS


def is_open(dossier: Dossier) -> bool:
    """Say whether its result is owed: the clock runs, or it stands for papers that were asked for after the promise."""
    if dossier.due_on is None or dossier.ended_on is None:
        return dossier.due_on is not None
    return dossier.status == Status.SUPPLEMENT_REQUESTED and dossier.ended_on > dossier.due_on


def dossiers_waiting(official: Official, terms: rules.Terms, calendar: Calendar, today: date) -> DossierQuerySet:
    """Give those that the official sees: those that can still be told in time, the most pressing first, then the rest.

    The rest, whose day of notice is past, goes from the newest promise back.
    """
    until = calendar.add(today, terms.notice_days + AHEAD)
    late_for_papers = Q(status=Status.SUPPLEMENT_REQUESTED, ended_on__gt=F("due_on"))
    owed = Dossier.objects.visible_to(official).filter(Q(ended_on__isnull=True) | late_for_papers, due_on__lte=until)
    unsaid = owed.filter(~Exists(Slip.objects.filter(dossier=OuterRef("pk"))))
    first = _first_in_time(terms, calendar, today)
    in_time = Case(When(due_on__gte=first, then="due_on"), default=None)
    return unsaid.select_related("procedure", "unit").order_by(in_time.asc(nulls_last=True), "-due_on", "pk")


def _first_in_time(terms: rules.Terms, calendar: Calendar, today: date) -> date:
    """Give the first promised day whose last day of notice is not past."""
    day = today
    while rules.last_day(day, terms.notice_days, calendar) < today:
        day += timedelta(days=1)
    return day


def proposed_day(dossier: Dossier, today: date) -> date:
    """Offer the procedure's own limit again, counted after today or after the promise, whichever is later."""
    book, procedure = rulebook_of(dossier.locality_id), dossier.procedure
    start = max(today, dossier.due_on or today)
    version = book.version_for(local_day(dossier.received_at))
    limit = book.limit(procedure.time_limit_days, procedure.time_limit_unit, version) or USUAL_DELAY
    offered = due_after(datetime.combine(start, time.max, VIETNAM), limit, book.calendar)
    return max(offered, book.calendar.add(start, 1))


def signers(dossier: Dossier, today: date) -> list[Post]:
    """Give the posts of heads of the dossier's unit and of those above it, nearest first."""
    chain = [int(pk) for pk in dossier.unit.path.strip("/").split("/")]
    heads = Post.objects.on(today).heads().filter(unit__in=chain).select_related("unit")
    return sorted(heads, key=lambda post: -len(post.unit.path))


@dataclass(frozen=True)
class Waiting:
    """One line of the list."""

    dossier: Dossier
    urgency: rules.Urgency
    last_day: date


def line_of(dossier: Dossier, terms: rules.Terms, calendar: Calendar, today: date) -> Waiting:
    """Say how pressing a dossier is."""
    promised = dossier.due_on
    assert promised is not None  # noqa: S101  the query asks for dossiers with a day
    return Waiting(
        dossier,
        rules.urgency(promised, today, terms.notice_days, calendar),
        rules.last_day(promised, terms.notice_days, calendar),
    )
