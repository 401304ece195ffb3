"""What was answered, for the unit it is about: figures with their records, silence and refusal beside."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kheo.base import clock
from kheo.base.policies import signed_in
from kheo.days.formats import date_text, number
from kheo.indicators.access import visible_units
from kheo.people.models import Unit
from kheo.satisfaction import access, rules, shown
from kheo.satisfaction.forms import PeriodForm
from kheo.satisfaction.models import Answer, AnswerQuerySet, Chosen
from kheo.satisfaction.rules import Channel, State
from kheo.satisfaction.shown import Filters

A_PAGE = 20
USUAL_DAYS = 90


@signed_in
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Show the answers about the units that the official may see."""
    official, units = request.official, list(visible_units(request.official))
    yesterday = clock.today() - timedelta(days=1)
    usual = {"tu": yesterday - timedelta(days=USUAL_DAYS - 1), "den": yesterday}
    form = PeriodForm({**usual, **{name: value for name, value in request.GET.items() if value}}, units=units)
    filters = _filters(form, units, usual)
    known = Answer.objects.visible_to(official).counted_in(filters.first, filters.last)
    if filters.unit is not None:
        known = known.filter(unit__path__startswith=filters.unit.path)
    narrowed = _narrowed(known, request.GET)
    ordered = narrowed.select_related("procedure").order_by("-counted_on", "pk")
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("trang"))
    places = {"first": page.start_index(), "last": page.end_index(), "all": page.paginator.count}
    caption = _("Lượt hỏi %(first)s đến %(last)s trong %(all)s. Không ai biết của người nào.") % {
        name: number(place) for name, place in places.items()
    }
    chosen = [unit for unit in units if filters.unit is None or unit.path.startswith(filters.unit.path)]
    context = {
        "form": form,
        "filters": filters,
        "channels": shown.by_channel(known, filters),
        "questions": shown.by_question(known, filters),
        "page": page,
        "table": shown.listed(page.object_list, caption),
        "is_narrowed": any(request.GET.get(name) for name in ("kenh", "ket", "dau", "chon")),
        "waiting": shown.waiting(chosen, clock.today()),
        "results": shown.results_given(official, filters),
        "can_ask": access.can_ask(official, official.locality_id),
        "fewest": rules.FEWEST,
    }
    return render(request, "satisfaction/answers.html", context, status=200 if form.is_valid() else 422)


def _filters(form: PeriodForm, units: list[Unit], usual: dict[str, date]) -> Filters:
    """Read the form; a unit that is not theirs to see is 404, days that make no sense give the usual ones."""
    asked = str(form.data.get("don_vi", ""))
    unit = next((each for each in units if str(each.pk) == asked), None)
    if asked and unit is None:
        raise Http404
    days = form.cleaned_data if form.is_valid() else usual
    return Filters(days["tu"], days["den"], unit)


def _narrowed(known: AnswerQuerySet, asked: QueryDict) -> AnswerQuerySet:
    """Narrow the list to the records behind one count."""
    channel, state, choice = asked.get("kenh", ""), asked.get("ket", ""), asked.get("chon", "")
    if channel in {str(int(each)) for each in Channel}:
        known = known.filter(channel=channel)
    if state in {str(int(each)) for each in State}:
        known = known.filter(state=state)
    if choice.isascii() and choice.isdecimal() and len(choice) < 18:
        known = known.filter(pk__in=Chosen.objects.filter(choice=int(choice)).values("answer"))
    return known.without_flags() if asked.get("dau") == "khong" else known


@signed_in
@require_safe
def answer(request: HttpRequest, counted_id: int) -> HttpResponse:
    """Show one answer: what was chosen, and nothing that would lead to who chose it."""
    visible = Answer.objects.visible_to(request.official).select_related("unit", "procedure")
    found = get_object_or_404(visible, pk=counted_id)
    chosen = Chosen.objects.filter(answer=found).select_related("choice__question")
    facts = [
        {"label": _("Đơn vị"), "value": found.unit.name},
        {"label": _("Kênh hỏi"), "value": _(found.get_channel_display())},
        {"label": _("Ngày mở hòm"), "value": date_text(found.counted_on)},
        {"label": _("Kết thúc"), "value": _(found.get_state_display())},
        {"label": _("Thủ tục"), "value": found.procedure.name if found.procedure else _("không ghi thủ tục")},
        {"label": _("Dấu hiệu"), "value": shown.signs(found) or _("không có dấu hiệu")},
    ]
    context = {
        "answer": found,
        "facts": facts,
        "chosen": sorted(chosen, key=lambda each: each.choice.question.position),
    }
    return render(request, "satisfaction/answer.html", context)
