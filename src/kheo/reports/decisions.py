"""What waits for one official's decision: reports to confirm, tasks to assign, proposals to check. Reads only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min
from django.urls import reverse

from kheo.documents.access import can_take_in
from kheo.documents.models import Document
from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.work.access import can_assign
from kheo.work.models import Proposal, Task, TaskQuerySet
from kheo.work.rules import State


@dataclass(frozen=True)
class Paper:
    """A document with tasks of one kind still waiting; `first_due` is the earliest due day among them."""

    document: Document
    count: int
    first_due: date | None
    route: str

    @property
    def url(self) -> str:
        """Where to act on all of them at once."""
        return reverse(self.route, args=[self.document.pk])


def to_review(official: Official) -> TaskQuerySet:
    """Reported tasks the official may judge: those the own post assigned, any for a leader, never the own report."""
    reported = Task.objects.filter(locality=official.locality_id, state=State.REPORTED).exclude(reported_by=official)
    if not official.has_role(Role.LEADER):
        reported = reported.filter(reviewer_post__in=[post.pk for post in [*official.posts, *official.acting_posts]])
    return reported.select_related("lead_unit").order_by("reported_on", "pk")


def to_assign(official: Official) -> list[Paper]:
    """Documents whose confirmed tasks wait to be assigned by this official. At most two statements."""
    if not can_assign(official, official.locality_id):
        return []
    waiting = Task.objects.filter(locality=official.locality_id, state=State.PROPOSED, document__isnull=False)
    rows = waiting.order_by().values("document").annotate(count=Count("pk"), first_due=Min("due_on"))
    return _papers({row["document"]: (row["count"], row["first_due"]) for row in rows}, "work:assign_all")


def to_confirm(official: Official) -> list[Paper]:
    """Documents read whose proposals nobody has made into tasks or dropped yet. At most two statements."""
    if not can_take_in(official):
        return []
    waiting = Proposal.objects.filter(reading__document__locality=official.locality_id).waiting()
    rows = waiting.order_by().values("reading__document").annotate(count=Count("pk"), first_due=Min("due_on"))
    return _papers({row["reading__document"]: (row["count"], row["first_due"]) for row in rows}, "work:confirm")


def _papers(found: dict[int, tuple[int, date | None]], route: str) -> list[Paper]:
    documents = Document.objects.filter(pk__in=found).defer("text").order_by("made_at", "pk") if found else []
    return [Paper(document, *found[document.pk], route) for document in documents]
