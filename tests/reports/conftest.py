from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from kheo.base import clock
from kheo.commitments import actions as commitments
from kheo.days import VIETNAM
from tests.commitments.conftest import STARTED, story
from tests.indicators.facts import NOW, facts

__all__ = ["facts", "story"]

THEN = datetime(2026, 8, 3, 8, tzinfo=VIETNAM)  # the day the tasks of these tests start


@pytest.fixture(autouse=True)
def _on_a_monday_morning():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def promise(world):
    """Tie a unit to a target since August: `promise(unit, 95)`."""

    def commit(unit, target=95, code="ho-so-dung-han"):
        due_on = STARTED + timedelta(weeks=20)
        return commitments.commit(
            unit=unit, indicator_code=code, target=Decimal(target), started_on=STARTED, due_on=due_on, by=world.chair
        )

    return commit


class Screen:
    """What the leader sees."""

    def __init__(self, text):
        self.page = html.document_fromstring(text)
        self.text = _words(self.page.find(".//main"))

    @property
    def sentences(self):
        """Give figure and sentence of each line, from the top."""
        return [(_words(li.find("p/b")), _words(li.find("p/span"))) for li in self.page.xpath("//ol[@class='say']/li")]

    @property
    def asks(self):
        """Give what waits for a decision."""
        return [_words(link) for link in self.page.xpath("//ul[@class='asks']/li/a")]

    @property
    def units(self):
        """Give the wide table: the cells of each unit, marks in words."""
        rows = self.page.xpath("//div[contains(@class, 'for-wide')]//table/tbody/tr")
        return {_words(row.find("th")): [_words(cell) for cell in row.findall("td")] for row in rows}

    def link(self, words):
        """Give the address behind words."""
        return next(link.get("href") for link in self.page.iter("a") if _words(link) == words)


def _words(node):
    return " ".join(node.text_content().split())


@pytest.fixture
def screen_of(client_of):
    """Open "Toàn cảnh" as somebody."""

    def look(official):
        response = client_of(official).get(reverse("reports:overview"))
        assert response.status_code == 200
        return Screen(response.content.decode())

    return look
