"""A share in a sentence opens its records: the right ones, and only what was counted."""

from dataclasses import replace
from datetime import date

from django.utils.html import strip_tags
from lxml import html

from kheo.indicators.catalogue import ON_TIME, SATISFIED
from kheo.indicators.doors import Door, linked

DOOR = Door(ON_TIME, 7, 3, date(2026, 10, 26), date(2026, 11, 22), 397, 412)
BEFORE = replace(DOOR, snapshot_id=5, first=date(2026, 5, 11), last=date(2026, 8, 2), good=330, counted=400)


def links(text):
    return {a.text: a.get("href") for a in html.fragment_fromstring(text, create_parent=True).iter("a")}


def test_the_address_says_unit_days_snapshot_and_version():
    assert DOOR.url == "/so-lieu/ho-so-dung-han/?don_vi=3&tu=2026-10-26&den=2026-11-22&ban=7&lan=1"
    assert DOOR.percent == "96,4%" and DOOR.counts == "397/412"


def test_the_marks_say_the_same():
    mark = html.fragment_fromstring(f"<span {DOOR.marks}></span>")
    assert dict(mark.attrib) == {
        "data-indicator": "ho-so-dung-han", "data-version": "1", "data-share": "", "data-unit": "3",
        "data-first": "2026-10-26", "data-last": "2026-11-22", "data-snapshot": "7",
    }  # fmt: skip


def test_each_share_of_a_sentence_opens_its_own_records_and_no_word_is_lost():
    text = "Đạt 96,4% (397/412), so với 82,5% trước; <b>không đạt</b> 3,6%."
    told = linked(text, [DOOR, BEFORE])
    assert links(told) == {"96,4%": DOOR.url, "82,5%": BEFORE.url}
    assert strip_tags(told).replace("&lt;b&gt;", "<b>").replace("&lt;/b&gt;", "</b>") == text


def test_a_longer_number_that_ends_alike_is_not_the_share():
    assert links(linked("196,4% và 1.096,4%", [DOOR])) == {}


def test_a_promise_of_the_same_size_is_no_figure():
    text = linked("đạt mục tiêu 96,4%, nay 96,4%", [DOOR], not_after="mục tiêu")
    assert str(text).startswith("đạt mục tiêu 96,4%, nay <a ")


def test_two_figures_of_one_size_open_each_its_own():
    same = replace(BEFORE, good=397, counted=412)
    told = linked("96,4% so với 96,4%", [DOOR, same])
    assert [a.get("data-snapshot") for a in html.fragment_fromstring(told, create_parent=True)] == ["7", "5"]


def test_a_shut_door_keeps_its_marks_and_shows_no_way_in():
    told = linked("96,4%", [DOOR.shut])
    assert "href" not in told and 'data-snapshot="7"' in told


def test_the_response_rate_is_a_door_of_its_own():
    asked = replace(DOOR, ratio=SATISFIED, answerable=800)
    assert asked.response.percent == "51,5%" and asked.response.url.endswith("&muc=phan-hoi")
    assert DOOR.response is None
