import pytest

from tests.road.ward import Road, prepare


@pytest.fixture
def road(db) -> Road:
    """Phường Thử at the beginning of the road."""
    return prepare()
