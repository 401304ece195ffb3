"""The unit's questions, the verifier's list, one question with its records, the thresholds, printed figures."""

import csv
import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kheo.base import attachments, clock
from kheo.base.audit import record
from kheo.base.policies import needs, signed_in
from kheo.days.formats import number
from kheo.errors import RuleBroken
from kheo.integrity import access, actions, shown
from kheo.integrity.catalogue import BY_CODE, SIGNALS
from kheo.integrity.forms import AnswerForm, ClosingForm, FiguresForm, SignalForm, ThresholdsForm
from kheo.integrity.models import Answer, Closing, Question, Round, working_units
from kheo.integrity.rules import asking
from kheo.integrity.rules.shapes import Against, Signal
from kheo.integrity.settings import Settings
from kheo.people.models import Official, Unit
from kheo.people.rules import Role

A_PAGE = 20
READ_AND_SEND = ["GET", "HEAD", "POST"]
BYTE_ORDER_MARK = "\ufeff"


@signed_in
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """List the questions to the own units, and for verifiers those of the locality."""
    official, today = request.official, clock.today()
    seen = Question.objects.visible_to(official, today).with_state().select_related("unit", "statement")
    seen = seen.order_by(F("has_closing").asc(), "-pk")
    mine = working_units(official)
    page = Paginator(seen, A_PAGE).get_page(request.GET.get("trang"))
    rows = [(question.unit_id in mine, shown.row_of(question, today)) for question in page]
    context = {
        "page": page,
        "own": [row for is_own, row in rows if is_own],
        "others": [row for is_own, row in rows if not is_own],
        "round": Round.objects.filter(locality=official.locality_id).order_by("-last").first(),
        "may_check": official.has_role(*access.CHECKS_FIGURES),
    }
    return render(request, "integrity/questions.html", context)


