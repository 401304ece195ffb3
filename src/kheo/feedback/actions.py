"""What is done to feedback: an export of the portal is brought in."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.base import calendar, clock
from kheo.base.audit import Digest, record
from kheo.errors import RuleBroken
from kheo.feedback import access
from kheo.feedback.models import Case, CaseFile
from kheo.feedback.rules import KEPT, MOST_CASES, Fault, RowsBroken, read_case, settled
from kheo.feedback.words import COLUMN_NAMES, HEADINGS, NEEDED
from kheo.files.named import NamedRow, named_rows
from kheo.language import by_own_name, nfc
from kheo.people.models import Locality, Official, Unit

Settled = tuple[Case, dict[str, Any]]


@transaction.atomic
def import_cases(file: UploadedFile, *, by: Official, only_good: bool = False) -> CaseFile:
    """Store the cases of an export: new codes are added, changed ones updated, others left alone.

    What the file has no column for stays as it was; a new case without a unit is the importer's. All rows or none,
    unless `only_good`. Raises RowsBroken with each row's fault, RuleBroken for a file that is no table of feedback.
    """
    access.check_can_import(by)
    Locality.objects.select_for_update(of=("self",)).get(pk=by.locality_id)  # one import of a locality at a time
    content = file.read()
    rows = list(named_rows(content, file.name or "", HEADINGS, needed=NEEDED))
    if not rows:
        raise RuleBroken(_("Tệp chỉ có tên cột, không có dòng nào."), field="file")
    if len(rows) > MOST_CASES:
        raise RuleBroken(_("Tệp có hơn 20.000 dòng. Hãy chia thành nhiều tệp."), field="file")
    good, faults = _read(rows, by)
    if faults and (not only_good or not good):
        raise RowsBroken(faults, len(good))
    kept = CaseFile.objects.create(
        locality_id=by.locality_id,
        name=nfc(file.name or "")[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        rows_bad=len(faults),
        made_by=by,
        made_at=clock.now(),
    )
    counts = _store(good, kept)
    CaseFile.objects.filter(pk=kept.pk).update(**counts)
    kept.refresh_from_db()
    record("cases.imported", kept, by=by, changed={"file": Digest(kept.sha256), "rows_bad": len(faults), **counts})
    return kept


def _read(rows: Sequence[NamedRow], by: Official) -> tuple[list[Settled], list[Fault]]:
    """Read every row beside what was known of its case; of two rows with one code the later is a fault."""
    working, today = calendar.current(by.locality_id), clock.today()
    here = Unit.objects.of(by.locality_id).on(today)
    units = by_own_name((unit.pk, unit.names) for unit in here)
    known, fallback = _known(rows, by), by.unit_id
    assert fallback is not None  # noqa: S101  who brings a file in acts in a post of a unit
    good: dict[str, Settled] = {}
    faults = []
    for row in rows:
        try:
            read = read_case(row, units)
            if read.code in good:
                raise RuleBroken("mã này đã có ở một dòng trên", field="code")
            case = known.get(read.code) or Case(locality_id=by.locality_id, code=read.code, unit_id=fallback)
            before = {name: getattr(case, name) for name in KEPT}
            good[read.code] = case, settled(read.stated, before, working, today)
        except RuleBroken as broken:
            words = {"row": row.number, "column": COLUMN_NAMES[broken.field or "code"], "why": broken.message}
            faults.append(Fault(row.number, _("Dòng %(row)s, cột %(column)s: %(why)s.") % words))
    return list(good.values()), faults


def _known(rows: Sequence[NamedRow], by: Official) -> dict[str, Case]:
    codes = [row.cells["code"] for row in rows]
    return {case.code: case for case in Case.objects.filter(locality=by.locality_id, code__in=codes)}


def _store(rows: Sequence[Settled], kept: CaseFile) -> dict[str, int]:
    """Bring the rows in, in two statements and a few more for large files."""
    made, changed = list[Case](), list[Case]()
    for case, values in rows:
        if all(getattr(case, name) == value for name, value in values.items()):
            continue
        for name, value in {**values, "file": kept}.items():
            setattr(case, name, value)
        (changed if case.pk else made).append(case)
    Case.objects.bulk_create(made, batch_size=2_000)
    Case.objects.bulk_update(changed, [*KEPT, "file"], batch_size=500)
    return {
        "rows_new": len(made),
        "rows_updated": len(changed),
        "rows_unchanged": len(rows) - len(made) - len(changed),
    }
