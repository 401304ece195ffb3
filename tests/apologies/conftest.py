"""Monday 23 November 2026 at the service centre: dossiers that were promised for that week."""

from datetime import UTC, date, datetime

import pytest

from kheo.apologies import actions

MONDAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 2, tzinfo=UTC)
NEW_DAY = date(2026, 11, 30)


@pytest.fixture
def running(world):
    """Lay down a dossier without a result, promised for a day."""
    procedure = world.procedure()

    def make(code, due_on, **fields):
        still = {"status": 4, "finished_at": None, "ended_on": None, "due_on": due_on, **fields}
        return world.dossier(code, procedure=procedure, **still)

    return make


@pytest.fixture
def apologise(world):
    """Issue a slip as the desk does."""

    def issue(dossier, *, by=None, **fields):
        usual = {
            "reason": "Cơ quan phối hợp chưa gửi ý kiến đúng hạn",
            "new_promised_on": NEW_DAY,
            "signer": world.centre_head.post_id,
        }
        return actions.issue_slip(dossier.pk, by=by or world.desk, **{**usual, **fields})

    return issue
