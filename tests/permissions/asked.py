"""Questions about numbers, their answers with a file, and the signals, in every relation."""

from datetime import date
from typing import Any

from kheo.base import attachments, clock
from kheo.integrity.catalogue import BY_CODE
from kheo.integrity.models import Answer, Closing, Question
from kheo.people.models import Unit
from tests.permissions.named import NOWHERE, Named, by_number
from tests.permissions.stage import Place, Stage
from tests.world import World

PASSED, AHEAD = date(2026, 11, 20), date(2026, 12, 31)


def asked(stage: Stage, snapshots: dict[str, Named]) -> dict[str, dict[str, Named]]:
    """Give questions whose unit has had its days, one that is in them (draft), and one that is closed (archived)."""
    units = {
        "same_unit": stage.unit, "parent": stage.parent, "child": stage.child, "other_unit": stage.beside,
        "archived": stage.unit, "draft": stage.beside, "other_locality": stage.far_unit,
    }  # fmt: skip
    made = {relation: _question(stage, unit, relation, snapshots) for relation, unit in units.items()}
    Closing.objects.create(question=made["archived"], kind="clear", words="Đã rõ (minh hoạ).", made_at=clock.now())
    files = {
        relation: Named({"question_id": question.pk, "answer_id": _answer(stage, question).pk})
        for relation, question in made.items()
        if relation != "draft"
    }
    own = files["same_unit"].numbers["answer_id"]
    files["crossed"] = Named({"question_id": made["parent"].pk, "answer_id": own})
    files["missing"] = Named({"question_id": NOWHERE, "answer_id": NOWHERE})
    signals = {"same_unit": Named({"signal_code": "mo-lai"}), "missing": Named({"signal_code": "khong-co"})}
    signals["other_locality"] = signals["missing"]
    return {"question": by_number("question_id", made), "answer file": files, "signal": signals}


def _question(stage: Stage, unit: Unit, relation: str, snapshots: dict[str, Named]) -> Question:
    here = unit.locality_id == stage.world.ward.pk
    days: dict[str, Any] = {"first": date(2026, 10, 26), "last": date(2026, 11, 22)}
    if relation in ("archived", "draft"):
        days["last"] = date(2026, 11, 15)
    return Question.objects.create(
        locality=unit.locality, unit=unit, signal="mo-lai", values=BY_CODE["mo-lai"].values(), marked=0, counted=40,
        snapshot=snapshots["same_unit" if here else "other_locality"].thing, usual=0.02, chance=1e-5,
        asked_at=clock.now(), asked_on=clock.today(), shown_from=AHEAD if relation == "draft" else PASSED,
        weeks=[["2026-10-26", 1, 10]], **days,
    )  # fmt: skip


def _answer(stage: Stage, question: Question) -> Answer:
    place: Place = stage.here if question.locality_id == stage.world.ward.pk else stage.next_door
    kept = attachments.keep(World.paper(), by=place.clerk)
    return Answer.objects.create(
        question=question, kind="explains", words="Vì máy hỏng (minh hoạ).", attachment=kept, made_at=clock.now()
    )
