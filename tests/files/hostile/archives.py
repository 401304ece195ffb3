"""Zip archives that would swell, climb out of their folder, or lie."""

import io
import os
import struct
import warnings
import zipfile

from kheo.files import Why
from tests.files import papers
from tests.files.hostile.case import MB, Case, Door

DOCX = papers.docx_of("Nội dung thật của văn bản")
PARTS = papers.members_of(DOCX)
BODY = PARTS["word/document.xml"]


def packed_with(**parts: bytes) -> bytes:
    """Give the honest .docx with parts replaced or added (see `papers.with_parts`)."""
    return papers.with_parts(DOCX, **parts)


def zip_bomb() -> bytes:
    """200 MB of nothing in 200 kB."""
    return packed_with(word__media__a_dot_bin=b"\0" * (200 * MB))


def nested_bomb() -> bytes:
    """A bomb inside an embedded archive."""
    return packed_with(word__embeddings__a_dot_bin=papers.zip_of({"a": b"\0" * (100 * MB)}))


def doll() -> bytes:
    """Archives in archives in archives."""
    inner = papers.zip_of({"b.zip": papers.zip_of({"c.zip": papers.zip_of({"d": b"x"})})})
    return packed_with(word__embeddings__a_dot_bin=inner)


def overlapping() -> bytes:
    """Two thousand names for the same packed megabyte: small on disk, 2 GB when unpacked."""
    packed = papers.zip_of({"a": b"\0" * MB})
    at = packed.find(b"PK\x01\x02")
    entry = packed[at : packed.find(b"PK\x05\x06")]
    count = 2_000
    listed = b"".join(entry[:28] + struct.pack("<H", 5) + entry[30:46] + b"%05d" % n for n in range(count))
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(listed), at, 0)
    return packed[:at] + listed + end


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


def locked() -> bytes:
    """An archive whose first entry says that it needs a password."""
    packed = bytearray(DOCX)
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def twice() -> bytes:
    """Two parts of one name: a scanner may read the one, and Word the other."""
    kept = io.BytesIO(DOCX)
    with warnings.catch_warnings(), zipfile.ZipFile(kept, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", BODY)
    return kept.getvalue()


def link() -> bytes:
    """A part that is a symbolic link to a file of the machine."""
    kept = io.BytesIO(DOCX)
    with zipfile.ZipFile(kept, "a") as archive:
        part = zipfile.ZipInfo("word/media/a.png")
        part.external_attr = 0o120777 << 16
        archive.writestr(part, "/etc/passwd")
    return kept.getvalue()


def named(name: str) -> bytes:
    """Give the honest .docx with one more part of that name."""
    return papers.zip_of(PARTS | {name: b"x"})


def many_relations() -> bytes:
    """4,900 lists of relations, each of 50 kB."""
    one = b"<R>" + b"<r/>" * 12_500 + b"</R>"
    return papers.zip_of(PARTS | {f"word/_rels/{n}.xml.rels": one for n in range(4_900)})


def heavy_types() -> bytes:
    """A list of contents of 24 MB."""
    more = b"<Default/>" * (2 * MB)
    return papers.zip_of(
        PARTS | {"[Content_Types].xml": PARTS["[Content_Types].xml"].replace(b"</Types>", more + b"</Types>")}
    )


CASES = [
    Case("a zip bomb", "a.docx", zip_bomb, why=Why.TOO_HEAVY, slow=True),
    Case("a zip bomb as evidence", "a.docx", zip_bomb, Door.EVIDENCE, Why.TOO_HEAVY, slow=True),
    Case("a zip bomb as a table", "a.xlsx", zip_bomb, Door.TABLE, Why.TOO_HEAVY, slow=True),
    Case("a nested zip bomb", "a.docx", nested_bomb, why=Why.TOO_HEAVY, slow=True),
    Case("archives in archives", "a.docx", doll, why=Why.TOO_HEAVY),
    Case("a zip bomb whose entries overlap", "a.docx", overlapping, why=Why.TOO_HEAVY),
    Case("a part that lies about its size", "a.docx", lying_size, why=Why.BROKEN),
    Case(
        "ten thousand entries", "a.docx", lambda: papers.zip_of({str(n): b"" for n in range(10_000)}), why=Why.TOO_HEAVY
    ),
    Case("lists of relations without end", "a.docx", many_relations, why=Why.TOO_HEAVY, slow=True),
    Case("a list of contents without end", "a.docx", heavy_types, why=Why.TOO_HEAVY, slow=True),
    Case(
        "a main part of 24 MB of noise",
        "a.docx",
        lambda: packed_with(word__document_dot_xml=os.urandom(24 * MB + 1)),
        slow=True,
    ),
    Case("a password on the archive", "a.docx", locked, why=Why.ENCRYPTED),
    Case(
        "a password on the document",
        "a.docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        why=Why.ENCRYPTED,
    ),
    Case("a part that climbs out", "a.docx", lambda: named("../../etc/passwd"), why=Why.BROKEN),
    Case("a part that climbs out, as Windows writes it", "a.docx", lambda: named("..\\..\\x.exe"), why=Why.BROKEN),
    Case("a part at the root", "a.docx", lambda: named("/etc/passwd"), why=Why.BROKEN),
    Case("a part on another disk", "a.docx", lambda: named("C:\\x.exe"), why=Why.BROKEN),
    Case("two parts of one name", "a.docx", twice, why=Why.BROKEN),
    Case(
        "a part that is a link to a file of the machine",
        "a.docx",
        link,
        proof=lambda kept: kept.text == "Nội dung thật của văn bản",
        how="nothing is ever unpacked onto the disk",
    ),
    Case("a docx cut in half", "a.docx", lambda: DOCX[: len(DOCX) // 2], why=Why.BROKEN),
    Case("a docx cut in half as evidence", "a.docx", lambda: DOCX[: len(DOCX) // 2], Door.EVIDENCE, Why.BROKEN),
    Case(
        "an archive named docx",
        "a.docx",
        lambda: papers.zip_of({"virus.exe": b"MZ" + b"\0" * 100}),
        why=Why.NAME_LIES,
    ),
]
