from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from lxml import html

from kheo.base import clock
from kheo.days import VIETNAM

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 7, 30, tzinfo=VIETNAM)
MONTH_AGO = AT - timedelta(days=30)


@pytest.fixture(autouse=True)
def _on_a_monday_morning():
    with clock.standing_at(AT):
        yield


@pytest.fixture
def long_since(world):
    """Make a task a month ago, so that its day may be past by now: `long_since(due_on=...)`."""

    def make(*args, **fields):
        with clock.standing_at(MONTH_AGO):
            return world.task(*args, **fields)

    return make


class Desk:
    """What stands on somebody's page."""

    def __init__(self, text):
        self.page = html.document_fromstring(text)
        self.text = " ".join(self.page.find(".//main").text_content().split())

    @property
    def groups(self):
        """Give each heading with its rows: when, verb, title, where."""
        return {
            h2.text.strip(): [self._row(li) for li in h2.getnext().findall("li")]
            for h2 in self.page.xpath("//h2[@class='group']")
        }

    @property
    def verbs(self):
        """Give what is to be done, from the top."""
        return [row[1] for rows in self.groups.values() for row in rows]

    @property
    def days(self):
        """Give the ten days: "T2 23/11" and what is written over them."""
        return [(li.find("b").text, li.text_content()[len(li.find("b").text) :]) for li in self.page.xpath("//ol/li")]

    @staticmethod
    def _row(li):
        (link,) = li.findall(".//a")  # one action a row
        when, where = li.find("span[@class='when']").text_content(), li.find("span[@class='small soft']").text_content()
        return when, link.find("b").text, link.find("span").text, where


@pytest.fixture
def desk_of(client_of):
    """Open "Việc của tôi" as somebody."""

    def look(official):
        response = client_of(official).get(reverse("office:my_work"))
        assert response.status_code == 200
        return Desk(response.content.decode())

    return look
