"""A desk of the service centre with its kiosk and its QR code, and people who answer there."""

from datetime import UTC, datetime, timedelta

import pytest

from kheo.base import clock
from kheo.satisfaction import actions
from kheo.satisfaction.models import Question
from kheo.satisfaction.rules import Channel

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 17, 20, tzinfo=UTC)
"""Twenty past midnight on 24/11 in Việt Nam."""
LONG_ENOUGH = timedelta(seconds=40)


class Counter:
    """The desk of a ward, and what its visitors do."""

    def __init__(self, world):
        self.world = world
        with clock.standing_at(NOON):
            by = world.administrator
            self.desk = actions.open_desk(world.service_centre, by=by, name="Quầy số 1 (minh hoạ)")
            self.kiosk = actions.issue_link(self.desk.pk, by=by, channel=Channel.KIOSK)
            self.wall = actions.issue_link(self.desk.pk, by=by, channel=Channel.POSTER)

    def choices(self, place=0, *, reason=False):
        """Choose in every question the answer at a place; the reason is left out unless asked for."""
        asked = Question.objects.asked_in(self.world.ward)
        return [list(each.choices.all())[place].pk for each in asked if each.is_scored or reason]

    def answers(self, way=None, *, at=NOON, browser="", place=0, takes=LONG_ENOUGH, choices=None):
        """Let somebody open the questions, think, and send."""
        with clock.standing_at(at):
            sheet = actions.open_sheet(way or self.kiosk)
        with clock.standing_at(at + takes):
            sent = actions.answer_sheet(sheet.pk, choice_ids=choices or self.choices(place), browser=browser)
        return sheet, sent

    def fills_the_box(self, count=5, **how):
        """Let so many people answer, ten minutes apart."""
        for number in range(count):
            self.answers(at=NOON + timedelta(minutes=10 * number), **how)

    def night(self, at=NIGHT):
        """Let the night come."""
        return actions.empty_boxes(self.world.ward, now=at)


@pytest.fixture
def counter(world):
    return Counter(world)
