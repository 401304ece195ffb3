"""Each action on its stage: a scene prepares what the act needs and gives the act, to be tried again and again.

What the act is given is made anew each time, as a second press of the button would bring it. A name after the colon
tells a second road through the same action.
"""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from kheo.backups import actions as backups
from kheo.backups.making import Made
from kheo.backups.rules import FORMAT, Contents, Figures, Manifest
from kheo.base import clock
from kheo.directory import actions as directory
from kheo.directory.rules import STATED
from kheo.documents import actions as documents
from kheo.feedback import actions as feedback
from kheo.indicators import actions as indicators
from kheo.intake import actions as intake
from kheo.intake.actions.batches import KEPT_DAYS
from kheo.meetings import actions as meetings
from kheo.procedures import actions as procedures
from kheo.procedures.models import Procedure
from kheo.scores import actions as scores
from kheo.scores.rules import Border, Worth
from kheo.work import actions as work
from kheo.work.actions.tasks import make_task
from kheo.work.filled import Filled
from kheo.work.models import Reading
from kheo.work.rules import Decision, Rhythm, State
from tests.directory.papers import entries_file, entry_line
from tests.feedback.papers import case_file, case_line
from tests.intake.papers import csv_file, line
from tests.whole.scenes_of_answers import SCENES as OF_ANSWERS
from tests.whole.scenes_of_data import SCENES as OF_DATA
from tests.whole.scenes_of_numbers import NOW
from tests.whole.scenes_of_numbers import SCENES as OF_NUMBERS
from tests.whole.scenes_of_people import SCENES as OF_PEOPLE
from tests.whole.scenes_of_people import TODAY, Act, Scene
from tests.whole.scenes_of_promises import SCENES as OF_PROMISES
from tests.whole.scenes_of_promises import with_figures
from tests.whole.scenes_of_questions import SCENES as OF_QUESTIONS
from tests.whole.scenes_of_the_rule import OF_THE_RULE
from tests.world import NOTICE, World

A_WEEK_ON = NOW + timedelta(days=KEPT_DAYS + 1)


def record_backup(world: World) -> Act:
    made = Made(Path("sao-luu.tar"), 10, "0" * 64, _manifest())
    return lambda: backups.record_backup(made)


def record_proof(world: World) -> Act:
    return lambda: backups.record_proof(_manifest(), sha256="0" * 64, now=NOW, seconds=4)


def record_export(world: World) -> Act:
    ward = world.ward
    return lambda: backups.record_export(ward, tables=3, files=2)


def record_upgrade(world: World) -> Act:
    made = Made(Path("nang-cap.tar"), 10, "0" * 64, _manifest())
    return lambda: backups.record_upgrade(made, migrations=2, server=18)


def _manifest() -> Manifest:
    figures = Figures({"work_task": Contents(1, "0" * 64)}, {}, {})
    return Manifest(FORMAT, NOW, "0.1.0", [], 15, 15, "khoa", figures, 1, 1, [], "0" * 64)


def refresh(world: World) -> Act:
    world.dossier()
    return lambda: indicators.refresh(world.ward, by=None, now=NOW)


def take_in(world: World) -> Act:
    by = world.clerk
    return lambda: documents.take_in(by=by, text=NOTICE)


def correct_particulars(world: World) -> Act:
    document = world.document()
    words = {"subject": "Về công tác dân vận (minh hoạ)", "code_number": "28"}
    return lambda: documents.correct_particulars(document.pk, by=world.clerk, particulars=words)


def confirm_conference(world: World) -> Act:
    document = world.document()
    return lambda: meetings.confirm_conference(
        document.pk, by=world.clerk, particulars={"title": "Hội nghị dân vận"}, papers=["Một cửa", "Mặt trận"]
    )


def correct_conference(world: World) -> Act:
    act = confirm_conference(world)
    known = act()
    return lambda: meetings.confirm_conference(
        known.document_id, by=world.clerk, particulars={"title": "Hội nghị công tác dân vận"}, papers=["Một cửa"]
    )


# dossiers


def open_procedure(world: World) -> Act:
    unit, by = world.service_centre, world.administrator
    return lambda: procedures.open_procedure(Procedure(name="Trợ cấp", code="TT-9", unit=unit), by=by)


def take_file(world: World) -> Act:
    by = _desk(world)
    return lambda: intake.take_file(csv_file(line(1), line(2)), by=by)


def _desk(world: World) -> Any:
    world.procedure("Đăng ký khai sinh", code="1.001")
    return world.desk


def map_columns(world: World) -> Act:
    batch = take_file(world)()
    return lambda: intake.map_columns(batch.pk, by=world.desk, mapping=batch.mapping)


