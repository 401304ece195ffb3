"""A file is what stands in it, and its name must say so."""

import io

import pytest

from kheo.files import FileRefused, Kind, Limits, Why, sniff
from tests.files import papers

DOCX = papers.docx_of("Nội dung")
PDF = papers.pdf_of(papers.page_of(b"Hello"))
PNG = papers.png(3, 2)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x02\x00\x03\x01\x01\x11\x00\xff\xd9"
WORD_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "WordDocument".encode("utf-16-le")
PAGE = "<!DOCTYPE html><html><body><p>Xin chào</p></body></html>".encode()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (DOCX, "a.docx", Kind.DOCX),
        (DOCX, "A.DOCX", Kind.DOCX),
        (DOCX, "không đuôi", Kind.DOCX),
        (PDF, "a.pdf", Kind.PDF),
        (PNG, "a.png", Kind.PNG),
        (JPEG, "a.jpg", Kind.JPEG),
        (WORD_97, "a.doc", Kind.DOC),
        (PAGE, "a.html", Kind.HTML),
        ("<p>Xin chào</p>".encode(), "a.htm", Kind.HTML),
        ("Xin chào".encode(), "a.txt", Kind.TXT),
        ("Xin chào".encode("utf-16"), "a.txt", Kind.TXT),
        ("# Xin chào".encode(), "a.md", Kind.MD),
        (b"ma;ten\n1;2\n", "a.csv", Kind.CSV),
        ("Xin chào".encode(), "ghi chú", Kind.TXT),
        (b"MZ\x90\x00\x03\x00\x00", "a.exe", Kind.OTHER),
        (b"{\\rtf1 abc}", "a.rtf", Kind.OTHER),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "a.svg", Kind.OTHER),
        (papers.zip_of({"a.txt": b"a"}), "a.zip", Kind.OTHER),
    ],
)
def test_the_content_decides(content, name, kind):
    assert sniff(content, name) is kind


def test_a_stream_is_left_at_its_start():
    stream = io.BytesIO(DOCX)
    stream.read(7)
    assert sniff(stream, "a.docx") is Kind.DOCX
    assert stream.read() == DOCX


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PDF, "a.docx"),
        (DOCX, "a.pdf"),
        (PAGE, "a.pdf"),
        (PAGE, "a.doc"),
        (b"MZ\x90\x00\x03", "a.pdf"),
        (PDF, "a.pdf.exe"),
        ("Xin chào".encode(), "a.docx"),
        ("Xin chào".encode(), "a.html"),
        (b"\x00\x01\x02\x03", "a.txt"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.html"),
    ],
)
def test_a_name_that_lies_is_refused(content, name):
    assert why(content, name) is Why.NAME_LIES


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.4\n<html><script>alert(1)</script></html>\n" + PDF, "a.pdf"),
        (b"<html><!-- %PDF-1.4 --><body>x</body></html>", "a.html"),
        (PDF + DOCX, "a.pdf"),
        (PAGE + DOCX, "a.html"),
        (PNG + papers.zip_of({"a": b"a"}), "a.png"),
        (b"\xff\xd8\xff\xe0<script>x</script>", "a.jpg"),
    ],
)
def test_a_file_of_two_kinds_is_refused(content, name):
    assert why(content, name) is Why.TWO_FACED


def test_an_empty_file_and_a_big_file_are_refused():
    assert why(b"", "a.txt") is Why.EMPTY
    assert why(b"x" * 101, "a.txt", Limits(bytes=100)) is Why.TOO_BIG


def test_a_picture_of_30000_by_30000_is_refused_by_its_header():
    assert why(papers.png(30_000, 30_000), "a.png") is Why.TOO_MANY_PIXELS


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", JPEG[:12], papers.png(0, 5)])
def test_a_picture_without_a_size_is_broken(content):
    assert why(content, "ảnh") is Why.BROKEN


def test_the_sentence_names_the_limit_and_what_to_do():
    with pytest.raises(FileRefused, match=r"^Tệp lớn hơn 25 MB; hãy .+\.$"):
        sniff(b"x" * (25 * 1024 * 1024 + 1), "a.txt")


def why(content: bytes, name: str, limits: Limits | None = None) -> Why:
    with pytest.raises(FileRefused) as refused:
        sniff(content, name, limits=limits)
    return refused.value.why
