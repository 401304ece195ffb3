"""The page of the score: every component open onto its records, what is missing named, no class that is not sure."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from html import unescape

import pytest

from kheo.base import clock
from kheo.days import VIETNAM
from kheo.days.periods import month_of
from kheo.directory import actions as directory
from kheo.directory.rules import STATED
from kheo.indicators import actions as indicators
from kheo.indicators import known
from kheo.scores import actions, shown
from kheo.scores.components import composite
from kheo.scores.rules import Border, Worth

pytestmark = pytest.mark.long


NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)
OCTOBER = month_of(date(2026, 10, 1))
ADDRESS = "/diem/?ky=month-2026-10-01"
WORTHS = {
    "1.2": Worth(Decimal(4), Decimal(100)),
    "2.1": Worth(Decimal(20), Decimal(100)),
    "3.1": Worth(Decimal(6), Decimal(80)),
    "3.3": Worth(Decimal(5), Decimal(50)),
    "5.4": Worth(Decimal(6), Decimal(90)),
}
CLASSES = [Border("tốt", Decimal(80)), Border("khá", Decimal(20)), Border("yếu", Decimal(0))]


@pytest.fixture(scope="module")
def scored(standing):
    """October in Phường Thử: four dossiers, three in time; two procedures, one of them online; and the weights."""
    with clock.standing_at(NOW):
        world = standing
        for number in range(4):
            day = date(2026, 10, 14)
            world.dossier(
                f"PT-{number}", received_at=datetime(2026, 10, 12, 9, tzinfo=VIETNAM), due_on=day, channel=2,
                ended_on=date(2026, 10, 15) if number == 3 else day, complained=number == 0 or None,
                finished_at=datetime(2026, 10, 14, 9, tzinfo=VIETNAM), procedure=_procedure(world, number),
                synchronised=number != 1, result_electronic=True, rating=5 if number < 2 else None,
            )  # fmt: skip
        indicators.refresh(world.ward, by=None, now=NOW)
        actions.enter_weights(
            by=world.administrator, source="Văn bản minh hoạ", assurance="project", valid_from=date(2026, 11, 1),
            worths=WORTHS, borders=CLASSES, borders_source="Văn bản minh hoạ",
        )  # fmt: skip
        yield world


def _procedure(world, number):
    made = world.procedure(f"Thủ tục {number}", gives_paper_result=True)
    level = {0: "full", 1: "none"}.get(number, "")
    stated = {**dict.fromkeys(STATED), "online_level": level}
    directory.correct_entry(made.pk, by=world.desk, stated=stated)
    return made


@pytest.fixture(autouse=True)
def _that_thursday():
    with clock.standing_at(NOW):
        yield


def of(world, unit):
    return composite(unit, OCTOBER, known.of(world.ward.pk), WORTHS)


def test_each_component_is_its_two_whole_numbers_and_their_points(scored):
    found = {each.number: each for each in of(scored, scored.administrator.unit).components}
    assert len(found) == 19
    on_time, online, filed, disliked = (found[number] for number in ("2.1", "3.1", "3.3", "5.4"))
    assert (on_time.door.good, on_time.door.counted, on_time.points) == (3, 4, 15)
    assert (online.door.good, online.door.counted, online.points) == (1, 2, Fraction(15, 4))
    assert (filed.rate, filed.points) == (Fraction(3, 4), 5)  # all online, three of four synchronised
    assert (disliked.door.good, disliked.door.counted) == (0, 1)  # what is not known is not counted
    assert [(each.ratio.code, each.good, each.counted, each.answerable) for each in disliked.beside] == [
        ("hai-long", 2, 2, 4)
    ]
    assert (found["1.2"].rate, found["1.2"].points, found["1.2"].missing) == (None, None, "chưa có số liệu")
    assert found["1.1"].worth is None


def test_what_is_not_known_stays_between(scored):
    found = of(scored, scored.administrator.unit)
    assert found.total.reached == 15 + Fraction(15, 4) + 5 + 0
    assert found.total.possible == 37
    assert [each.number for each in found.without_value] == ["1.2"]
    assert shown.score_text(found.total) == "Từ 23,75 đến 86,75 điểm trên 100: còn 63,00 điểm chưa biết."
    assert "đổi từ “khá” đến “tốt”" in shown.class_text(found.total, CLASSES)
    assert shown.class_text(found.total, [Border("yếu", Decimal(0))]) == "Xếp loại: yếu."
    assert "không xếp loại" in shown.class_text(found.total, [])


def test_a_unit_below_has_its_own_figures_and_none_of_the_whole(scored):
    found = {each.number: each for each in of(scored, scored.service_centre).components}
    assert (found["2.1"].door.unit_id, found["2.1"].door.counted) == (scored.service_centre.pk, 4)
    assert found["1.2"].missing == "chỉ tính cho cả địa phương"
    assert all(each.rate is None for each in of(scored, scored.culture_office).components)


def test_the_page_names_all_and_opens_every_figure(scored, client_of, django_assert_max_num_queries):
    client = client_of(scored.chair)
    with django_assert_max_num_queries(16):
        page = client.get(ADDRESS).content.decode()
    assert "Từ 23,75 đến 86,75 điểm trên 100" in page
    assert "1.2 Tỷ lệ thủ tục hành chính cập nhật, công khai đúng hạn: chưa có số liệu" in page
    assert "tỷ lệ phản hồi" in page
    links = re.findall(r'<a href="(/so-lieu/[^"]+)" data-indicator[^>]*>([^<]+)</a> \(([\d.]+)/([\d.]+)\)', page)
    assert len(links) >= 7
    for url, share, good, counted in links:
        opened = client.get(unescape(url)).content.decode()
        assert f"{share}" in opened, url
        assert f"{good} : {counted}" in opened or f"{good}/{counted}" in opened, url


@pytest.mark.parametrize("address", ["/so-lieu/", "/so-lieu/ho-so-khong-bi-che/?tu=2026-10-01&den=2026-10-31"])
def test_silence_counted_as_satisfaction_never_stands_alone(scored, client_of, address):
    page = client_of(scored.chair).get(address).content.decode()
    shown = page.split("Mức hài lòng trong tiếp nhận, giải quyết thủ tục")[1:]
    assert shown
    if "/ho-so" in address:
        assert "Luôn xem cùng: Tỷ lệ người dân hài lòng" in page
        assert re.search(r"tỷ lệ phản hồi <a [^>]*>50,0%</a>", page)


def test_a_state_is_shown_with_its_day_and_opens_onto_it(scored, client_of):
    page = client_of(scored.chair).get("/so-lieu/dich-vu-cong-truc-tuyen/").content.decode()
    assert "2 thủ tục đằng sau con số" in page
    assert "26/11/2026 đến 26/11/2026" in page
    assert "ngày 26/11/2026." in client_of(scored.chair).get("/so-lieu/").content.decode()
