"""The on-time rule is data: its administrator sees it, corrects it, and lets dossiers be judged again."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from kheo.base import clock
from kheo.base.audit import history
from kheo.procedures import actions, jobs
from kheo.procedures.models import Dossier, OnTimeRule
from kheo.procedures.rules.limits import LimitUnit
from kheo.procedures.rules.on_time import Terms
from tests.intake.papers import csv_file, line, text_file

PAGE = reverse("procedures:on_time_rule")
SENT = {
    "valid_from": "01/11/2026", "subtract_supplements": "on", "supplements_allowed": "2", "preferred": "9",
    "others": ["8"], "unit": "working_day", "source": "Công văn minh hoạ", "assurance": "official text",
    "reason": "Theo công văn mới (minh hoạ)",
}  # fmt: skip


def set_rule(world, terms, **given):
    usual = {"valid_from": date(2026, 11, 1), "source": "Công văn minh hoạ", "assurance": "project", "reason": "Thử"}
    return actions.set_rule(terms, by=world.administrator, recomputes=False, **{**usual, **given})


def test_the_page_shows_the_rule_that_is_brought_along_with_its_source(world, client_of):
    page = client_of(world.administrator).get(PAGE).content.decode()
    assert "Đang dùng: bản Khéo mang theo" in page
    assert "chép từ một tài liệu nghiệp vụ" in page
    assert "theo tài liệu nghiệp vụ, chưa đối chiếu văn bản gốc" in page


def test_a_new_version_is_made_by_the_form_and_leaves_its_trace(world, client_of):
    answer = client_of(world.administrator).post(PAGE, SENT)
    rule = OnTimeRule.objects.get()
    assert answer.status_code == 302
    assert (rule.number, rule.as_terms.supplements_allowed, rule.as_terms.ends) == (1, 2, (9, 10, 8))
    record = history(rule).get()
    assert record.verb == "on_time_rule.set"
    assert record.changed["supplements_allowed"] == 2
    assert "Công văn" not in str(record.changed)
    page = client_of(world.administrator).get(PAGE).content.decode()
    assert "Đang dùng: bản 1, áp dụng từ 01/11/2026" in page


def test_a_version_of_days_to_come_is_not_the_one_in_use(world, client_of):
    set_rule(world, Terms(supplements_allowed=3))
    set_rule(world, Terms(supplements_allowed=7), valid_from=date(2027, 1, 1))
    page = client_of(world.administrator).get(PAGE).content.decode()
    assert "Đang dùng: bản 1, áp dụng từ 01/11/2026" in page
    assert page.index("01/01/2027") > page.index("Các bản đã ghi")
    with clock.standing_at(datetime(2027, 1, 1, 3, tzinfo=UTC)):
        page = client_of(world.administrator).get(PAGE).content.decode()
    assert "Đang dùng: bản 2, áp dụng từ 01/01/2027" in page


def test_a_form_that_lacks_its_reason_is_refused(world, client_of):
    answer = client_of(world.administrator).post(PAGE, {**SENT, "reason": "", "valid_from": "hôm nào"})
    assert answer.status_code == 422
    assert not OnTimeRule.objects.exists()


def test_others_may_neither_see_nor_set_it(world, client_of):
    assert client_of(world.desk).get(PAGE).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.set_rule(
            Terms(), by=world.chair, valid_from=date(2026, 11, 1), source="x", assurance="project", reason="x",
            recomputes=False,
        )  # fmt: skip
    rule = set_rule(world, Terms())
    with pytest.raises(PermissionDenied):
        actions.recompute(rule.pk, by=world.administrator_of_another_ward)


def test_dossiers_are_judged_by_the_version_of_the_day_they_were_received(world, road):
    set_rule(world, Terms(first_promise=True), valid_from=date(2026, 11, 17))
    newest = set_rule(world, Terms(), valid_from=date(2026, 11, 18))
    days = {1: "16/11/2026", 2: "17/11/2026", 3: "18/11/2026"}
    road.imported(
        csv_file(*(line(number, Ngày_tiếp_nhận=day, Ngày_hẹn_trả="20/11/2026") for number, day in days.items()))
    )
    numbers = [each.rule and each.rule.number for each in Dossier.objects.select_related("rule").order_by("code")]
    assert numbers == [None, 1, newest.number]


def test_old_dossiers_keep_their_verdict_until_they_are_judged_again(world, road, client_of):
    road.imported(csv_file(line(1, Ngày_xử_lý_xong="20/11/2026")))
    dossier = Dossier.objects.get()
    assert dossier.verdict == "overdue_finished"
    rule = set_rule(world, Terms(ends=(10,)))
    assert Dossier.objects.get().verdict == "overdue_finished"
    jobs.recompute(rule.pk, world.administrator.pk)
    dossier.refresh_from_db()
    assert (dossier.verdict, dossier.rule, dossier.due_on) == ("", rule, None)  # broken off without a day that counts
    assert (history(rule).last().verb, history(rule).last().changed) == (
        "on_time_rule.applied",
        {"number": 1, "dossiers": 1},
    )
    page = client_of(world.desk).get(reverse("procedures:dossier", args=[dossier.pk])).content.decode()
    assert "bản 1, áp dụng từ 01/11/2026" in page


def test_the_same_file_again_judges_no_dossier_again_but_a_changed_row_is_judged_anew(world, road):
    road.imported(csv_file(line(1, Ngày_xử_lý_xong="20/11/2026"), line(2)))
    before = list(Dossier.objects.order_by("code").values())
    rule = set_rule(world, Terms(ends=(10,)))
    with clock.standing_at(datetime(2026, 11, 24, 3, tzinfo=UTC)):
        again = road.imported(csv_file(line(1, Ngày_xử_lý_xong="20/11/2026"), line(2)))
        assert (again.rows_updated, again.rows_unchanged) == (0, 2)
        assert list(Dossier.objects.order_by("code").values()) == before
        road.imported(csv_file(line(1, Ngày_xử_lý_xong="20/11/2026", Hình_thức_nộp="Trực tiếp")))
        first = Dossier.objects.get(code="PT-261116-0001")
        assert (first.channel, first.verdict, first.rule, first.calendar_id) == (
            1, "overdue_finished", None, before[0]["calendar_id"],
        )  # fmt: skip
        road.imported(csv_file(line(1, Ngày_xử_lý_xong="19/11/2026")))
    first.refresh_from_db()
    assert (first.verdict, first.rule) == ("", rule)


def test_a_dossier_that_waits_for_second_papers_says_that_earlier_time_was_taken_off(world, road, client_of):
    set_rule(world, Terms(supplements_allowed=2))
    road.imported(csv_file(line(1, Ngày_xử_lý_xong="", Trạng_thái="4")))
    steps = {
        "Yêu cầu người dân bổ sung giấy tờ": "17/11/2026", "Người dân bổ sung xong": "19/11/2026",
        "yêu cầu người dân bổ sung giấy tờ": "20/11/2026",
    }  # fmt: skip
    rows = [f"PT-261116-0001,{step},{day}" for step, day in steps.items()]
    road.imported(text_file("\n".join(["Mã hồ sơ,Diễn biến,Thời điểm", *rows])))
    dossier = Dossier.objects.get()
    assert (dossier.ended_on, dossier.verdict) == (date(2026, 11, 18), "within_time")
    page = client_of(world.desk).get(reverse("procedures:dossier", args=[dossier.pk])).content.decode()
    assert "đồng hồ dừng từ ngày yêu cầu bổ sung, đã trừ thời gian không tính trước đó" in page


def test_the_limit_of_a_procedure_is_corrected_with_its_unit(world, client_of, birth, road):
    address = reverse("procedures:limit", args=[birth.pk])
    assert client_of(world.administrator).post(address, {"amount": "1", "unit": "month"}).status_code == 302
    road.imported(csv_file(line(1, Ngày_hẹn_trả="")))
    assert Dossier.objects.get().due_on == date(2026, 12, 16)
    record = history(birth).last()
    assert (record.verb, record.changed) == ("procedure.limit_set", {"amount": 1, "unit": "month"})
    assert client_of(world.administrator_of_another_ward).get(address).status_code == 404
    assert client_of(world.desk).get(address).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.set_limit(birth.pk, by=world.desk, amount=1, unit=LimitUnit.DAY)


def test_a_version_is_never_altered(world):
    set_rule(world, Terms())
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        connection.cursor().execute("UPDATE procedures_ontimerule SET number = 7")


def test_the_page_needs_a_steady_number_of_statements(world, client_of, django_assert_max_num_queries):
    for number in range(6):
        set_rule(world, Terms())
        world.procedure(f"Thủ tục {number}")
    client = client_of(world.administrator)
    with django_assert_max_num_queries(8):
        client.get(PAGE)
