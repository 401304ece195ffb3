"""The border of the ward: no address that names a thing of Phường Thử answers an official of Phường Bên."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from kheo.apologies.actions import issue_slip
from kheo.apologies.rules import REASON_WORDS
from kheo.base import attachments
from kheo.base.models import AuditRecord, SwappedDay
from kheo.base.routes import routes
from kheo.commitments.actions import commit
from kheo.documents.models import Document
from kheo.indicators.models import Snapshot
from kheo.people.actions import delegate
from kheo.people.models import Holding
from kheo.people.rules import Role
from kheo.satisfaction import actions as answers
from kheo.satisfaction.models import Answer, Question
from kheo.satisfaction.rules import Channel
from kheo.work import actions
from kheo.work.models import Evidence
from tests.commitments.conftest import STARTED, facts, story
from tests.people.papers import list_file

__all__ = ["facts", "story"]

NAMING_A_THING = {route.name: route for route in routes() if "<int:" in route.address}
ADMINISTRATION = {
    name for name in NAMING_A_THING if name.startswith(("people:", "satisfaction:")) and name != "satisfaction:answer"
}


@pytest.fixture
def things(story):
    """One of each thing of Phường Thử; the number that each address takes."""
    world = story([39] * 16)
    task = world.task(lead_unit=world.service_centre)
    Document.objects.filter(pk=task.document_id).update(attachment=attachments.keep(world.paper(), by=world.clerk))
    actions.add_evidence(task.pk, by=world.centre_head, file=world.paper())
    made = commit(
        unit=world.service_centre, indicator_code="ho-so-dung-han", target=Decimal(95), started_on=STARTED,
        due_on=date(2026, 12, 31), by=world.centre_head,
    )  # fmt: skip
    dossier = world.dossier()
    swap = SwappedDay.objects.create(locality_id=world.ward.pk, day="2026-11-27", is_working=False, reason="minh hoạ")
    post = world.culture_head.posts[0]
    world.of_all_trades = world.official(world.post(world.council_office, "Mọi vai trò (minh hoạ)", *Role))
    acting = delegate(
        post, to=world.centre_official, by=world.administrator, start=post.valid_from, end=date(2026, 12, 31)
    )
    counter = answers.open_desk(world.service_centre, by=world.administrator, name="Quầy số 1 (minh hoạ)")
    way = answers.issue_link(counter.pk, by=world.administrator, channel=Channel.POSTER)
    counted = Answer.objects.create(unit=world.service_centre, channel=1, state=2, counted_on="2026-11-20")
    running = world.dossier("PT-TRE", status=4, finished_at=None, ended_on=None)
    slip = issue_slip(
        running.pk,
        by=world.desk,
        reason=REASON_WORDS[0],
        new_promised_on=date(2026, 12, 1),
        signer=world.centre_head.post_id,
    )
    return world, {
        "slip_id": slip.pk,
        "desk_id": counter.pk, "link_id": way.pk, "channel": 1, "counted_id": counted.pk,
        "written_id": Question.objects.all()[0].pk,
        "task_id": task.pk, "document_id": task.document_id, "evidence_id": Evidence.objects.get().pk,
        "dossier_id": dossier.pk, "batch_id": dossier.batch_id, "swap_id": swap.pk,
        "unit_id": world.culture_office.pk, "post_id": post.pk, "holding_id": Holding.objects.get(post=post).pk,
        "delegation_id": acting.pk, "official_id": world.culture_head.pk,
        "attachment_id": attachments.keep(list_file(), by=world.of_all_trades).pk,
        "commitments:show": made.pk, "indicators:file": Snapshot.objects.latest("pk").pk,
    }  # fmt: skip


def address_of(name, numbers):
    """Give the address with the numbers of Phường Thử; a new kind of thing has to be added to `things`."""
    arguments = NAMING_A_THING[name].arguments
    return reverse(name, kwargs={key: numbers[name if key == "pk" else key] for key in arguments})


def statuses(client, address):
    """Ask and press: what a page and a form at this address answer; 405 means there is none."""
    return {client.get(address).status_code, client.post(address).status_code} - {405}


@pytest.mark.long
def test_another_ward_sees_and_moves_nothing_of_what_answers_at_home(things, client_of):
    world, numbers = things
    chair, administrator = client_of(world.official_of_another_ward), client_of(world.administrator_of_another_ward)
    home = client_of(world.of_all_trades)
    theirs = AuditRecord.objects.exclude(official_id=world.of_all_trades.pk)  # who reads at home leaves a record of it
    before = theirs.count()
    for name in NAMING_A_THING:
        address, stranger = address_of(name, numbers), administrator if name in ADMINISTRATION else chair
        assert statuses(stranger, address) == {404}, name
        assert home.get(address).status_code in (200, 302, 405), name  # else the 404 would prove nothing
    assert theirs.count() == before


def test_the_head_of_another_unit_opens_neither_task_nor_dossier_nor_commitment(things, client_of):
    world, numbers = things
    client = client_of(world.culture_head)
    for name in ("work:task", "work:evidence", "procedures:dossier", "commitments:show", "indicators:file"):
        assert client.get(address_of(name, numbers)).status_code == 404, name
