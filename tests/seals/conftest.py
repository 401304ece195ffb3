"""A log with many acts in it, sealed as the job seals it."""

from datetime import datetime

import pytest
from django.db import transaction

from kheo.base.audit import record
from kheo.days import VIETNAM
from kheo.seals import sealing
from tests import emptying  # noqa: F401  a transactional test ends with an emptied database

NOW = datetime(2026, 11, 24, 8, tzinfo=VIETNAM)


@pytest.fixture
def act(transactional_db, world):
    """Do one recorded act in Phường Thử, in a transaction of its own."""

    def make(number: int = 1):
        with transaction.atomic():
            return record("unit.noted", world.service_centre, by=world.administrator, changed={"n": number, "x": 0.25})

    return make


@pytest.fixture
def sealed(act):
    """Give the head over a good number of records."""
    for number in range(40):
        act(number)
    return sealing.seal_log(now=NOW)
