"""Kill -9 of anything: what was committed is there, and the next call starts the server again."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from kheo.postgres import Cluster, binaries, processes

pytestmark = pytest.mark.crash
SUBREAPER = 36  # prctl(2): orphans below us become our children
SOURCE = Path(__file__).parents[2] / "src"


def until(happened: Callable[[], bool], *, seconds: float = 20) -> None:
    """Wait for something that must happen."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def family(pid: int) -> list[int]:
    """Give the postmaster's processes."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]


def pid_of(cluster: Cluster) -> int:
    """Give the pid of the running postmaster."""
    pid = cluster.status().pid
    assert pid
    return pid


def kill(*pids: int) -> None:
    """Send signal 9 and see them die (a zombie is dead)."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until(lambda: not any(processes.is_alive(pid) for pid in pids))


def write(cluster: Cluster) -> None:
    """Commit one row."""
    with psycopg.connect(cluster.url("owner")) as owner:
        owner.execute("create table if not exists ledger (n int)")
        owner.execute("insert into ledger values (1)")


def rows(cluster: Cluster) -> int:
    """Count the committed rows."""
    with psycopg.connect(cluster.url("owner")) as owner:
        row = owner.execute("select count(*) from ledger").fetchone()
        assert row
        return int(row[0])


@pytest.fixture
def cluster(cluster: Cluster) -> Cluster:
    """A running cluster with an empty ledger."""
    with psycopg.connect(cluster.url("owner")) as owner:
        owner.execute("drop table if exists ledger")
    return cluster


@pytest.fixture
def no_reaper() -> Iterator[None]:
    """Be a PID 1 that never reaps: whatever is orphaned below us and dies stays a zombie until the test ends."""
    libc = ctypes.CDLL(None)
    if libc.prctl(SUBREAPER, 1, 0, 0, 0) != 0:
        pytest.skip("this system has no subreapers")
    yield
    libc.prctl(SUBREAPER, 0, 0, 0, 0)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def test_a_killed_client_loses_nothing_that_was_committed(cluster: Cluster) -> None:
    write(cluster)
    script = """
        import psycopg, sys
        connection = psycopg.connect(sys.argv[1], autocommit=True)
        connection.execute("insert into ledger values (2)")
        connection.execute("begin")
        connection.execute("insert into ledger values (3)")
        print("open", flush=True)
        sys.stdin.read()
    """
    client = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), cluster.url("owner")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert client.stdout
    assert client.stdin
    assert client.stdout.readline() == b"open\n"
    client.kill()
    client.wait()
    client.stdin.close()
    client.stdout.close()
    before = pid_of(cluster)
    cluster.ensure_running()
    assert pid_of(cluster) == before
    assert rows(cluster) == 2


def test_a_killed_postmaster_is_started_again(cluster: Cluster) -> None:
    write(cluster)
    first = pid_of(cluster)
    kill(first)
    assert not cluster.status().running
    cluster.ensure_running()
    assert pid_of(cluster) != first
    assert rows(cluster) == 1


def test_all_its_processes_killed_at_once_and_it_starts_again(cluster: Cluster) -> None:
    write(cluster)
    first = pid_of(cluster)
    os.kill(first, signal.SIGSTOP)  # so that it cannot end its children in good order
    kill(*family(first), first)
    cluster.ensure_running()
    assert rows(cluster) == 1


def test_killed_ten_times_in_a_row_it_keeps_every_row(cluster: Cluster) -> None:
    for _ in range(10):
        write(cluster)
        kill(pid_of(cluster))
        cluster.ensure_running()
    assert rows(cluster) == 10


def test_a_killed_postmaster_that_nobody_reaps_is_started_again(cluster: Cluster, no_reaper: None) -> None:
    write(cluster)
    first = pid_of(cluster)
    kill(first)
    assert f"{first} (postgres) Z" in Path(f"/proc/{first}/stat").read_text()
    cluster.ensure_running()
    assert pid_of(cluster) != first
    assert rows(cluster) == 1


