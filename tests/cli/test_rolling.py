"""A rolling restart behind nginx, as docs/operate.md says: steady requests, also forms, and none of them fails."""

import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from kheo import postgres
from tests.cli.proxy import Proxy, form_on, free_port, is_ready, need_nginx, proxied, until
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
                answer, page = self.visitor.ask("/ngon-ngu/", form_on(page))
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


def test_a_form_that_had_begun_is_answered_by_the_process_that_is_told_to_stop(ward: Installation) -> None:
    port = free_port()
    server = start(ward, port)
    folder = ward.home.parent / "nginx-of-one"
    folder.mkdir()
    with proxied(folder, free_port(), port) as proxy, ThreadPoolExecutor() as pool:
        visitor = Visitor(proxy)
        form = form_on(visitor.ask("/ngon-ngu/")[1])
        with psycopg.connect(postgres.ensure_running(ward.home, env={}).owner) as connection:
            connection.execute("LOCK TABLE base_oncekey")
            waiting = pool.submit(visitor.ask, "/ngon-ngu/", form)
            asked = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'base_oncekey'::regclass"
            until(lambda: connection.execute(asked).fetchone() == (1,), server)
            server.terminate()
            time.sleep(2)
            assert server.poll() is None, "it does not leave while somebody waits"
        answer, _page = waiting.result(timeout=60)
    assert answer.status == 302
    assert server.wait(60) == 0


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
