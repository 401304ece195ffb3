"""What is done about citizens' answers and about late results, on its stage."""

from datetime import date, timedelta

from kheo.apologies import actions as apologies
from kheo.apologies.rules import FIRST_TERMS, REASON_WORDS
from kheo.base import clock
from kheo.satisfaction import actions
from kheo.satisfaction.actions.asking import hash_of
from kheo.satisfaction.models import Desk, DeskLink, Question, Ticket
from kheo.satisfaction.rules import Channel, Kind, Written, WrittenChoice
from tests.whole.scenes_of_people import Act, Scene
from tests.world import World

WORDS = Written(7, Kind.SCORED, "Có rõ không?", "", (WrittenChoice("Có", "", 100), WrittenChoice("Không", "", 0)))


def open_desk(world: World) -> Act:
    return lambda: actions.open_desk(world.service_centre, by=world.administrator, name="Quầy số 1")


def close_desk(world: World) -> Act:
    desk = _desk(world)
    return lambda: actions.close_desk(desk.pk, by=world.administrator)


def issue_link(world: World) -> Act:
    way = _way(world)
    return lambda: actions.issue_link(way.desk_id, by=world.administrator, channel=Channel.POSTER)


def withdraw_link(world: World) -> Act:
    way = _way(world)
    return lambda: actions.withdraw_link(way.pk, by=world.administrator, desk_id=way.desk_id)


def write_question(world: World) -> Act:
    _desk(world)
    old = Question.objects.all()[0]
    return lambda: actions.write_question(WORDS, by=world.administrator, replaces=old.pk)


def retire_question(world: World) -> Act:
    _desk(world)
    old = Question.objects.all()[0]
    return lambda: actions.retire_question(old.pk, by=world.administrator)


def ask_citizens(world: World) -> Act:
    _desk(world)
    dossier, by = world.dossier(), world.desk
    return lambda: actions.ask_citizens([dossier.pk], by=by)


def open_sheet(world: World) -> Act:
    way = _way(world)
    return lambda: actions.open_sheet(way)


def answer_sheet(world: World) -> Act:
    sheet = actions.open_sheet(_way(world))
    return lambda: actions.answer_sheet(sheet.pk, choice_ids=_choices(), browser="may-minh-hoa")


def answer_by_link(world: World) -> Act:
    sheet = actions.open_sheet(_ticket(world))
    return lambda: actions.answer_sheet(sheet.pk, choice_ids=_choices(), browser="may-minh-hoa")


def refuse_to_answer(world: World) -> Act:
    ticket = _ticket(world)
    return lambda: actions.refuse_to_answer(ticket)


def empty_boxes(world: World) -> Act:
    way = _way(world)
    for person in range(5):
        with clock.standing_at(clock.now() - timedelta(minutes=10 * person + 1)):
            sheet = actions.open_sheet(way)
        actions.answer_sheet(sheet.pk, choice_ids=_choices(), browser=f"may-minh-hoa-{person}")
    actions.open_sheet(way)
    _ticket(world)
    later = clock.now() + timedelta(days=31)
    return lambda: actions.empty_boxes(world.ward, now=later)


def _choices() -> list[int]:
    return [question.choices.all()[0].pk for question in Question.objects.all()]


def _desk(world: World) -> Desk:
    return actions.open_desk(world.service_centre, by=world.administrator, name="Quầy số 1")


def _way(world: World) -> DeskLink:
    return actions.issue_link(_desk(world).pk, by=world.administrator, channel=Channel.POSTER)


def _ticket(world: World) -> Ticket:
    if not Question.objects.exists():
        _desk(world)
    (sent,) = actions.ask_citizens([world.dossier().pk], by=world.desk)
    return Ticket.objects.get(pk=hash_of(sent.code))


def issue_slip(world: World) -> Act:
    late = world.dossier(status=4, finished_at=None, ended_on=None)
    by, signer = world.desk, world.centre_head.post_id
    return lambda: apologies.issue_slip(
        late.pk, by=by, reason=REASON_WORDS[0], new_promised_on=date(2026, 11, 30), signer=signer
    )


def set_terms(world: World) -> Act:
    return lambda: apologies.set_terms(FIRST_TERMS, by=world.administrator)


SCENES: dict[str, Scene] = {
    "apologies.issue_slip": issue_slip,
    "apologies.set_terms": set_terms,
    "satisfaction.open_desk": open_desk,
    "satisfaction.close_desk": close_desk,
    "satisfaction.issue_link": issue_link,
    "satisfaction.withdraw_link": withdraw_link,
    "satisfaction.write_question": write_question,
    "satisfaction.retire_question": retire_question,
    "satisfaction.ask_citizens": ask_citizens,
    "satisfaction.open_sheet": open_sheet,
    "satisfaction.answer_sheet": answer_sheet,
    "satisfaction.answer_sheet: by link": answer_by_link,
    "satisfaction.refuse_to_answer": refuse_to_answer,
    "satisfaction.empty_boxes": empty_boxes,
}
