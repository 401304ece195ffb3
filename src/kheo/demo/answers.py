"""Two weeks of made-up visitors who say how they were served at the centre's desk, by the real actions."""

from datetime import date, datetime, time, timedelta
from random import Random

from kheo.base import clock
from kheo.days import VIETNAM, Calendar
from kheo.demo.ward import Ward
from kheo.satisfaction import actions
from kheo.satisfaction.models import DeskLink, Question
from kheo.satisfaction.rules import Channel

DESK = "Quầy tiếp nhận số 1"
DAYS, A_DAY = 10, 9
MOODS = (0, 0, 0, 1, 1, 1, 1, 2, 2, 3)
"""Places of the answers chosen, as often as they are met: mostly content, not always."""
AFTER_MIDNIGHT = time(0, 20)


def live(ward: Ward, working_days: Calendar, today: date) -> DeskLink:
    """Open a desk, let its visitors answer, refuse or leave, and let the nights come; give the way in of its kiosk."""
    random, by = Random(2026), ward.officials["quan-tri"]  # noqa: S311  made-up data, the same each time
    first = working_days.add(today, -DAYS)
    with clock.standing_at(_at(first, time(7))):
        desk = actions.open_desk(ward.units["trung-tam"], by=by, name=DESK)
        kiosk, wall = (actions.issue_link(desk.pk, by=by, channel=each) for each in (Channel.KIOSK, Channel.POSTER))
    for number in range(DAYS):
        day = working_days.add(first, number)
        for visitor in range(A_DAY):
            _visit(kiosk, _at(day, time(8)) + timedelta(minutes=17 * visitor), random, browser="")
        _visit(wall, _at(day, time(14)), random, browser=f"minh-hoa-{number}")
        actions.empty_boxes(ward.locality, now=_at(day + timedelta(days=1), AFTER_MIDNIGHT))
    return kiosk


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIETNAM)


def _visit(way: DeskLink, at: datetime, random: Random, *, browser: str) -> None:
    """One visitor: most answer, some refuse, some walk away from the open questions."""
    mood, leaves = random.choice(MOODS), random.random()
    with clock.standing_at(at):
        if leaves < 0.05:
            actions.refuse_to_answer(way)
            return
        sheet = actions.open_sheet(way)
    if leaves < 0.12:
        return
    seconds = random.choice((3, 28, 35, 41, 52, 66, 90))
    with clock.standing_at(at + timedelta(seconds=seconds)):
        actions.answer_sheet(sheet.pk, choice_ids=_chosen(way, mood, random), browser=browser)


def _chosen(way: DeskLink, mood: int, random: Random) -> list[int]:
    """Choose in each question near the mood; whoever was not late says so."""
    chosen = []
    for question in Question.objects.asked_in(way.desk.locality_id):
        choices = list(question.choices.all())
        unscored = [choice for choice in choices if choice.score is None]
        if not question.is_scored:
            chosen += [random.choice(choices).pk] if mood > 1 else []
        elif unscored and random.random() < 0.6:
            chosen.append(unscored[0].pk)
        else:
            chosen.append(choices[min(mood + random.choice((0, 0, 0, 1)), 3)].pk)
    return chosen
