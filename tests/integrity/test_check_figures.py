"""Printed figures are added up; where they disagree, the unit that printed them is asked."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.integrity import actions
from kheo.integrity.models import Question, Statement

PRINTED = {"title": "Kết quả đánh giá tháng 8 (minh hoạ)", "place": "Báo cáo 12/BC, trang 3", "whole": 302}
DISAGREE = "Hài lòng; 150; 61,31\nKhông hài lòng; 152; 38,69"
AGREE = "Hài lòng; 150; 49,67\nKhông hài lòng; 152; 50,33"


def form(world, lines):
    return {**PRINTED, "unit_id": world.service_centre.pk, "lines": lines}


def test_what_does_not_add_up_becomes_a_question_with_its_lines(world, client_of):
    answer = client_of(world.centre_head).post(reverse("integrity:figures"), form(world, DISAGREE))
    question = Question.objects.get()
    assert answer.url == reverse("integrity:question", args=[question.pk])
    text = client_of(world.centre_head).get(answer.url).content.decode()
    assert "150 trên 302 không cho ra 61,31%" in text and "49,7%" in text
    assert (question.marked, question.counted, question.unit) == (2, 2, world.service_centre)
    trace = AuditRecord.objects.get(verb="figures.checked")
    assert trace.changed == {"unit": world.service_centre.pk, "lines": 2, "disagree": 2}
    assert AuditRecord.objects.get(verb="system.question_asked").changed["statement"] == Statement.objects.get().pk


def test_every_place_that_disagrees_is_counted_also_where_there_are_more_than_lines(world, client_of):
    answer = client_of(world.centre_head).post(
        reverse("integrity:figures"), form(world, "Hài lòng; 100; 61,31\nKhông hài lòng; 100; 50,69")
    )
    assert Question.objects.get().marked == 4
    text = client_of(world.centre_head).get(answer.url).content.decode()
    assert "có 4 chỗ các con số chưa khớp nhau" in text
    assert "cộng lại là 200, tổng ghi 302" in text and "Các tỷ lệ cộng lại là 112,00%." in text


def test_what_adds_up_is_no_question(world, client_of):
    client_of(world.clerk).post(reverse("integrity:figures"), form(world, AGREE))
    assert Statement.objects.count() == 1
    assert not Question.objects.exists()


def test_lines_that_cannot_be_read_are_told_on_the_form(world, client_of):
    answer = client_of(world.clerk).post(reverse("integrity:figures"), form(world, "Hài lòng 150"))
    assert answer.status_code == 422
    assert not Statement.objects.exists()


def test_a_unit_of_another_ward_is_not_offered_and_a_colleague_may_not(world, client_of):
    other = {**form(world, AGREE), "unit_id": world.official_of_another_ward.unit_id}
    assert client_of(world.clerk).post(reverse("integrity:figures"), other).status_code == 422
    assert client_of(world.centre_official).get(reverse("integrity:figures")).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.check_figures(by=world.culture_head, **form(world, AGREE))
