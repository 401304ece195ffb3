"""What is sent to each form: the least that is right, so that a refusal is one of rights and not of shape."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from kheo.documents.models import Document
from kheo.indicators.models import Observation, Snapshot
from kheo.integrity.catalogue import BY_CODE
from kheo.integrity.rules.asking import SETTINGS
from kheo.people.models import Holding, Official, Post, Unit
from kheo.procedures.models import Dossier, ImportBatch
from kheo.quality.forms import ExpectationForm, RuleForm
from kheo.quality.proposed import EXPECTATIONS, RULES
from kheo.satisfaction.models import Question, Sheet
from kheo.work.models import Proposal, Task
from kheo.work.rules import State
from tests.directory.papers import entries_file, entry_line
from tests.feedback.papers import case_file, case_line
from tests.intake.papers import csv_file, line
from tests.people.papers import list_file
from tests.permissions.own import defining, switching_on
from tests.permissions.stage import OUR_UNIT, UNIT_BELOW
from tests.world import NOTICE, World

Sent = dict[str, Any]
TODAY = "23/11/2026"
UNIT = {"name": "Tổ mới (minh hoạ)", "short_name": "Tổ mới", "kind": "state_agency", "order": "0"}
LOCALITY = {"name": "Phường Thử", "superior_name": "UBND (minh hoạ)", "place_name": "Thử", "symbol": "UBND"}
SIGNAL = {**{name: str(value) for name, value in BY_CODE["mo-lai"].values().items()}, "against": "both", "is_on": "on"}
COMMON = {each.code: str(each.usual) for each in SETTINGS}
GROUND = {"source": "Thông báo minh hoạ số 1"}
FIGURES = {"title": "Bảng số (minh hoạ)", "place": "Báo cáo minh hoạ", "whole": "3", "lines": "A; 1\nB; 2"}
ANSWER = {"kind": "explains", "words": "Tuần này máy hỏng (minh hoạ)."}
CLOSING = {"kind": "clear", "words": "Đã xem danh sách (minh hoạ)."}
WEIGHTS = {
    "source": "Văn bản minh hoạ", "assurance": "project", "valid_from": TODAY, "most-2.1": "20", "full-2.1": "100",
}  # fmt: skip
RULE = {
    "valid_from": TODAY, "preferred": "9", "others": ["8"], "unit": "working_day", "source": "Văn bản (minh hoạ)",
    "assurance": "project", "reason": "Thử (minh hoạ)",
}  # fmt: skip
EXPLAINED = {"start": "16/11/2026", "words": "Máy chủ dừng ba ngày (minh hoạ)."}
EXPECTED = {name: str(value) for name, value in EXPECTATIONS[0].plain.items()}
VALIDATION = {**RuleForm.filled(RULES[0]), "is_on": "on"}
TIE = {
    "indicator_code": "ho-so-truc-tuyen", "target": "99", "started_on": "03/8/2026", "due_on": "31/12/2026",
    "baseline_weeks": "8",
}  # fmt: skip
REASON = {"note": "Thiếu danh sách (minh hoạ)"}


def _particulars(document: Document) -> Sent:
    return {"type_name": document.type_name, "subject": "Trích yếu minh hoạ"}


def _tied(unit: Unit) -> Sent:
    """Let the unit have a figure before the start, so that there is a baseline."""
    newest = Snapshot.objects.of(unit.locality_id, "dossier").first()
    kept = {"snapshot": newest, "indicator": TIE["indicator_code"], "unit": unit, "period_kind": "week"}
    counts = {"period_end": date(2026, 8, 2), "numerator": 8, "denominator": 10}
    Observation.objects.get_or_create(**kept, period_start=date(2026, 7, 27), defaults=counts)
    return TIE


def _tied_plan() -> Sent:
    """Commit our own unit, whoever's plan it is."""
    unit = Unit.objects.get(name=OUR_UNIT)
    return {**_tied(unit), "unit": unit.pk}


def _waiting(document: Document) -> Sent:
    """Tick every task of the document that waits to be assigned."""
    return {"task": list(Task.objects.of_document(document).values_list("pk", flat=True))}


def _mapping(batch: ImportBatch) -> Sent:
    return dict(batch.mapping)


def _add(document: Document) -> Sent:
    return {"act": f"add:0-{len(document.text.splitlines()[0])}"}


def _somebody(post: Post) -> int:
    """Choose an account of the ward that holds no post there is a rule about."""
    return Official.objects.filter(locality=post.unit.locality_id).exclude(pk__in=_holders(post))[0].pk


def _holders(post: Post) -> list[int]:
    return list(Holding.objects.filter(post=post).values_list("official_id", flat=True))


def _reorganised() -> Sent:
    """Let the unit below go over into our own."""
    units = {unit.name: unit.pk for unit in Unit.objects.filter(name__in=[OUR_UNIT, UNIT_BELOW])}
    return {"cu": [units[UNIT_BELOW]], "moi": [units[OUR_UNIT]], "ngay": TODAY, "act": "confirm"}


QUESTION = {"position": "9", "kind": "scored", "text": "Có rõ không?", "text_en": "", "choices": "Có||100\nKhông||0"}


def _head(dossier: Dossier) -> int:
    """Choose the head of the dossier's unit to sign."""
    return Post.objects.get(unit=dossier.unit_id, is_head=True).pk


