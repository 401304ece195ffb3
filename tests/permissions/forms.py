"""What is sent to each form: the least that is right, so that a refusal is one of rights and not of shape."""

from collections.abc import Callable
from typing import Any

from kheo.documents.models import Document
from kheo.procedures.models import ImportBatch
from kheo.work.models import Proposal, Task
from kheo.work.rules import State
from tests.procedures.papers import csv_file, line
from tests.world import NOTICE, World

Sent = dict[str, Any]
REASON = {"note": "Thiếu danh sách (minh hoạ)"}


def _particulars(document: Document) -> Sent:
    return {"type_name": document.type_name, "subject": "Trích yếu minh hoạ"}


def _waiting(document: Document) -> Sent:
    """Tick every task of the document that waits to be assigned."""
    return {"task": list(Task.objects.of_document(document).values_list("pk", flat=True))}


def _mapping(batch: ImportBatch) -> Sent:
    return dict(batch.mapping)


def _add(document: Document) -> Sent:
    return {"act": f"add:0-{len(document.text.splitlines()[0])}"}


# route -> what is sent about the thing; routes that are not named here are pressed without a word.
FORMS: dict[str, Callable[[Any], Sent]] = {
    "work:add_evidence": lambda _task: {"file": World.paper()},
    "work:report": lambda _task: {"note": "Đã trả hết hồ sơ đúng hẹn (minh hoạ).", "file": World.paper()},
    "work:send_back": lambda _task: REASON,
    "work:cancel": lambda _task: REASON,
    "work:assign": _waiting,
    "work:confirm": _add,
    "documents:particulars": _particulars,
    "meetings:of_document": lambda _document: {"title": "Hội nghị minh hoạ"},
    "procedures:mapping": _mapping,
    "procedures:preview": lambda _batch: {"rows": "good"},
}
WHOLE_PAGES: dict[str, Callable[[], Sent]] = {
    "work:read_in": lambda: {"text": NOTICE},
    "procedures:import_file": lambda: {"file": csv_file(line(1))},
    "people:swap_day": lambda: {"day": "04/12/2026", "works": "nghi", "reason": "Thông báo minh hoạ"},
    "language": lambda: {"language": "en", "next": "/"},
}

BEFORE = {
    "work:start": State.ASSIGNED,
    "work:report": State.DOING,
    "work:add_evidence": State.DOING,
    "work:accept": State.REPORTED,
    "work:send_back": State.REPORTED,
}


def form_for(route: str, relation: str, thing: Any) -> Sent:
    """Bring the thing to where the form belongs, if it may move at all, and give what is sent."""
    if route in BEFORE and thing is not None and relation not in ("draft", "archived"):
        Task.objects.filter(pk=thing.pk).update(state=BEFORE[route])
    if route == "work:assign" and thing is not None:
        Task.objects.of_document(thing).update(state=State.PROPOSED)
        Proposal.objects.filter(reading__document=thing).update(decision="accepted")
    if route in WHOLE_PAGES:
        return WHOLE_PAGES[route]()
    return FORMS[route](thing) if thing is not None and route in FORMS else {}
