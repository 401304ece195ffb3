"""The list of documents, one document, its file."""

import pytest
from django.urls import reverse

from kheo.base import attachments
from kheo.documents.actions import take_in
from kheo.documents.models import Document
from tests.world import NOTICE


def test_the_list_costs_the_same_for_one_page_of_many(world, client_of, django_assert_max_num_queries):
    for number in range(1, 31):
        world.document(NOTICE.replace("27/TB", f"{number}/TB"))
    client = client_of(world.centre_head)
    door = reverse("documents:documents")
    client.get(door)
    with django_assert_max_num_queries(7):  # session, user, posts, delegations, locality, count, page
        html = client.get(door).content.decode()
    assert html.count("Thông báo số") == 25
    assert "Thông báo số 30/TB-UBND" in html  # the newest first
    assert "Thông báo số 05/TB-UBND" in client.get(f"{door}?trang=2").content.decode()


def test_documents_taken_in_at_one_moment_stand_in_one_order(world, client_of):
    made = [world.document(NOTICE.replace("27/TB", f"{number}/TB")) for number in range(1, 31)]
    Document.objects.update(made_at=made[0].made_at)
    pages = [client_of(world.clerk).get(reverse("documents:documents"), {"trang": n}) for n in (1, 2)]
    listed = [document.pk for page in pages for document in page.context["page"]]
    assert listed == [document.pk for document in reversed(made)]


def test_an_empty_list_says_why_and_gives_the_door_to_who_may(world, client_of):
    door = reverse("documents:documents")
    clerk, head = (client_of(who).get(door).content.decode() for who in (world.clerk, world.centre_head))
    assert "Chưa có văn bản nào." in clerk and "Chưa có văn bản nào." in head
    assert reverse("work:read_in") in clerk and reverse("work:read_in") not in head


def test_every_official_of_the_ward_reads_it_with_its_particulars(world, client_of, django_assert_max_num_queries):
    document = world.document()
    client = client_of(world.centre_official)
    door = reverse("documents:document", args=[document.pk])
    client.get(door)
    with django_assert_max_num_queries(7):
        html = client.get(door).content.decode()
    for words in ("27/TB-UBND", "05/6/2026", "Uỷ ban nhân dân Phường Thử", "Hội nghị ghi nhận nhiều cách làm tốt."):
        assert words in html
    assert reverse("work:confirm", args=[document.pk]) not in html


def test_what_is_not_known_is_said(world, client_of):
    document = world.document("Các đơn vị rà soát hồ sơ.")
    html = client_of(world.clerk).get(reverse("documents:document", args=[document.pk])).content.decode()
    assert html.count("văn bản không ghi") == 3


def test_the_file_is_handed_out_as_it_came(world, client_of):
    kept = attachments.keep(world.paper("ket-luan.txt", NOTICE.encode()), by=world.clerk)
    document = take_in(by=world.clerk, attachment=kept)
    answer = client_of(world.auditor).get(reverse("documents:file", args=[document.pk]))
    assert b"".join(answer.streaming_content).decode() == NOTICE
    assert "attachment" in answer["Content-Disposition"]


def test_a_pasted_document_has_no_file(world, client_of):
    assert client_of(world.clerk).get(reverse("documents:file", args=[world.document().pk])).status_code == 404


@pytest.mark.parametrize("door", ["document", "file", "particulars"])
def test_another_ward_cannot_see_it(world, client_of, door):
    kept = attachments.keep(world.paper("ket-luan.txt", NOTICE.encode()), by=world.clerk)
    document = take_in(by=world.clerk, attachment=kept)
    url = reverse(f"documents:{door}", args=[document.pk])
    assert client_of(world.official_of_another_ward).get(url).status_code == 404
