"""Documents made at test time: ordinary ones, and a small corpus of hostile ones."""

import io
import struct
import zipfile
import zlib

from docx import Document
from docx.document import Document as Opened

PARAGRAPHS = (
    "THÔNG BÁO",
    "Kết luận của Chủ tịch Ủy ban nhân dân phường tại cuộc họp giao ban tháng 11 năm 2026 (tài liệu minh hoạ)",
    "Sau khi nghe Trung tâm Phục vụ hành chính công báo cáo kết quả tiếp nhận, giải quyết thủ tục hành chính và ý kiến "
    "thảo luận của các đơn vị dự họp, Chủ tịch Ủy ban nhân dân phường kết luận như sau:",
    "1. Trung tâm Phục vụ hành chính công chủ trì, phối hợp với Phòng Văn hoá - Xã hội rà soát toàn bộ hồ sơ quá hạn, "
    "làm rõ nguyên nhân của từng hồ sơ và báo cáo Ủy ban nhân dân phường trước ngày 15/12/2026.",
    "2. Phòng Kinh tế, Hạ tầng và Đô thị công khai quy trình cấp giấy phép xây dựng tại Bộ phận Một cửa và trên trang "
    "thông tin điện tử của phường; hoàn thành trong quý I năm 2027.",
    "a) Bố trí một công chức hướng dẫn người dân nộp hồ sơ trực tuyến.",
    "- Lưu: VT, VP.",
)


def docx_of(*paragraphs: str) -> bytes:
    """Make a .docx with one plain paragraph for each string."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: Opened) -> bytes:
    """Give the bytes of a python-docx document."""
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def with_parts(docx: bytes, **parts: bytes | None) -> bytes:
    """Give a .docx with parts replaced or added; `__` in a name stands for "/", `_dot_` for "."."""
    changed = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    return zip_of(members_of(docx) | {name: content for name, content in changed.items() if content is not None})


def members_of(archive: bytes) -> dict[str, bytes]:
    """Give the parts of a zip archive by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zip_of(members: dict[str, bytes]) -> bytes:
    """Make a zip archive."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()


def png(width: int, height: int) -> bytes:
    """Make a PNG whose header declares the size; its picture data is one grey row."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\x00" * (min(width, 1000) + 1))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf_of(*streams: bytes, kids: int | None = None) -> bytes:
    """Write a small PDF by hand, one content stream a page; `kids` repeats the first page in the page tree."""
    count = kids or len(streams)
    pages = [4 + 2 * number for number in range(len(streams))]
    listed = pages if kids is None else [pages[0]] * kids
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b" ".join(b"%d 0 R" % page for page in listed)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (pages[number] + 1)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    return _with_table(objects)


def _with_table(objects: list[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    return written + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def page_of(*lines: bytes) -> bytes:
    """Give a content stream that prints lines in Times from the top of the page."""
    shown = b" ".join(b"(%s) Tj 0 -16 Td" % line for line in lines)
    return b"BT /F 12 Tf 72 770 Td %s ET" % shown


IMAGE_ONLY = (
    b"q 595 0 0 842 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\xff\x00 EI Q"  # a scan: one picture, no letters
)
