"""The records page: a number, its sentences, its records; who may open it; its downloads."""

import csv
import hashlib
import io
from datetime import date

import openpyxl
import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils.html import strip_tags

from kheo.indicators import actions
from kheo.indicators.models import Snapshot
from tests.indicators.facts import FACT_TABLES_HERE, NOW, Facts

pytestmark = pytest.mark.long


WEEK = date(2026, 11, 16)
URL = reverse("indicators:records", args=["ho-so-dung-han"])


@pytest.fixture(scope="module")
def measured(standing):
    """On time in the week of 16/11: the centre 14 of 16, the culture office 1 of 2; one dossier withdrawn."""
    facts = Facts()
    facts.week(standing.service_centre, WEEK, 14, 16)
    facts.week(standing.culture_office, WEEK, 1, 2)
    facts.dossier(standing.service_centre, WEEK, status=3)
    with override_settings(KHEO_FACT_TABLES=FACT_TABLES_HERE):
        actions.refresh(standing.ward, by=standing.chair, now=NOW)
    return standing


@pytest.fixture
def counted(measured, db, settings):
    """The ward that every test of this file looks at."""
    settings.KHEO_FACT_TABLES = FACT_TABLES_HERE
    return measured


def read(response):
    """Give the words of a page."""
    return strip_tags(text_of(response))


def text_of(response):
    return response.content.decode()


def test_the_page_says_the_number_its_filters_and_their_counts(counted, client_of):
    page = client_of(counted.chair).get(URL)
    text = text_of(page)
    assert page.status_code == 200
    assert "18 hồ sơ đằng sau con số 83,3%" in text
    assert "15 : 18 = 83,3%." in text
    assert "Không tính 1 hồ sơ chưa được tiếp nhận hoặc không rõ hạn." in text
    assert [row["count"] for row in page.context["filters"]] == [18, 15, 3]
    assert "15 đạt và 3 không đạt trong 18" in text


def test_the_page_names_its_source_and_how_sure_it_is(counted, client_of):
    text = text_of(client_of(counted.chair).get(URL))
    assert "theo tài liệu nghiệp vụ, chưa đối chiếu văn bản gốc" in text
    digest = Snapshot.objects.get().sha256
    assert " ".join(digest[place : place + 8] for place in range(0, 64, 8)) in text


def test_each_record_is_a_door_to_its_own_page(counted, client_of):
    page = client_of(counted.chair).get(URL)
    first = page.context["table"].lines[0][1][0][1]
    assert first.text.startswith("PT-")
    assert first.url.startswith("/so-lieu/ban/")  # the tests' fact table names this route


def test_the_list_has_pages_of_twelve(counted, client_of):
    client = client_of(counted.chair)
    assert len(client.get(URL).context["table"].lines) == 12
    assert len(client.get(URL, {"trang": "2"}).context["table"].lines) == 6


@pytest.mark.parametrize(("outcome", "rows"), [("dat", 15), ("khong", 3), ("", 18)])
def test_the_outcome_filters_the_list_and_leaves_the_number(counted, client_of, outcome, rows):
    page = client_of(counted.chair).get(URL, {"ket_qua": outcome})
    assert page.context["page"].paginator.count == rows
    assert page.context["share"] == "83,3%"


def test_a_unit_filters_the_number_with_all_units_below_it(counted, client_of):
    client = client_of(counted.chair)
    assert client.get(URL, {"don_vi": counted.service_centre.pk}).context["share"] == "87,5%"
    assert client.get(URL, {"don_vi": counted.chair.unit.pk}).context["share"] == "83,3%"


def test_days_outside_any_record_say_no_figure_and_never_zero(counted, client_of):
    page = client_of(counted.chair).get(URL, {"tu": "2026-01-01", "den": "31/01/2026"})
    assert page.status_code == 200
    assert "chưa có số liệu" in text_of(page)
    assert "0%" not in text_of(page)


def test_days_in_the_wrong_order_are_refused_in_words(counted, client_of):
    page = client_of(counted.chair).get(URL, {"tu": "2026-11-20", "den": "2026-11-01"})
    assert page.status_code == 422
    assert "Ngày cuối phải từ ngày đầu trở đi." in text_of(page)


def test_a_head_sees_the_own_unit_only(counted, client_of):
    page = client_of(counted.centre_head).get(URL)
    assert page.context["counts"].counted == 16


@pytest.mark.parametrize("strange", ["0", "999999", "abc", "-1", "9" * 30])
def test_a_unit_that_does_not_exist_is_not_found(counted, client_of, strange):
    assert client_of(counted.chair).get(URL, {"don_vi": strange}).status_code == 404
    assert client_of(counted.chair).get(URL, {"ban": strange}).status_code == 404


def test_a_colleague_cannot_open_another_units_records(counted, client_of):
    asked = {"don_vi": counted.culture_office.pk}
    assert client_of(counted.centre_official).get(URL, asked).status_code == 404
    assert client_of(counted.centre_official).get(f"{URL}tai/csv/", asked).status_code == 404


