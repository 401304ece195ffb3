"""Dossiers that need a slip today, the slip itself, its paper, and the numbers of the rule."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kheo.apologies import access, actions, paper, rules, waiting
from kheo.apologies.forms import AddresseeForm, SlipForm, TermsForm
from kheo.apologies.models import Slip
from kheo.base import calendar, clock
from kheo.base.attachments import MEDIA_TYPES
from kheo.base.policies import needs, signed_in
from kheo.days.formats import date_text, number
from kheo.errors import RuleBroken
from kheo.people.rules import Role
from kheo.people.views.act import READ_AND_SEND, Act, Door, carry_out
from kheo.procedures.models import Dossier
from kheo.ui.parts import Cell, Column, Table

A_PAGE = 20
TAGS = {rules.Urgency.LAST_DAY: "soon", rules.Urgency.PAST_NOTICE: "soon", rules.Urgency.OVERDUE: "late"}


@signed_in
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """List the dossiers that need a slip, today's last chances on top."""
    official, today = request.official, clock.today()
    terms, days = waiting.terms_of(official.locality_id), calendar.current(official.locality_id)
    known = waiting.dossiers_waiting(official, terms, days, today)
    page = Paginator(known, A_PAGE).get_page(request.GET.get("trang"))
    lines = [waiting.line_of(dossier, terms, days, today) for dossier in page.object_list]
    count = page.paginator.count
    context = {
        "page": page,
        "table": _table(
            lines, _("%(count)s hồ sơ cần xem: còn kịp báo trước ở trên, gấp nhất trước") % {"count": number(count)}
        ),
        "terms": terms,
        "assurance": _(rules.ASSURANCE_NAMES[terms.assurance]),
        "may_set": official.has_role(Role.ADMINISTRATOR),
        "slips": Slip.objects.visible_to(official).select_related("dossier")[:10],
    }
    return render(request, "apologies/due.html", context)


def _table(lines: list[waiting.Waiting], caption: str) -> Table:
    columns = [
        Column(_("Hồ sơ")), Column(_("Thủ tục"), phone="full bare"), Column(_("Hẹn trả")), Column(_("Hạn xin lỗi")),
        Column(_("Mức gấp"), phone="full bare"),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(line.dossier.code, reverse("apologies:issue", args=[line.dossier.pk])),
            line.dossier.procedure.name,
            date_text(line.dossier.due_on or line.last_day),
            date_text(line.last_day),
            Cell(_(rules.URGENCY_NAMES[line.urgency]), tag=TAGS.get(line.urgency, "")),
        ]
        for line in lines
    ]
    return Table(caption=caption, columns=columns, rows=rows, layout="pack", id="can-xin-loi")


@signed_in
@require_http_methods(READ_AND_SEND)
def issue(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Apologise for one dossier and promise another day."""
    visible = Dossier.objects.visible_to(request.official).select_related("procedure", "unit")
    dossier = get_object_or_404(visible, pk=dossier_id)
    today = clock.today()
    signers = waiting.signers(dossier, today)
    initial = {"new_promised_on": waiting.proposed_day(dossier, today), "why": "0"}
    form = SlipForm(request.POST or None, signers=signers, initial=initial)
    broken, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                slip = actions.issue_slip(
                    dossier.pk,
                    by=request.official,
                    reason=form.reason,
                    new_promised_on=form.cleaned_data["new_promised_on"],
                    signer=form.cleaned_data["signer"],
                )
            except RuleBroken as rule:
                broken = rule
            else:
                messages.success(
                    request, _("Đã lập phiếu số %(code)s. In ra, trình ký rồi gửi người dân.") % {"code": slip.code}
                )
                return redirect("apologies:slip", slip.pk)
    context = {"dossier": dossier, "form": form, "broken": broken, "earlier": Slip.objects.filter(dossier=dossier)}
    context["may_issue"] = access.can_issue(request.official, dossier)
    return render(request, "apologies/issue.html", context, status=status)


@signed_in
@require_safe
def slip(request: HttpRequest, slip_id: int) -> HttpResponse:
    """Show one slip, and offer its paper."""
    found = _visible(request, slip_id)
    timely = _("trước hạn") if found.is_in_time else _("sau hạn %(day)s") % {"day": date_text(found.due_by)}
    facts = [
        {
            "label": _("Hồ sơ"),
            "value": found.dossier.code,
            "url": reverse("procedures:dossier", args=[found.dossier_id]),
        },
        {"label": _("Thủ tục"), "value": found.dossier.procedure.name},
        {"label": _("Ngày lập"), "value": f"{date_text(found.issued_on)}, {timely}"},
        {"label": _("Đã hẹn"), "value": date_text(found.promised_on)},
        {"label": _("Hẹn lại"), "value": date_text(found.new_promised_on)},
        {"label": _("Người ký"), "value": found.signer.title},
        {"label": _("Lý do"), "value": found.reason, "wide": "full"},
    ]
    return render(request, "apologies/slip.html", {"slip": found, "facts": facts, "form": AddresseeForm()})


@signed_in
@require_POST
def paper_of(request: HttpRequest, slip_id: int) -> HttpResponse:
    """Hand out the slip as a Word document; who it goes to was typed for this print and is kept nowhere."""
    found = _visible(request, slip_id)
    form = AddresseeForm(request.POST)
    if not form.is_valid():
        return redirect("apologies:slip", found.pk)
    content = paper.docx_of(found, name=form.cleaned_data["name"], address=form.cleaned_data["address"])
    response = HttpResponse(content, content_type=MEDIA_TYPES["docx"])
    response["Content-Disposition"] = f'attachment; filename="phieu-xin-loi-{found.number:02d}-{found.year}.docx"'
    response["Cache-Control"] = "no-store"
    response.shown_once = reverse("apologies:slip", args=[found.pk])  # type: ignore[attr-defined]
    return response


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def terms(request: HttpRequest) -> HttpResponse:
    """Show the numbers of the rule with their source, and correct them."""
    known = waiting.terms_of(request.official.locality_id)
    form = TermsForm(request.POST or None, terms=known)
    act = Act(
        title=_("Quy tắc xin lỗi và hẹn lại"),
        lead=_(
            "Hai con số này là dữ liệu để địa phương tự sửa khi đã đối chiếu văn bản. "
            "Phiếu đã lập giữ con số của ngày lập."
        ),
        button=_("Lưu quy tắc"),
        done=_("Đã lưu quy tắc, dùng từ bây giờ."),
        above=[Door(_("Xin lỗi và hẹn lại"), reverse("apologies:due"))],
        then=reverse("apologies:terms"),
    )
    return carry_out(request, form, act, lambda _given: actions.set_terms(form.terms, by=request.official))


def _visible(request: HttpRequest, slip_id: int) -> Slip:
    known = Slip.objects.visible_to(request.official).select_related(
        "dossier__procedure", "dossier__unit", "dossier__locality", "signer"
    )
    return get_object_or_404(known, pk=slip_id)
