"""The trace: one record an act, in the act's own transaction, without a word that could not be erased."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from kheo.base import clock
from kheo.base.audit import digest, history, record
from kheo.base.models import AuditRecord, AuditWords
from kheo.documents.models import Document
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.rules import Role
from tests.world import LONG_AGO

READ_IN = {"text": "Giao Trung tâm Phục vụ hành chính công rút ngắn thời gian giải quyết hồ sơ.", "issued_date": ""}


def test_a_record_says_who_in_which_post_did_what_to_what_and_when(world):
    chair, unit = world.chair, world.service_centre
    at = datetime(2026, 11, 23, 3, tzinfo=UTC)
    with clock.standing_at(at):
        record("unit.seen", unit, by=chair, changed={"kind": Role.LEADER, "on": LONG_AGO})
    trace = AuditRecord.objects.get(verb="unit.seen")
    assert (trace.at, trace.request_id) == (at, None)
    assert (trace.locality_id, trace.official_id, trace.post_id) == (world.ward.pk, chair.pk, chair.post_id)
    assert (trace.object_type, trace.object_id) == ("people.unit", unit.pk)
    assert trace.changed == {"kind": "leader", "on": "2025-07-01"}


def test_an_act_of_a_page_bears_the_number_of_its_request(world, client_of):
    answer = client_of(world.clerk).post(reverse("work:read_in"), READ_IN)
    number = UUID(answer.headers["X-Request-ID"])
    traces = AuditRecord.objects.filter(request_id=number)
    assert answer.status_code == 302
    assert "document.taken_in" in {trace.verb for trace in traces}
    assert {trace.official_id for trace in traces} == {world.clerk.pk}


def test_each_request_has_its_own_number_and_none_lingers(world, client_of):
    client = client_of()
    numbers = {client.get(reverse("account_login")).headers["X-Request-ID"] for _time in range(2)}
    assert len(numbers) == 2
    assert record("system.seen", world.ward, by=None).request_id is None


def test_an_act_that_fails_leaves_no_record(world):
    with pytest.raises(RuleBroken, match="ngừng"), transaction.atomic():
        record("unit.seen", world.chair.unit, by=world.chair, words="sẽ không còn")
        raise RuleBroken("ngừng")
    assert not AuditRecord.objects.filter(verb="unit.seen").exists()
    assert not AuditWords.objects.exists()


def test_every_record_of_a_walk_through_the_house_is_free_of_words(world, client_of):
    """Names, titles and texts given to the actions must not be found again in what can never be erased."""
    client_of(world.clerk).post(reverse("work:read_in"), READ_IN)
    assert Document.objects.get().text == READ_IN["text"]
    kept = json.dumps(list(AuditRecord.objects.values_list("changed", flat=True)), ensure_ascii=False)
    for words in (READ_IN["text"], world.clerk.username, world.clerk.unit.name, world.clerk.post.title, "Trung tâm"):
        assert words not in kept


@pytest.mark.parametrize("words", ["ghi chú", b"ghi", {"a": 1}, ["một", 2], object()])
def test_words_are_refused_in_the_record(world, words):
    with pytest.raises(TypeError, match="no place in the audit record"):
        record("system.seen", world.ward, by=None, changed={"note": words})


def test_plain_values_are_kept_as_json(world):
    number = uuid4()
    made = record(
        "system.seen",
        world.ward,
        by=None,
        changed={
            "day": date(2026, 11, 23), "moment": datetime(2026, 11, 23, tzinfo=UTC), "share": Decimal("87.30"),
            "none": None, "yes": True, "ids": (3, 5), "number": number, "text": digest("kín"),
        },
    )  # fmt: skip
    made.refresh_from_db()
    assert made.changed == {
        "day": "2026-11-23", "moment": "2026-11-23T00:00:00+00:00", "share": "87.30", "none": None, "yes": True,
        "ids": [3, 5], "number": str(number), "text": str(digest("kín")),
    }  # fmt: skip


def test_words_lie_apart_and_can_be_erased(world):
    made = record("unit.seen", world.chair.unit, by=world.chair, words="Ghi chú của cuộc họp")
    assert history(world.chair.unit).get(verb="unit.seen").words.text == "Ghi chú của cuộc họp"
    AuditWords.objects.filter(record=made).delete()
    assert AuditRecord.objects.filter(pk=made.pk).exists()


def test_a_digest_proves_a_text_and_depends_on_the_key_of_the_installation(settings):
    settings.SECRET_KEY = "một"
    first = digest("can.bo")
    assert (first, len(first)) == (digest("can.bo"), 32)
    assert digest("can.bo ") != first
    settings.SECRET_KEY = "hai"
    assert digest("can.bo") != first


def test_only_the_installation_acts_without_an_author(world):
    with pytest.raises(ValueError, match="only acts of the system"):
        record("unit.seen", world.ward, by=None)


def test_an_action_is_one_record(world):
    before = AuditRecord.objects.filter(locality_id=world.ward.pk).count()
    actions.admit_official("can.bo.moi", by=world.administrator)
    assert AuditRecord.objects.filter(locality_id=world.ward.pk).count() == before + 1


def test_a_record_knows_its_transaction_so_that_sealing_can_follow_the_order_of_commits(world):
    """Two records of one transaction share its number; pg_current_xact_id grows and never wraps."""
    with transaction.atomic():
        one, two = (record("system.seen", world.ward, by=None) for _time in range(2))
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.tx == two.tx > 0
    assert one.pk < two.pk
