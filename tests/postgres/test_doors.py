"""The three calls from outside, where they start nothing: addresses that win, looking, stopping."""

import stat
from pathlib import Path

from kheo.postgres import ensure_running, places, status, stop


def test_looking_and_stopping_make_nothing(room: Path) -> None:
    assert status(room / "home") is None
    assert stop(room / "home") is False
    assert list(room.iterdir()) == []


def test_the_addresses_of_an_installation_win(room: Path) -> None:
    given = {"DATABASE_URL": "postgresql://app@db/kheo", "DATABASE_OWNER_URL": "postgresql://owner@db/kheo"}
    urls = ensure_running(room / "home", env=given)
    assert (urls.app, urls.owner) == (given["DATABASE_URL"], given["DATABASE_OWNER_URL"])
    assert ensure_running(room / "home", env={"DATABASE_URL": "postgresql://all@db/kheo"}).owner.startswith(
        "postgresql://all"
    )
    assert not (room / "home").exists()


def test_places_elsewhere_are_not_open_to_others() -> None:
    for base in places.ELSEWHERE:
        if base.exists():
            assert stat.S_IMODE(base.stat().st_mode) & 0o022 == 0
