"""The cast everybody knows: Phường Thử (minh hoạ), its units, posts and officials, and a neighbour, Phường Bên.

One `make` method a model; no two tests share rows. All made-up data.
"""

from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as DjangoClient

from kheo.base import clock
from kheo.days import VIETNAM
from kheo.documents.actions import take_in
from kheo.documents.models import Document
from kheo.people import actions
from kheo.people.models import Holding, Locality, Official, Post, Unit
from kheo.people.rules import Role, UnitKind
from kheo.procedures.actions import open_procedure
from kheo.procedures.models import Dossier, DossierEvent, ImportBatch, Procedure
from kheo.procedures.rules import events
from kheo.procedures.rules.states import Status
from kheo.work import actions as work
from kheo.work.models import Proposal, Reading, Task
from kheo.work.rules import Decision, Rhythm, State

LONG_AGO = date(2025, 7, 1)
NOTICE = """UỶ BAN NHÂN DÂN
PHƯỜNG THỬ
Số: 27/TB-UBND
Phường Thử, ngày 05 tháng 6 năm 2026
THÔNG BÁO
Kết luận hội nghị công tác dân vận (minh hoạ)

Hội nghị ghi nhận nhiều cách làm tốt.

Trung tâm Phục vụ hành chính công trả hồ sơ đúng hẹn.

Phòng Văn hoá – Xã hội hướng dẫn người dân nộp hồ sơ trực tuyến.

Người đứng đầu chịu trách nhiệm về kết quả.
"""


def _verdict(status: int, due_on: date | None, ended_on: date | None) -> str:
    """What the on-time rule would have found of a dossier without requests for papers."""
    if due_on is None:
        return ""
    ended = status in (3, 7, 8, 9, 10) and ended_on is not None
    if not ended:
        return "running" if ended_on is None else "within_time" if ended_on <= due_on else "overdue_open"
    return "early" if ended_on < due_on else "on_time" if ended_on == due_on else "overdue_finished"


class Client(DjangoClient):
    """A client whose every POST carries a fresh once-token, as our forms do; pass `_once` to repeat one."""

    def post(self, path: Any, data: Any = None, *args: Any, **more: Any) -> Any:
        """Send a form."""
        if data is None or isinstance(data, dict):
            data = {"_once": str(uuid4()), **(data or {})}
        return super().post(path, data, *args, **more)


