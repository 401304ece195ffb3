from dataclasses import replace

import pytest

from kheo.indicators import actions as indicators
from tests.indicators.facts import NOW, facts
from tests.indicators.test_refresh import WEEK
from tests.measures.test_defined import EARLY

__all__ = ["facts"]

SENT = {
    "name": "Tỷ lệ hồ sơ trả trước hẹn", "short_name": "Trước hẹn", "period_column": "promised_on",
    "counted_text": "Hồ sơ đã xong.", "good_text": "Xong trước ngày hẹn.", "not_good_text": "Xong đúng hạn hoặc muộn.",
    "source": "Quy chế minh hoạ", "assurance": "locality", "better": "cao",
    "tinh-dong": "2", "tinh-0-column": "finished_on", "tinh-0-operator": "known",
    "dat-dong": "1", "dat-0-column": "finished_on", "dat-0-operator": "before", "dat-0-other": "promised_on",
}  # fmt: skip
"""The form as a browser sends it."""


@pytest.fixture
def counted(world, facts):
    """The centre finished 3 of 5 dossiers before their day in the week of 16/11, one on the day; one is open."""
    for early in (1, 2, 1, 0):
        day = WEEK + 4 * (WEEK.resolution)
        facts.dossier(world.service_centre, day, finished=day - early * WEEK.resolution)
    facts.dossier(world.service_centre, WEEK + 4 * WEEK.resolution, finished=None)
    indicators.refresh(world.ward, by=None, now=NOW)
    return world


def written(**changed):
    """Give the definition that the form says."""
    texts = {"name": SENT["name"], "code": ""}
    return replace(EARLY, **(texts | changed))
