"""Report: the head says in words what was reached, with evidence."""

import pytest

from kheo.base.models import AuditWords
from kheo.work import actions
from kheo.work.models import Evidence
from kheo.work.rules import State

WORDS = "Đã trả hết hồ sơ đúng hẹn trong tháng (minh hoạ)."


def test_the_report_waits_for_the_reviewer(world, trace):
    task = world.task(State.DOING)
    actions.add_evidence(task.pk, by=world.centre_official, file=world.paper())
    task = actions.report_task(task.pk, by=world.centre_head, note=WORDS)
    assert (task.state, task.reported_by) == (State.REPORTED, world.centre_head)
    left = trace("task.reported", task)
    assert left.changed == {}
    assert AuditWords.objects.get(record=left).text == WORDS


def test_words_and_a_last_piece_of_evidence_go_in_one_form(world, press):
    task = world.task(State.DOING)
    assert press(world.centre_head, "report", task, note=WORDS, file=world.paper()).status_code == 302
    task.refresh_from_db()
    assert task.state == State.REPORTED
    assert Evidence.objects.get(task=task).attachment.name == "bao-cao-minh-hoa.txt"


def test_without_evidence_there_is_no_report_and_the_words_stay_in_the_form(world, press):
    task = world.task(State.DOING)
    answer = press(world.centre_head, "report", task, note=WORDS)
    assert answer.status_code == 422
    assert "Cần ít nhất một minh chứng trước khi báo cáo." in answer.content.decode()
    assert WORDS in answer.content.decode()
    task.refresh_from_db()
    assert task.state == State.DOING


def test_a_refused_report_keeps_no_half(world, press):
    task = world.task(State.DOING)
    answer = press(world.centre_head, "report", task, note="Xong.", file=world.paper())
    assert answer.status_code == 422
    assert "Xin ghi vài câu về kết quả đạt được." in answer.content.decode()
    assert not Evidence.objects.filter(task=task).exists()


def test_a_task_not_taken_up_is_not_reported(world, press):
    task = world.task(State.ASSIGNED)
    assert press(world.centre_head, "report", task, note=WORDS, file=world.paper()).status_code == 422


def test_a_colleague_is_told_so_before_any_rule_about_the_file(world, press):
    task = world.task(State.DONE)
    assert press(world.centre_official, "report", task, note=WORDS, file=world.paper()).status_code == 403


def test_a_colleague_may_not(world, press):
    assert press(world.centre_official, "report", world.task(State.DOING), note=WORDS).status_code == 403


@pytest.mark.parametrize("who", ["culture_head", "official_of_another_ward"])
def test_others_cannot_see_it(world, press, who):
    assert press(getattr(world, who), "report", world.task(State.DOING), note=WORDS).status_code == 404
