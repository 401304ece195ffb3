"""A rolling restart behind nginx, as docs/operate.md says: steady requests, also forms, and none of them fails."""

import re
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from kheo import postgres
from tests.cli.proxy import Proxy, free_port, is_ready, need_nginx, proxied, until
from tests.cli.test_installation import Installation, room
from tests.cli.test_proxy import Visitor
from tests.cli.test_upgrade import FOUNDED

pytestmark = pytest.mark.long
VISITORS, ROUNDS = 4, 1


@pytest.fixture(scope="module")
def ward() -> Iterator[Installation]:
    need_nginx()
    made = Installation(room())
    made.kheo(*FOUNDED)
    lines = (made.home / "kheo.env").read_text(encoding="utf-8").splitlines()
    yield Installation(made.home, dict(line.replace("'", "").split("=", 1) for line in lines))
    made.take_away()


class Steady(threading.Thread):
    """A visitor who opens a page, then hands in the form of its language, again and again."""

    def __init__(self, proxy: Proxy) -> None:
        super().__init__()
        self.visitor, self.over = Visitor(proxy), threading.Event()
        self.seen: Counter[str] = Counter()

    def run(self) -> None:
        """Go on until told to stop; whatever is not answered as it should be is counted."""
        while not self.over.is_set():
            try:
                answer, page = self.visitor.ask("/ngon-ngu/")
                self.seen[f"GET {answer.status}"] += 1
                form = dict(re.findall(r'name="(csrfmiddlewaretoken|_once)" value="([^"]+)"', page))
                answer, page = self.visitor.ask("/ngon-ngu/", {**form, "language": "vi"})
                self.seen[f"POST {answer.status}"] += 1
            except Exception as failed:  # noqa: BLE001  any failure is what we count
                self.seen[f"failed {failed!r}"] += 1


def test_no_request_fails_while_both_processes_are_restarted(
    ward: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    ports = [free_port(), free_port()]
    servers = {port: start(ward, port) for port in ports}
    folder = ward.home.parent / "nginx"
    folder.mkdir()
    try:
        with proxied(folder, *ports) as proxy:
            seen = walked(proxy, ward, servers)
    finally:
        for server in servers.values():
            server.terminate()
            server.wait(60)
    failed = sum(count for what, count in seen.items() if what not in ("GET 200", "POST 302"))
    with capsys.disabled():
        print(f"\n{seen.total()} requests through {len(ports) * ROUNDS} restarts, {failed} failed: {dict(seen)}")  # noqa: T201
    assert failed == 0, seen
    assert seen["POST 302"] > 50
    with psycopg.connect(postgres.ensure_running(ward.home, env={}).app) as connection:
        kept = connection.execute("SELECT count(*) FROM base_oncekey").fetchone()
    assert kept == (seen["POST 302"],), "each form had its effect once"


def walked(proxy: Proxy, ward: Installation, servers: dict[int, subprocess.Popen[str]]) -> Counter[str]:
    """Restart one process after the other under steady requests; give what was answered."""
    steady = [Steady(proxy) for _ in range(VISITORS)]
    for each in steady:
        each.start()
    for port in list(servers) * ROUNDS:
        servers[port].terminate()
        assert servers[port].wait(60) == 0
        servers[port] = start(ward, port)
    for each in steady:
        each.over.set()
        each.join()
    return sum((each.seen for each in steady), Counter())


def start(ward: Installation, port: int) -> subprocess.Popen[str]:
    """Start one process and wait until its pages answer, as its unit does."""
    server = ward.start("serve", "--no-worker", "--port", str(port))
    until(lambda: is_ready(port), server)
    return server
