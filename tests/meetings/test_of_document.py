"""The conference of a document on its own page, and beside its proposals."""

import pytest
from django.urls import reverse

from kheo.meetings import actions
from kheo.meetings.models import Conference
from kheo.work.actions import read_document
from kheo.work.models import Reading
from tests.work.pages import Controls

PRESS = """Ngày 3-3-2026, UBND Phường Thử tổ chức hội nghị về công tác dân vận (minh hoạ).
Chủ tịch UBND phường chủ trì hội nghị. Hội nghị đã nghe 12 ý kiến tham luận của các đơn vị.
Chủ tịch UBND phường yêu cầu các đơn vị rà soát hồ sơ quá hạn.
"""


def url_of(document):
    return reverse("meetings:of_document", args=[document.pk])


def sent_by(html, **changes):
    controls = Controls()
    controls.feed(html)
    names = ("title", "held_on", "location", "organiser", "chair", "papers_count", "papers", "seen")
    return {name: controls.found[name][0] for name in names} | changes


@pytest.fixture
def read(world):
    """A press text that reports a conference, read but not confirmed."""
    document = world.document(PRESS)
    read_document(document.pk, by=world.clerk)
    return document


def test_what_the_text_says_is_proposed_and_confirmed_as_it_stands(world, read, client_of):
    client = client_of(world.clerk)
    html = client.get(url_of(read)).content.decode()
    assert "Máy gợi ý từ văn bản" in html and not Conference.objects.exists()
    assert client.post(url_of(read), sent_by(html)).status_code == 302
    made = Conference.objects.get()
    assert made.held_on.isoformat() == "2026-03-03"
    assert made.papers_count == 12
    assert "hội nghị về công tác dân vận" in made.title.lower()


def test_beside_the_proposals_it_stands_as_a_fragment(world, read, client_of):
    fragment = client_of(world.clerk).get(url_of(read), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Hội nghị máy gợi ý, chưa xác nhận" in fragment and "12 tham luận" in fragment


def test_a_text_without_a_conference_says_so(world, client_of):
    document = world.document()
    Reading.objects.create(document=document, made_at=document.made_at)
    fragment = client_of(world.clerk).get(url_of(document), headers={"HX-Request": "true"}).content.decode()
    assert "Văn bản không ghi hội nghị nào." in fragment


def test_colleagues_see_it_with_its_papers_and_may_not_change_it(world, march, client_of):
    document = world.document()
    actions.confirm_conference(document.pk, by=world.clerk, particulars=march, papers=["Tham luận của Mặt trận"])
    client = client_of(world.centre_head)
    html = client.get(url_of(document)).content.decode()
    for words in ("Hội nghị đã xác nhận", "Nhà văn hoá phường", "12 tham luận", "Tham luận của Mặt trận"):
        assert words in html
    assert "<textarea" not in html
    answer = client.post(url_of(document), {"title": "Hội nghị khác"})
    assert answer.status_code == 403


def test_a_mistake_keeps_what_was_typed(world, read, client_of):
    client = client_of(world.clerk)
    fields = sent_by(client.get(url_of(read)).content.decode(), papers_count="1", papers="Một\nHai", chair="Vừa gõ")
    answer = client.post(url_of(read), fields)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "nhưng danh sách có 2" in html and "Vừa gõ" in html and "Một\nHai</textarea>" in html


def test_a_stale_page_shows_what_the_other_person_wrote_and_then_may_replace_it(world, read, march, client_of):
    client = client_of(world.clerk)
    mine = client.get(url_of(read)).content.decode()
    actions.confirm_conference(read.pk, by=world.chair, particulars=march)
    answer = client.post(url_of(read), sent_by(mine, chair="Lời của văn thư"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Người khác vừa lưu hội nghị này." in html and "Nhà văn hoá phường" in html and "Lời của văn thư" in html
    assert Conference.objects.get().chair == march["chair"]
    assert client.post(url_of(read), sent_by(html)).status_code == 302
    assert Conference.objects.get().chair == "Lời của văn thư"


def test_another_ward_cannot_see_it(world, read, client_of):
    assert client_of(world.official_of_another_ward).get(url_of(read)).status_code == 404


def test_the_page_asks_the_database_a_fixed_number_of_times(world, march, client_of, django_assert_max_num_queries):
    document = world.document()
    actions.confirm_conference(document.pk, by=world.clerk, particulars=march, papers=[f"Bài {n}" for n in range(12)])
    client = client_of(world.clerk)
    client.get(url_of(document))
    # session, user, posts, delegations, document, conference, its papers twice, locality
    with django_assert_max_num_queries(9):
        client.get(url_of(document))
