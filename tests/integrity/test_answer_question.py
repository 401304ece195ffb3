"""The unit answers with evidence; a verifier of another unit closes with a reason. The unit sees it first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kheo.base.clock import standing_at
from kheo.base.models import AuditRecord
from kheo.integrity.models import Answer, Closing, Question
from kheo.people.rules import Role
from tests.integrity.conftest import NOW

EXPLAINS = {"kind": "explains", "words": "Tuần này hệ thống nâng cấp nên hồ sơ tự mở lại (minh hoạ)."}
CLOSES = {"kind": "clear", "words": "Đã xem danh sách, lý do rõ (minh hoạ)."}
AFTER = NOW + timedelta(days=9)


def page(question):
    return reverse("integrity:question", args=[question.pk])


def send(client, name, question, form):
    return client.post(reverse(f"integrity:{name}", args=[question.pk]), form)


# who sees it when


@pytest.mark.long
def test_the_unit_sees_it_at_once_and_verifiers_after_the_units_own_days(look, asked, client_of):
    verifier, head = client_of(look.verifier), client_of(look.world.centre_head)
    assert head.get(page(asked)).status_code == 200
    assert verifier.get(page(asked)).status_code == 404
    with standing_at(AFTER):
        assert client_of(look.verifier).get(page(asked)).status_code == 200
        assert client_of(look.world.auditor).get(page(asked)).status_code == 200


def test_an_answer_lets_verifiers_see_it_earlier(look, asked, client_of):
    send(client_of(look.world.centre_head), "answer", asked, EXPLAINS)
    assert client_of(look.verifier).get(page(asked)).status_code == 200


def test_colleagues_of_the_unit_see_it_others_do_not(look, asked, client_of):
    world = look.world
    assert client_of(world.centre_official).get(page(asked)).status_code == 200
    with standing_at(AFTER):
        for official in (world.chair, world.clerk, world.culture_head, world.administrator):
            assert client_of(official).get(page(asked)).status_code == 404, official
        assert client_of(world.official_of_another_ward).get(page(asked)).status_code == 404


# answering


def test_the_head_answers_with_evidence_and_it_leaves_a_trace(look, asked, client_of):
    head = client_of(look.world.centre_head)
    answer = send(head, "answer", asked, {**EXPLAINS, "file": look.world.paper()})
    assert answer.url == page(asked)
    made = Answer.objects.get()
    trace = AuditRecord.objects.get(verb="question.answered")
    assert (trace.object_id, trace.official_id) == (asked.pk, look.world.centre_head.pk)
    assert trace.changed["kind"] == "explains" and len(trace.changed["file"]) == 32
    assert "Tuần này" not in str(trace.changed)
    text = head.get(page(asked)).content.decode()
    assert made.words in text and "bao-cao-minh-hoa.txt" in text
    file = head.get(reverse("integrity:evidence", args=[asked.pk, made.pk]))
    assert b"".join(file.streaming_content) == b"Bao cao minh hoa"
    assert AuditRecord.objects.get(verb="answer.file_read").changed == {"answer": made.pk}


def test_it_may_be_answered_again_and_nothing_is_overwritten(look, asked, client_of):
    head = client_of(look.world.centre_head)
    send(head, "answer", asked, {**EXPLAINS, "kind": "will_check"})
    send(head, "answer", asked, {**EXPLAINS, "kind": "corrects"})
    assert list(Answer.objects.values_list("kind", flat=True)) == ["will_check", "corrects"]


def test_another_ward_cannot_see_it_to_answer(look, asked, client_of):
    assert send(client_of(look.world.official_of_another_ward), "answer", asked, EXPLAINS).status_code == 404


def test_a_colleague_who_is_not_the_head_may_not_answer(look, asked, client_of):
    assert send(client_of(look.world.centre_official), "answer", asked, EXPLAINS).status_code == 403
    assert not Answer.objects.exists()


def test_an_answer_says_something(look, asked, client_of):
    answer = send(client_of(look.world.centre_head), "answer", asked, {**EXPLAINS, "words": "Ừ"})
    assert answer.status_code == 422
    assert "Xin ghi vài câu." in answer.content.decode()


# closing


def test_a_verifier_closes_it_with_a_reason_and_it_leaves_a_trace(look, asked, client_of):
    send(client_of(look.world.centre_head), "answer", asked, EXPLAINS)
    assert send(client_of(look.verifier), "close", asked, CLOSES).url == page(asked)
    assert Closing.objects.get().words == CLOSES["words"]
    trace = AuditRecord.objects.get(verb="question.closed")
    assert trace.changed == {"kind": "clear"} and trace.official_id == look.verifier.pk
    text = client_of(look.world.centre_head).get(page(asked)).content.decode()
    assert CLOSES["words"] in text and "đã đóng" in text and "Gửi câu trả lời" not in text


def test_a_closed_question_takes_no_more_answers_and_no_second_closing(look, asked, client_of):
    with standing_at(AFTER):
        verifier = client_of(look.verifier)
        send(verifier, "close", asked, CLOSES)
        assert send(verifier, "close", asked, CLOSES).status_code == 422
        assert send(client_of(look.world.centre_head), "answer", asked, EXPLAINS).status_code == 422


def test_a_verifier_does_not_close_what_the_own_unit_is_asked(look, asked, client_of):
    own = look.world.official(look.world.post(look.unit, "Thẩm định của Trung tâm", Role.VERIFIER))
    with standing_at(AFTER):
        answer = send(client_of(own), "close", asked, CLOSES)
    assert answer.status_code == 422
    assert not Closing.objects.exists()


def test_who_only_looks_closes_nothing(look, asked, client_of):
    with standing_at(AFTER):
        assert send(client_of(look.world.auditor), "close", asked, CLOSES).status_code == 403


def test_a_closing_needs_a_reason_and_another_ward_cannot_close(look, asked, client_of):
    with standing_at(AFTER):
        assert send(client_of(look.verifier), "close", asked, {**CLOSES, "words": "ok"}).status_code == 422
        assert send(client_of(look.world.official_of_another_ward), "close", asked, CLOSES).status_code == 404
    assert Question.objects.open().count() == 1
