"""What is shown of a plan: each tie that the official may see, with its verdict. Reads only."""

from typing import Any

from kheo.base import clock
from kheo.commitments.joined import joined
from kheo.commitments.models import Commitment
from kheo.documents.models import Document
from kheo.people.models import Official
from kheo.plans import access
from kheo.plans.models import PlanCommitment


def part_of(document: Document, official: Official) -> dict[str, Any]:
    """Give the ties of a plan; those of units that the official does not see are only counted."""
    ties = PlanCommitment.objects.filter(document=document)
    seen = Commitment.objects.visible_to(official).filter(pk__in=ties.values("commitment"))
    commitments = joined(seen.select_related("unit", "locality").order_by("unit__path", "pk"), clock.today(), official)
    return {
        "document": document,
        "commitments": commitments,
        "unseen": ties.count() - len(commitments),
        "can_tie": document.is_plan and access.can_tie(official, document),
    }
