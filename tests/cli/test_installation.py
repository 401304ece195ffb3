"""A whole installation of its own, by the real commands: the demo, migrate, manage, serve, and its crashes."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from kheo import postgres

pytestmark = pytest.mark.long
WAIT = 90.0
WHO = "from django.db import connection as c; k = c.cursor(); k.execute('select current_user'); print(k.fetchone())"
DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
NOT_OURS = ("KHEO_", "DATABASE_", "DJANGO_", "PG")


@dataclass(frozen=True)
class Installation:
    """A home folder and the commands run on it."""

    home: Path
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        """The environment of a person at a terminal."""
        known = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
        return {**known, "KHEO_HOME": str(self.home), "PYTHONUTF8": "1", **self.more}

    def take_away(self) -> None:
        """Stop its database and remove all that it wrote."""
        postgres.stop(self.home)
        if place := postgres.status(self.home):
            shutil.rmtree(place.data.parents[1], ignore_errors=True)
            shutil.rmtree(place.sockets, ignore_errors=True)
        shutil.rmtree(self.home.parent, ignore_errors=True)

    def kheo(self, *arguments: str | Path, code: int = 0) -> str:
        """Run a command to its end and give what it said."""
        command = [sys.executable, "-m", "kheo", *map(str, arguments)]
        answer = subprocess.run(command, env=self.env, capture_output=True, encoding="utf-8", check=False)
        assert answer.returncode == code, answer.stdout + answer.stderr
        return answer.stdout + answer.stderr

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command that goes on."""
        return subprocess.Popen(
            [sys.executable, "-m", "kheo", *arguments],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )


def room() -> Path:
    """Make a folder that every account of the machine may pass."""
    folder = Path(tempfile.mkdtemp(prefix="kheo-test-"))
    folder.chmod(0o755)
    return folder / "nhà của Khéo"


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """An installation with the sample ward, made by the demo."""
    made = Installation(room())
    story = made.kheo("demo", "--once", "--port", "8123")
    (made.home.parent / "story").write_text(story, encoding="utf-8")
    yield made
    made.take_away()


@pytest.fixture
def another() -> Iterator[Callable[..., Installation]]:
    """Make a second installation, with settings of its own."""
    made: list[Installation] = []

    def make(**more: str) -> Installation:
        made.append(Installation(room(), more))
        return made[-1]

    yield make
    for each in made:
        each.take_away()


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture
def serving(installation: Installation) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `serve` and wait until it says that it is open; whatever still runs is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        server = installation.start("serve", *arguments)
        started.append(server)
        assert server.stdout is not None
        said = next((line for line in server.stdout if "đang mở ở" in line), "")
        assert said, "serve ended before it opened"
        return server

    yield start
    for server in started:
        server.terminate()  # does nothing to one that has ended
        server.wait(WAIT)
        if server.stdout:
            server.stdout.close()