def _answered(sheet: Sheet) -> Sent:
    asked = Question.objects.asked_in(sheet.unit.locality_id)
    return {f"cau-{each.pk}": each.choices.all()[0].pk for each in asked}


def _finished() -> list[int]:
    """Give a dossier of our own unit that has its result."""
    return list(Dossier.objects.filter(code="PT-1").values_list("pk", flat=True))


# route -> what is sent about the thing; routes that are not named here are pressed without a word.
FORMS: dict[str, Callable[[Any], Sent]] = {
    "work:add_evidence": lambda _task: {"file": World.paper()},
    "work:report": lambda _task: {"note": "Đã trả hết hồ sơ đúng hẹn (minh hoạ).", "file": World.paper()},
    "work:send_back": lambda _task: REASON,
    "work:extend": lambda task: {**REASON, "due_on": f"{task.due_on + timedelta(days=9):%d/%m/%Y}"},
    "work:cancel": lambda _task: REASON,
    "work:assign": _waiting,
    "quality:explain": lambda _unit: EXPLAINED,
    "integrity:answer": lambda _question: ANSWER,
    "integrity:close": lambda _question: CLOSING,
    "work:confirm": _add,
    "work:tie": lambda task: _tied(task.lead_unit),
    "plans:tie": lambda _plan: _tied_plan(),
    "commitments:begin_phase": lambda _unit: {"day": TODAY, "reason": "Đổi cách làm từ tuần này (minh hoạ)."},
    "commitments:withdraw_phase": lambda _phase: {"reason": "Ghi nhầm tuần (minh hoạ)."},
    "documents:particulars": _particulars,
    "meetings:of_document": lambda _document: {"title": "Hội nghị minh hoạ"},
    "procedures:limit": lambda _procedure: {"amount": "2", "unit": "day"},
    "intake:mapping": _mapping,
    "intake:preview": lambda _batch: {"rows": "good"},
    "apologies:issue": lambda dossier: {"why": "1", "new_promised_on": "30/11/2026", "signer": _head(dossier)},
    "satisfaction:start": lambda _way: {"act": "begin"},
    "satisfaction:questions": lambda sheet: _answered(sheet),
    "satisfaction:question": lambda _question: QUESTION,
    "definitions:change": lambda _indicator: defining(),
    "definitions:switch_on": switching_on,
    "freezing:correct": lambda _frozen: {"reason": "Ghi nhầm (minh hoạ)"},
    "people:correct_unit": lambda unit: {**UNIT, "name": unit.name},
    "people:close_unit": lambda _unit: {"last_day": TODAY},
    "people:open_post": lambda _unit: {"title": "Tổ viên (minh hoạ)", "roles": ["official"], "valid_from": TODAY},
    "people:change_post": lambda post: {"title": post.title, "roles": ["official", "verifier"]},
    "people:close_post": lambda _post: {"last_day": TODAY},
    "people:appoint": lambda post: {"official": _somebody(post), "start": TODAY},
    "people:delegate": lambda post: {"to": _somebody(post), "start": TODAY, "end": TODAY},
    "people:relieve": lambda _holding: {"end": TODAY},
    "people:end_delegation": lambda _delegation: {"end": TODAY},
}
WHOLE_PAGES: dict[str, Callable[[], Sent]] = {
    "apologies:terms": lambda: {"notice_days": 2, "most_slips": 1, "source": "Minh hoạ", "assurance": "memory"},
    "satisfaction:open_desk": lambda: {"name": "Quầy 2", "unit": Unit.objects.get(name=OUR_UNIT).pk},
    "satisfaction:write_question": lambda: QUESTION,
    "satisfaction:ask": lambda: {"ho_so": _finished()},
    "work:read_in": lambda: {"text": NOTICE},
    "procedures:on_time_rule": lambda: RULE,
    "intake:import_file": lambda: {"file": csv_file(line(1))},
    "scores:enter_weights": lambda: WEIGHTS,
    "directory:import_entries": lambda: {"file": entries_file(entry_line(Đơn_vị_xử_lý=""))},
    "feedback:import_cases": lambda: {"file": case_file(case_line(1))},
    "people:settings": lambda: LOCALITY,
    "people:swap_day": lambda: {"day": "04/12/2026", "works": "nghi", "reason": "Thông báo minh hoạ"},
    "definitions:define": defining,
    "freezing:periods": lambda: {"first": "01/7/2026", "last": "31/7/2026"},
    "people:open_unit": lambda: {**UNIT, "parent": Unit.objects.get(name=OUR_UNIT).pk, "valid_from": TODAY},
    "people:admit_official": lambda: {"username": "vien.chuc.moi"},
    "people:reorganise": _reorganised,
    "people:hand_in_list": lambda: {"file": list_file()},
    "quality:new_rule": lambda: {name: VALIDATION[name] for name in RuleForm.base_fields},
    "quality:rule": lambda: {name: VALIDATION[name] for name in RuleForm.base_fields},
    "quality:expectation": lambda: {name: EXPECTED[name] for name in ExpectationForm.base_fields},
    "integrity:settings": lambda: {**COMMON, **GROUND},
    "integrity:signal": lambda: {**SIGNAL, **GROUND},
    "integrity:figures": lambda: {**FIGURES, "unit_id": Unit.objects.get(name=OUR_UNIT).pk},
    "language": lambda: {"language": "en", "next": "/"},
}

BEFORE = {
    "work:extend": State.DOING,
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
