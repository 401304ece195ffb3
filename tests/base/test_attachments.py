"""Files handed in: checked by what they are, stored once by content, served as downloads and nothing else."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse

from kheo.base import attachments
from kheo.base.models import Attachment, Blob
from kheo.documents.models import Document
from kheo.errors import RuleBroken

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"
TEXT = "Báo cáo kết quả (minh hoạ)".encode()

ORDER = "Giao Trung tâm Phục vụ hành chính công rút ngắn thời gian giải quyết hồ sơ của người dân."


def given(name: str = "bao-cao.txt", content: bytes = TEXT) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def stored() -> list[Path]:
    return [path for path in Path(settings.KHEO_FILES).rglob("*") if path.is_file()]


def test_a_file_lies_under_the_digest_of_its_bytes(world):
    kept = attachments.keep(given(), by=world.clerk)
    assert kept.blob_id == hashlib.sha256(TEXT).hexdigest()
    assert (kept.blob.size, kept.blob.media_type) == (len(TEXT), "text/plain")
    assert (kept.locality_id, kept.official_id) == (world.ward.pk, world.clerk.pk)
    assert attachments.read(kept).read() == TEXT
    assert [path.name for path in stored()] == [kept.blob_id]


def test_the_same_bytes_are_stored_once_under_each_name_they_came_with(world):
    one = attachments.keep(given("một.txt"), by=world.clerk)
    two = attachments.keep(given("hai.txt"), by=world.chair)
    assert one.blob_id == two.blob_id
    assert Blob.objects.count() == len(stored()) == 1
    assert {kept.name for kept in Attachment.objects.all()} == {"một.txt", "hai.txt"}


def test_only_the_owner_of_the_installation_can_open_the_folder(world):
    attachments.keep(given(), by=world.clerk)
    assert {path.parent.stat().st_mode & 0o077 for path in stored()} == {0}
    assert {path.stat().st_mode & 0o077 for path in stored()} == {0}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("rong.txt", b"", "Tệp rỗng"),
        ("chuong-trinh.exe", b"MZ\x90\x00" + bytes(200), "Không nhận loại tệp này"),
        ("trang.html", b"<!doctype html><html><body>x</body></html>", "Không nhận loại tệp này"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "Không nhận loại tệp này"),
        ("bao-cao.pdf.exe", PDF, "nội dung là loại khác"),
        ("bao-cao.pdf", b"MZ\x90\x00" + bytes(200), "nội dung là loại khác"),
        ("hai-mat.pdf", b"%PDF-1.7\n<html><script>1</script></html>", "vừa là loại này vừa là loại khác"),
    ],
)
def test_what_is_not_taken_is_refused_in_a_sentence_and_leaves_nothing(world, name, content, sentence):
    with pytest.raises(RuleBroken, match=sentence) as refused:
        attachments.keep(given(name, content), by=world.clerk)
    assert refused.value.field == "file"
    assert not Attachment.objects.exists()
    assert stored() == []


def test_a_file_over_the_limit_is_refused_before_it_is_read(world):
    large = TemporaryUploadedFile("lon.txt", "text/plain", attachments.LARGEST + 1, None)
    with pytest.raises(RuleBroken, match="Tệp lớn hơn 25 MB"):
        attachments.keep(large, by=world.clerk)


def test_a_kind_that_the_subject_does_not_ask_for_is_refused_by_name(world):
    with pytest.raises(RuleBroken, match="Các loại nhận được: csv, xlsx"):
        attachments.keep(given(), by=world.clerk, kinds=attachments.TABLE_KINDS)


@pytest.mark.parametrize(
    ("given_name", "kept_name"),
    [
        ("../../etc/bao-cao.txt", "bao-cao.txt"),
        ("C:\\Users\\x\\bao-cao.txt", "bao-cao.txt"),
        ("ba\u0301o ca\u0301o.txt", "báo cáo.txt"),
        ("bao\r\ncao\u202e.txt", "baocao.txt"),
        ("a" * 300 + ".txt", "a" * 110 + ".txt"),
    ],
)
def test_names_are_made_plain(world, given_name, kept_name):
    file = given()
    file._name = given_name  # Django itself strips folders; the name is made plain here whatever comes
    assert attachments.keep(file, by=world.clerk).name == kept_name


def test_a_half_written_file_is_removed_when_the_disk_is_full(world):
    def chunks():
        yield b"x"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        attachments.store(chunks())
    assert stored() == []


def test_it_comes_back_as_a_download_that_no_browser_runs(world, client_of):
    clerk = client_of(world.clerk)
    form = {"text": "", "issued_date": "", "file": given("Thông báo.txt", ORDER.encode())}
    page = clerk.post(reverse("work:read_in"), form)
    assert page.status_code == 302
    address = reverse("documents:file", args=[Document.objects.get().pk])
    answer = clerk.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''Th%C3%B4ng%20b%C3%A1o.txt"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content).decode() == ORDER
    assert client_of(world.official_of_another_ward).get(address).status_code == 404
    assert client_of().get(address).headers["Location"].startswith(reverse("account_login"))
