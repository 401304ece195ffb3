"""Write a notice of conclusions, or an apology slip, as the bytes of a .docx; equal papers give equal bytes."""

import io
import zipfile

from docx.document import Document

from kheo.letters.body import write_body, write_title
from kheo.letters.heading import write_heading
from kheo.letters.notice import NoticeOfConclusions
from kheo.letters.page import new_page, set_edges_of_pages, set_properties
from kheo.letters.signature import write_signature
from kheo.letters.slip import ApologySlip, write_slip_body

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip archive knows


def write_notice(notice: NoticeOfConclusions) -> bytes:
    """Give the notice as a .docx laid out by Nghị định 30/2020/NĐ-CP, Phụ lục I."""
    document = new_page()
    write_heading(document, notice)
    write_title(document, notice)
    write_body(document, notice)
    write_signature(document, notice)
    set_edges_of_pages(document, illustrative=notice.illustrative, footer=notice.footer)
    title = f"Thông báo: {notice.abstract}"
    set_properties(document, title=title, author=notice.issuer, issued_on=notice.issued_on, category="Thông báo")
    return _saved(document)


def write_slip(slip: ApologySlip) -> bytes:
    """Give an apology slip as a .docx, laid out as other official papers are."""
    document = new_page()
    write_heading(document, slip)
    write_slip_body(document, slip)
    write_signature(document, slip)
    set_edges_of_pages(document, illustrative=slip.illustrative, footer="")
    title = f"Phiếu xin lỗi: hồ sơ {slip.code}"
    set_properties(document, title=title, author=slip.issuer, issued_on=slip.issued_on, category="Phiếu xin lỗi")
    return _saved(document)


def _saved(document: Document) -> bytes:
    """Give the bytes; equal documents are equal bytes."""
    saved = io.BytesIO()
    document.save(saved)
    return _without_times(saved.getvalue())


def _without_times(docx: bytes) -> bytes:
    """Pack the same parts again without the time of day that python-docx stamps on each."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return kept.getvalue()