@signed_in
@require_safe
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show one question: what was seen, what is usual, its records, what was answered, how it ended."""
    return _show(request, question_id)


def _show(request: HttpRequest, question_id: int, *, broken: RuleBroken | None = None, **forms: Form) -> HttpResponse:
    official, today = request.official, clock.today()
    seen = Question.objects.visible_to(official, today).with_state()
    found = get_object_or_404(seen.select_related("unit", "snapshot", "statement"), pk=question_id)
    state = shown.state_of(found)
    is_open = state is not asking.State.CLOSED
    may_close = is_open and access.can_close(official, found) and found.unit_id not in working_units(official)
    context = {
        "question": found,
        "name": shown.name_of(found),
        "sentence": shown.sentence(found),
        "facts": shown.facts(found),
        "state": {"text": _(asking.STATE_NAMES[state]), "kind": shown.STATE_KINDS[state]},
        "picture": shown.picture(found),
        "answers": list(found.answers.select_related("attachment")),
        "closing": Closing.objects.filter(question=found).first(),
        "answer_form": forms.get("answer_form", AnswerForm())
        if is_open and access.can_answer(official, found)
        else None,
        "closing_form": forms.get("closing_form", ClosingForm()) if may_close else None,
        "broken": broken,
        "form": next(iter(forms.values()), None),
        **_behind(found, request.GET.get("trang")),
    }
    bad = broken is not None or any(form.errors for form in forms.values())
    return render(request, "integrity/question.html", context, status=422 if bad else 200)


def _behind(found: Question, asked: str | None) -> dict[str, object]:
    if found.statement is not None:
        return {"lines": shown.lines_of(found)}
    behind = shown.records(found, asked)
    return {"records": behind, "table": behind.table, "page": behind.page}


@signed_in
@require_POST
def answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """Answer for the unit."""
    get_object_or_404(Question.objects.visible_to(request.official, clock.today()), pk=question_id)
    form = AnswerForm(request.POST, request.FILES)
    broken = None
    if form.is_valid():
        try:
            actions.answer_question(question_id, by=request.official, **form.cleaned_data)
            messages.success(request, _("Đã ghi câu trả lời."))
            return redirect("integrity:question", question_id)
        except RuleBroken as rule:
            broken = rule
    return _show(request, question_id, broken=broken, answer_form=form)


@needs(*access.VERIFIES)
@require_POST
def close(request: HttpRequest, question_id: int) -> HttpResponse:
    """Close the question with a reason."""
    get_object_or_404(Question.objects.visible_to(request.official, clock.today()), pk=question_id)
    form = ClosingForm(request.POST)
    broken = None
    if form.is_valid():
        try:
            actions.close_question(question_id, by=request.official, **form.cleaned_data)
            messages.success(request, _("Đã đóng câu hỏi."))
            return redirect("integrity:question", question_id)
        except RuleBroken as rule:
            broken = rule
    return _show(request, question_id, broken=broken, closing_form=form)


@signed_in
@require_safe
def records(request: HttpRequest, question_id: int) -> HttpResponse:
    """Give the marked records as a CSV file."""
    seen = Question.objects.visible_to(request.official, clock.today()).filter(statement__isnull=True)
    found = get_object_or_404(seen.select_related("snapshot"), pk=question_id)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(shown.export(found))
    return HttpResponse(
        BYTE_ORDER_MARK + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="cau-hoi-{found.pk}.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@signed_in
@require_safe
def evidence(request: HttpRequest, question_id: int, answer_id: int) -> FileResponse:
    """Hand out the file of an answer to whoever may see its question."""
    seen = Question.objects.visible_to(request.official, clock.today()).filter(pk=question_id)
    wanted = Answer.objects.filter(question__in=seen, attachment__isnull=False).select_related("attachment")
    found = get_object_or_404(wanted, pk=answer_id)
    if request.method == "GET":
        record("answer.file_read", found.question, by=request.official, changed={"answer": found.pk})
    assert found.attachment is not None  # noqa: S101  filtered above
    return attachments.download(found.attachment)


@signed_in
@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """Say how questions come about: each signal, what is usual, its thresholds and their source. Open to everybody."""
    settings = Settings(request.official.locality_id)
    context = {
        "signals": [{"signal": signal, "chosen": settings.of(signal.code), "values": _values(signal, settings)}
                    for signal in SIGNALS],
        "common": [f"{each.label}: {_number(settings.common[each.code])} {each.unit}" for each in asking.SETTINGS],
        "may_set": access.can_set(request.official),
    }  # fmt: skip
    return render(request, "integrity/methods.html", context)


def _values(signal: Signal, settings: Settings) -> list[str]:
    chosen = settings.of(signal.code)
    return [f"{each.label}: {_number(chosen.values[each.code])} {each.unit}" for each in signal.parameters]


def _number(value: float) -> str:
    return number(value, 0 if value == int(value) else 2)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def signal(request: HttpRequest, signal_code: str) -> HttpResponse:
    """Change the thresholds of a signal."""
    if signal_code not in BY_CODE:
        raise Http404
    chosen, known = Settings(request.official.locality_id).of(signal_code), BY_CODE[signal_code]
    form = SignalForm.of(request.POST or None, known, chosen.values, chosen.against, chosen.is_on)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("is_on", "source")}
        against = Against(form.cleaned_data["against"])
        actions.change_signal(signal_code, by=request.official, values=form.values, against=against, **told)
        messages.success(request, _("Đã đổi ngưỡng; dùng từ lần xét tới."))
        return redirect("integrity:methods")
    context = {"signal": known, "chosen": chosen, "form": form}
    return render(request, "integrity/signal.html", context, status=422 if request.method == "POST" else 200)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def settings(request: HttpRequest) -> HttpResponse:
    """Change what all signals share."""
    now = Settings(request.official.locality_id).common
    form = ThresholdsForm(request.POST or None, parameters=asking.SETTINGS, now=now)
    if request.method == "POST" and form.is_valid():
        actions.change_settings(by=request.official, values=form.values, source=form.cleaned_data["source"])
        messages.success(request, _("Đã đổi ngưỡng; dùng từ lần xét tới."))
        return redirect("integrity:methods")
    return render(request, "integrity/signal.html", {"form": form}, status=422 if request.method == "POST" else 200)


@needs(*access.CHECKS_FIGURES)
@require_http_methods(READ_AND_SEND)
def figures(request: HttpRequest) -> HttpResponse:
    """Add printed figures up."""
    official: Official = request.official
    units = [unit for unit in Unit.objects.of(official.locality_id).on(clock.today())
             if access.can_check_figures(official, unit)]  # fmt: skip
    form = FiguresForm(request.POST or None)
    form.offer(units)
    broken = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.check_figures(by=official, **form.cleaned_data)
            return _told(request, made.pk)
        except RuleBroken as rule:
            broken = rule
    status = 422 if request.method == "POST" else 200
    return render(request, "integrity/figures.html", {"form": form, "broken": broken}, status=status)


def _told(request: HttpRequest, statement_id: int) -> HttpResponse:
    asked = Question.objects.filter(statement=statement_id).first()
    if asked is None:
        messages.success(request, _("Các con số khớp nhau."))
        return redirect("integrity:figures")
    messages.success(request, _("Có chỗ chưa khớp; đơn vị đã nhận câu hỏi."))
    seen = Question.objects.visible_to(request.official, clock.today()).filter(pk=asked.pk)
    return redirect("integrity:question", asked.pk) if seen.exists() else redirect("integrity:questions")