def test_another_ward_sees_neither_units_nor_snapshots(counted, client_of):
    client = client_of(counted.official_of_another_ward)
    assert client.get(URL, {"don_vi": counted.service_centre.pk}).status_code == 404
    assert client.get(URL, {"ban": Snapshot.objects.get().pk}).status_code == 404
    assert client.get(reverse("indicators:file", args=[Snapshot.objects.get().pk])).status_code == 404
    assert "Chưa có bản chốt số liệu nào." in text_of(client.get(URL))


def test_a_stranger_is_sent_to_sign_in(counted, client_of):
    assert client_of().get(URL).status_code == 302


def test_an_older_snapshot_still_opens_as_it_was(counted, facts, client_of):
    first = Snapshot.objects.get()
    facts.week(counted.service_centre, WEEK, 0, 10)
    actions.refresh(counted.ward, by=counted.chair, now=NOW)
    client = client_of(counted.chair)
    assert client.get(URL, {"ban": first.pk}).context["share"] == "83,3%"
    assert client.get(URL).context["counts"].counted == 10


def test_the_csv_holds_the_records_of_the_page(counted, client_of):
    answer = client_of(counted.chair).get(f"{URL}tai/csv/", {"ket_qua": "khong"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Mã hồ sơ", "Thủ tục", "Tiếp nhận", "Hẹn trả", "Xong", "Số lần bổ sung", "Đơn vị", "Tính là"]
    assert len(rows) == 1 + 3
    assert {row[-1] for row in rows[1:]} == {"không đạt"}
    assert 'filename="ho-so-dung-han-20261026-20261122.csv"' in answer["Content-Disposition"]


def test_the_spreadsheet_says_how_it_was_counted(counted, client_of):
    answer = client_of(counted.chair).get(f"{URL}tai/xlsx/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book["Danh sách"].max_row == 19
    about = dict(book["Cách tính"].values)
    assert about["SHA-256"] == Snapshot.objects.get().sha256


def test_the_file_of_the_snapshot_has_the_hash_on_the_page(counted, client_of):
    taken = Snapshot.objects.get()
    answer = client_of(counted.chair).get(reverse("indicators:file", args=[taken.pk]))
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == taken.sha256
    assert client_of(counted.centre_head).get(reverse("indicators:file", args=[taken.pk])).status_code == 404


def test_satisfaction_stands_beside_its_response_rate(counted, facts, client_of):
    for rating in (5, 4, 2, None, None, None, None, None):
        facts.dossier(counted.service_centre, WEEK, rating=rating)
    actions.refresh(counted.ward, by=counted.chair, now=NOW)
    text = read(client_of(counted.chair).get(reverse("indicators:records", args=["hai-long"])))
    assert "2 : 3 = 66,7%. Tỷ lệ phản hồi 37,5%: im lặng không được tính là hài lòng." in text
    assert "Tỷ lệ phản hồi 37,5%." in read(client_of(counted.chair).get(reverse("indicators:overview")))


def test_the_response_rate_opens_who_answered_and_who_did_not(counted, facts, client_of):
    for rating in (5, 4, 2, None, None, None, None, None):
        facts.dossier(counted.service_centre, WEEK, rating=rating)
    actions.refresh(counted.ward, by=counted.chair, now=NOW)
    client = client_of(counted.chair)
    page = client.get(reverse("indicators:records", args=["hai-long"]), {"muc": "phan-hoi"})
    assert (page.context["counts"].counted, page.context["counts"].good) == (8, 3)
    assert "8 lượt đánh giá đằng sau con số 37,5%" in read(page)
    rows = client.get(reverse("indicators:download", args=["hai-long", "csv"]), {"muc": "phan-hoi"})
    assert len(rows.content.decode().splitlines()) == 1 + 8
    assert client.get(URL, {"muc": "phan-hoi"}).status_code == 404  # nobody is asked about days


def test_a_version_that_never_was_is_not_found(counted, client_of):
    client = client_of(counted.chair)
    assert client.get(URL, {"lan": "1"}).context["share"] == "83,3%"
    assert [client.get(URL, {"lan": strange}).status_code for strange in ("2", "0", "x", "9" * 30)] == [404] * 4


def test_an_unknown_indicator_is_not_found(counted, client_of):
    assert client_of(counted.chair).get("/so-lieu/khong-co/").status_code == 404


def test_a_number_has_a_door_to_the_charts_of_the_units(counted, client_of):
    client, door = client_of(counted.chair), reverse("commitments:units", args=["ho-so-dung-han"])
    assert f'href="{door}"' in client.get(URL).content.decode()
    assert f'href="{door}"' in client.get(reverse("indicators:overview")).content.decode()


def test_the_page_asks_the_database_a_fixed_number_of_times(counted, client_of, django_assert_max_num_queries):
    client = client_of(counted.chair)
    client.get(URL)
    # session, user, posts, delegations, locality, own indicators, units, snapshot, swapped days
    with django_assert_max_num_queries(9):
        client.get(URL)
