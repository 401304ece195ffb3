"""The administrator opens and closes desks, issues and withdraws their ways in."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.satisfaction import actions
from kheo.satisfaction.models import Desk, DeskLink, Question
from kheo.satisfaction.rules import Channel

pytestmark = pytest.mark.django_db


def test_a_desk_is_opened_with_the_questions_that_every_locality_begins_with(world, client_of):
    client = client_of(world.administrator)
    given = {"name": "Quầy số 1", "unit": world.service_centre.pk}
    answer = client.post(reverse("satisfaction:open_desk"), given)
    desk = Desk.objects.get()
    assert answer.headers["Location"] == reverse("satisfaction:desk", args=[desk.pk])
    assert Question.objects.asked_in(world.ward).count() == 6
    assert AuditRecord.objects.get(verb="desk.opened").changed == {"unit": world.service_centre.pk}
    actions.open_desk(world.culture_office, by=world.administrator, name="Quầy số 2")
    assert Question.objects.asked_in(world.ward).count() == 6, "they are written once"


def test_questions_that_were_all_given_up_do_not_come_back(counter):
    for question in Question.objects.all():
        actions.retire_question(question.pk, by=counter.world.administrator)
    actions.open_desk(counter.world.culture_office, by=counter.world.administrator, name="Quầy số 2")
    assert not Question.objects.asked_in(counter.world.ward).exists()


def test_a_new_code_takes_the_place_of_the_old_one(counter):
    by = counter.world.administrator
    newer = actions.issue_link(counter.desk.pk, by=by, channel=Channel.KIOSK)
    assert list(DeskLink.objects.in_use().filter(channel=Channel.KIOSK)) == [newer]
    assert newer.code != counter.kiosk.code
    assert AuditRecord.objects.filter(verb="desk.link_issued").count() == 3


def test_a_code_is_withdrawn_once_and_opens_nothing_more(counter, client_of):
    world, client = counter.world, client_of(counter.world.administrator)
    address = reverse("satisfaction:withdraw_link", args=[counter.desk.pk, counter.wall.pk])
    assert client.post(address).status_code == 302
    trace = AuditRecord.objects.get(verb="desk.link_withdrawn")
    assert trace.changed == {"channel": Channel.POSTER, "link": counter.wall.pk}
    assert client_of().get(reverse("satisfaction:start", args=[counter.wall.code])).status_code == 404
    assert client.post(address).status_code == 422
    assert client_of(world.chair).post(address).status_code == 403
    assert client_of(world.administrator_of_another_ward).post(address).status_code == 404


def test_a_closed_desk_opens_nothing_and_gets_no_new_code(counter, client_of):
    by = counter.world.administrator
    actions.close_desk(counter.desk.pk, by=by)
    assert AuditRecord.objects.filter(verb="desk.closed").exists()
    assert not DeskLink.objects.in_use().exists()
    assert client_of().get(reverse("satisfaction:start", args=[counter.kiosk.code])).status_code == 404
    with pytest.raises(RuleBroken, match="đã đóng"):
        actions.issue_link(counter.desk.pk, by=by, channel=Channel.POSTER)
    with pytest.raises(RuleBroken, match="đã đóng"):
        actions.close_desk(counter.desk.pk, by=by)


def test_only_the_administrator_of_the_same_ward_sets_up_a_desk(counter):
    world = counter.world
    with pytest.raises(PermissionDenied):
        actions.open_desk(world.service_centre, by=world.chair, name="Quầy")
    with pytest.raises(PermissionDenied):
        actions.open_desk(world.service_centre, by=world.administrator_of_another_ward, name="Quầy")
    with pytest.raises(PermissionDenied):
        actions.issue_link(counter.desk.pk, by=world.chair, channel=Channel.KIOSK)
    with pytest.raises(Desk.DoesNotExist):
        actions.close_desk(counter.desk.pk, by=world.administrator_of_another_ward)


def test_the_sheet_to_print_holds_the_address_as_a_code_and_in_letters(counter, client_of):
    address = reverse("satisfaction:poster", args=[counter.desk.pk, counter.wall.pk])
    page = client_of(counter.world.administrator).get(address).content.decode()
    start = "http://testserver" + reverse("satisfaction:start", args=[counter.wall.code])
    assert start in page
    assert '<svg class="qr" role="img" aria-label="Mã QR của Quầy số 1' in page


def test_the_drawn_code_has_the_three_corners_of_its_standard():
    """A finder pattern is a ring of 7, with 3 by 3 inside: without it no camera finds the code."""
    from kheo.satisfaction import qr

    drawn = qr.svg("https://phuong-thu.example/danh-gia/abcdefghijklmnopqrstuv/", "Mã <QR>")
    assert "Mã &lt;QR&gt;" in drawn
    size = int(drawn.partition('viewBox="0 0 ')[2].partition(" ")[0])
    dark = {tuple(map(int, part.partition("h")[0].split())) for part in drawn.split("M")[1:] if "h1v1" in part}
    corners = [(4, 4), (size - 11, 4), (4, size - 11)]
    for x, y in corners:
        ring = {(x + i, y + j) for i in range(7) for j in range(7) if 0 in (i, j) or 6 in (i, j)}
        heart = {(x + i, y + j) for i in range(2, 5) for j in range(2, 5)}
        white = {(x + i, y + j) for i in range(1, 6) for j in range(1, 6)} - heart
        assert ring | heart <= dark
        assert not white & dark
    assert not {(x, y) for x, y in dark if min(x, y) < 4}, "the quiet zone"
