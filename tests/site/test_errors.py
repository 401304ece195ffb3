"""What a reader sees when a request cannot be served: always a page of ours, in words, with the right status."""

import pytest
from django.conf import settings as installation
from django.urls import reverse

from kheo.base import attachments
from kheo.errors import RuleBroken
from tests.conftest import start_clock
from tests.world import Client

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def text(answer):
    return answer.content.decode()


@pytest.fixture
def told(db):
    """A client that gets the page of a failure instead of the failure itself."""
    return Client(raise_request_exception=False)


def test_404_for_citizens_and_officials(world, client_of):
    for client, menu in ((client_of(), "Cán bộ đăng nhập"), (client_of(world.clerk), "Chuyên viên tổng hợp")):
        answer = client.get("/khong-co-trang-nay/")
        assert answer.status_code == 404
        assert menu in text(answer)


def test_403_names_the_reason_and_the_post(world, client_of):
    answer = client_of(world.centre_official).get(reverse("reports:overview"))
    assert answer.status_code == 403
    assert "Chức danh của đồng chí không có quyền mở trang này." in text(answer)
    assert "Đang dùng với chức danh Chuyên viên một cửa." in text(answer)


def test_403_for_a_form_whose_secret_is_missing(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.clerk, backend=BACKEND)
    start_clock(client)
    answer = client.post(reverse("work:read_in"), {})
    assert answer.status_code == 403
    assert "<h1>" in text(answer) and "CSRF" not in text(answer)


def test_400_for_a_form_without_its_token(world, client_of):
    answer = client_of(world.clerk).post(reverse("work:read_in"), {"_once": ""})
    assert answer.status_code == 400
    assert "Biểu mẫu này thiếu mã gửi một lần." in text(answer)


def test_400_for_a_name_that_is_not_ours(told):
    answer = told.get("/", headers={"host": "gia-mao.example"})
    assert answer.status_code == 400
    assert "Trang gửi lên chưa đủ để xử lý" in text(answer)


def test_413_before_a_body_larger_than_any_file_is_read(world, told):
    told.force_login(world.clerk, backend=BACKEND)
    start_clock(told)
    too_large = installation.KHEO_LARGEST_BODY + 1
    answer = told.generic("POST", reverse("work:read_in"), b"x", CONTENT_LENGTH=str(too_large))
    assert answer.status_code == 413
    assert "Tệp gửi lên quá lớn" in text(answer)
    assert installation.KHEO_LARGEST_BODY > attachments.LARGEST


def test_413_for_a_form_with_more_words_or_fields_than_any_form_has(world, told):
    told.force_login(world.clerk, backend=BACKEND)
    start_clock(told)
    words = f"text={'x' * (installation.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}"
    fields = "&".join(f"o{n}=" for n in range(installation.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    for body in (words, fields):
        answer = told.generic("POST", reverse("work:read_in"), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 413


def test_422_for_a_rule_that_no_view_caught(world, client_of, monkeypatch):
    def broken(*_args, **_more):
        raise RuleBroken("Quy tắc thử nói không.")

    monkeypatch.setattr("kheo.people.actions.restore_day", broken)
    monkeypatch.setattr("kheo.office.queue.mine", broken)
    client = client_of(world.administrator)
    written = client.post(reverse("people:restore_day", args=[1]))
    read = client.get(reverse("office:my_work"))
    for answer in (written, read):
        assert answer.status_code == 422
        assert "Quy tắc thử nói không." in text(answer)


def test_500_says_that_the_fault_is_ours(world, told, monkeypatch):
    def fails(*_args, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr("kheo.office.queue.mine", fails)
    told.force_login(world.clerk, backend=BACKEND)
    start_clock(told)
    answer = told.get(reverse("office:my_work"))
    assert answer.status_code == 500
    assert "Lỗi ở phía hệ thống" in text(answer)
    assert "ZeroDivisionError" not in text(answer)


@pytest.mark.parametrize("address", ["/", "/viec-cua-toi/", "/dang-nhap/", "/khong-co-trang-nay/"])
def test_500_needs_no_database(address):
    """This test may not ask the database at all: whatever tries fails, as it does when the database is away."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    answer = client.get(address)
    assert answer.status_code == 500
    assert "Khéo đang gặp trục trặc" in text(answer)
    assert "/static/ui/base.css" in text(answer)