class World:
    """Makes what a test names, when it names it."""

    home: Path
    """Where the files of a ward lie that a whole file of tests looks at."""

    def name_everybody(self) -> None:
        """Make the whole cast now: who is first named in a test would be gone with it."""
        for name, member in vars(World).items():
            if isinstance(member, cached_property):
                getattr(self, name)

    @cached_property
    def administrator(self) -> Official:
        """The administrator of Phường Thử; naming it founds the ward."""
        return self._found("Phường Thử", "phuong-thu")

    @cached_property
    def administrator_of_another_ward(self) -> Official:
        """The administrator of Phường Bên."""
        return self._found("Phường Bên", "phuong-ben")

    def _found(self, name: str, slug: str) -> Official:
        return actions.found_locality(
            name=name,
            slug=slug,
            superior_name="UBND Thành phố Minh Hoạ",
            place_name=name,
            administrator=f"quantri.{slug}",
            on=LONG_AGO,
            illustrative=True,
        )

    @property
    def ward(self) -> Locality:
        """Phường Thử."""
        return self.administrator.locality

    def unit(self, name: str, *, short: str = "", by: Official | None = None, **fields: Any) -> Unit:
        """Lay a unit directly under the ward's root; how units are opened is tried in tests/people."""
        by = by or self.administrator
        parent = fields.pop("parent", None) or by.unit
        made = Unit(
            locality=by.locality, parent=parent, name=name, short_name=short or name, kind=UnitKind.STATE_AGENCY,
            valid_from=LONG_AGO, **fields,
        )  # fmt: skip
        made.save()
        made.path = f"{parent.path}{made.pk}/"
        made.save(update_fields=["path"])
        return made

    def post(self, unit: Unit, title: str, *roles: str, is_head: bool = False) -> Post:
        """Lay a post into a unit."""
        return Post.objects.create(unit=unit, title=title, roles=list(roles), is_head=is_head, valid_from=LONG_AGO)

    def official(self, post: Post) -> Official:
        """Lay down an official who holds the post."""
        made = Official(username=f"vien.chuc.{uuid4().hex[:8]}", locality=post.unit.locality)
        made.set_password("mat khau thu nghiem")
        made.save()
        Holding.objects.create(official=made, post=post, start=LONG_AGO)
        return made

    def procedure(self, name: str = "Đăng ký khai sinh", *, unit: Unit | None = None, **fields: Any) -> Procedure:
        """Open a procedure of the service centre, with a limit of two working days."""
        fields = {"code": f"TT-{uuid4().hex[:6]}", "time_limit_days": 2, **fields}
        made = Procedure(name=name, unit=unit or self.service_centre, **fields)
        return open_procedure(made, by=self.administrator)

    @cached_property
    def imported_file(self) -> ImportBatch:
        """A file from which dossiers came."""
        return ImportBatch.objects.create(
            locality=self.ward, name="ho-so.csv", sha256="0" * 64, state="done", made_by=self.administrator,
            made_at=datetime(2026, 11, 23, tzinfo=VIETNAM),
        )  # fmt: skip

    def dossier(self, code: str = "PT-1", *, procedure: Procedure | None = None, **fields: Any) -> Dossier:
        """Lay down a dossier: received on 16/11/2026, due and finished on 18/11, unless said otherwise."""
        procedure = procedure or self.procedure()
        usual = {
            "unit": procedure.unit,
            "received_at": datetime(2026, 11, 16, 9, tzinfo=VIETNAM),
            "promised_at": datetime(2026, 11, 18, 17, tzinfo=VIETNAM),
            "finished_at": datetime(2026, 11, 18, 15, tzinfo=VIETNAM),
            "status": 10,
            "channel": 1,
            "due_on": date(2026, 11, 18),
            "ended_on": date(2026, 11, 18),
        }
        known = {**usual, **fields}
        if "verdict" not in known:
            known["verdict"] = _verdict(known["status"], known["due_on"], known["ended_on"])
        made = Dossier.objects.create(
            locality=self.ward, procedure=procedure, batch=self.imported_file, code=code, **known
        )
        moments = ("promised_at", "finished_at", "returned_at", "supplement_requested_at", "supplement_done_at")
        told = events.of_row(Status(made.status), made.received_at, *(known.get(name) for name in moments))
        DossierEvent.objects.bulk_create(
            DossierEvent(dossier=made, batch=self.imported_file, kind=each.kind, at=each.at, promised_at=each.promised,
                         origin=each.origin)
            for each in told
        )  # fmt: skip
        return made

    def document(self, text: str = NOTICE, *, by: Official | None = None) -> Document:
        """Take a document in, as the clerk does."""
        return take_in(by=by or self.clerk, text=text)

    def reading(self, text: str = NOTICE) -> Reading:
        """Lay a reading without proposals beside a new document: tests name the proposals they need."""
        return Reading.objects.create(document=self.document(text), made_at=clock.now())

    def proposal(self, *, reading: Reading | None = None, of: str = "trả hồ sơ đúng hẹn", **fields: Any) -> Proposal:
        """Lay a proposal beside the words `of` of its document: the service centre in thirty days, unless said."""
        reading = reading or self.reading()
        start = reading.document.text.index(of)
        usual = {
            "text": of[:1].upper() + of[1:],
            "lead_unit": self.service_centre,
            "due_on": None if fields.get("rhythm", Rhythm.ONCE) != Rhythm.ONCE else clock.today() + timedelta(days=30),
            "suggested": {"text": of, "confidence": 0.8, "why": "minh hoạ"},
        }
        coordinating = fields.pop("coordinating", [])
        made = Proposal.objects.create(reading=reading, start=start, end=start + len(of), **{**usual, **fields})
        made.coordinating_units.set(coordinating)
        return made

    def task(self, state: State = State.DOING, **fields: Any) -> Task:
        """Bring a task of the service centre to a state by the real actions; the chair assigns and judges."""
        head = self.centre_head
        proposal = self.proposal(decision=Decision.ACCEPTED, **fields)
        task = work.confirm_proposals(proposal.reading_id, by=self.clerk)[0]
        steps = [
            (State.ASSIGNED, lambda: work.assign_task(task.pk, by=self.chair)),
            (State.DOING, lambda: work.start_task(task.pk, by=head)),
            (State.REPORTED, lambda: self.reported(task)),
            (State.DONE, lambda: work.accept_task(task.pk, by=self.chair, ends=True)),
        ]
        if state == State.RETURNED:
            steps[3:] = [(State.RETURNED, lambda: work.return_task(task.pk, by=self.chair, note="Thiếu danh sách"))]
        if state == State.CANCELLED:
            steps = [(State.CANCELLED, lambda: work.cancel_task(task.pk, by=self.chair, note="Trùng việc khác"))]
        if state != State.PROPOSED:
            for reached, step in steps:
                step()
                if reached == state:
                    break
        task.refresh_from_db()
        return task

    def reported(self, task: Task, *, by: Official | None = None) -> Task:
        """Hand in a piece of evidence and report, as the head of the lead unit does."""
        by = by or self.centre_head
        work.add_evidence(task.pk, by=by, file=self.paper())
        return work.report_task(task.pk, by=by, note="Đã trả hết hồ sơ đúng hẹn (minh hoạ).")

    @staticmethod
    def paper(name: str = "bao-cao-minh-hoa.txt", content: bytes = b"Bao cao minh hoa") -> SimpleUploadedFile:
        """Make a file to hand in."""
        return SimpleUploadedFile(name, content)

    # the cast of Phường Thử

    @cached_property
    def service_centre(self) -> Unit:
        """Trung tâm Phục vụ hành chính công: the one-stop desk."""
        return self.unit(
            "Trung tâm Phục vụ hành chính công", short="Trung tâm PVHCC", aliases=["Trung tâm hành chính công"]
        )

    @cached_property
    def culture_office(self) -> Unit:
        """Phòng Văn hoá – Xã hội."""
        return self.unit("Phòng Văn hoá – Xã hội", aliases=["Phòng Văn hóa - Xã hội"])

    @cached_property
    def council_office(self) -> Unit:
        """Văn phòng HĐND và UBND: the clerks."""
        return self.unit("Văn phòng HĐND và UBND", short="Văn phòng")

    @cached_property
    def chair(self) -> Official:
        """Chủ tịch UBND Phường Thử: the leader."""
        root = self.administrator.unit
        assert root is not None
        return self.official(self.post(root, "Chủ tịch UBND Phường Thử", Role.LEADER, Role.HEAD, is_head=True))

    @cached_property
    def clerk(self) -> Official:
        """The clerk of the council office, who reads texts in and prepares tasks."""
        return self.official(self.post(self.council_office, "Chuyên viên tổng hợp", Role.CLERK, Role.OFFICIAL))

    @cached_property
    def centre_head(self) -> Official:
        """Giám đốc Trung tâm: answers for the service centre."""
        post = self.post(self.service_centre, "Giám đốc Trung tâm", Role.HEAD, Role.ONE_STOP_DESK, is_head=True)
        return self.official(post)

    @cached_property
    def desk(self) -> Official:
        """A colleague at the counter, who brings dossiers in."""
        return self.official(self.post(self.service_centre, "Công chức tiếp nhận hồ sơ", Role.ONE_STOP_DESK))

    @cached_property
    def centre_official(self) -> Official:
        """A colleague at the service centre without a head's rights."""
        return self.official(self.post(self.service_centre, "Chuyên viên một cửa", Role.OFFICIAL))

    @cached_property
    def culture_head(self) -> Official:
        """Trưởng phòng Văn hoá – Xã hội."""
        return self.official(self.post(self.culture_office, "Trưởng phòng VH-XH", Role.HEAD, is_head=True))

    @cached_property
    def auditor(self) -> Official:
        """Reads all but contacts and personal results."""
        return self.official(self.post(self.council_office, "Giám sát", Role.AUDITOR))

    @cached_property
    def official_of_another_ward(self) -> Official:
        """The chair of Phường Bên, with every right there and none here."""
        by = self.administrator_of_another_ward
        assert by.unit is not None
        roles = [role for role in Role if role != Role.ADMINISTRATOR]
        return self.official(self.post(by.unit, "Chủ tịch UBND Phường Bên", *roles, is_head=True))
