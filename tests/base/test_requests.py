"""What people type reaches every form in composed letters, whatever their keyboard or the copied text sends."""

import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.base import attachments
from kheo.base.models import Attachment
from kheo.people.models import Official
from kheo.work.rules import State

APART = unicodedata.normalize("NFD", "Tổ trưởng tổ dân phố số 5")


def test_typed_letters_are_stored_composed(world, client_of):
    unit = world.culture_office
    client_of(world.administrator).post(
        reverse("people:open_post", args=[unit.pk]), {"title": APART, "roles": ["official"], "valid_from": "23/11/2026"}
    )
    page = client_of(world.administrator).get(reverse("people:unit", args=[unit.pk])).content.decode()
    assert "Tổ trưởng tổ dân phố số 5" in page and APART not in page


def test_a_password_is_the_same_from_every_keyboard(world, client_of):
    official = world.clerk
    official.set_password("mật khẩu thử nghiệm")
    official.save()
    typed = unicodedata.normalize("NFD", "mật khẩu thử nghiệm")
    answer = client_of().post("/dang-nhap/", {"login": official.username, "password": typed})
    assert answer.status_code == 302 and Official.objects.get(pk=official.pk).last_login


@pytest.mark.parametrize(
    "address",
    [
        "/?noi=%00", "/chat-luong/?noi=a%00b", "/chat-luong/so-lieu.csv?noi=%00", "/danh-gia/cam-on/?tu=%00",
        "/danh-gia/cau-hoi/khong-co/?tu=%00", "/ngon-ngu/?ve=%00", "/nhiem-vu/?tim=%00",
    ],
)  # fmt: skip
def test_an_address_with_the_sign_nought_leads_nowhere_and_says_so(world, client_of, address):
    """The database refuses that sign; whoever tries it reads a sentence."""
    answer = client_of(world.clerk).get(address)
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()


def test_two_digits_after_a_share_are_no_sign_nought(world, client_of):
    assert world.ward and client_of().get("/?noi=phuong-thu&x=%2500").status_code == 200


def test_a_file_beside_the_words_stays_byte_for_byte(world, client_of):
    task, content = world.task(State.DOING), unicodedata.normalize("NFD", "Đã hướng dẫn (minh hoạ)").encode()
    file = SimpleUploadedFile("bao-cao.txt", content)
    client_of(world.centre_head).post(reverse("work:add_evidence", args=[task.pk]), {"file": file})
    assert attachments.read(Attachment.objects.get(name="bao-cao.txt")).read() == content
