"""The corpus of hostile files at the real gate: each is refused in one sentence, or harmless. None hangs or kills."""

import io
import os
import resource
import zipfile
from pathlib import Path

import pytest
from docx import Document

from kheo.files import FileRefused, Kind, Limits, Why, cleaned, confined, read_text, sniff
from kheo.people.rules import Role
from tests.files import papers
from tests.files.hostile import ROOMS, archives, corpus, gate, pdfs, tables
from tests.files.hostile.archives import packed_with
from tests.files.hostile.words import body_with, with_relation

DOCX = archives.DOCX
MB = 1024 * 1024


@pytest.fixture
def official(world):
    """One official who may use all three doors."""
    roles = (Role.CLERK, Role.OFFICIAL, Role.ONE_STOP_DESK)
    return world.official(world.post(world.service_centre, "Mọi cửa nhận tệp (minh hoạ)", *roles))


def otherwise(cases, official):
    """Send the cases; give those that ended otherwise than they must, with what was said."""
    wrong = {}
    for case in cases:
        outcome = gate.send(case, gate.form_of(case.name, case.make()), by=official)
        if outcome.verdict(case) != ("neutralised" if case.proof else "refused"):
            wrong[case.what] = outcome.refused.message if outcome.refused else outcome.kept
    return wrong


def test_the_corpus_is_large_enough_and_no_case_stands_twice():
    assert len(corpus()) >= 60
    assert len({case.what for case in corpus()}) == len(corpus())
    assert all(case.how for case in corpus() if case.proof)


@pytest.mark.long
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__.rpartition(".")[2])
def test_a_hostile_file_is_refused_in_one_sentence_or_made_harmless(room, official):
    assert otherwise([case for case in room.CASES if not case.slow], official) == {}


@pytest.mark.long
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__.rpartition(".")[2])
def test_a_hostile_file_that_takes_its_time_is_refused_or_made_harmless(room, official):
    assert otherwise([case for case in room.CASES if case.slow], official) == {}


HARMLESS = {
    "an ordinary template on the own disk": lambda: with_relation(
        "attachedTemplate", "file:///C:\\Users\\x\\Normal.dotm"
    ),
    "a link": lambda: with_relation("hyperlink", "https://example.invalid/"),
    "an embedded workbook": lambda: packed_with(word__embeddings__a_dot_xlsx=papers.zip_of({"xl/a.xml": b"<a/>"})),
}


@pytest.mark.parametrize("make", HARMLESS.values(), ids=HARMLESS)
def test_what_ordinary_documents_hold_is_not_refused(make):
    assert read_text(make(), "a.docx").text == "Nội dung thật của văn bản"


HONEST = {
    "formulas": (Kind.XLSX, lambda: tables.book(["=SUM(A2:B3)", '=A1&"a|b"', "=IF(A1>0,1,2)"])),
    "a table of contents and page numbers": (
        Kind.DOCX,
        lambda: body_with(b'<w:p><w:fldSimple w:instr=" TOC \\o "/><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>'),
    ),
    "a link in a PDF": (Kind.PDF, lambda: pdfs.opening(b"<</S/URI/URI(https://example.invalid/Launch)>>")),
    "words about scripts": (Kind.PDF, lambda: papers.pdf_of(papers.page_of(b"Khoa hoc JavaScript va Launch minh hoa"))),
    "objects packed as every program packs them": (Kind.PDF, lambda: pdfs.packed_object(b"<</Type/Annot>>")),
}


@pytest.mark.parametrize(("kind", "make"), HONEST.values(), ids=HONEST)
def test_what_ordinary_evidence_holds_is_kept_as_it_came(kind, make):
    content = make()
    assert cleaned(content, kind) == content


def test_a_file_on_disk_larger_than_the_limit_is_not_read_into_memory(tmp_path: Path):
    big = tmp_path / "a.txt"
    with big.open("wb") as opened:
        opened.truncate(5_000 * MB)  # a hole: no disk is used
    with pytest.raises(FileRefused) as refused:
        read_text(big, "a.txt")
    assert refused.value.why is Why.TOO_BIG


def test_a_reader_that_takes_too_long_is_stopped():
    slow = body_with(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100_000)
    with pytest.raises(FileRefused, match=r"quá 0,05 giây"):
        read_text(slow, "a.docx", limits=Limits(seconds=0.05))


@pytest.mark.long
def test_a_reader_that_needs_too_much_memory_is_stopped():
    large = body_with(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 400_000)
    with pytest.raises(FileRefused) as refused:
        read_text(large, "a.docx", limits=Limits(memory_bytes=80 * MB))
    assert refused.value.why is Why.TOO_HEAVY


def test_the_child_sees_none_of_the_servers_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    assert "secret" not in str(confined._environment("/nowhere"))


def test_no_child_is_left_behind():
    read_text(DOCX, "a.docx")
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] == resource.RLIM_INFINITY
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY


def test_an_archive_of_nothing_we_know_is_other():
    assert sniff(papers.zip_of({"a.txt": b"a"}), "a.zip") is Kind.OTHER
    assert zipfile.is_zipfile(io.BytesIO(DOCX))


@pytest.mark.long
def test_a_document_of_many_pages_is_read_within_the_limits():
    document = Document()
    for number in range(3_000):
        document.add_paragraph(f"{number}. " + "Nội dung của một đoạn văn dài vừa phải, đủ để thành hai dòng. " * 3)
    assert read_text(papers.saved(document), "a.docx").text.count("\n") == 2_999
