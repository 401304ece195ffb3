"""What is done to conferences."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.documents.models import Document
from kheo.meetings import access, rules
from kheo.meetings.models import Conference, Paper
from kheo.people.models import Official


@transaction.atomic
def confirm_conference(
    document_id: int, *, by: Official, particulars: dict[str, Any], papers: Sequence[str] = ()
) -> Conference:
    """Confirm, or correct, the conference that a document reports: name, day, place, organiser, chair, papers.

    `particulars` holds the fields of Conference by name; `papers` are the papers' titles in order.
    """
    document = Document.objects.select_for_update(of=["self"]).visible_to(by).get(pk=document_id)
    access.check_can_confirm(by, document)
    held_on: date | None = particulars.get("held_on")
    rules.check_title(particulars["title"])
    rules.check_held_on(held_on, clock.today())
    rules.check_papers(particulars.get("papers_count"), len(papers))
    conference, made = Conference.objects.update_or_create(
        document=document,
        defaults={**particulars, "locality_id": document.locality_id},
        create_defaults={**particulars, "locality_id": document.locality_id, "made_at": clock.now()},
    )
    Paper.objects.filter(conference=conference).delete()
    Paper.objects.bulk_create(
        Paper(conference=conference, order=order, title=title[:500]) for order, title in enumerate(papers, start=1)
    )
    changed = {"document": document.pk, "held_on": held_on, "papers": particulars.get("papers_count")}
    record("conference.confirmed" if made else "conference.corrected", conference, by=by, changed=changed)
    return conference
