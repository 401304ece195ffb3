"""The one-stop desk makes links for citizens whose result is there; the locality sends them."""

import re
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base import clock
from kheo.base.models import AuditRecord, AuditWords, OnceKey
from kheo.days import VIETNAM
from kheo.errors import RuleBroken
from kheo.procedures.models import Dossier
from kheo.satisfaction import actions
from kheo.satisfaction.actions.asking import hash_of
from kheo.satisfaction.models import Ask, Ticket
from kheo.satisfaction.views.citizens import BROWSER
from tests.satisfaction.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(counter):
    return counter.world.dossier()


def test_a_link_is_shown_once_with_the_words_to_send_and_only_its_hash_is_kept(counter, dossier, client_of):
    with clock.standing_at(NOON):
        answer = client_of(counter.world.desk).post(reverse("satisfaction:ask"), {"ho_so": [dossier.pk]})
    page = answer.content.decode()
    (code,) = set(re.findall(r"/danh-gia/([\w-]{22})/", page))
    assert "hồ sơ PT-1 đã có kết quả" in page
    assert "đến hết 23/12/2026" in page
    ticket = Ticket.objects.get()
    assert (ticket.pk, ticket.unit, ticket.procedure) == (hash_of(code), dossier.unit, dossier.procedure)
    kept = [*OnceKey.objects.values_list("location", "body"), *AuditRecord.objects.values_list("changed")]
    assert code not in repr(kept) + repr(list(AuditWords.objects.values()))
    assert AuditRecord.objects.get(verb="citizens.asked").changed == {"dossiers": [dossier.pk]}


def test_the_link_leads_to_the_questions_and_is_gone_when_they_are_answered(counter, dossier, client_of):
    (sent,) = actions.ask_citizens([dossier.pk], by=counter.world.desk)
    citizen, start = client_of(), reverse("satisfaction:start", args=[sent.code])
    assert citizen.get(start).status_code == 200
    opened = citizen.post(start, {"act": "begin"})
    assert BROWSER in opened.cookies
    assert sent.code not in opened.headers["Location"], "the answer kept for replay would tell the link"
    given = {name: choices[0][0] for name, choices in fields(citizen.get(opened.headers["Location"])).items()}
    thanks = citizen.post(opened.headers["Location"], given)
    assert citizen.get(thanks.headers["Location"]).status_code == 200
    assert citizen.get(start).status_code == 404
    assert Ask.objects.filter(dossier=dossier).exists()
    assert not Ticket.objects.exists()


def fields(page):
    return {name: field.choices for name, field in page.context["form"].fields.items() if field.required}


def test_the_link_opens_until_the_end_of_the_day_that_the_message_promises(counter, dossier, client_of):
    """The message says "đến hết 23/12/2026"."""
    with clock.standing_at(NOON):
        (sent,) = actions.ask_citizens([dossier.pk], by=counter.world.desk)
    start = reverse("satisfaction:start", args=[sent.code])
    for moment, status in (("23/12 23:59", 200), ("24/12 00:00", 404)):
        with clock.standing_at(datetime.strptime(f"{moment} 2026", "%d/%m %H:%M %Y").replace(tzinfo=VIETNAM)):
            assert client_of().get(start).status_code == status


def test_a_dossier_is_asked_about_once_and_after_its_result(counter, dossier):
    by = counter.world.desk
    running = counter.world.dossier("PT-2", status=4, finished_at=None, ended_on=None)
    actions.ask_citizens([dossier.pk], by=by)
    with pytest.raises(RuleBroken, match="chỉ hỏi một lần"):
        actions.ask_citizens([dossier.pk], by=by)
    with pytest.raises(RuleBroken, match="khi hồ sơ đã xong"):
        actions.ask_citizens([running.pk], by=by)


def test_only_the_desk_and_the_clerks_ask_and_only_about_what_they_see(counter, dossier, client_of):
    world = counter.world
    with pytest.raises(PermissionDenied):
        actions.ask_citizens([dossier.pk], by=world.chair)
    with pytest.raises(Dossier.DoesNotExist):
        actions.ask_citizens([dossier.pk], by=world.official_of_another_ward)
    assert client_of(world.chair).get(reverse("satisfaction:ask")).status_code == 403
    assert client_of(world.clerk).get(reverse("satisfaction:ask")).status_code == 200


def test_the_list_offers_what_is_finished_and_not_asked_about(counter, dossier, client_of, django_assert_num_queries):
    world = counter.world
    procedure = dossier.procedure
    for number in range(2, 14):
        world.dossier(f"PT-{number}", procedure=procedure)
    actions.ask_citizens([dossier.pk], by=world.desk)
    client = client_of(world.desk)
    with clock.standing_at(NOON), django_assert_num_queries(5):
        page = client.get(reverse("satisfaction:ask"))
    assert [each.code for each in page.context["waiting"]] == [f"PT-{n}" for n in range(13, 1, -1)]
