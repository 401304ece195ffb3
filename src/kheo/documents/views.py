"""Pages about documents: the list, its words and particulars, its file."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base import attachments
from kheo.base.audit import record
from kheo.base.policies import needs, signed_in
from kheo.base.seen import mark_of
from kheo.documents import access, actions
from kheo.documents.forms import ParticularsForm
from kheo.documents.models import Document
from kheo.errors import Overtaken, RuleBroken
from kheo.people.rules import Role
from kheo.ui.overtaken import tell

TAKES_IN = (Role.CLERK, Role.OUTREACH_OWNER, Role.LEADER)
A_PAGE = 25


@signed_in
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents of the locality, newest first."""
    known = Document.objects.visible_to(request.official).defer("text")
    page = Paginator(known, A_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "can_take_in": access.can_take_in(request.official)}
    return render(request, "documents/documents.html", context)


@signed_in
@require_safe
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Show one document: particulars, words, and the doors to its tasks."""
    found = get_object_or_404(Document.objects.visible_to(request.official), pk=document_id)
    context = {
        "document": found,
        "paragraphs": [line for line in found.text.split("\n") if line.strip()],
        "same": actions.same_number(found),
        "can_take_in": access.can_take_in(request.official),
    }
    return render(request, "documents/document.html", context)


@needs(*TAKES_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def particulars(request: HttpRequest, document_id: int) -> HttpResponse:
    """Correct number, symbol, date, kind, issuer and abstract."""
    found = get_object_or_404(Document.objects.visible_to(request.official), pk=document_id)
    form = ParticularsForm(request.POST or None, instance=Document.objects.get(pk=found.pk))
    broken, status = None, 422 if request.method == "POST" else 200
    seen = request.POST.get("seen") or mark_of(found, actions.PARTICULARS)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_particulars(found.pk, by=request.official, particulars=form.cleaned_data, seen=seen)
            return redirect("documents:document", found.pk)
        except Overtaken as rule:
            tell(form, rule.message)
            status, seen = rule.status, mark_of(found, actions.PARTICULARS)
        except RuleBroken as rule:
            broken = rule
    context = {"document": found, "form": form, "broken": broken, "seen": seen}
    return render(request, "documents/particulars.html", context, status=status)


@signed_in
@require_safe
def file(request: HttpRequest, document_id: int) -> FileResponse:
    """Hand out the file that the document was read from."""
    found = get_object_or_404(
        Document.objects.visible_to(request.official).select_related("attachment"),
        pk=document_id,
        attachment__isnull=False,
    )
    if request.method == "GET":
        record("document.file_read", found, by=request.official)
    assert found.attachment is not None  # noqa: S101  the filter above took only documents with a file
    return attachments.download(found.attachment)
