"""Send a hostile file through the real gate: the bytes of a form, Django's own parser, the action behind the door."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http.multipartparser import MultiPartParserError

from kheo.errors import RuleBroken
from kheo.files import FileRefused, Why
from tests.files.hostile.case import Case, Door, Kept

EDGE = b"----ranh-gioi-minh-hoa"
VIETNAMESE = re.compile("[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũừứửữựấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợỳýỵỷỹ]", re.I)


@dataclass(frozen=True)
class Outcome:
    """What became of a file: a refusal in words, or what was kept."""

    refused: RuleBroken | None = None
    kept: Kept | None = None

    def verdict(self, case: Case) -> str:
        """Give refused, neutralised or let_through; what came out otherwise than said counts as let through."""
        if self.refused is not None:
            return "refused" if case.proof is None and _fits(self.refused, case.why) else "let_through"
        return "neutralised" if case.proof and self.kept and case.proof(self.kept) else "let_through"


def _fits(refused: RuleBroken, why: Why | str | None) -> bool:
    said = refused.message
    if not said.endswith(".") or "\n" in said or "{" in said or not VIETNAMESE.search(said):
        return False
    if isinstance(why, Why):
        return isinstance(refused, FileRefused) and refused.why is why
    return why is None or why in said


def form_of(name: str, content: bytes) -> bytes:
    """Give the bytes that a browser sends for a form with this one file."""
    written = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").encode("utf-8", "surrogatepass")
    head = b'--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n' % (EDGE, written)
    return head + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n--%s--\r\n" % EDGE


def parsed(body: IO[bytes], length: int) -> UploadedFile:
    """Let Django read the form as it reads one from the server."""
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "CONTENT_TYPE": f"multipart/form-data; boundary={EDGE.decode()}",
            "CONTENT_LENGTH": str(length),
            "wsgi.input": body,
        }
    )
    return request.FILES["file"]


def send(case: Case, form: bytes | Path, *, by: Any) -> Outcome:
    """Send one form to the door of the case; `by` may use all three. Nothing stays in the database."""
    length = form.stat().st_size if isinstance(form, Path) else len(form)
    with form.open("rb") if isinstance(form, Path) else BytesIO(form) as body, transaction.atomic():
        file = None
        try:
            file = parsed(body, length)
            return Outcome(kept=TAKEN[case.door](file, by))
        except RuleBroken as refused:
            return Outcome(refused=refused)
        except MultiPartParserError:  # django answers with our page 400, whose words these are
            return Outcome(refused=RuleBroken("Yêu cầu thiếu một phần cần có, nên chưa có gì được ghi lại."))
        finally:
            if file is not None:
                file.close()
            transaction.set_rollback(True)


def _document(file: UploadedFile, by: Any) -> Kept:
    """As work.views.confirm does when a text is read in."""
    from kheo.base import attachments
    from kheo.documents.actions import take_in

    kept = attachments.keep(file, by=by, kinds=attachments.DOCUMENT_KINDS)
    document = take_in(by=by, attachment=kept)
    return Kept(kept.name, _bytes_of(kept), document.text)


def _evidence(file: UploadedFile, by: Any) -> Kept:
    """As work.actions.add_evidence does."""
    from kheo.base import attachments

    kept = attachments.keep(file, by=by)
    return Kept(kept.name, _bytes_of(kept), "")


def _table(file: UploadedFile, by: Any) -> Kept:
    """As the page that takes a file of dossiers does."""
    from kheo.intake.actions import take_file
    from kheo.intake.actions.reading import unpack

    batch = take_file(file, by=by)
    rows = unpack(bytes(batch.staged.content))
    return Kept(batch.name, b"", "\n".join("\t".join(row) for row in rows))


def _bytes_of(kept: Any) -> bytes:
    from kheo.base import attachments

    with attachments.read(kept) as opened:
        return opened.read()


TAKEN = {Door.DOCUMENT: _document, Door.EVIDENCE: _evidence, Door.TABLE: _table}
