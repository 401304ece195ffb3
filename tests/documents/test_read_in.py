"""Read in: choose a file or paste words; what is refused is refused in a sentence, and nothing typed is lost."""

from datetime import date

import pytest
from django.urls import reverse

from kheo.base.models import Attachment
from kheo.documents.models import Document
from kheo.work.models import Proposal, Reading
from tests.browser import launch
from tests.files.papers import IMAGE_ONLY, PARAGRAPHS, docx_of, page_of, pdf_of

ORDER = "Chủ tịch UBND phường yêu cầu Phòng Văn hoá báo cáo kết quả rà soát hồ sơ trước ngày 15/12/2026."
HTML = f"<!doctype html><html><head><meta charset='utf-8'></head><body><p>{ORDER}</p></body></html>"
PDF = pdf_of(page_of(*[b"Phong Van hoa bao cao ket qua ra soat ho so truoc ngay 15/12/2026."] * 12))


@pytest.fixture
def send(world, client_of):
    """Send the form of the page."""

    def post(by=None, **fields):
        return client_of(by or world.clerk).post(reverse("work:read_in"), {"text": "", "issued_date": "", **fields})

    return post


def test_pasted_words_are_read_and_the_confirm_page_opens(send):
    answer = send(text=ORDER, issued_date="20-11-2026")
    document = Document.objects.get()
    assert answer["Location"] == reverse("work:confirm", args=[document.pk])
    assert document.issued_date == date(2026, 11, 20)
    assert Proposal.objects.get(reading__document=document).due_on == date(2026, 12, 15)


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("chi-thi.docx", docx_of(*PARAGRAPHS)),
        ("chi-thi.html", HTML.encode()),
        ("chi-thi.txt", ORDER.encode()),
        ("chi-thi.md", f"# Chỉ thị\n\n{ORDER}\n".encode()),
    ],
)
def test_a_file_of_each_kind_is_read_and_kept(world, send, name, content):
    assert send(file=world.paper(name, content)).status_code == 302
    document = Document.objects.get()
    assert document.attachment.name == name
    assert "rà soát" in document.text
    assert Proposal.objects.filter(reading__document=document).exists()


@pytest.mark.browser
def test_a_pdf_with_letters_is_read(world, send):
    with launch() as browser:
        page = browser.new_page()
        page.set_content(HTML)
        printed = page.pdf()
    assert send(file=world.paper("chi-thi.pdf", printed)).status_code == 302
    assert Document.objects.get().text == ORDER


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("trong.docx", b"", "rỗng"),
        ("quet.pdf", pdf_of(IMAGE_ONLY), "ảnh chụp (scan)"),
        ("khong-dau.pdf", PDF, "tiếng Việt"),
        ("hong.docx", docx_of(*PARAGRAPHS)[:300], "hỏng"),
        ("so-lieu.csv", b"a,b\n1,2\n3,4\n", ""),
        ("gia.pdf", docx_of(*PARAGRAPHS), "loại khác"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_rest_of_the_form_stays(world, send, name, content, sentence):
    answer = send(file=world.paper(name, content), issued_date="20-11-2026")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "err-sum" in html and sentence in html and "Traceback" not in html
    assert 'value="20-11-2026"' in html
    assert not Document.objects.exists() and not Attachment.objects.exists()


def test_a_refused_file_does_not_lose_the_pasted_words(world, send):
    html = send(file=world.paper("so-lieu.csv", b"a,b\n1,2\n"), text=ORDER).content.decode()
    assert f"{ORDER}</textarea>" in html
    assert not Document.objects.exists()


def test_a_wrong_day_loses_nothing_either(send):
    answer = send(text=ORDER, issued_date="31/02/2026")
    assert answer.status_code == 422
    assert f"{ORDER}</textarea>" in answer.content.decode()


def test_neither_file_nor_words_is_asked_for(send):
    answer = send()
    assert answer.status_code == 422
    assert "Hãy chọn một tệp hoặc dán nội dung văn bản." in answer.content.decode()


def test_the_same_number_is_warned_on_the_page_that_opens(world, client_of):
    world.document()
    second = world.document()
    Reading.objects.create(document=second, made_at=second.made_at)
    for door in ("work:confirm", "documents:document"):
        html = client_of(world.clerk).get(reverse(door, args=[second.pk])).content.decode()
        assert "trùng số, ký hiệu" in html


def test_who_may_not(world, send, client_of):
    assert send(by=world.centre_head, text=ORDER).status_code == 403
    assert client_of(world.centre_head).get(reverse("work:read_in")).status_code == 403
