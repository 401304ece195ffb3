"""Links for citizens whose result is there: made here, sent by the locality's own way."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kheo.base import clock
from kheo.base.policies import needs
from kheo.days.formats import date_text, local_day
from kheo.errors import RuleBroken
from kheo.people.models import Official
from kheo.people.views.act import READ_AND_SEND, shown_once
from kheo.procedures.models import Dossier
from kheo.procedures.rules.states import FINISHED
from kheo.satisfaction import access, actions, rules
from kheo.satisfaction.actions import Sent
from kheo.satisfaction.forms import AskForm
from kheo.satisfaction.models import Ask

DAYS_BACK = 14
MOST = 200


@needs(*access.ASKERS)
@require_http_methods(READ_AND_SEND)
def ask(request: HttpRequest) -> HttpResponse:
    """List the dossiers finished lately that nobody was asked about; make links for those chosen, shown this once."""
    waiting = _waiting(request.official)
    form = AskForm(request.POST or None, offered=[(each.pk, _line(each)) for each in waiting])
    broken, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                sent = actions.ask_citizens(form.cleaned_data["ho_so"], by=request.official)
            except Dossier.DoesNotExist as gone:
                raise Http404 from gone
            except RuleBroken as rule:
                broken = rule
            else:
                context = {"messages_to_send": [_message(request, each) for each in sent], "days": rules.TICKET_DAYS}
                return shown_once(request, "satisfaction/asked.html", context, then=reverse("satisfaction:ask"))
    context = {
        "form": form,
        "broken": broken,
        "waiting": waiting,
        "days_back": DAYS_BACK,
        "is_cut": len(waiting) == MOST,
    }
    return render(request, "satisfaction/ask.html", context, status=status)


def _waiting(official: Official) -> list[Dossier]:
    """Give the dossiers with a result of the last days and no link, newest first."""
    since = clock.now() - timedelta(days=DAYS_BACK)
    ended = Dossier.objects.visible_to(official).annotate(result_at=Coalesce("finished_at", "returned_at"))
    known = ended.filter(status__in=FINISHED, result_at__gte=since)
    unasked = known.filter(~Exists(Ask.objects.filter(dossier=OuterRef("pk"))))
    return list(unasked.select_related("procedure").order_by("-result_at", "-pk")[:MOST])


def _line(dossier: Dossier) -> str:
    ended = dossier.finished_at or dossier.returned_at
    day = f", {date_text(local_day(ended))}" if ended else ""
    return f"{dossier.code}: {dossier.procedure.name}{day}"


def _message(request: HttpRequest, sent: Sent) -> dict[str, str]:
    address = request.build_absolute_uri(reverse("satisfaction:start", args=[sent.code]))
    last_day = date_text(rules.last_day(clock.today()))
    locality = sent.dossier.unit.locality.name
    return {
        "code": sent.dossier.code,
        "address": address,
        "text": rules.text_to_send(locality, sent.dossier.code, address, last_day),
    }
