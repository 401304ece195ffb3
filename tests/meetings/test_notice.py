"""The notice of conclusions as a Word document: the conference in words, the tasks in a table."""

import io

from django.urls import reverse
from docx import Document as open_docx

from kheo.meetings import actions
from kheo.work import actions as work
from kheo.work.rules import Rhythm, State


def url_of(document):
    return reverse("meetings:notice", args=[document.pk])


def words_of(answer):
    opened = open_docx(io.BytesIO(answer.content))
    rows = [" | ".join(cell.text for cell in row.cells) for table in opened.tables for row in table.rows]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *rows])


def test_it_names_the_conference_and_each_task_with_unit_and_day(world, march, client_of):
    task = world.task(State.ASSIGNED, coordinating=[world.culture_office])
    actions.confirm_conference(task.document_id, by=world.clerk, particulars=march)
    answer = client_of(world.clerk).get(url_of(task.document))
    assert answer["Content-Disposition"] == f'attachment; filename="thong-bao-{task.document_id}.docx"'
    words = words_of(answer)
    for expected in (
        "Ngày 03/3/2026, UBND Phường Thử tổ chức hội nghị công tác dân vận (minh hoạ).",
        "Chủ tịch UBND phường chủ trì hội nghị.",
        "12 ý kiến tham luận",
        "Trả hồ sơ đúng hẹn",
        "Trung tâm Phục vụ hành chính công",
        "Phòng Văn hoá – Xã hội",
        "minh hoạ",
    ):
        assert expected in words


def test_a_recurring_task_is_written_with_its_rhythm_and_a_cancelled_one_not_at_all(world, client_of):
    task = world.task(State.ASSIGNED, rhythm=Rhythm.MONTHLY)
    other = world.proposal(
        reading=task.proposal.reading, of="hướng dẫn người dân", text="Hướng dẫn nộp hồ sơ", decision="accepted"
    )
    (made,) = work.confirm_proposals(other.reading_id, by=world.clerk)
    work.cancel_task(made.pk, by=world.chair, note="Trùng việc khác")
    words = words_of(client_of(world.clerk).get(url_of(task.document)))
    assert "Hằng tháng" in words
    assert "Hướng dẫn nộp hồ sơ" not in words


def test_without_a_confirmed_task_there_is_no_notice(world, client_of):
    answer = client_of(world.clerk).get(url_of(world.document()))
    assert answer.status_code == 422
    assert "chưa có việc nào được xác nhận, nên chưa soạn được thông báo" in answer.content.decode()


def test_another_ward_cannot_see_it(world, client_of):
    task = world.task(State.ASSIGNED)
    assert client_of(world.official_of_another_ward).get(url_of(task.document)).status_code == 404
