"""Plans and programmes on the chart of the indicator they are tied to: each by its number, on the day it was issued."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.commitments.series import Act
from kheo.days.formats import date_text
from kheo.documents.models import Document
from kheo.people.models import Official
from kheo.plans.models import PlanCommitment


def starts_of_plans(commitments: Collection[int], by: Official) -> dict[int, list[Act]]:
    """Give the plans of each commitment that the official may see, as they were issued. One statement."""
    seen = Document.objects.visible_to(by).filter(issued_date__isnull=False)
    ties = PlanCommitment.objects.filter(commitment__in=commitments, document__in=seen)
    found: dict[int, list[Act]] = {}
    for tie in ties.select_related("document").defer("document__text"):
        if day := tie.document.issued_date:
            words = _("%(plan)s ban hành ngày %(day)s") % {"plan": tie.document.label, "day": date_text(day)}
            act = Act(day, words, reverse("plans:of_document", args=[tie.document_id]))
            found.setdefault(tie.commitment_id, []).append(act)
    return found
