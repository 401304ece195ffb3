"""What the writers were told, and what the database holds afterwards: lost, twice, or half."""

import hashlib
import threading
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Entry:
    """One act: its mark, which stands in what it writes, and whether the site said that it is done."""

    kind: str
    mark: str
    acknowledged: bool = False
    refused: int = 0
    tries: int = 0


@dataclass
class Ledger:
    """The acts of all writers, in their own memory: no crash of the site reaches it."""

    entries: list[Entry] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, kind: str, mark: str) -> Entry:
        """Note an act before it is sent for the first time."""
        entry = Entry(kind, mark)
        with self.lock:
            self.entries.append(entry)
        return entry

    def of(self, kind: str) -> list[Entry]:
        """Give the acts of one kind."""
        with self.lock:
            return [entry for entry in self.entries if entry.kind == kind]


@dataclass
class Findings:
    """Counts over the whole run; each with the marks that it counts, so that a fault can be looked at."""

    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    half_done: list[str] = field(default_factory=list)


def examine(ledger: Ledger, files: Path) -> Findings:
    """Hold the ledger against the database and the files."""
    found = Findings()
    _documents(ledger, found)
    _evidence(ledger, found, files)
    _imports(ledger, found)
    _traces(found)
    return found


def _count(entries: list[Entry], effects: dict[str, int], found: Findings) -> None:
    for entry in entries:
        times = effects.get(entry.mark, 0)
        if entry.acknowledged and times == 0:
            found.lost.append(entry.mark)
        if times > 1:
            found.duplicated.append(entry.mark)


def _documents(ledger: Ledger, found: Findings) -> None:
    """A document taken in was also read, in the same breath, and both left a trace."""
    from kheo.base.models import AuditRecord
    from kheo.documents.models import Document
    from kheo.work.models import Reading

    effects: dict[str, int] = {}
    read = set(Reading.objects.values_list("document_id", flat=True))
    traces = set(AuditRecord.objects.filter(object_type="documents.document").values_list("object_id", "verb"))
    for pk, text in Document.objects.values_list("pk", "text"):
        mark = text.rsplit("Mã thử: ", 1)[-1].split(".")[0].strip() if "Mã thử: " in text else ""
        effects[mark] = effects.get(mark, 0) + 1
        verbs = {verb for object_id, verb in traces if object_id == pk}
        if pk not in read or len(verbs) < 2:
            found.half_done.append(f"document {pk}")
    _count(ledger.of("document"), effects, found)


def _evidence(ledger: Ledger, found: Findings, files: Path) -> None:
    """A piece of evidence has its bytes on disk, whole, and its trace."""
    from kheo.base.models import AuditRecord
    from kheo.work.models import Evidence

    effects: dict[str, int] = {}
    for each in Evidence.objects.select_related("attachment__blob"):
        effects[each.note] = effects.get(each.note, 0) + 1
        sha256 = each.attachment.blob_id
        stored = [path for path in files.rglob(f"*{sha256[2:]}*") if path.is_file()]
        if not any(hashlib.sha256(path.read_bytes()).hexdigest() == sha256 for path in stored):
            found.half_done.append(f"evidence {each.pk}: bytes")
    entries = ledger.of("evidence")
    traced = AuditRecord.objects.filter(verb="task.evidence_added").count()
    if traced != sum(effects.values()):
        found.half_done.append(f"evidence: {sum(effects.values())} rows, {traced} traces")
    _count(entries, effects, found)


def _imports(ledger: Ledger, found: Findings) -> None:
    """An import that was approved ends, with every row once."""
    from kheo.procedures.models import Dossier, ImportBatch

    effects: dict[str, int] = {}
    for entry in ledger.of("import"):
        rows = Dossier.objects.filter(code__startswith=f"{entry.mark}-").count()
        done = ImportBatch.objects.filter(name=f"{entry.mark}.csv", state="done").count()
        effects[entry.mark] = done
        if done and rows != ROWS or not done and rows:
            found.half_done.append(f"import {entry.mark}: {rows} rows")
    _count(ledger.of("import"), effects, found)


ROWS = 2_500  # over the number that is worked on while the sender waits: the job worker does it


def _traces(found: Findings) -> None:
    """No form is half kept, and no record speaks of what is not there."""
    from kheo.base.models import AuditRecord, OnceKey
    from kheo.documents.models import Document

    found.half_done += [f"form {key.token}" for key in OnceKey.objects.filter(status=0)]
    told = set(AuditRecord.objects.filter(object_type="documents.document").values_list("object_id", flat=True))
    found.half_done += [f"trace of document {pk}" for pk in told - set(Document.objects.values_list("pk", flat=True))]
