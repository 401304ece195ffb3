"""The questions, as the administrator sees and changes them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kheo.base.policies import needs
from kheo.people.rules import Role
from kheo.people.views.act import READ_AND_SEND, Act, Door, carry_out
from kheo.satisfaction import actions
from kheo.satisfaction.forms import QuestionForm
from kheo.satisfaction.models import Question


@needs(Role.ADMINISTRATOR)
@require_safe
def written_questions(request: HttpRequest) -> HttpResponse:
    """List what is asked now, with choices and points."""
    asked = Question.objects.asked_in(request.official.locality_id)
    return render(request, "satisfaction/written_questions.html", {"questions": asked})


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def write_question(request: HttpRequest) -> HttpResponse:
    """Add a question."""
    form = QuestionForm(request.POST or None)
    act = Act(
        title=_("Thêm câu hỏi"),
        lead=_("Câu hỏi mới hiện ra với người trả lời tiếp theo."),
        button=_("Thêm câu hỏi"),
        done=_("Đã thêm câu hỏi."),
        above=_above(),
    )
    return carry_out(request, form, act, lambda _given: actions.write_question(form.written, by=request.official))


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def question(request: HttpRequest, written_id: int) -> HttpResponse:
    """Put other words or points in the place of a question."""
    found = get_object_or_404(
        Question.objects.prefetch_related("choices"), pk=written_id, locality=request.official.locality_id
    )
    form = QuestionForm(request.POST or None, question=found)
    act = Act(
        title=_("Sửa câu hỏi"),
        lead=_("Câu cũ được giữ lại cùng những câu trả lời đã có; từ nay hỏi câu mới."),
        button=_("Thay câu hỏi"),
        done=_("Đã thay câu hỏi."),
        above=_above(),
        seen=actions.mark_of(found),
    )
    return carry_out(
        request,
        form,
        act,
        lambda given: actions.write_question(form.written, by=request.official, replaces=found.pk, seen=given["seen"]),
    )


@needs(Role.ADMINISTRATOR)
@require_POST
def retire_question(request: HttpRequest, written_id: int) -> HttpResponse:
    """Ask it no longer."""
    found = get_object_or_404(Question, pk=written_id, locality=request.official.locality_id)
    actions.retire_question(found.pk, by=request.official, seen=request.POST.get("seen", ""))
    messages.success(request, _("Đã bỏ câu hỏi. Câu trả lời đã có vẫn được giữ."))
    return redirect("satisfaction:written_questions")


def _above() -> list[Door]:
    return [
        Door(_("Quầy đánh giá"), reverse("satisfaction:desks")),
        Door(_("Câu hỏi đánh giá"), reverse("satisfaction:written_questions")),
    ]
