"""Desks, their codes, questions, open sheets and answers: one of each in each relation."""

from kheo.base import clock
from kheo.people.models import Unit
from kheo.satisfaction import actions
from kheo.satisfaction.models import Answer, Desk, DeskLink, Question
from kheo.satisfaction.rules import Channel
from tests.permissions.named import NOWHERE, Named, by_number
from tests.permissions.stage import Place, Stage


def citizens_answers(stage: Stage, far_mark: str) -> dict[str, dict[str, Named]]:
    """Give the things of the room of answers by kind and relation."""
    here, far = _desk(stage.unit, stage.here, ""), _desk(stage.far_unit, stage.next_door, far_mark)
    codes = {"same_unit": _code(here, stage.here), "other_locality": _code(far, stage.next_door)}
    sheets = {relation: actions.open_sheet(code) for relation, code in codes.items()}
    asked = {"same_unit": Question.objects.asked_in(stage.unit.locality_id)[0]}
    asked["other_locality"] = Question.objects.asked_in(stage.far_unit.locality_id)[0]
    of_desks = {relation: {"desk_id": code.desk_id, "link_id": code.pk} for relation, code in codes.items()}
    nowhere = {"desk_id": NOWHERE}
    return {
        "desk": by_number("desk_id", {"same_unit": here, "other_locality": far}),
        "written question": by_number("written_id", asked),
        "answer": by_number("counted_id", _answers(stage)),
        "way to answer": {
            **{relation: Named({"code": code.code}, thing=code) for relation, code in codes.items()},
            "missing": Named({"code": "khong-co"}),
        },
        "open questions": {
            **{relation: Named({"sheet": sheet.pk}, thing=sheet) for relation, sheet in sheets.items()},
            "missing": Named({"sheet": "khong-co"}),
        },
        "way of a desk": {
            **{
                r: Named({"desk_id": d.pk, "channel": 2}) for r, d in {"same_unit": here, "other_locality": far}.items()
            },
            "missing": Named({**nowhere, "channel": 2}),
        },
        "code of a desk": {
            **{relation: Named(numbers) for relation, numbers in of_desks.items()},
            "crossed": Named({"desk_id": here.pk, "link_id": codes["other_locality"].pk}),
            "missing": Named({**nowhere, "link_id": NOWHERE}),
        },
    }


def _desk(unit: Unit, place: Place, mark: str) -> Desk:
    return actions.open_desk(unit, by=place.administrator, name=f"Quầy minh hoạ {mark}")


def _code(desk: Desk, place: Place) -> DeskLink:
    return actions.issue_link(desk.pk, by=place.administrator, channel=Channel.POSTER)


def _answers(stage: Stage) -> dict[str, Answer]:
    units = {
        "same_unit": stage.unit, "parent": stage.parent, "child": stage.child, "other_unit": stage.beside,
        "other_locality": stage.far_unit,
    }  # fmt: skip
    usual = {"channel": Channel.KIOSK, "state": 1, "counted_on": clock.today(), "lowest": 75}
    return {relation: Answer.objects.create(unit=unit, **usual) for relation, unit in units.items()}
