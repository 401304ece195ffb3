"""Files that people hand in: checked, stored by content, served only as downloads.

The subject that owns the attachment decides who may read it; nothing is reachable by its hash.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

from kheo import files
from kheo.base import antivirus, clock, leftovers
from kheo.base.audit import Author
from kheo.base.models import Attachment, Blob
from kheo.errors import RuleBroken
from kheo.files.cleaning import ACTING, PICTURES
from kheo.language import nfc

LARGEST = 25 * 1024 * 1024
OWN_NAME = re.compile(rf"[0-9a-f]{{64}}|{leftovers.WRITING}.*")
DOCUMENT_KINDS = frozenset({"docx", "doc", "pdf", "html", "txt", "md"})
TABLE_KINDS = frozenset({"csv", "xlsx"})
EVIDENCE_KINDS = (DOCUMENT_KINDS | TABLE_KINDS | {"png", "jpeg"}) - {"html"}
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "png": "image/png",
    "jpeg": "image/jpeg",
}


def keep(file: UploadedFile, *, by: Author, kinds: Collection[str] = EVIDENCE_KINDS) -> Attachment:
    """Check a file's size and true kind, store its bytes once, and give the attachment.

    Raises RuleBroken (field "file") with a sentence for a file that is empty, too large or of another kind.
    """
    if not file.size:
        raise RuleBroken(_("Tệp rỗng, không có nội dung nào để lưu."), field="file")
    if file.size > LARGEST:
        limit = LARGEST // 1024 // 1024
        sentence = _("Tệp lớn hơn %(limit)s MB. Xin chia thành nhiều tệp, hoặc lưu lại với ảnh nhẹ hơn.")
        raise RuleBroken(sentence % {"limit": limit}, field="file")
    kind = _kind_of(file)
    if kind not in kinds:
        sentence = _("Không nhận loại tệp này. Các loại nhận được: %(kinds)s.")
        raise RuleBroken(sentence % {"kinds": ", ".join(sorted(kinds))}, field="file")
    file.seek(0)
    antivirus.check(file.chunks())
    leftovers.hold()
    sha256, size = store(_cleaned(file, files.Kind(kind)))
    blob, _is_new = Blob.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "media_type": MEDIA_TYPES.get(kind, "application/octet-stream")}
    )
    return Attachment.objects.create(
        blob=blob,
        name=_plain_name(file.name or f"tep.{kind}"),
        locality_id=by.locality_id,
        official_id=by.pk,
        made_at=clock.now(),
    )


def _cleaned(file: UploadedFile, kind: files.Kind) -> Iterable[bytes]:
    """Give the bytes to store: photos without their tale of place and device, all else as it came, if it is passive."""
    file.seek(0)
    if kind not in PICTURES | ACTING:
        return file.chunks()
    try:
        return [files.cleaned(file.read(), kind)]
    except RuleBroken as broken:
        broken.field = "file"
        raise


def _kind_of(file: UploadedFile) -> str:
    try:
        return str(files.sniff(cast(BinaryIO, file), file.name or ""))  # an upload reads and seeks like any stream
    except RuleBroken as broken:
        broken.field = "file"
        raise


def store(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write bytes under their SHA-256, durably: temporary file, fsync, rename. Give (sha256, size)."""
    folder = Path(settings.KHEO_FILES)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    total, digest = 0, hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, prefix=leftovers.WRITING, delete=False) as temporary:
        try:
            for chunk in chunks:
                digest.update(chunk)
                total += len(chunk)
                temporary.write(chunk)
            temporary.flush()
            os.fsync(temporary.fileno())
            place = _place(digest.hexdigest())
            place.parent.mkdir(exist_ok=True, mode=0o700)
        except BaseException:
            os.unlink(temporary.name)  # a full disk must not also keep the half
            raise
    os.replace(temporary.name, place)
    _sync(place.parent)
    return digest.hexdigest(), total


def _sync(folder: Path) -> None:
    """Make the new name itself durable, before the database says that it is there."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def read(attachment: Attachment) -> BinaryIO:
    """Open the bytes of an attachment."""
    return _place(attachment.blob_id).open("rb")


def path_of(attachment: Attachment) -> Path:
    """Give where the bytes lie, for readers that want a path."""
    return _place(attachment.blob_id)


def download(attachment: Attachment) -> FileResponse:
    """Answer with the file as a download that no browser will try to run."""
    return FileResponse(
        read(attachment),
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, no-store",
        },
    )


def leftovers_at(now: datetime) -> list[Path]:
    """Give the files that no row names: of acts that were undone, or of a process that died while it wrote."""
    old = [path for path in leftovers.older(Path(settings.KHEO_FILES), now) if OWN_NAME.fullmatch(path.name)]
    known = set(Blob.objects.values_list("pk", flat=True).iterator()) if old else set()
    return [path for path in old if path.name not in known]


def clear_leftovers(now: datetime) -> int:
    """Remove them and say how many; run every hour."""
    return leftovers.clear(lambda: leftovers_at(now))


def _place(sha256: str) -> Path:
    return Path(settings.KHEO_FILES) / sha256[:2] / sha256


def _plain_name(name: str) -> str:
    """Keep the last part of a name, composed (NFC), without control characters, at most 120 characters."""
    last = nfc(name).replace("\\", "/").rsplit("/", 1)[-1]
    cleaned = "".join(letter for letter in last if letter.isprintable()).strip(". ") or "tep"
    stem, dot, ending = cleaned.rpartition(".")
    return f"{stem[:110]}.{ending[:9]}" if dot and stem else cleaned[:120]