def test_a_busy_backend_that_outlives_its_postmaster_does_not_block_the_start(cluster: Cluster) -> None:
    write(cluster)
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(cluster.url("owner"), autocommit=True) as owner:
        backend = owner.info.backend_pid
        owner.pgconn.send_query(b"do $$ begin loop end loop; end $$")
        owner.pgconn.flush()
        kill(pid_of(cluster))
        assert processes.is_alive(backend)
        cluster.ensure_running()
        assert not processes.is_alive(backend)
    assert rows(cluster) == 1


def test_a_stale_pid_file_whose_number_went_to_another_program_is_no_obstacle(cluster: Cluster) -> None:
    write(cluster)
    kill(pid_of(cluster))
    file = cluster.place.data / "postmaster.pid"
    other = subprocess.Popen(["sleep", "600"])
    try:
        lines = file.read_text().splitlines()
        file.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
        cluster.ensure_running()
        assert other.poll() is None, "the other program must be left alone"
        assert rows(cluster) == 1
    finally:
        other.kill()
        other.wait()


def test_a_pid_file_that_names_the_server_of_another_cluster_is_no_obstacle(
    cluster: Cluster, cluster_in: Callable[..., Cluster], room: Path
) -> None:
    neighbour = cluster_in(room / "neighbour", **cluster.env)
    neighbour.ensure_running()
    kill(pid_of(cluster))
    file = cluster.place.data / "postmaster.pid"
    lines = file.read_text().splitlines()
    file.write_text("\n".join([str(pid_of(neighbour)), *lines[1:]]) + "\n")
    before = pid_of(neighbour)
    cluster.ensure_running()
    assert pid_of(cluster) != before
    assert pid_of(neighbour) == before


@pytest.mark.parametrize("text", ["", "abc\n", "0\n"])
def test_a_pid_file_that_was_cut_off_is_no_obstacle(cluster: Cluster, text: str) -> None:
    kill(pid_of(cluster))
    (cluster.place.data / "postmaster.pid").write_text(text)
    cluster.ensure_running()
    assert cluster.status().running


def test_five_processes_at_once_start_one_server(
    cluster_in: Callable[..., Cluster], programs: dict[str, str], room: Path
) -> None:
    cluster = cluster_in(**programs)
    script = """
        import sys
        from pathlib import Path
        from kheo.postgres import ensure_running, status
        home = Path(sys.argv[1])
        print(ensure_running(home).app, status(home).pid)
    """
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), **programs}
    five = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script), str(room / "home")],
            env=env,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(5)
    ]
    answers = {process.communicate(timeout=120)[0] for process in five}
    assert [process.returncode for process in five] == [0] * 5
    assert answers == {f"{cluster.url('app')} {pid_of(cluster)}\n"}


def test_making_that_was_killed_half_way_is_made_anew(
    cluster_in: Callable[..., Cluster], programs: dict[str, str], room: Path
) -> None:
    cluster = cluster_in(**programs)
    script = (
        "import pathlib, sys; from kheo.postgres import Cluster; Cluster(pathlib.Path(sys.argv[1])).ensure_running()"
    )
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), **programs}
    maker = subprocess.Popen([sys.executable, "-c", script, str(room / "home")], env=env)
    making = cluster.place.folder / "cluster.making"
    until((making / "data" / "base").exists)
    maker.kill()
    maker.wait()
    assert not cluster.place.cluster.exists()
    cluster.ensure_running()
    assert not making.exists()
    write(cluster)
    assert rows(cluster) == 1


def test_crash_recovery_leaves_no_broken_page(cluster: Cluster) -> None:
    write(cluster)
    kill(pid_of(cluster))
    cluster.ensure_running()
    cluster.stop()
    programs = binaries.within_reach(binaries.find(cluster.env), cluster.place)
    checker = programs.folder / "pg_checksums"
    answer = cluster.place.account.run([checker, "--check", "-D", cluster.place.data])
    assert answer.returncode == 0, answer.stderr
    assert "Bad checksums:  0" in answer.stdout
