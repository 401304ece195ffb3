"""What addresses name: one thing for each relation to the actors, with the numbers that stand in its address.

A new kind of thing gets its maker here, and its lines in oracle.py.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from kheo.base import attachments, clock
from kheo.base.models import SwappedDay
from kheo.base.routes import Route
from kheo.commitments.models import Commitment
from kheo.days import VIETNAM
from kheo.documents.actions import take_in
from kheo.documents.models import Document
from kheo.feedback.models import Case, CaseFile
from kheo.indicators import actions as indicators
from kheo.indicators.models import Snapshot
from kheo.intake import actions as intake
from kheo.people.models import Official, Post, Unit
from kheo.procedures.models import Dossier, ImportBatch, Procedure
from kheo.scores import actions as scores
from kheo.scores.models import WeightSet
from kheo.scores.rules import Worth
from kheo.work import actions as work
from kheo.work.models import Evidence, Proposal, Reading, Task
from kheo.work.rules import Decision, State
from tests.intake.papers import csv_file, line
from tests.people.papers import list_file
from tests.permissions.answers import citizens_answers
from tests.permissions.asked import asked
from tests.permissions.charted import charted
from tests.permissions.checked import checked
from tests.permissions.issued import issued
from tests.permissions.late import late
from tests.permissions.named import NOWHERE, Named, by_number
from tests.permissions.own import frozen, own_indicators
from tests.permissions.stage import Place, Stage
from tests.permissions.who_is_who import who_is_who
from tests.world import NOTICE, World

FAR_MARK = "dấu-phường-bên"
BESIDE_MARK = "dấu-đơn-vị-khác"

# Which thing an address leads to, by the arguments it takes; `pk` alone says nothing, so that the route's name decides.
LEADS_TO: dict[tuple[str, ...], str] = {
    ("task_id",): "task",
    ("task_id", "evidence_id"): "evidence",
    ("document_id",): "document",
    ("dossier_id",): "dossier",
    ("batch_id",): "import",
    ("case_id",): "case",
    ("procedure_id",): "procedure",
    ("weight_set_id",): "weights",
    ("swap_id",): "swapped day",
    ("unit_id",): "unit",
    ("post_id",): "post",
    ("holding_id",): "holding",
    ("delegation_id",): "delegation",
    ("official_id",): "account",
    ("attachment_id",): "list",
    ("sheet",): "open questions",
    ("slip_id",): "slip",
    ("counted_id",): "answer",
    ("desk_id",): "desk",
    ("desk_id", "channel"): "way of a desk",
    ("desk_id", "link_id"): "code of a desk",
    ("written_id",): "written question",
    ("code",): "indicator",
    ("question_id",): "question",
    ("question_id", "answer_id"): "answer file",
    ("signal_code",): "signal",
    ("of_unit", "table"): "source",
    ("of_unit", "table", "code"): "count",
    ("rule_code",): "rule",
    ("of_table",): "expectation",
    ("indicator_id",): "own indicator",
    ("freeze_id",): "frozen period",
    ("code", "ending"): "indicator file",
    ("code", "unit_id"): "unit chart",
}
LEADS_TO_BY_NAME = {
    "commitments:show": "commitment", "commitments:download": "commitment", "commitments:units": "all units",
    "commitments:units_download": "all units", "commitments:withdraw_phase": "phase",
    "satisfaction:start": "way to answer", "apologies:issue": "running dossier", "indicators:file": "snapshot",
    "freezing:changes": "correction", "plans:tie": "plan",
}  # fmt: skip
FIXED: dict[str, Any] = {"provider_id": "don-vi"}  # doors of signing in: no thing of ours stands behind them


def thing_behind(route: Route) -> str | None:
    """Give the kind of thing an address names, "" for none, or None when nobody has said."""
    arguments = tuple(name for name in route.arguments if name not in FIXED)
    if not arguments:
        return ""
    return LEADS_TO_BY_NAME.get(route.name) or LEADS_TO.get(arguments)


class Things:
    """Makes, once, every thing in every relation; `of(kind, actor)` gives them by relation."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.shared, self.own = stage, {}, {}
        for actor, official in stage.actors.items():
            self.own[actor] = self._own(actor, official) if official and official.posts else {}
        makers: dict[str, Callable[[], dict[str, Named]]] = {
            "task": self._tasks, "evidence": self._evidence, "document": self._documents, "dossier": self._dossiers,
            "import": self._imports, "case": self._cases, "procedure": self._procedures, "weights": self._weights,
            "swapped day": self._swaps, "snapshot": self._snapshots,
            "commitment": self._commitments, "indicator": self._indicators, "indicator file": self._indicator_files,
        }  # fmt: skip
        for kind, make in makers.items():
            self.shared[kind] = make()
        self.shared |= who_is_who(stage) | charted(stage) | asked(stage, self.shared["snapshot"])
        self.shared |= checked(stage, self.shared["snapshot"])
        self.shared |= citizens_answers(stage, FAR_MARK) | late(stage, self)
        self.shared |= {"own indicator": own_indicators(stage), "plan": issued(self), **frozen(stage)}

    def of(self, kind: str, actor: str) -> dict[str, Named]:
        """Give the things of a kind by their relation to the actor."""
        mine = {relation: named for (what, relation), named in self.own[actor].items() if what == kind}
        return {**self.shared[kind], **mine}

    # tasks and their evidence

    def task(self, unit: Unit, *, mark: str = "", head: Post | None = None, **more: Any) -> Task:
        """Make a task of a unit by the real road, then lay it down in a state."""
        state, coordinating = more.pop("state", State.DOING), more.pop("coordinating", ())
        place = self.stage.here if unit.locality_id == self.stage.world.ward.pk else self.stage.next_door
        document = more.pop("document", None) or self.document(place)
        reading, _new = Reading.objects.get_or_create(document=document, defaults={"made_at": clock.now()})
        start = reading.document.text.index("trả hồ sơ")
        proposal = Proposal.objects.create(
            reading=reading, start=start, end=start + 20, text=f"Trả hồ sơ đúng hẹn {mark}", lead_unit=unit,
            head_post=head or self.stage.heads[unit.pk], due_on=clock.today() + timedelta(days=30),
            decision=Decision.ACCEPTED, suggested={"text": "trả hồ sơ", "confidence": 0.8, "why": "minh hoạ"},
        )  # fmt: skip
        proposal.coordinating_units.set(coordinating)
        made = work.confirm_proposals(reading.pk, by=place.clerk)[0]
        if state != State.PROPOSED:
            reached = {"state": state, "assigned_on": clock.today(), "reviewer_post": place.chair.posts[0]}
            told = {"reported_by": place.clerk, "reported_on": clock.today()}
            Task.objects.filter(pk=made.pk).update(**{**reached, **told, **more})
        made.refresh_from_db()
        return made

    def _tasks(self) -> dict[str, Named]:
        stage, above = self.stage, self.stage.heads[self.stage.parent.pk]
        made = {
            "same_unit": self.task(stage.unit, head=above),
            "coordinating": self.task(stage.beside, coordinating=[stage.unit]),
            "parent": self.task(stage.parent, mark=BESIDE_MARK),
            "child": self.task(stage.child),
            "other_unit": self.task(stage.beside, mark=BESIDE_MARK),
            "draft": self.task(stage.unit, state=State.PROPOSED, mark=BESIDE_MARK),
            "archived": self.task(stage.unit, state=State.DONE, closed_on=clock.today()),
            "other_locality": self.task(stage.far_unit, mark=FAR_MARK),
        }
        return by_number("task_id", made)

    def _evidence(self) -> dict[str, Named]:
        tasks = self.shared["task"]
        made = {relation: self._paper_of(named.thing) for relation, named in tasks.items() if named.thing}
        strange = made["other_locality"].numbers["evidence_id"]
        return made | {
            "crossed": Named({**tasks["same_unit"].numbers, "evidence_id": strange}),
            "missing": Named({**tasks["same_unit"].numbers, "evidence_id": NOWHERE}),
        }

    def _paper_of(self, task: Task) -> Named:
        place = self.stage.here if task.locality_id == self.stage.world.ward.pk else self.stage.next_door
        kept = attachments.keep(World.paper(), by=place.clerk)
        made = Evidence.objects.create(task=task, attachment=kept, made_at=clock.now())
        return Named({"task_id": task.pk, "evidence_id": made.pk}, thing=made)

    def _own(self, actor: str, official: Official) -> dict[tuple[str, str], Named]:
        """Make what is the actor's own: the task their post answers for, what they brought in, what they assigned."""
        post, stage = official.posts[0], self.stage
        head = stage.heads[stage.unit.pk] if actor in ("head", "acting_head") else post
        document, batch = self.document(stage.here), self._batch(stage.here.clerk)
        Document.objects.filter(pk=document.pk).update(made_by=official)
        ImportBatch.objects.filter(pk=batch.pk).update(made_by=official)
        made = {
            ("document", "own"): Named({"document_id": document.pk}, thing=document),
            ("import", "own"): Named({"batch_id": batch.pk}, thing=batch),
        }
        if actor == "administrator":
            mine = attachments.keep(list_file(), by=official)
            made["list", "own"] = Named({"attachment_id": mine.pk}, thing=mine)
        if actor != "auditor":  # who only looks answers for no task
            task = self.task(stage.unit, head=head)
            made["task", "own"] = Named({"task_id": task.pk}, thing=task)
            made["evidence", "own"] = self._paper_of(task)
        if actor in ("leader", "outreach_owner"):
            given = self.task(stage.beside, reviewer_post=post)
            made["task", "given_by_me"] = Named({"task_id": given.pk}, thing=given)
        return made

    # documents

    def document(self, place: Place, *, mark: str = "") -> Document:
        """Take a document in, with a file."""
        made = take_in(by=place.clerk, text=NOTICE.replace("(minh hoạ)", f"(minh hoạ) {mark}"))
        made.attachment = attachments.keep(World.paper(), by=place.clerk)
        made.save(update_fields=["attachment"])
        return made

    def _documents(self) -> dict[str, Named]:
        tasks, stage = self.shared["task"], self.stage
        made = {
            "same_unit": self.document(stage.here),
            "other_unit": tasks["other_unit"].thing.document,
            "draft": tasks["draft"].thing.document,
            "archived": tasks["archived"].thing.document,
            "other_locality": self.document(stage.next_door, mark=FAR_MARK),
        }
        return by_number("document_id", made)

    # dossiers and the files they came in

    def dossier(self, unit: Unit, code: str, **fields: Any) -> Dossier:
        """Lay down a finished dossier of a unit."""
        ward = unit.locality
        procedure, _new = Procedure.objects.get_or_create(
            locality=ward, code="TT-1", defaults={"name": f"Đăng ký khai sinh {self._mark(unit)}", "unit": unit}
        )
        moment = datetime(2026, 11, 16, 9, tzinfo=VIETNAM)
        usual = {"status": 10, "promised_at": moment + timedelta(days=2), "finished_at": moment + timedelta(days=1)}
        days = {"due_on": date(2026, 11, 18), "ended_on": date(2026, 11, 17)}
        return Dossier.objects.create(
            locality=ward, procedure=procedure, batch=self._file_of(unit), code=code, unit=unit, received_at=moment,
            channel=1, **{**usual, **days, **fields},
        )  # fmt: skip

    def _mark(self, unit: Unit) -> str:
        return FAR_MARK if unit.locality_id != self.stage.world.ward.pk else ""

    def _file_of(self, unit: Unit) -> ImportBatch:
        place = self.stage.next_door if self._mark(unit) else self.stage.here
        known, _new = ImportBatch.objects.get_or_create(
            locality=unit.locality, state="done", name=f"ho-so {self._mark(unit)}.csv",
            defaults={"sha256": "0" * 64, "made_by": place.clerk, "made_at": clock.now(), "ended_at": clock.now()},
        )  # fmt: skip
        return known

    def _dossiers(self) -> dict[str, Named]:
        stage, still = self.stage, {"status": 4, "finished_at": None, "ended_on": None}
        made = {
            "same_unit": self.dossier(stage.unit, "PT-1"),
            "parent": self.dossier(stage.parent, f"PT-2-{BESIDE_MARK}"),
            "child": self.dossier(stage.child, "PT-3"),
            "other_unit": self.dossier(stage.beside, f"PT-4-{BESIDE_MARK}"),
            "draft": self.dossier(stage.unit, "PT-5", **still),
            "archived": self.dossier(stage.unit, "PT-6", status=9),
            "other_locality": self.dossier(stage.far_unit, f"PB-1-{FAR_MARK}"),
        }
        return by_number("dossier_id", made)

    def _batch(self, by: Official, *, checked: bool = True, name: str = "ho-so.csv") -> ImportBatch:
        batch = intake.take_file(csv_file(line(1), line(2, Trạng_thái="?"), name=name), by=by)
        if checked:
            intake.map_columns(batch.pk, by=by, mapping=batch.mapping)
            intake.check_rows(batch.pk, by=by)
        batch.refresh_from_db()
        return batch

    def _imports(self) -> dict[str, Named]:
        stage = self.stage
        desk = stage.actors["one_stop_desk"]
        assert desk is not None
        made = {
            "same_unit": self._batch(desk),
            "other_unit": self._batch(stage.here.clerk),
            "draft": self._batch(desk, checked=False),
            "archived": self._file_of(stage.unit),
            "other_locality": self._batch(stage.next_door.clerk, name=f"{FAR_MARK}.csv"),
        }
        return by_number("batch_id", made)

    def _procedures(self) -> dict[str, Named]:
        stage = self.stage
        units = {"same_unit": stage.unit, "parent": stage.parent, "child": stage.child, "other_unit": stage.beside}
        units["other_locality"] = stage.far_unit
        made = {relation: self._procedure(unit, relation) for relation, unit in units.items()}
        return by_number("procedure_id", made)

    def _procedure(self, unit: Unit, relation: str) -> Procedure:
        name = f"Thủ tục {self._mark(unit)}"
        return Procedure.objects.create(locality=unit.locality, code=f"TT-{relation}", name=name, unit=unit)

    def _weights(self) -> dict[str, Named]:
        here, far = (self._weighed(place.administrator) for place in (self.stage.here, self.stage.next_door))
        return by_number("weight_set_id", {"same_unit": here, "other_locality": far})

    @staticmethod
    def _weighed(by: Official) -> WeightSet:
        worths = {"2.1": Worth(Decimal(20), Decimal(100))}
        return scores.enter_weights(
            by=by, source="Văn bản minh hoạ", assurance="project", valid_from=date(2026, 11, 1), worths=worths
        )

    # feedback

    def case(self, unit: Unit, code: str, **fields: Any) -> Case:
        """Lay down an answered case of a unit."""
        place = self.stage.next_door if self._mark(unit) else self.stage.here
        file, _new = CaseFile.objects.get_or_create(
            locality=unit.locality, name=f"phan-anh {self._mark(unit)}.csv",
            defaults={"sha256": "0" * 64, "made_by": place.clerk, "made_at": clock.now()},
        )  # fmt: skip
        days = {"received_on": date(2026, 11, 2), "due_on": date(2026, 11, 23), "answered_on": date(2026, 11, 16)}
        return Case.objects.create(locality=unit.locality, unit=unit, file=file, code=code, **{**days, **fields})

    def _cases(self) -> dict[str, Named]:
        stage = self.stage
        made = {
            "same_unit": self.case(stage.unit, "PA-1"),
            "parent": self.case(stage.parent, f"PA-2-{BESIDE_MARK}"),
            "child": self.case(stage.child, "PA-3"),
            "other_unit": self.case(stage.beside, f"PA-4-{BESIDE_MARK}"),
            "draft": self.case(stage.unit, "PA-5", answered_on=None),
            "archived": self.case(stage.unit, "PA-6", rated="satisfied"),
            "other_locality": self.case(stage.far_unit, f"PB-1-{FAR_MARK}"),
        }
        return by_number("case_id", made)

    # the calendar

    def swap(self, place: Place, day: date, *, mark: str = "") -> SwappedDay:
        """Swap a day."""
        ward = place.administrator.locality_id
        return SwappedDay.objects.create(locality_id=ward, day=day, is_working=False, reason=f"Minh hoạ {mark}")

    def _swaps(self) -> dict[str, Named]:
        here = self.swap(self.stage.here, date(2026, 11, 27))
        far = self.swap(self.stage.next_door, date(2026, 12, 3), mark=FAR_MARK)
        return {
            "same_unit": Named({"swap_id": here.pk}),
            "other_locality": Named({"swap_id": far.pk}),
            "missing": Named({"swap_id": NOWHERE}),
        }

    # numbers

    def _snapshots(self) -> dict[str, Named]:
        ward, far = self.stage.world.ward, self.stage.far_unit.locality
        old = indicators.refresh(ward, by=None, now=clock.now() - timedelta(days=1))[0]
        made = {"same_unit": self._refreshed(ward), "archived": old, "other_locality": self._refreshed(far)}
        return by_number("pk", made)

    @staticmethod
    def _refreshed(ward: Any) -> Snapshot:
        return indicators.refresh(ward, by=None, now=clock.now())[0]

    def commitment(self, unit: Unit, **fields: Any) -> Commitment:
        """Tie a unit to the first indicator."""
        here = unit.locality_id == self.stage.world.ward.pk
        place = self.stage.here if here else self.stage.next_door
        base = self.shared["snapshot"]["same_unit" if here else "other_locality"].thing
        usual = {"started_on": date(2026, 8, 3), "due_on": date(2026, 12, 31)}
        return Commitment.objects.create(
            locality=unit.locality, unit=unit, indicator="ho-so-dung-han", target=95, made_by=place.chair,
            baseline_start=date(2026, 5, 11), baseline_end=date(2026, 8, 2), baseline_numerator=80,
            baseline_denominator=100, baseline_snapshot=base, made_at=clock.now(), **{**usual, **fields},
        )  # fmt: skip

    def _commitments(self) -> dict[str, Named]:
        stage = self.stage
        made = {
            "same_unit": self.commitment(stage.unit),
            "parent": self.commitment(stage.parent),
            "child": self.commitment(stage.child),
            "other_unit": self.commitment(stage.beside),
            "archived": self.commitment(stage.unit, due_on=date(2026, 10, 30)),
            "other_locality": self.commitment(stage.far_unit),
        }
        return by_number("pk", made)

    def _indicators(self) -> dict[str, Named]:
        """Name an indicator, and by the filters of its page the units and snapshots whose records it would open."""
        stage, code = self.stage, {"code": "ho-so-dung-han"}
        far = self.shared["snapshot"]["other_locality"].thing
        units = {"parent": stage.parent, "child": stage.child, "other_unit": stage.beside}
        return {
            "same_unit": Named(code),
            **{relation: Named(code, {"don_vi": unit.pk}) for relation, unit in units.items()},
            "other_locality": Named(code, {"don_vi": stage.far_unit.pk}),
            "crossed": Named(code, {"ban": far.pk}),
            "missing": Named({"code": "khong-co"}),
        }

    def _indicator_files(self) -> dict[str, Named]:
        slow_and_the_same = ("parent", "child")
        known = {k: v for k, v in self.shared["indicator"].items() if k not in slow_and_the_same}
        files = {relation: Named({**each.numbers, "ending": "csv"}, each.query) for relation, each in known.items()}
        return files | {"archived": Named({"code": "ho-so-dung-han", "ending": "xlsx"})}