def check_rows(world: World) -> Act:
    batch = map_columns(world)()
    return lambda: intake.check_rows(batch.pk, by=world.desk)


def check_bad_rows(world: World) -> Act:
    batch = intake.take_file(csv_file(line(1), line(2, Ngày_tiếp_nhận="hôm qua")), by=_desk(world))
    intake.map_columns(batch.pk, by=world.desk, mapping=batch.mapping)
    return lambda: intake.check_rows(batch.pk, by=world.desk)


def approve_import(world: World) -> Act:
    batch = check_rows(world)()
    return lambda: intake.approve_import(batch.pk, by=world.desk, only_good=False)


def check_and_store(world: World) -> Act:
    batch = map_columns(world)()
    return lambda: intake.check_and_store(batch.pk, by=world.desk)


def import_rows(world: World) -> Act:
    batch = approve_import(world)()
    return lambda: intake.import_rows(batch.pk, by=world.desk)


def let_in_again(world: World) -> Act:
    batch = check_bad_rows(world)()
    intake.approve_import(batch.pk, by=world.desk, only_good=True)
    intake.import_rows(batch.pk, by=world.desk)
    place = batch.mapping["received_at"]
    return lambda: intake.let_in_again(batch.pk, by=world.desk, corrected={(3, place): "16/11/2026"})


def cancel_import(world: World) -> Act:
    batch = check_bad_rows(world)()
    return lambda: intake.cancel_import(batch.pk, by=world.desk)


def fail_import(world: World) -> Act:
    batch = map_columns(world)()
    return lambda: intake.fail_import(batch.pk, "Có lỗi (minh hoạ).", by=world.desk)


def forget_old_files(world: World) -> Act:
    take_file(world)()

    def act() -> int:
        with clock.standing_at(A_WEEK_ON):
            return intake.forget_old_files()

    return act


# the catalogue of procedures


def correct_entry(world: World) -> Act:
    procedure, by = world.procedure(), world.desk
    stated = {**dict.fromkeys(STATED), "online_level": "part", "parts_count": 7}
    return lambda: directory.correct_entry(procedure.pk, by=by, stated=stated)


def import_entries(world: World) -> Act:
    world.procedure("Khai sinh", code="1.001")
    by = world.desk
    return lambda: directory.import_entries(entries_file(entry_line(), entry_line("1.002")), by=by)


# weights


def enter_weights(world: World) -> Act:
    by = world.administrator
    return lambda: scores.enter_weights(
        by=by, source="Văn bản minh hoạ", assurance="project", valid_from=TODAY, borders_source="Văn bản minh hoạ",
        worths={"2.1": Worth(Decimal(20), Decimal(100))}, borders=[Border("tốt", Decimal(80))],
    )  # fmt: skip


# feedback


def import_cases(world: World) -> Act:
    by = world.desk
    return lambda: feedback.import_cases(case_file(case_line(1), case_line(2)), by=by)


def import_cases_again(world: World) -> Act:
    import_cases(world)()
    lines = [case_line(1), case_line(2, đánh_giá="hài lòng"), case_line(3)]
    return lambda: feedback.import_cases(case_file(*lines), by=world.desk)


# work


def read_document(world: World) -> Act:
    document = world.document()
    return lambda: work.read_document(document.pk, by=world.clerk)


def save_proposal(world: World) -> Act:
    proposal, unit, other = world.proposal(), world.culture_office, world.council_office
    filled = Filled("Lời mới (minh hoạ)", unit, [other], due_on=TODAY + timedelta(days=9), accepted=True)
    return lambda: work.save_proposal(proposal.pk, by=world.clerk, filled=filled)


def decide(world: World) -> Act:
    proposal = world.proposal()
    return lambda: work.decide(proposal.pk, Decision.DROPPED, by=world.clerk)


def merge_up(world: World) -> Act:
    upper = world.proposal(coordinating=[world.culture_office])
    lower = world.proposal(reading=upper.reading, of="hướng dẫn người dân", coordinating=[world.council_office])
    return lambda: work.merge_up(lower.pk, by=world.clerk)


def split(world: World) -> Act:
    proposal = world.proposal(text="Việc một\nViệc hai\nViệc ba", coordinating=[world.culture_office])
    return lambda: work.split(proposal.pk, by=world.clerk)


def split_group(world: World) -> Act:
    proposal = world.proposal(coordinating=[world.council_office])
    proposal.suggested = {"members": [world.culture_office.name, world.council_office.name]}
    proposal.save()
    return lambda: work.split_group(proposal.pk, by=world.clerk)


def add_proposal(world: World) -> Act:
    reading = world.reading()
    return lambda: work.add_proposal(reading.pk, by=world.clerk, start=0, end=30)


