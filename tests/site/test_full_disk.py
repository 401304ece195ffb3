"""A disk without room, or one that may only be read, is told on a page of its own, and nothing is kept by halves."""

import subprocess
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from kheo.base.models import AuditRecord, Blob
from kheo.documents.models import Document
from tests.tmpfs import Disk, disk

TEXT = "Giao Trung tâm Phục vụ hành chính công rút ngắn thời gian giải quyết hồ sơ. "


@pytest.fixture
def uploads(settings: Any) -> Iterator[Disk]:
    """The folder of files on a disk of its own."""
    with disk(settings.KHEO_FILES, 1) as small:
        yield small


@pytest.fixture
def hand_in(world: Any, client_of: Any) -> Any:
    """Hand a text file in, as the clerk does."""
    client = client_of(world.clerk)
    client.raise_request_exception = False

    def send() -> Any:
        file = SimpleUploadedFile("van-ban.txt", (TEXT * 2000).encode())
        return client.post(reverse("work:read_in"), {"_once": str(uuid4()), "issued_date": "", "file": file})

    return send


@pytest.mark.long
def test_a_file_without_room_is_refused_leaves_nothing_and_fits_once_there_is_room(uploads: Disk, hand_in: Any) -> None:
    uploads.fill()
    full = hand_in()
    assert full.status_code == 507
    assert full.headers["Retry-After"]
    assert "Máy chủ đã hết chỗ chứa" in full.content.decode()
    assert [path.name for path in uploads.folder.rglob("*") if path.is_file()] == ["ballast"]
    assert not Blob.objects.exists()
    assert not Document.objects.exists()
    assert not AuditRecord.objects.filter(verb="document.taken_in").exists()
    uploads.free()
    assert hand_in().status_code == 302
    assert Document.objects.count() == 1


def test_a_file_that_fits_by_half_leaves_no_half(uploads: Disk, hand_in: Any) -> None:
    uploads.fill(leave=100_000)
    assert hand_in().status_code == 507
    assert [path.name for path in uploads.folder.rglob("*") if path.is_file()] == ["ballast"]


def test_a_disk_that_may_only_be_read_is_told(uploads: Disk, hand_in: Any) -> None:
    subprocess.run(["mount", "-o", "remount,ro", uploads.folder], check=True)
    answer = hand_in()
    assert answer.status_code == 503
    assert "Khéo đang chỉ cho xem" in answer.content.decode()


def test_a_database_that_may_only_be_read_shows_pages_and_refuses_forms_in_a_sentence(
    world: Any, client_of: Any
) -> None:
    client = client_of(world.clerk)
    client.raise_request_exception = False
    session = client.session
    session["seen"] -= 300  # the look below would note the time in the session
    session.save()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        assert client.get(reverse("work:read_in")).status_code == 200
        answer = client.post(reverse("work:read_in"), {"_once": str(uuid4()), "text": TEXT, "issued_date": ""})
    assert answer.status_code == 503
    assert "Khéo đang chỉ cho xem" in answer.content.decode()
    assert "chưa được ghi" in answer.content.decode()
