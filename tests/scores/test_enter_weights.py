"""Entering weights: by the administrator, with their source, in versions that are never altered."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from kheo.base import clock
from kheo.errors import RuleBroken
from kheo.scores import actions
from kheo.scores.models import ClassBorder, Weight, WeightSet
from kheo.scores.rules import Border, Worth
from tests.work.conftest import trace

__all__ = ["trace"]
ADDRESS = "/diem/trong-so/nhap/"
SENT = {
    "source": "Phụ lục của một quyết định (minh hoạ)", "assurance": "official text", "valid_from": "01/11/2026",
    "most-2.1": "20", "full-2.1": "100", "most-5.4": "6,5", "full-5.4": "90", "full-1.1": "100",
    "class-0": "tốt", "least-0": "80", "borders_source": "Cùng phụ lục (minh hoạ)",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _that_thursday():
    with clock.standing_at(datetime(2026, 11, 26, 3, tzinfo=UTC)):
        yield


def enter(world, **change):
    given = {
        "source": "Văn bản minh hoạ", "assurance": "project", "valid_from": date(2026, 11, 1),
        "worths": {"2.1": Worth(Decimal(20), Decimal(100))},
    }  # fmt: skip
    return actions.enter_weights(by=change.pop("by", world.administrator), **{**given, **change})


def test_the_form_makes_a_version_with_its_source(world, client_of, trace):
    answer = client_of(world.administrator).post(ADDRESS, SENT)
    made = WeightSet.objects.get()
    assert answer.url == reverse("scores:weight_set", args=[made.pk])
    assert (made.version, made.source, made.valid_from) == (1, SENT["source"], date(2026, 11, 1))
    assert made.worths() == {"2.1": Worth(Decimal(20), Decimal(100)), "5.4": Worth(Decimal("6.50"), Decimal(90))}
    assert made.borders() == [Border("tốt", Decimal(80))]
    assert trace("weights.entered", made).changed["items"] == 2
    page = client_of(world.centre_official).get(answer.url).content.decode()
    assert "6,50 điểm, đủ điểm từ 90%" in page
    assert "Chưa nhập điểm tối đa" in page


def test_a_new_version_begins_with_the_one_before_and_leaves_it_standing(world, client_of):
    first = enter(world, borders=[Border("khá", Decimal(70))], borders_source="Văn bản minh hoạ")
    page = client_of(world.administrator).get(ADDRESS).content.decode()
    assert 'name="most-2.1" value="20"' in page
    assert 'value="khá"' in page
    second = enter(world, valid_from=date(2026, 12, 1))
    assert (first.version, second.version) == (1, 2)
    assert WeightSet.objects.on(world.ward.pk, date(2026, 11, 30)) == first
    assert WeightSet.objects.on(world.ward.pk, date(2026, 12, 1)) == second
    assert WeightSet.objects.on(world.ward.pk, date(2026, 10, 31)) is None


def test_a_period_keeps_the_weights_that_were_in_force_when_it_ended(world, client_of):
    first = enter(world, valid_from=date(2026, 9, 15))
    second = enter(world, valid_from=date(2026, 11, 15))
    enter(world, valid_from=date(2026, 12, 1))  # nobody is scored by it before its day
    months = {
        "month-2026-08-01": first,
        "month-2026-09-01": first,
        "month-2026-10-01": first,
        "year-2026-01-01": second,
    }
    client = client_of(world.chair)
    shown = {key: client.get(reverse("scores:score"), {"ky": key}).context["weights"] for key in months}
    assert shown == months


def test_without_weights_by_today_there_is_no_score(world, client_of):
    enter(world, valid_from=date(2026, 12, 1))
    page = client_of(world.chair).get(reverse("scores:score"))
    assert (page.context["weights"], page.context["score"]) == (None, "")


@pytest.mark.parametrize(
    ("model", "change"), [(WeightSet, {"source": "khác"}), (Weight, {"most": 1}), (ClassBorder, {"least": 1})]
)
def test_what_stands_is_never_altered(world, model, change):
    enter(world, borders=[Border("khá", Decimal(70))], borders_source="Văn bản minh hoạ")
    with pytest.raises(ProgrammingError, match="never altered"), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"source": ""}, "Nguồn của điểm tối đa"),
        ({"most-2.1": "hai mươi"}, "Xin ghi một số"),
        ({"most-2.1": "99"}, "nhiều hơn 100"),
        ({"most-2.1": "1,234"}, "hai chữ số lẻ"),
        ({"full-2.1": ""}, "Ghi mức đủ điểm"),
        ({"class-0": ""}, "Ghi cả tên mức và số điểm"),
        ({"borders_source": ""}, "nguồn của ngưỡng xếp loại"),
        ({"most-2.1": "", "most-5.4": ""}, "ít nhất một chỉ số"),
    ],
)
def test_the_page_says_what_is_wrong(world, client_of, change, sentence):
    answer = client_of(world.administrator).post(ADDRESS, {**SENT, **change})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not WeightSet.objects.exists()


def test_nobody_else_may_and_another_ward_does_not_see_them(world, client_of):
    made = enter(world)
    assert client_of(world.chair).post(ADDRESS, SENT).status_code == 403
    with pytest.raises(RuleBroken, match="ngày của bản trước"):
        enter(world, valid_from=date(2026, 10, 1))
    theirs = enter(world, by=world.administrator_of_another_ward)
    assert theirs.version == 1
    stranger = client_of(world.official_of_another_ward)
    assert stranger.get(reverse("scores:weight_set", args=[made.pk])).status_code == 404


def test_without_weights_there_are_figures_and_no_score(world, client_of):
    page = client_of(world.chair).get("/diem/").content.decode()
    assert "Chưa có trọng số nên chưa tính điểm" in page
    assert "chưa nhập" in page
    assert client_of(world.chair).get("/diem/?ky=khong-co").status_code == 404
