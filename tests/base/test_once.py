"""One POST, one effect: the same token again gets the same answer, and another body under it is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse

from kheo.base import clock, once
from kheo.base.models import AuditRecord, OnceKey
from kheo.documents.models import Document
from tests import emptying  # noqa: F401  a transactional test ends with an emptied database

TEXT = "Giao Trung tâm Phục vụ hành chính công rút ngắn thời gian giải quyết hồ sơ."


@pytest.fixture
def read_in(world: Any, client_of: Any) -> Any:
    """Send the form that reads a text in, as the clerk, with the token given."""
    client = client_of(world.clerk)

    def send(token: str, text: str = TEXT, **more: Any) -> Any:
        return client.post(reverse("work:read_in"), {"_once": token, "text": text, "issued_date": "", **more})

    return send


def test_sent_twice_it_happens_once_and_both_get_the_same_answer(read_in):
    token = str(uuid4())
    first, again = read_in(token), read_in(token)
    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    assert Document.objects.count() == 1
    assert AuditRecord.objects.filter(verb="document.taken_in").count() == 1


def test_another_token_is_another_effect(read_in):
    read_in(str(uuid4()))
    read_in(str(uuid4()))
    assert Document.objects.count() == 2


def test_the_same_token_with_another_body_is_refused(read_in):
    token = str(uuid4())
    read_in(token)
    other = read_in(token, text=TEXT + " Khẩn.")
    assert other.status_code == 422
    assert "đã được gửi với nội dung khác" in other.content.decode()
    assert Document.objects.get().text == TEXT


def test_the_bytes_of_a_file_belong_to_the_body(read_in):
    token = str(uuid4())
    files = [SimpleUploadedFile("van-ban.txt", f"{TEXT} {n}".encode()) for n in (1, 1, 2)]
    assert read_in(token, text="", file=files[0]).status_code == 302
    assert read_in(token, text="", file=files[1]).status_code == 302
    assert read_in(token, text="", file=files[2]).status_code == 422
    assert Document.objects.count() == 1


@pytest.mark.parametrize("token", ["", "không phải mã"])
def test_a_form_without_a_token_is_refused(read_in, token):
    answer = read_in(token)
    assert answer.status_code == 400
    assert "thiếu mã gửi một lần" in answer.content.decode()
    assert not Document.objects.exists()


def test_another_person_cannot_fetch_the_answer_by_the_token(world, client_of, read_in):
    token = str(uuid4())
    read_in(token)
    stranger = client_of(world.official_of_another_ward)
    answer = stranger.post(reverse("work:read_in"), {"_once": token, "text": TEXT, "issued_date": ""})
    assert answer.status_code == 422
    assert "Location" not in answer.headers


def test_what_was_refused_may_be_mended_and_sent_again_under_the_same_token(read_in):
    token = str(uuid4())
    assert read_in(token, text="").status_code == 422
    assert not OnceKey.objects.exists()
    assert read_in(token).status_code == 302


def test_a_form_sent_after_the_session_ended_can_be_sent_again_after_signing_in(world, client_of, read_in):
    """Who was signed out while writing goes back in the browser, and sends the very same form."""
    token = str(uuid4())
    form = {"_once": token, "text": TEXT, "issued_date": ""}
    answer = client_of().post(reverse("work:read_in"), form)
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("account_login")
    assert not OnceKey.objects.exists()
    assert read_in(token).status_code == 302
    assert Document.objects.count() == 1


def test_old_answers_are_forgotten_after_a_week(read_in):
    old, new = str(uuid4()), str(uuid4())
    read_in(old)
    OnceKey.objects.update(made_at=clock.now() - timedelta(days=7, minutes=1))
    read_in(new)
    assert once.forget_old_keys() == 1
    assert str(OnceKey.objects.get().token) == new


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("hands", [2, pytest.param(20, marks=pytest.mark.long)])
def test_two_at_once_are_one_effect_and_one_answer(world, client_of, hands):
    """Two hands, or twenty, press the button together."""
    clerk, barrier = world.clerk, Barrier(hands)
    form = {"_once": str(uuid4()), "text": TEXT, "issued_date": ""}

    def press(browser: Any) -> tuple[int, str]:
        barrier.wait()
        try:
            answer = browser.post(reverse("work:read_in"), form)
            return answer.status_code, answer.headers["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as pool:
        answers = list(pool.map(press, [client_of(clerk) for _hand in range(hands)]))
    assert len(answers) == hands and len(set(answers)) == 1
    assert answers[0][0] == 302
    assert Document.objects.count() == 1
    assert OnceKey.objects.count() == 1
