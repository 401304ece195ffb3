import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from kheo.base import clock
from kheo.commitments import actions as commitments
from tests.commitments.conftest import STARTED, story
from tests.indicators.facts import NOW, facts

__all__ = ["facts", "story"]

BETTER, ALIKE = [39] * 16, [35, 34] * 8


@pytest.fixture(autouse=True)
def _on_a_monday_morning():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def promise(world):
    """Tie a unit to 95% on time since August: `promise(unit, due_on=...)`."""

    def commit(unit, due_on=STARTED + timedelta(weeks=20)):
        return commitments.commit(
            unit=unit, indicator_code="ho-so-dung-han", target=Decimal(95), started_on=STARTED, due_on=due_on,
            by=world.chair,
        )  # fmt: skip

    return commit


class Sheet:
    """What a citizen sees."""

    def __init__(self, text):
        self.markup = text
        self.page = html.document_fromstring(text)
        self.text = words(self.page.find(".//main"))

    @property
    def promises(self):
        """Give the three stations of each promise."""
        return [[words(part) for part in li.findall("div")] for li in self.page.xpath("//ul[@class='told mt']/li")]

    def table(self, id):
        """Give the rows of a table by its caption's id."""
        rows = self.page.xpath(f"//table[caption/@id='{id}']/tbody/tr")
        return {words(row.find("th")): [words(cell) for cell in row.findall("td")] for row in rows}


def words(node):
    """Give what is read; a full stop after a marked figure stands close to it."""
    return re.sub(r" (?=[.,;:])", "", " ".join(" ".join(node.itertext()).split()))


@pytest.fixture
def sheet(client_of):
    """Open a public page without signing in: `sheet("home")`, `sheet("quality", noi="phuong-ben")`."""

    def look(name, **asked):
        response = client_of().get(reverse(f"portal:{name}"), asked)
        assert response.status_code == 200
        return Sheet(response.content.decode())

    return look


@pytest.fixture
def few(world, facts):
    """Lay down a month of small units: `few(3, 9, 40)` gives three units with so many dossiers in October, all good."""

    def lay(*counts):
        units = [world.unit(f"Điểm tiếp nhận {n} (minh hoạ)") for n, _count in enumerate(counts, 1)]
        for unit, count in zip(units, counts, strict=True):
            facts.week(unit, date(2026, 10, 5), count, count)
        return units

    return lay
