"""Write a notice of conclusions as the bytes of a .docx; equal notices give equal bytes."""

import io
import zipfile

from kheo.letters.body import write_body, write_title
from kheo.letters.heading import write_heading
from kheo.letters.notice import NoticeOfConclusions
from kheo.letters.page import new_page, set_edges_of_pages, set_properties
from kheo.letters.signature import write_signature

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
    set_properties(document, title=title, author=notice.issuer, issued_on=notice.issued_on)
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
