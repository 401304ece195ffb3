"""A small corpus of hostile files, made here: each is refused in one sentence, or harmless. None hangs or kills."""

import io
import os
import resource
import struct
import zipfile
import zlib
from pathlib import Path

import pypdf
import pytest
from docx import Document

from kheo.files import FileRefused, Kind, Limits, Why, confined, read_text, sniff
from tests.files import papers

DOCX = papers.docx_of("Nội dung thật của văn bản")
PARTS = papers.members_of(DOCX)
BODY = PARTS["word/document.xml"]
MB = 1024 * 1024


def packed_with(**parts: bytes) -> bytes:
    return papers.with_parts(DOCX, **parts)


def body_with(markup: bytes) -> bytes:
    """Give the .docx with markup put at the start of its body."""
    return packed_with(word__document_dot_xml=BODY.replace(b"<w:body>", b"<w:body>" + markup))


def zip_bomb() -> bytes:
    return packed_with(word__media__a_dot_bin=b"\0" * (200 * MB))


def nested_bomb() -> bytes:
    inner = papers.zip_of({"a": b"\0" * (100 * MB)})
    return packed_with(word__embeddings__a_dot_bin=inner)


def doll() -> bytes:
    inner = papers.zip_of({"b.zip": papers.zip_of({"c.zip": papers.zip_of({"d": b"x"})})})
    return packed_with(word__embeddings__a_dot_bin=inner)


def lying_size() -> bytes:
    """Declare a small unpacked size in the table of contents for a large part."""
    packed = bytearray(packed_with(word__document_dot_xml=BODY + b" " * (3 * MB)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = packed.find(b"word/document.xml")
        while at > 0:
            start = packed.rfind(signature, 0, at)
            name = 30 if signature == b"PK\x03\x04" else 46
            if start >= 0 and start + name == at:
                packed[start + offset : start + offset + 4] = struct.pack("<I", 500)
            at = packed.find(b"word/document.xml", at + 1)
    return bytes(packed)


def locked_zip() -> bytes:
    packed = bytearray(DOCX)
    at = packed.find(b"PK\x01\x02")
    packed[at + 8] |= 1
    return bytes(packed)


def with_relation(kind: str, target: str) -> bytes:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return packed_with(word___rels__settings_dot_xml_dot_rels=relation.encode())


def with_types(old: bytes, new: bytes) -> bytes:
    types = PARTS["[Content_Types].xml"].replace(old, new)
    return papers.zip_of(PARTS | {"[Content_Types].xml": types})


def xxe(declared: bytes) -> bytes:
    return packed_with(
        word__document_dot_xml=BODY.replace(
            b"<w:document", b"<!DOCTYPE w:document [" + declared + b"]><w:document", 1
        ).replace(b"N\xe1\xbb\x99i dung", b"&x;")
    )


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(papers.pdf_of(papers.page_of(b"secret"))))
    writer.encrypt("mat-khau", algorithm="RC4-128")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def pdf_stream_bomb() -> bytes:
    """A page whose content unpacks to 2 GB of operators through two layers of Flate."""
    packed = zlib.compress(zlib.compress(b"q Q\n" * (16 * MB), 9), 9)
    return papers.pdf_of(b"").replace(
        b"<</Length 0>>stream\n\nendstream",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(packed), packed),
    )


MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
REFUSED = {
    "zip bomb": (zip_bomb, "a.docx", Why.TOO_HEAVY),
    "nested zip bomb": (nested_bomb, "a.docx", Why.TOO_HEAVY),
    "archives in archives": (doll, "a.docx", Why.TOO_HEAVY),
    "a part that lies about its size": (lying_size, "a.docx", Why.BROKEN),
    "ten thousand entries": (lambda: papers.zip_of({str(n): b"" for n in range(10_000)}), "a.docx", Why.TOO_HEAVY),
    "a heavy main part": (
        lambda: packed_with(word__document_dot_xml=os.urandom(25 * MB)[: 24 * MB + 1]),
        "a.docx",
        None,
    ),
    "a password on the archive": (locked_zip, "a.docx", Why.ENCRYPTED),
    "a password on the document": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        Why.ENCRYPTED,
    ),
    "path traversal": (lambda: papers.zip_of(PARTS | {"../../etc/passwd": b"x"}), "a.docx", Why.BROKEN),
    "absolute path": (lambda: papers.zip_of(PARTS | {"/etc/passwd": b"x"}), "a.docx", Why.BROKEN),
    "docm renamed docx": (
        lambda: with_types(MAIN, b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        "a.docx",
        Why.MACRO,
    ),
    "macro part": (lambda: packed_with(word__vbaProject_dot_bin=b"x"), "a.docx", Why.MACRO),
    "ActiveX": (lambda: packed_with(word__activeX__activeX1_dot_bin=b"x"), "a.docx", Why.MACRO),
    "macros in an old file": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument_VBA_PROJECT".encode("utf-16-le"),
        "a.doc",
        Why.MACRO,
    ),
    "remote template": (
        lambda: with_relation("attachedTemplate", "https://example.invalid/a.dotm"),
        "a.docx",
        Why.ACTIVE,
    ),
    "template on a share": (lambda: with_relation("attachedTemplate", "\\\\10.0.0.1\\a.dotm"), "a.docx", Why.ACTIVE),
    "remote object": (lambda: with_relation("oleObject", "http://example.invalid/x"), "a.docx", Why.ACTIVE),
    "DDE in pieces": (
        lambda: body_with(
            b"<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd</w:instrText></w:r></w:p>"
        ),
        "a.docx",
        Why.ACTIVE,
    ),
    "DDE in one field": (
        lambda: body_with(b'<w:p><w:fldSimple w:instr="DDE cmd a b"/></w:p>'),
        "a.docx",
        Why.ACTIVE,
    ),
    "XXE": (lambda: xxe(b'<!ENTITY x SYSTEM "file:///etc/passwd">'), "a.docx", None),
    "billion laughs": (
        lambda: xxe(
            b'<!ENTITY a "'
            + b"h" * 1000
            + b'">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 30) for n in range(8))
            + b'<!ENTITY x "&i;">'
        ),
        "a.docx",
        None,
    ),
    "a docx cut in half": (lambda: DOCX[: len(DOCX) // 2], "a.docx", Why.BROKEN),
    "no main part": (
        lambda: papers.zip_of({k: v for k, v in PARTS.items() if k != "word/document.xml"}),
        "a.docx",
        Why.BROKEN,
    ),
    "a main part that is not XML": (lambda: packed_with(word__document_dot_xml=b"<w:doc"), "a.docx", Why.BROKEN),
    "a hundred thousand levels": (
        lambda: body_with(b"<w:sdt>" * 100_000 + b"</w:sdt>" * 100_000),
        "a.docx",
        Why.BROKEN,
    ),
    "millions of empty paragraphs": (lambda: body_with(b"<w:p/>" * (3 * MB)), "a.docx", Why.TOO_HEAVY),
    "a workbook": (
        lambda: with_types(MAIN, MAIN.replace(b"wordprocessingml.document", b"spreadsheetml.sheet")),
        "a.xlsx",
        Why.IS_TABLE,
    ),
    "a locked PDF": (locked_pdf, "a.pdf", Why.ENCRYPTED),
    "a PDF of garbage": (lambda: b"%PDF-1.7\n" + os.urandom(5000), "a.pdf", Why.BROKEN),
    "a PDF cut in half": (lambda: papers.pdf_of(papers.page_of(b"x" * 500))[:300], "a.pdf", Why.BROKEN),
    "a PDF that turns in circles": (
        lambda: papers.pdf_of(b"").replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"),
        "a.pdf",
        None,
    ),
    "a PDF with a packed page": (pdf_stream_bomb, "a.pdf", None),
    "a picture of 30,000 by 30,000": (lambda: papers.png(30_000, 30_000), "a.png", Why.TOO_MANY_PIXELS),
    "SVG with script": (lambda: b"<svg onload='x()'><script>x()</script></svg>", "a.svg", Why.UNSUPPORTED),
    "nothing": (lambda: b"", "a.docx", Why.EMPTY),
    "RTF named doc": (lambda: b"{\\rtf1 x}", "a.doc", Why.NAME_LIES),
    "a program": (lambda: b"MZ" + b"\0" * 100, "a.exe", Why.UNSUPPORTED),
}


@pytest.mark.parametrize(("make", "name", "why"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_file_is_refused_in_one_sentence(make, name, why):
    with pytest.raises(FileRefused) as refused:
        read_text(make(), name)
    assert why in (None, refused.value.why)
    said = refused.value.message
    assert said.endswith(".") and "\n" not in said and "{" not in said


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


def test_the_antivirus_test_file_is_only_text_and_comes_out_as_text():
    eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"
    assert read_text(eicar.encode(), "a.txt").text == eicar


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


def test_a_document_of_many_pages_is_read_within_the_limits():
    document = Document()
    for number in range(3_000):
        document.add_paragraph(f"{number}. " + "Nội dung của một đoạn văn dài vừa phải, đủ để thành hai dòng. " * 3)
    assert read_text(papers.saved(document), "a.docx").text.count("\n") == 2_999
