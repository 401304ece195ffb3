"""A whole request, from the session to the answer: whichever of its statements fails, sending it again does it once."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from kheo.base import clock
from kheo.work.rules import Decision, State
from tests.whole.failing import failing, look, undone
from tests.whole.scenes import NOW
from tests.world import NOTICE

SESSIONS = "django_session"  # notes once a minute that it is in use


def read_in(world):
    return world.clerk, reverse("work:read_in"), lambda: {"file": world.paper("ket-luan.txt", NOTICE.encode())}


def report(world):
    task = world.task(State.DOING)
    given = {"note": "Đã xong (minh hoạ)."}
    return world.centre_head, reverse("work:report", args=[task.pk]), lambda: {**given, "file": world.paper()}


def confirm(world):
    proposal, _head = world.proposal(decision=Decision.ACCEPTED), world.centre_head
    address = reverse("work:confirm", args=[proposal.reading.document_id])
    return world.clerk, address, lambda: {"act": "confirm"}


def admit_official(world):
    return world.administrator, reverse("people:admit_official"), lambda: {"username": "can.bo.moi"}


@pytest.mark.long
@pytest.mark.parametrize("scene", [read_in, report, confirm, admit_official], ids=lambda scene: scene.__name__)
def test_whichever_statement_of_a_request_fails_the_same_form_sent_again_takes_effect_once(world, client_of, scene):
    with clock.standing_at(NOW):
        who, address, given = scene(world)
        client, token = client_of(who), str(uuid4())
        client.raise_request_exception = False
        before = look().without(SESSIONS)
        with undone():
            assert client.post(address, {**given(), "_once": token}).status_code in (200, 302)
            wanted = look().without(SESSIONS).counts
        assert wanted != before.counts
        number = 1
        while _tried(number, client, address, lambda: {**given(), "_once": token}, before, wanted):
            number += 1
    assert number > 5


def _tried(number, client, address, form, before, wanted):
    """Let the n-th statement of the request fail, then send the same form twice more; False when there is no n-th."""
    with undone():
        with failing(number) as trap:
            answer = client.post(address, form())
            if not trap.has_struck:
                return False
        transaction.set_rollback(False)
        assert answer.status_code >= 500, f"{trap.statement}: answered {answer.status_code}"
        assert look().without(SESSIONS) == before, trap.statement
        for _time in range(2):
            assert client.post(address, form()).status_code in (200, 302)
            assert look().without(SESSIONS).counts == wanted
    return True