def confirm_proposals(world: World) -> Act:
    first = world.proposal(decision=Decision.ACCEPTED, coordinating=[world.culture_office])
    world.proposal(reading=first.reading, of="hướng dẫn người dân", decision=Decision.ACCEPTED)
    assert world.centre_head
    return lambda: work.confirm_proposals(first.reading_id, by=world.clerk)


def confirm_with_a_commitment(world: World) -> Act:
    with_figures(world)
    tied = {"indicator_code": "ho-so-dung-han", "target": Decimal(95), "decision": Decision.ACCEPTED}
    proposal, _head = world.proposal(**tied), world.centre_head
    return lambda: work.confirm_proposals(proposal.reading_id, by=world.chair)


def make_one_task(world: World) -> Act:
    proposal, _head = world.proposal(decision=Decision.ACCEPTED), world.centre_head
    proposal.reading = Reading.objects.select_related("document__locality").get(pk=proposal.reading_id)
    return lambda: make_task(proposal, by=world.clerk)


def assign_task(world: World) -> Act:
    task = world.task(State.PROPOSED)
    return lambda: work.assign_task(task.pk, by=world.chair)


def start_task(world: World) -> Act:
    task = world.task(State.ASSIGNED)
    return lambda: work.start_task(task.pk, by=world.centre_head)


def add_evidence(world: World) -> Act:
    task = world.task()
    return lambda: work.add_evidence(task.pk, by=world.centre_head, file=world.paper())


def report_task(world: World) -> Act:
    task = world.task()
    return lambda: work.report_task(task.pk, by=world.centre_head, note="Đã xong (minh hoạ).", file=world.paper())


def accept_task(world: World) -> Act:
    task = world.task(State.REPORTED)
    return lambda: work.accept_task(task.pk, by=world.chair, note="Tốt", ends=True)


def accept_a_period(world: World) -> Act:
    task = world.task(State.REPORTED, rhythm=Rhythm.MONTHLY)
    return lambda: work.accept_task(task.pk, by=world.chair)


def return_task(world: World) -> Act:
    task = world.task(State.REPORTED)
    return lambda: work.return_task(task.pk, by=world.chair, note="Thiếu danh sách")


def cancel_task(world: World) -> Act:
    task = world.task()
    return lambda: work.cancel_task(task.pk, by=world.chair, note="Trùng việc khác")


def extend_task(world: World) -> Act:
    task = world.task()
    assert task.due_on
    day = task.due_on + timedelta(days=9)
    return lambda: work.extend_task(task.pk, by=world.chair, due_on=day, note="Chờ phần mềm (minh hoạ)")


SCENES: dict[str, Scene] = {
    **OF_NUMBERS,
    **OF_PEOPLE,
    **OF_DATA,
    **OF_PROMISES,
    **OF_QUESTIONS,
    **OF_ANSWERS,
    "backups.record_backup": record_backup,
    "backups.record_export": record_export,
    "backups.record_proof": record_proof,
    "backups.record_upgrade": record_upgrade,
    "directory.correct_entry": correct_entry,
    "directory.import_entries": import_entries,
    "documents.correct_particulars": correct_particulars,
    "documents.take_in": take_in,
    "feedback.import_cases": import_cases,
    "feedback.import_cases: a newer file": import_cases_again,
    "indicators.refresh": refresh,
    "meetings.confirm_conference": confirm_conference,
    "meetings.confirm_conference: corrected": correct_conference,
    "intake.approve_import": approve_import,
    "intake.cancel_import": cancel_import,
    "intake.check_and_store": check_and_store,
    "intake.check_rows": check_rows,
    "intake.check_rows: bad ones": check_bad_rows,
    "intake.fail_import": fail_import,
    "intake.forget_old_files": forget_old_files,
    "intake.import_rows": import_rows,
    "intake.let_in_again": let_in_again,
    "intake.map_columns": map_columns,
    "procedures.open_procedure": open_procedure,
    **OF_THE_RULE,
    "intake.take_file": take_file,
    "scores.enter_weights": enter_weights,
    "work.accept_task": accept_task,
    "work.accept_task: one period": accept_a_period,
    "work.add_evidence": add_evidence,
    "work.add_proposal": add_proposal,
    "work.assign_task": assign_task,
    "work.cancel_task": cancel_task,
    "work.confirm_proposals": confirm_proposals,
    "work.confirm_proposals: with a commitment": confirm_with_a_commitment,
    "work.decide": decide,
    "work.extend_task": extend_task,
    "work.make_task": make_one_task,
    "work.merge_up": merge_up,
    "work.read_document": read_document,
    "work.report_task: with a file": report_task,
    "work.return_task": return_task,
    "work.save_proposal": save_proposal,
    "work.split": split,
    "work.split_group": split_group,
    "work.start_task": start_task,
}
