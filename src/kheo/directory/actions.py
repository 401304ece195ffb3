"""What is done to the catalogue of procedures: one entry is corrected, or a whole file is brought in."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.base import clock
from kheo.base.audit import Digest, record
from kheo.base.seen import check_seen, mark_of
from kheo.directory import access
from kheo.directory.models import Entry
from kheo.directory.rules import STATED, EntryRow, check_stated, read_entry
from kheo.directory.words import COLUMN_NAMES, HEADINGS, NEEDED
from kheo.errors import RuleBroken
from kheo.files.named import NamedRow, named_rows
from kheo.language import by_own_name, search_key
from kheo.people.models import Locality, Official, Unit
from kheo.procedures.models import Procedure

MOST_ROWS = 10_000
FAULTS_TOLD = 20


@transaction.atomic
def correct_entry(procedure_id: int, *, by: Official, stated: Mapping[str, Any], seen: str = "") -> Entry:
    """Write what the catalogue states of one procedure. Raises Overtaken when somebody else did so since `seen`."""
    access.check_can_correct(by)
    procedure = Procedure.objects.select_for_update(of=("self",)).get(pk=procedure_id, locality=by.locality_id)
    entry = Entry.objects.filter(procedure=procedure).first() or Entry(procedure=procedure)
    if seen:
        check_seen(seen, mark_of(entry, STATED))
    check_stated(stated, clock.today())
    for name in STATED:
        setattr(entry, name, stated[name])
    entry.save()
    record("procedure.stated", procedure, by=by, changed=_traced(stated))
    return entry


@transaction.atomic
def import_entries(file: UploadedFile, *, by: Official) -> dict[str, int]:
    """Bring a catalogue in: new procedures are added, known ones say what the file says, all rows or none.

    What the file has no column for stays as it was. Gives how many were new, updated and unchanged. Raises RuleBroken
    (field "file") with the first faults.
    """
    access.check_can_correct(by)
    locality = Locality.objects.select_for_update(of=("self",)).get(pk=by.locality_id)
    content = file.read()
    rows = list(named_rows(content, file.name or "", HEADINGS, needed=NEEDED))
    if not rows:
        raise RuleBroken(_("Tệp chỉ có tên cột, không có dòng nào."), field="file")
    if len(rows) > MOST_ROWS:
        raise RuleBroken(_("Tệp có hơn 10.000 dòng. Hãy chia thành nhiều tệp."), field="file")
    units = by_own_name((unit, unit.names) for unit in Unit.objects.of(by.locality_id).on(clock.today()))
    stated = Entry.objects.filter(procedure__locality=by.locality_id).select_related("procedure")
    entries = {each.procedure.code: each for each in stated}
    counts = _store(_read(rows, units, entries), units, entries, by)
    record(
        "procedures.stated", locality, by=by, changed={"file": Digest(hashlib.sha256(content).hexdigest()), **counts}
    )
    return counts


def _read(rows: Sequence[NamedRow], units: Mapping[str, Unit], entries: Mapping[str, Entry]) -> dict[int, EntryRow]:
    """Read every row, by its number; RuleBroken with the first faults when any cannot be read, or cannot be beside
    what its procedure stated before.
    """
    good: dict[int, EntryRow] = {}
    faults, seen, today = [], set(), clock.today()
    for row in rows:
        try:
            read = read_entry(row)
            entry = entries.get(read.code)
            before = {name: getattr(entry, name) for name in STATED} if entry else {}
            check_stated({**before, **read.stated}, today)
            if read.code in seen:
                raise RuleBroken(_("mã này đã có ở một dòng trên"), field="code")
            if read.unit and search_key(read.unit) not in units:
                raise RuleBroken(_("không có đơn vị này ở địa phương"), field="unit")
            seen.add(read.code)
            good[row.number] = read
        except RuleBroken as broken:
            faults.append(_fault(row.number, broken))
    if faults:
        raise RuleBroken(" ".join(faults[:FAULTS_TOLD]), field="file")
    return good


def _fault(number: int, broken: RuleBroken) -> str:
    words = {"row": number, "column": COLUMN_NAMES[broken.field or "code"], "why": broken.message.rstrip(".")}
    return _("Dòng %(row)s, cột %(column)s: %(why)s.") % words


def _store(
    rows: Mapping[int, EntryRow], units: Mapping[str, Unit], entries: Mapping[str, Entry], by: Official
) -> dict[str, int]:
    known = {each.code: each for each in Procedure.objects.filter(locality=by.locality_id)}
    counts = {"new": 0, "updated": 0, "unchanged": 0}
    made: list[Entry] = []
    changed: list[Entry] = []
    for number, row in rows.items():
        procedure = known.get(row.code)
        if procedure is None:
            procedure = _opened(number, row, units, by)
            counts["new"] += 1
        touched = _retold(procedure, row, units)
        entry = entries.get(row.code)
        if entry is None:
            made.append(Entry(procedure=procedure, **row.stated))
            counts["updated"] += row.code in known
        elif touched | _restated(entry, row):
            changed.append(entry)
            counts["updated"] += 1
        else:
            counts["unchanged"] += 1
    Entry.objects.bulk_create(made, batch_size=1_000)
    Entry.objects.bulk_update(changed, STATED, batch_size=500)
    return counts


def _opened(number: int, row: EntryRow, units: Mapping[str, Unit], by: Official) -> Procedure:
    """Add a procedure that the locality did not have; it needs a name, and goes to the unit of its row or our own."""
    if not row.name:
        raise RuleBroken(_fault(number, RuleBroken(_("thủ tục mới cần có tên"), field="name")), field="file")
    unit = units.get(search_key(row.unit), by.unit)
    assert unit is not None  # noqa: S101  who brings a file in acts in a post of a unit
    told = {"code": row.code, "name": row.name, "field": row.field}
    return Procedure.objects.create(locality_id=by.locality_id, unit=unit, **told)


def _retold(procedure: Procedure, row: EntryRow, units: Mapping[str, Unit]) -> bool:
    """Write what the row says of the procedure itself; say whether anything changed."""
    unit = units.get(search_key(row.unit)) if row.unit else None
    told = {"name": row.name, "field": row.field, "unit_id": unit.pk if unit else None}
    news = {name: value for name, value in told.items() if value and getattr(procedure, name) != value}
    if row.paper_result is not None and procedure.gives_paper_result != row.paper_result:
        news["gives_paper_result"] = row.paper_result
    for name, value in news.items():
        setattr(procedure, name, value)
    if news:
        procedure.save(update_fields=[name.removesuffix("_id") for name in news])
    return bool(news)


def _restated(entry: Entry, row: EntryRow) -> bool:
    news = {name: value for name, value in row.stated.items() if getattr(entry, name) != value}
    for name, value in news.items():
        setattr(entry, name, value)
    return bool(news)


def _traced(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Keep days, counts and yes or no for the trace; the level, a word of ours, goes as whether there is one."""
    return {name: bool(value) if name == "online_level" else value for name, value in stated.items()}
