"""The scenes of questions about numbers."""

from datetime import UTC, date, datetime, timedelta

from kheo.base import clock
from kheo.indicators import actions as indicators
from kheo.integrity import actions as integrity
from kheo.integrity.catalogue import BY_CODE
from kheo.integrity.models import Question
from kheo.integrity.rules.asking import SETTINGS, Answer, Closing
from kheo.integrity.rules.shapes import Against
from kheo.people.rules import Role
from tests.whole.scenes_of_people import Act, Scene
from tests.world import World

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
WHY = "Thông báo minh hoạ số 1"


def ask_units(world: World) -> Act:
    """Half a year of dossiers, and four weeks in which every one was opened again."""
    procedure = world.procedure()
    for number in range(90):
        day = date(2026, 6, 1) + timedelta(days=2 * number)
        again = int(day >= date(2026, 10, 26))
        moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
        for twin in range(1 + 3 * again):
            world.dossier(f"PT-{number}-{twin}", procedure=procedure, finished_at=moment, reopened_count=again)
    indicators.refresh(world.ward, by=None, now=NOW)
    return lambda: integrity.ask_units(world.ward, now=NOW)


def asked(world: World) -> Question:
    world.dossier()
    taken = indicators.refresh(world.ward, by=None, now=NOW)[0]
    days = {"first": date(2026, 10, 26), "last": date(2026, 11, 22), "shown_from": date(2026, 11, 20)}
    return Question.objects.create(
        locality=world.ward, unit=world.service_centre, signal="mo-lai", snapshot=taken, marked=9, counted=40,
        usual=0.02,
        values=BY_CODE["mo-lai"].values(), chance=1e-5, asked_at=NOW, asked_on=clock.today(), **days,
    )  # fmt: skip


def answer_question(world: World) -> Act:
    question, head = asked(world), world.centre_head
    told = {"kind": Answer.EXPLAINS, "words": "Tuần này máy hỏng (minh hoạ)."}
    return lambda: integrity.answer_question(question.pk, by=head, file=world.paper(), **told)


def close_question(world: World) -> Act:
    question = asked(world)
    verifier = world.official(world.post(world.council_office, "Thẩm định số liệu", Role.VERIFIER))
    told = {"kind": Closing.CLEAR, "words": "Đã xem danh sách (minh hoạ)."}
    return lambda: integrity.close_question(question.pk, by=verifier, **told)


def change_signal(world: World) -> Act:
    by, values = world.administrator, BY_CODE["mo-lai"].values()
    told = {"values": values, "against": Against.PAST, "is_on": True, "source": WHY}
    return lambda: integrity.change_signal("mo-lai", by=by, **told)


def change_settings(world: World) -> Act:
    by, values = world.administrator, {each.code: each.usual for each in SETTINGS}
    return lambda: integrity.change_settings(by=by, values=values, source=WHY)


def check_figures(world: World) -> Act:
    unit, by = world.service_centre, world.clerk
    printed = {
        "title": "Bảng số (minh hoạ)",
        "place": "Báo cáo 1 (minh hoạ)",
        "whole": 302,
        "lines": "A; 150; 61\nB; 152",
    }
    return lambda: integrity.check_figures(unit.pk, by=by, **printed)


SCENES: dict[str, Scene] = {
    "integrity.answer_question": answer_question,
    "integrity.ask_units": ask_units,
    "integrity.change_settings": change_settings,
    "integrity.change_signal": change_signal,
    "integrity.check_figures": check_figures,
    "integrity.close_question": close_question,
}
