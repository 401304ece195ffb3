"""What is done to documents: taken in, and their particulars corrected."""

from datetime import date
from typing import cast

from django.db import transaction

from kheo import files
from kheo.base import attachments, clock
from kheo.base.audit import digest, record
from kheo.base.models import Attachment
from kheo.base.seen import check_seen, mark_of
from kheo.documents import access, rules
from kheo.documents.heading import read_heading
from kheo.documents.models import Document
from kheo.files.letter_codes import modern
from kheo.language import nfc
from kheo.people.models import Official

PARTICULARS = ("type_name", "code_number", "code_notation", "issued_date", "organ_name", "subject")


@transaction.atomic
def take_in(
    *, by: Official, text: str = "", attachment: Attachment | None = None, issued_date: date | None = None
) -> Document:
    """Take a document in, from pasted words or from a kept file; its particulars are guessed from its heading."""
    access.check_can_take_in(by)
    pages = None
    if attachment is not None and not text.strip():
        found = files.read_text(attachments.path_of(attachment), attachment.name)
        text, pages = found.text, found.pages
    text = cleaned(text)
    rules.check_text(text)
    rules.check_issued(issued_date, clock.today())
    heading = read_heading(text)
    found_date = heading.issued_date if heading.issued_date and heading.issued_date <= clock.today() else None
    document = Document.objects.create(
        locality=by.locality,
        type_name=heading.kind,
        code_number=rules.plain_number(heading.code_number)[:11],
        code_notation=heading.code_notation[:30],
        issued_date=issued_date or found_date,
        organ_name=heading.organ_name[:200],
        subject=heading.subject,
        page_amount=pages,
        text=text,
        attachment=attachment,
        made_at=clock.now(),
        made_by=by,
    )
    file_hash = attachment.blob_id if attachment else text
    record("document.taken_in", document, by=by, changed={"file": digest(file_hash), "characters": len(text)})
    return document


def cleaned(text: str) -> str:
    """Give the words as they are kept: one form of letters, of line ends and of spaces."""
    return modern(nfc(text)).replace("\r\n", "\n").replace("\u00a0", " ").strip()


@transaction.atomic
def correct_particulars(document_id: int, *, by: Official, particulars: dict[str, object], seen: str = "") -> Document:
    """Correct number, symbol, date, kind, issuer or abstract; `seen` is the mark of what the page showed (mark_of)."""
    access.check_can_take_in(by)
    document = Document.objects.select_for_update(of=["self"]).visible_to(by).get(pk=document_id)
    check_seen(seen, mark_of(document, PARTICULARS))
    rules.check_symbol(str(particulars.get("code_notation", "")))
    rules.check_issued(cast("date | None", particulars.get("issued_date")), clock.today())
    number = str(particulars.get("code_number", document.code_number))
    particulars = {**particulars, "code_number": rules.plain_number(number)}
    changed = {name for name, value in particulars.items() if getattr(document, name) != value}
    if not changed:
        return document
    for name in changed:
        setattr(document, name, particulars[name])
    document.save(update_fields=sorted(changed))
    record(
        "document.corrected",
        document,
        by=by,
        changed={name: digest(str(particulars[name])) for name in sorted(changed)},
    )
    return document


def same_number(document: Document) -> Document | None:
    """Give another document with the same number, symbol, issuer and year, if one was taken in before."""
    if not document.code_number or document.issued_date is None:
        return None
    others = Document.objects.filter(
        locality=document.locality_id,
        code_number=document.code_number,
        code_notation=document.code_notation,
        organ_name=document.organ_name,
        issued_date__year=document.issued_date.year,
    )
    return others.exclude(pk=document.pk).order_by("pk").first()
