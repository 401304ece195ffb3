"""The month figures as CSV: the same as on the page, safe to open in a spreadsheet."""

import csv
import io

import pytest
from django.urls import reverse

from kheo.indicators import actions as indicators
from tests.indicators.facts import NOW
from tests.portal.conftest import BETTER

pytestmark = pytest.mark.empty_house


@pytest.fixture
def lines(client_of):
    """Download the file and give its lines, each by the names of its columns."""

    def take(**asked):
        response = client_of().get(reverse("portal:download"), asked)
        assert response.status_code == 200
        text = response.content.decode("utf-8-sig")
        return response, list(csv.DictReader(io.StringIO(text)))

    return take


def test_the_file_holds_what_the_page_shows(world, story, lines, sheet):
    story(BETTER)
    _response, rows = lines()
    on_time = [row for row in rows if row["Chỉ số"] == "Tỷ lệ hồ sơ giải quyết đúng hạn"]
    whole = {
        row["Tháng"]: (row["Tỷ lệ"], row["Đạt"], row["Được tính"]) for row in on_time if row["Đơn vị"] == "Phường Thử"
    }
    assert whole["2026-10"] == ("97,2%", "171", "176")
    shown = sheet("quality").table("ho-so-dung-han-thang")
    assert [f"{good}/{counted}" for _share, good, counted in whole.values()] == [cells[1] for cells in shown.values()]
    assert {row["Đơn vị"] for row in on_time} == {"Phường Thử", "Trung tâm Phục vụ hành chính công"}


def test_small_counts_stay_out_of_the_file(world, few, lines):
    few(3, 9, 40)
    indicators.refresh(world.ward, by=None, now=NOW)
    _response, rows = lines()
    small = [row for row in rows if row["Đơn vị"] == "Điểm tiếp nhận 1 (minh hoạ)"]
    assert small and {(row["Đạt"], row["Được tính"], row["Tỷ lệ"]) for row in small} == {("", "", "")}
    assert {row["Ghi chú"] for row in small} <= {"ít hơn 5, không công bố", "chưa có số liệu"}


def test_the_file_is_a_download_that_no_browser_guesses_at(world, story, lines):
    story(BETTER)
    response, _rows = lines()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="chat-luong-phuong-thu.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content.startswith(b"\xef\xbb\xbf")


def test_a_unit_whose_name_begins_like_a_formula_runs_nothing(world, facts, lines):
    unit = world.unit("=HYPERLINK(1)")
    facts.week(unit, NOW.date().replace(month=10, day=5), 9, 9)
    indicators.refresh(world.ward, by=None, now=NOW)
    _response, rows = lines()
    assert any("HYPERLINK" in row["Đơn vị"] for row in rows)
    assert not any(value.startswith("=") for row in rows for value in row.values())


def test_nobody_is_named_in_the_file(world, story, lines):
    story(BETTER)
    response, _rows = lines()
    assert "PT-" not in response.content.decode()
