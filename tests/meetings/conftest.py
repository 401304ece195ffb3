from datetime import date

import pytest

from tests.work.conftest import trace

__all__ = ["trace"]

MARCH = {
    "title": "Hội nghị công tác dân vận (minh hoạ)",
    "held_on": date(2026, 3, 3),
    "location": "Nhà văn hoá phường",
    "organiser": "UBND Phường Thử",
    "chair": "Chủ tịch UBND phường",
    "papers_count": 12,
}


@pytest.fixture
def march():
    """The particulars of a conference held on 3/3/2026."""
    return dict(MARCH)
