"""What is done to feedback: an export of the portal is brought in."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.base import calendar, clock
from kheo.base.audit import Digest, record
from kheo.errors import RuleBroken
from kheo.feedback import access
from kheo.feedback.models import Case, CaseFile
from kheo.feedback.rules import MOST_CASES, CaseRow, Fault, RowsBroken, read_case
from kheo.feedback.words import COLUMN_NAMES, HEADINGS, NEEDED
from kheo.files.named import NamedRow, named_rows
from kheo.language import nfc, search_key
from kheo.people.models import Locality, Official, Unit

KEPT = tuple(name for name in CaseRow.__dataclass_fields__ if name != "code")


@transaction.atomic
def import_cases(file: UploadedFile, *, by: Official, only_good: bool = False) -> CaseFile:
    """Store the cases of an export: new codes are added, changed ones updated, others left alone.

    All rows or none, unless `only_good`. Raises RowsBroken with each row's fault, RuleBroken for a file that is no
    table of feedback.
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


def _read(rows: Sequence[NamedRow], by: Official) -> tuple[list[CaseRow], list[Fault]]:
    """Read every row; of two rows with one code the later is a fault."""
    units, fallback = _units(by), by.unit_id
    assert fallback is not None  # noqa: S101  who brings a file in acts in a post of a unit
    working, today = calendar.current(by.locality_id), clock.today()
    good: dict[str, CaseRow] = {}
    faults = []
    for row in rows:
        try:
            read = read_case(row, units, fallback, working, today)
            if read.code in good:
                raise RuleBroken("mã này đã có ở một dòng trên", field="code")
            good[read.code] = read
        except RuleBroken as broken:
            words = {"row": row.number, "column": COLUMN_NAMES[broken.field or "code"], "why": broken.message}
            faults.append(Fault(row.number, _("Dòng %(row)s, cột %(column)s: %(why)s.") % words))
    return list(good.values()), faults


def _units(by: Official) -> dict[str, int]:
    """Name the units of today by every name they are known by; a name that two units bear names neither."""
    found: dict[str, set[int]] = {}
    for unit in Unit.objects.of(by.locality_id).on(clock.today()):
        for name in {unit.name, unit.short_name, unit.identifier_code, *unit.aliases} - {""}:
            found.setdefault(search_key(name), set()).add(unit.pk)
    return {key: next(iter(pks)) for key, pks in found.items() if len(pks) == 1}


def _store(rows: Sequence[CaseRow], kept: CaseFile) -> dict[str, int]:
    """Bring the rows in, in three statements and a few more for large files."""
    codes = [row.code for row in rows]
    known = {case.code: case for case in Case.objects.filter(locality=kept.locality_id, code__in=codes)}
    made, changed = [], []
    for row in rows:
        values = _values(row)
        case = known.get(row.code)
        if case is None:
            made.append(Case(locality_id=kept.locality_id, code=row.code, file=kept, **values))
        elif any(getattr(case, name) != value for name, value in values.items()):
            for name, value in {**values, "file": kept}.items():
                setattr(case, name, value)
            changed.append(case)
    Case.objects.bulk_create(made, batch_size=2_000)
    Case.objects.bulk_update(changed, [*KEPT, "file"], batch_size=500)
    return {
        "rows_new": len(made),
        "rows_updated": len(changed),
        "rows_unchanged": len(rows) - len(made) - len(changed),
    }


def _values(row: CaseRow) -> dict[str, Any]:
    values = {name: value for name, value in asdict(row).items() if name != "code"}
    return {**values, "kind": row.kind or "", "rated": row.rated or ""}
