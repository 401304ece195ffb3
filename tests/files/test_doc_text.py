"""Old Word files are read by the programs that know them, or refused with a way out."""

import pytest
from docx import Document

from kheo.files import FileRefused, Kind, Limits, Why, read_text
from kheo.files.doc_text import NO_NUMBERS, read_doc
from tests.files import papers
from tests.office_pdf import convert, program

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def old_file() -> bytes:
    document = Document()
    for words in papers.PARAGRAPHS:
        document.add_paragraph(words)
    document.add_paragraph("Mục tự đánh số", style="List Number")
    for cell, words in zip(document.add_table(1, 2, style="Table Grid")._cells, ("Việc", "Hạn"), strict=True):
        cell.text = words
    document.add_paragraph("Hết.")  # Word always has a paragraph after a table
    return convert(papers.saved(document), "docx", "doc")


def test_an_old_file_comes_out_as_it_went_in(old_file):
    text = read_text(old_file, "thong-bao.doc")
    assert text.text.split("\n") == [*papers.PARAGRAPHS, "1. Mục tự đánh số", "Việc | Hạn", "Hết."]
    assert (text.kind, text.warnings) == (Kind.DOC, ())


def test_antiword_alone_reads_it_and_says_what_it_loses(old_file, monkeypatch, tmp_path):
    (tmp_path / "antiword").symlink_to(program("antiword", "antiword"))
    monkeypatch.setenv("PATH", str(tmp_path))
    text = read_text(old_file, "thong-bao.doc")
    assert text.text.split("\n")[: len(papers.PARAGRAPHS)] == list(papers.PARAGRAPHS)
    assert text.text.split("\n")[-2:] == ["Việc | Hạn", "Hết."]
    assert text.warnings == (NO_NUMBERS,)


def test_without_either_program_the_way_out_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileRefused, match=r"lưu thành \.docx rồi gửi lại"):
        read_doc(b"", Limits())


def test_a_broken_old_file_is_refused():
    program("soffice", "libreoffice-writer-nogui")
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x07" * 4096 + "WordDocument".encode("utf-16-le")
    with pytest.raises(FileRefused) as refused:
        read_text(broken, "a.doc")
    assert refused.value.why is Why.BROKEN