def seen(port: int, path: str = "/") -> str:
    """Get a page, waiting for a server that is being started again."""
    deadline = time.monotonic() + WAIT
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as page:
                return str(page.read().decode())
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def children(pid: int) -> dict[str, int]:
    """Give the programs a keeper runs: "granian" and "kheo.cli.worker", with their numbers."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
        found[next((name for name in ("granian", "kheo.cli.worker") if name in words), child)] = int(child)
    return found


def is_running(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def test_the_demo_tells_the_story_with_the_port_it_will_serve(installation: Installation) -> None:
    said = (installation.home.parent / "story").read_text(encoding="utf-8")
    story = " ".join(said.split())
    assert "Trung tâm Phục vụ hành chính công" in story
    counts = r"hồ sơ đúng hạn \([\d.]+/[\d.]+, bốn tuần đến [\d/]+\)"
    assert re.search(rf"9\d,\d% {counts}: tính đến hạn [\d/]+, đã đạt mục tiêu 95%, và đổi thật", story)
    assert re.search(rf"Phòng Kinh tế, Hạ tầng và Đô thị \d\d,\d% {counts}: chưa đạt mục tiêu 95%", story)
    assert "http://127.0.0.1:8123/" in said
    assert ":8000" not in said
    assert "./kheo demo --port 8123" in said
    paper = Path(re.search(r"^ *(/.*\.docx)$", said, re.MULTILINE)[1])  # type: ignore[index]
    assert zipfile.is_zipfile(paper)
    assert all(len(line) <= 80 for line in said.splitlines() if "/" not in line)


def test_a_second_demo_makes_nothing_twice(installation: Installation) -> None:
    said = installation.kheo("demo", "--once")
    assert "[1]" not in said
    assert "http://127.0.0.1:8000/" in said
    count = "from kheo.people.models import Locality; print('phường:', Locality.objects.count())"
    assert "phường: 1\n" in installation.kheo("manage", "shell", "--verbosity", "0", "-c", count)


def test_migrate_has_nothing_left_to_do(installation: Installation) -> None:
    assert "No migrations to apply." in installation.kheo("migrate")


def test_manage_works_with_the_rights_of_the_app(installation: Installation) -> None:
    assert "('kheo_app',)" in installation.kheo("manage", "shell", "--verbosity", "0", "-c", WHO)
    assert "no issues" in installation.kheo("manage", "check")
    harm = "from kheo.base.models import AuditRecord as A; A.objects.all()._raw_delete('default')"
    assert "permission denied" in installation.kheo("manage", "shell", "--verbosity", "0", "-c", harm, code=1)


def test_both_roles_of_a_database_of_others_may_be_given(installation: Installation, another) -> None:
    here = postgres.ensure_running(installation.home, env={})
    with psycopg.connect(here.owner, autocommit=True) as owner:
        owner.execute("create database khac")
    app, owner_url = (url.replace("/kheo?", "/khac?") for url in (here.app, here.owner))
    guest = another(DATABASE_URL=app, DATABASE_OWNER_URL=owner_url)
    assert "Applying people.0001_initial" in guest.kheo("migrate")
    assert "('kheo_app',)" in guest.kheo("manage", "shell", "--verbosity", "0", "-c", WHO)
    with psycopg.connect(owner_url) as owner:
        taken_away = "select has_table_privilege('kheo_app', 'base_auditrecord', 'update')"
        assert owner.execute(taken_away).fetchone() == (False,)
    assert not list(guest.home.glob("postgres*")), "no cluster is made beside a given database"


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="PostgreSQL 15 is not on this machine")
def test_the_tables_are_made_on_the_oldest_postgresql_too(another) -> None:
    old = another(PG_BINDIR=str(DEBIAN_15))
    assert "Applying people.0001_initial" in old.kheo("migrate")
    ask = WHO.replace("select current_user", "show server_version")
    assert "('15." in old.kheo("manage", "shell", "--verbosity", "0", "-c", ask)


def test_it_serves_and_stops_cleanly(installation: Installation, serving, port: int) -> None:
    server = serving("--port", str(port))
    assert "Phường Thử" in seen(port)
    assert "minh hoạ" in seen(port)
    programs = children(server.pid)
    assert set(programs) == {"granian", "kheo.cli.worker"}
    server.send_signal(signal.SIGINT)
    out, _none = server.communicate(timeout=WAIT)
    assert (server.returncode, out) == (0, "")
    assert not any(is_running(pid) for pid in programs.values())
    with socket.socket() as door:
        assert door.connect_ex(("127.0.0.1", port)) != 0
    assert postgres.status(installation.home).running, "the database goes on: other commands use it"  # type: ignore[union-attr]


def test_it_serves_without_a_worker(serving, port: int) -> None:
    server = serving("--no-worker", "--port", str(port))
    assert set(children(server.pid)) == {"granian"}
    assert "Phường Thử" in seen(port)


@pytest.mark.crash
def test_a_killed_worker_a_killed_server_and_a_killed_database_come_back(installation, serving, port: int) -> None:
    server = serving("--port", str(port))
    # What it says of the deaths must go somewhere: a full pipe would stop it.
    threading.Thread(target=server.stdout.read, daemon=True).start()
    before = children(server.pid)
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + WAIT
    while set(children(server.pid)) != set(before) or set(children(server.pid).values()) & set(before.values()):
        assert time.monotonic() < deadline, children(server.pid)
        time.sleep(0.2)
    assert "Phường Thử" in seen(port)
    database = postgres.status(installation.home).pid
    os.kill(database, signal.SIGKILL)
    while postgres.status(installation.home).pid in (database, None):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert "Phường Thử" in seen(port)


@pytest.mark.crash
def test_a_killed_serve_gives_the_port_free(installation: Installation, serving, port: int) -> None:
    server = serving("--port", str(port))
    programs = children(server.pid)
    server.kill()
    server.wait(WAIT)
    deadline = time.monotonic() + WAIT
    while any(is_running(pid) for pid in programs.values()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    again = serving("--port", str(port))
    assert again.poll() is None


def test_stop_ends_the_database_and_any_command_starts_it_again(installation: Installation) -> None:
    assert installation.kheo("stop") == "Đã tắt cơ sở dữ liệu.\n"
    assert installation.kheo("stop") == "Cơ sở dữ liệu không chạy.\n"
    assert "No migrations to apply." in installation.kheo("migrate")


def test_a_real_locality_is_never_made_over(installation: Installation) -> None:
    change = "from kheo.people.models import Locality as L; print(L.objects.update(illustrative={}))"
    installation.kheo("manage", "shell", "--verbosity", "0", "-c", change.format(False))
    try:
        said = installation.kheo("demo", "--fresh", "--once", code=1)
    finally:
        installation.kheo("manage", "shell", "--verbosity", "0", "-c", change.format(True))
    assert said == ("Khéo: Cơ sở dữ liệu này đang giữ dữ liệu thật của Phường Thử; không chạy bản minh hoạ ở đây.\n")


def test_made_afresh_there_is_one_ward_with_one_record_of_its_founding(installation: Installation) -> None:
    said = installation.kheo("demo", "--fresh", "--once")
    assert "[6]" in said
    count = (
        "from kheo.base.models import AuditRecord as A; print(A.objects.filter(verb='system.locality_founded').count())"
    )
    assert "1\n" in installation.kheo("manage", "shell", "--verbosity", "0", "-c", count)
