"""Make links for citizens whose result is there. The words go out by the locality's own way: Khéo sends nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.people.models import Official
from kheo.procedures.models import Dossier
from kheo.procedures.rules.states import FINISHED
from kheo.satisfaction import access, rules
from kheo.satisfaction.models import Ask, Question, Ticket, random_code


@dataclass(frozen=True)
class Sent:
    """A dossier and the code of its link, which is shown this once and kept nowhere."""

    dossier: Dossier
    code: str


def hash_of(code: str) -> str:
    """Give what is kept of a code: 128 random bits need no salt."""
    return hashlib.sha256(code.encode()).hexdigest()


@transaction.atomic
def ask_citizens(dossier_ids: Sequence[int], *, by: Official) -> list[Sent]:
    """Make a link for each of these dossiers, which has its result and was never asked about. All or none."""
    access.check_can_ask(by, by.locality_id)
    visible = Dossier.objects.visible_to(by).select_for_update(of=["self"]).filter(pk__in=dossier_ids)
    dossiers = list(visible.select_related("procedure", "unit__locality").order_by("pk"))
    if len(dossiers) < len(set(dossier_ids)):
        raise Dossier.DoesNotExist
    rules.check_something_to_ask(Question.objects.asked_in(by.locality_id).count())
    asked = set(Ask.objects.filter(dossier__in=dossiers).values_list("dossier_id", flat=True))
    for dossier in dossiers:
        rules.check_askable(has_result=dossier.status in FINISHED, asked_already=dossier.pk in asked)
    sent = [Sent(dossier, random_code()) for dossier in dossiers]
    today = clock.today()
    Ask.objects.bulk_create(Ask(dossier=each.dossier, asked_on=today) for each in sent)
    last = rules.last_day(today)
    tickets = [
        Ticket(hash=hash_of(each.code), unit=each.dossier.unit, procedure=each.dossier.procedure, last_day=last)
        for each in sent
    ]
    Ticket.objects.bulk_create(sorted(tickets, key=lambda ticket: ticket.hash))  # not in the order of the dossiers
    record("citizens.asked", by.locality, by=by, changed={"dossiers": [each.dossier.pk for each in sent]})
    return sent
