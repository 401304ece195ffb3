"""Which dossiers need a slip: without a result, promised for a day that is near or past, without a slip yet."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from kheo.apologies import rules
from kheo.apologies.models import Slip, TermsVersion
from kheo.days import Calendar
from kheo.people.models import Official, Post
from kheo.procedures.models import Dossier, DossierQuerySet

AHEAD = 2
"""Working days beyond the last day of notice that the list looks ahead."""


def terms_of(locality_id: int) -> rules.Terms:
    """Give the numbers that a locality holds today."""
    newest = TermsVersion.objects.filter(locality=locality_id).first()
    return newest.terms if newest else rules.FIRST_TERMS


def is_open(dossier: Dossier) -> bool:
    """Say whether the clock of its promise still runs."""
    return dossier.due_on is not None and dossier.ended_on is None


def dossiers_waiting(official: Official, terms: rules.Terms, calendar: Calendar, today: date) -> DossierQuerySet:
    """Give those that the official sees; the nearest promise first, then the overdue ones, newest first."""
    until = calendar.add(today, terms.notice_days + AHEAD)
    running = Dossier.objects.visible_to(official).filter(ended_on__isnull=True, due_on__lte=until)
    unsaid = running.filter(~Exists(Slip.objects.filter(dossier=OuterRef("pk"))))
    return unsaid.select_related("procedure", "unit").order_by("-due_on", "pk")


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
