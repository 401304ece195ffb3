"""The real thing when a disk is full or the database may only be read: told clearly, nothing acknowledged lost, and
well again by itself."""

import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kheo import postgres
from tests.cli.proxy import form_on, free_port
from tests.cli.test_installation import Installation, room
from tests.cli.test_upgrade import FOUNDED
from tests.tmpfs import Disk, disk

pytestmark = pytest.mark.long
WAIT = 90.0


class Site:
    """A running `./kheo serve`, asked as a browser asks."""

    def __init__(self, ward: Installation, log: Path) -> None:
        self.ward, self.port = ward, free_port()
        with log.open("ab") as out:
            order = [sys.executable, "-m", "kheo", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(order, env=ward.env, stdout=out, stderr=out)
        self.cookies = ""

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Give the status and the page; 0 where nobody answers."""
        body = urllib.parse.urlencode(form).encode() if form else None
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, {"Cookie": self.cookies})
        try:
            with urllib.request.build_opener(Stay).open(asked, timeout=60) as answer:
                if made := answer.headers.get("Set-Cookie"):
                    self.cookies = made.partition(";")[0]
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError:
            return 0, ""

    def hand_in(self, acknowledged: list[str]) -> tuple[int, str]:
        """Hand it in, and note what was acknowledged."""
        form = form_on(self.ask("/ngon-ngu/")[1])
        status, page = self.ask("/ngon-ngu/", form)
        if status == 302:
            acknowledged.append(form["_once"])
        return status, page

    def until(self, status: int, path: str = "/readyz") -> None:
        """Wait for an answer."""
        deadline = time.monotonic() + WAIT
        while (seen := self.ask(path)[0]) != status:
            assert time.monotonic() < deadline, f"{path} answers {seen}"
            assert self.process.poll() is None, "serve ended"
            time.sleep(0.2)

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(60)


class Stay(urllib.request.HTTPRedirectHandler):
    """Do not follow."""

    def redirect_request(self, *asked: object) -> None:
        return None


@pytest.fixture
def place() -> Iterator[Path]:
    """A home that does not exist yet; taken away in the end."""
    made = Installation(room())
    made.home.mkdir()
    yield made.home
    made.take_away()


def kept_of(home: Path, acknowledged: list[str]) -> int:
    with psycopg.connect(postgres.ensure_running(home, env={}).app) as connection:
        asked = "SELECT count(*) FROM base_oncekey WHERE token = ANY(%s::uuid[])"
        [(count,)] = connection.execute(asked, [acknowledged]).fetchall()
    return int(count)


def test_a_full_disk_of_the_database_loses_nothing_acknowledged_and_is_well_again_by_itself(place: Path) -> None:
    (place / "postgres").mkdir()
    with disk(place / "postgres", 400) as small:
        ward = Installation(place)
        ward.kheo(*FOUNDED)
        (place / "kheo.env").unlink()
        site = Site(ward, place.parent / "log")
        try:
            site.until(200)
            acknowledged = through_a_full_disk(site, small)
            assert kept_of(place, acknowledged) == len(acknowledged)
        finally:
            site.end()
            ward.kheo("stop")


def through_a_full_disk(site: Site, small: Disk) -> list[str]:
    """Hand in forms before, while and after there is no room; give what was acknowledged."""
    acknowledged: list[str] = []
    assert site.hand_in(acknowledged)[0] == 302
    small.fill()
    status, page = write_until_full(site, acknowledged)
    assert status in (503, 507)
    assert "hết chỗ chứa" in page or "tạm ngừng phục vụ" in page
    burst(postgres.Cluster(site.ward.home, {}))
    site.until(503)
    status, page = site.ask("/")
    assert status == 503
    assert "tạm ngừng phục vụ" in page
    small.free()
    site.until(200)
    assert site.hand_in(acknowledged)[0] == 302
    return acknowledged


def burst(cluster: postgres.Cluster) -> None:
    """Use up the pieces of WAL that are left: the server then ends, and cannot start for want of room."""
    with pytest.raises(psycopg.OperationalError):
        for _ in range(100):
            with psycopg.connect(cluster.url("super"), autocommit=True, connect_timeout=5) as connection:
                connection.execute("SELECT pg_logical_emit_message(false, 'thử', 'một dòng'), pg_switch_wal()")


def write_until_full(site: Site, acknowledged: list[str]) -> tuple[int, str]:
    """Hand in forms, two a look, until one is refused for want of room."""
    for _ in range(400):
        status, page = site.hand_in(acknowledged)
        if status != 302:
            return status, page
    raise AssertionError("the disk did not fill up")


def test_a_full_disk_under_the_log_stops_no_page(place: Path) -> None:
    logs = place.parent / "logs"
    logs.mkdir()
    ward = Installation(place)
    ward.kheo(*FOUNDED)
    with disk(logs, 1) as small:
        small.fill()
        site = Site(ward, logs / "log")
        try:
            site.until(200)
            for path in ("/khong-co/", "/", "/dang-nhap/"):
                assert site.ask(path)[0] in (200, 404)
            acknowledged: list[str] = []
            assert site.hand_in(acknowledged)[0] == 302
        finally:
            site.end()


def test_a_database_that_may_only_be_read_shows_pages_and_takes_no_forms(place: Path) -> None:
    ward = Installation(place)
    ward.kheo(*FOUNDED)
    cluster = postgres.Cluster(place, {})
    site = Site(ward, place.parent / "log")
    try:
        site.until(200)
        read_only(cluster, "on")
        assert site.ask("/")[0] == 200
        acknowledged: list[str] = []
        status, page = site.hand_in(acknowledged)
        assert status == 503
        assert "Khéo đang chỉ cho xem" in page
        site.end()
        site = Site(ward, place.parent / "log")  # started meanwhile, it shows pages too
        site.until(200)
        assert site.ask("/")[0] == 200
        read_only(cluster, "off")
        assert site.hand_in(acknowledged)[0] == 302
        assert kept_of(place, acknowledged) == 1
    finally:
        site.end()


def read_only(cluster: postgres.Cluster, state: str) -> None:
    """Close or open the whole cluster for writing, as an operator does; sessions that are open see it at once."""
    with psycopg.connect(cluster.url("super"), autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {state}".encode())
        connection.execute("SELECT pg_reload_conf()")
    time.sleep(0.5)  # the reload reaches the other sessions a moment later
