"""What is done to conferences."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.base.seen import mark
from kheo.documents.models import Document
from kheo.errors import Overtaken
from kheo.meetings import access, rules
from kheo.meetings.models import Conference, Paper
from kheo.people.models import Official

FIELDS = ("title", "held_on", "location", "organiser", "chair", "papers_count")
NOT_YET = "chua-xac-nhan"


def mark_of(conference: Conference | None) -> str:
    """Give a short digest of a conference and its papers; a page carries it, to tell what it was shown."""
    if conference is None:
        return NOT_YET
    papers = Paper.objects.filter(conference=conference).values_list("title", flat=True)
    parts = [*(getattr(conference, name) for name in FIELDS), *papers]
    return mark(*parts)


@transaction.atomic
def confirm_conference(
    document_id: int, *, by: Official, particulars: dict[str, Any], papers: Sequence[str] = (), seen: str = ""
) -> Conference:
    """Confirm, or correct, the conference that a document reports: name, day, place, organiser, chair, papers.

    `particulars` holds the fields of Conference by name; `papers` are the papers' titles in order. `seen` is the mark
    of what the person's page showed (mark_of). Raises Overtaken when somebody else saved something else since.
    """
    document = Document.objects.select_for_update(of=["self"]).visible_to(by).get(pk=document_id)
    access.check_can_confirm(by, document)
    known = Conference.objects.filter(document=document).first()
    if known is not None and seen and seen != mark_of(known):
        raise Overtaken("Người khác vừa lưu hội nghị này. Xin xem phần họ ghi ở trên, gửi lại nếu vẫn muốn thay.")
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
