"""The administrator changes what is asked; what was answered keeps its words."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.errors import Overtaken, RuleBroken
from kheo.satisfaction import actions
from kheo.satisfaction.models import Choice, Question
from kheo.satisfaction.rules import Kind, Written, WrittenChoice

pytestmark = pytest.mark.django_db
CHOICES = "Rất rõ | Very clear | 100\nChưa rõ | Unclear | 0\nKhông gặp hướng dẫn nào | No instructions met"
GIVEN = {"position": "7", "kind": "scored", "text": "Hướng dẫn có rõ không?", "text_en": "", "choices": CHOICES}


def test_a_question_is_added_with_its_choices(counter, client_of):
    client = client_of(counter.world.administrator)
    assert client.post(reverse("satisfaction:write_question"), GIVEN).status_code == 302
    made = Question.objects.latest("pk")
    assert [(c.text, c.text_en, c.score) for c in made.choices.all()] == [
        ("Rất rõ", "Very clear", 100),
        ("Chưa rõ", "Unclear", 0),
        ("Không gặp hướng dẫn nào", "No instructions met", None),
    ]
    assert AuditRecord.objects.get(verb="question.written").changed == {"replaces": None, "kind": "scored"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"choices": "Có | Yes | 100\nKhông bị trễ hẹn | Not late | 0"}, "để trống điểm"),
        ({"choices": "Có | Yes | nhiều\nKhông | No | 0"}, "phải là số"),
        ({"choices": "Có | Yes | 100 | 7\nKhông"}, "quá nhiều dấu"),
        ({"text": ""}, "Hãy điền mục"),
    ],
)
def test_a_question_with_a_mistake_is_sent_back_in_words(counter, client_of, change, why):
    answer = client_of(counter.world.administrator).post(reverse("satisfaction:write_question"), {**GIVEN, **change})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert Question.objects.count() == 6


def test_a_changed_question_takes_the_place_of_the_old_one_which_stays_as_it_was(counter, client_of):
    old = Question.objects.asked_in(counter.world.ward)[0]
    address = reverse("satisfaction:question", args=[old.pk])
    client = client_of(counter.world.administrator)
    shown = client.get(address).content.decode()
    assert "Rất hài lòng | Very satisfied | 100" in shown
    assert client.post(address, {**GIVEN, "position": "1", "seen": actions.mark_of(old)}).status_code == 302
    old.refresh_from_db()
    assert old.retired_at is not None
    assert old.choices.count() == 5
    assert Question.objects.asked_in(counter.world.ward)[0].text == "Hướng dẫn có rõ không?"


def test_two_administrators_do_not_overwrite_each_other(counter):
    by, old = counter.world.administrator, Question.objects.asked_in(counter.world.ward)[0]
    written = Written(1, Kind.SCORED, "Câu mới?", "", (WrittenChoice("Có", "", 100), WrittenChoice("Không", "", 0)))
    seen = actions.mark_of(old)
    actions.write_question(written, by=by, replaces=old.pk, seen=seen)
    with pytest.raises(Overtaken):
        actions.write_question(written, by=by, replaces=old.pk, seen=seen)
    with pytest.raises(RuleBroken, match="đã bỏ rồi"):
        actions.retire_question(old.pk, by=by)


def test_a_question_is_given_up_and_its_answers_stay(counter, client_of):
    question = Question.objects.asked_in(counter.world.ward)[0]
    address = reverse("satisfaction:retire_question", args=[question.pk])
    assert client_of(counter.world.chair).post(address).status_code == 403
    assert client_of(counter.world.administrator_of_another_ward).post(address).status_code == 404
    assert client_of(counter.world.administrator).post(address).status_code == 302
    assert AuditRecord.objects.filter(verb="question.retired", object_id=question.pk).exists()
    assert Choice.objects.filter(question=question).count() == 5


def test_only_the_administrator_writes_questions(counter):
    written = Written(1, Kind.SCORED, "Câu mới?", "", (WrittenChoice("Có", "", 100), WrittenChoice("Không", "", 0)))
    old = Question.objects.asked_in(counter.world.ward)[0]
    with pytest.raises(PermissionDenied):
        actions.write_question(written, by=counter.world.desk)
    with pytest.raises(Question.DoesNotExist):
        actions.write_question(written, by=counter.world.administrator_of_another_ward, replaces=old.pk)
