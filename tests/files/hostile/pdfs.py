"""PDF files with a second face, with something that runs, or with pages that would swell."""

import io
import os
import zlib

import pypdf

from kheo.files import Why
from tests.files import papers
from tests.files.hostile.archives import DOCX
from tests.files.hostile.case import MB, Case, Door

PLAIN = papers.pdf_of(papers.page_of(b"Thong bao minh hoa cua phuong"))
RUNS = b"<</S/JavaScript/JS(app.alert(1))>>"


def opening(action: bytes) -> bytes:
    """Give a PDF that does something when it is opened."""
    return PLAIN.replace(b"<</Type/Catalog", b"<</Type/Catalog/OpenAction " + action)


def packed_object(content: bytes, kind: bytes = b"/ObjStm", filters: bytes = b"/FlateDecode") -> bytes:
    """Give a PDF with one more object, which lies inside a packed stream of objects."""
    inner = b"9 0 " + content
    packed = zlib.compress(inner)
    if filters != b"/FlateDecode":
        packed = packed.hex().encode() + b">"
    stream = b"8 0 obj\n<</Type%s/N 1/First 4/Filter%s/Length %d>>stream\n%s\nendstream\nendobj\n" % (
        kind,
        filters,
        len(packed),
        packed,
    )
    return PLAIN.replace(b"xref\n", stream + b"xref\n", 1)


def locked() -> bytes:
    """A PDF with a password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(papers.pdf_of(papers.page_of(b"secret"))))
    writer.encrypt("mat-khau", algorithm="RC4-128")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def packed_page() -> bytes:
    """A page whose content unpacks to 64 MB of operators through two layers of Flate."""
    packed = zlib.compress(zlib.compress(b"q Q\n" * (16 * MB), 9), 9)
    return papers.pdf_of(b"").replace(
        b"<</Length 0>>stream\n\nendstream",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(packed), packed),
    )


CASES = [
    Case("a PDF that runs a script", "a.pdf", lambda: opening(RUNS), why=Why.RUNS),
    Case("a PDF that runs a script, as evidence", "a.pdf", lambda: opening(RUNS), Door.EVIDENCE, Why.RUNS),
    Case(
        "a script under a masked name",
        "a.pdf",
        lambda: opening(b"<</S/J#61v#61Script/JS(app.alert(1))>>"),
        Door.EVIDENCE,
        Why.RUNS,
    ),
    Case(
        "a script named from elsewhere in the file",
        "a.pdf",
        lambda: opening(b"<</S 8 0 R/JS(app.alert(1))>>").replace(b"xref\n", b"8 0 obj/JavaScript endobj\nxref\n", 1),
        Door.EVIDENCE,
        Why.RUNS,
    ),
    Case("a script in a packed object", "a.pdf", lambda: packed_object(RUNS), Door.EVIDENCE, Why.RUNS),
    Case(
        "a packed object under a masked name",
        "a.pdf",
        lambda: packed_object(RUNS, kind=b"/Obj#53tm"),
        Door.EVIDENCE,
        Why.RUNS,
    ),
    Case(
        "a packed object packed in a way nobody packs",
        "a.pdf",
        lambda: packed_object(RUNS, filters=b"[/ASCIIHexDecode/FlateDecode]"),
        Door.EVIDENCE,
        Why.BROKEN,
    ),
    Case(
        "packed objects that swell",
        "a.pdf",
        lambda: packed_object(b" " * (120 * MB)),
        Door.EVIDENCE,
        Why.TOO_HEAVY,
        slow=True,
    ),
    Case("a PDF that starts a program", "a.pdf", lambda: opening(b"<</S/Launch/F(cmd.exe)>>"), Door.EVIDENCE, Why.RUNS),
    Case(
        "a PDF with a film that is a program",
        "a.pdf",
        lambda: opening(b"<</Type/Annot/Subtype/RichMedia>>"),
        Door.EVIDENCE,
        Why.RUNS,
    ),
    Case(
        "PDF and page at once",
        "a.pdf",
        lambda: b"%PDF-1.7\n<html><script>alert(1)</script></html>\n" + PLAIN,
        why=Why.TWO_FACED,
    ),
    Case("page and PDF at once", "a.html", lambda: b"<html>\n" + PLAIN, why=Why.TWO_FACED),
    Case("PDF and archive at once", "a.pdf", lambda: PLAIN + DOCX, Door.EVIDENCE, Why.TWO_FACED),
    Case("a PDF with a password", "a.pdf", locked, why=Why.ENCRYPTED),
    Case("a PDF of noise", "a.pdf", lambda: b"%PDF-1.7\n" + os.urandom(5000), why=Why.BROKEN),
    Case("a PDF cut in half", "a.pdf", lambda: papers.pdf_of(papers.page_of(b"x" * 500))[:300], why=Why.BROKEN),
    Case("a PDF that turns in circles", "a.pdf", lambda: PLAIN.replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"), slow=True),
    Case("a PDF of a thousand pages", "a.pdf", lambda: papers.pdf_of(papers.page_of(b"x"), kids=1_000)),
    Case(
        "a PDF that nests a hundred thousand arrays",
        "a.pdf",
        lambda: papers.pdf_of(b"[" * 100_000 + b"]" * 100_000),
        why=Why.NO_TEXT,
        slow=True,
    ),
    Case("a PDF with a packed page", "a.pdf", packed_page, slow=True),
    Case("a scan without words", "a.pdf", lambda: papers.pdf_of(papers.IMAGE_ONLY), why=Why.SCANNED),
]
