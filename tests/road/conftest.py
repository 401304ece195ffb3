import pytest
from django.db import connections

from tests.road.ward import Road, prepare


@pytest.fixture
def road(db, monkeypatch) -> Road:
    """Phường Thử at the beginning of the road. The served pages leave no open door to the database behind."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    return prepare()
