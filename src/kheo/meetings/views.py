"""The conference that a document reports."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base.attachments import MEDIA_TYPES
from kheo.base.policies import signed_in
from kheo.documents.models import Document
from kheo.errors import Overtaken, RuleBroken
from kheo.letters import write_notice
from kheo.meetings import access, actions
from kheo.meetings.forms import ConferenceForm
from kheo.meetings.models import Conference, Paper
from kheo.meetings.notice import notice_of
from kheo.work.models import Reading


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def of_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Show the conference of a document, as confirmed or as proposed; confirm or correct it."""
    document = get_object_or_404(Document.objects.visible_to(request.official).defer("text"), pk=document_id)
    conference = Conference.objects.filter(document=document).first()
    initial = _initial(conference, document)
    form = ConferenceForm(request.POST or None, initial=initial)
    broken, sent = None, request.method == "POST"
    if sent and form.is_valid():
        try:
            actions.confirm_conference(
                document.pk,
                by=request.official,
                particulars=form.particulars(),
                papers=form.papers_listed(),
                seen=request.POST.get("seen", ""),
            )
            return redirect("meetings:of_document", document.pk)
        except RuleBroken as rule:
            broken = rule
    context = {
        "document": document,
        "conference": conference,
        "initial": initial,
        "papers": initial.get("papers", "").splitlines(),
        "form": form,
        "broken": broken,
        "seen": request.POST.get("seen", "")
        if sent and not isinstance(broken, Overtaken)
        else actions.mark_of(conference),
        "can_confirm": access.can_confirm(request.official, document),
    }
    template = "meetings/_of_document.html" if request.htmx else "meetings/of_document.html"
    refused = broken.status if broken else 422
    return render(request, template, context, status=refused if sent else 200)


@signed_in
@require_safe
def notice(request: HttpRequest, document_id: int) -> HttpResponse:
    """Hand out the draft notice of conclusions as a Word document."""
    documents = Document.objects.visible_to(request.official).defer("text").select_related("locality")
    document = get_object_or_404(documents, pk=document_id)
    content = write_notice(notice_of(document, document.locality))
    name = f"thong-bao-{document.pk}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=MEDIA_TYPES["docx"], headers=headers)


def _initial(conference: Conference | None, document: Document) -> dict[str, Any]:
    """Give what is confirmed, else what the reader proposes, else nothing."""
    if conference is not None:
        papers = Paper.objects.filter(conference=conference).values_list("title", flat=True)
        return {**{name: getattr(conference, name) for name in actions.FIELDS}, "papers": "\n".join(papers)}
    reading = Reading.objects.filter(document=document).first()
    return proposed(reading.meeting) if reading is not None and reading.meeting else {}


def proposed(meeting: dict[str, Any]) -> dict[str, Any]:
    """Turn the reader's meeting into the form's fields."""
    held_on = date.fromisoformat(meeting["date"]) if meeting.get("date") else None
    papers = "\n".join(meeting.get("papers") or [])
    longest = {"title": 500, "location": 300, "organiser": 300, "chair": 300}
    words = {name: (meeting.get(name) or "")[:length] for name, length in longest.items()}
    return {**words, "held_on": held_on, "papers_count": meeting.get("papers_count"), "papers": papers}
