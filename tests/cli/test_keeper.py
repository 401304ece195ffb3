"""The keeper of `serve`: starts again what died, gives up on what cannot start, and leaves nobody behind."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.long


WAIT = 30.0
START = """
    import os, sys
    from kheo.cli import keeper
    keeper.PULSE = 0.02
    here = keeper.Keeper(dict(os.environ), lambda: None)
    keeper.PAUSE = 0.1
    here.add("một", [sys.executable, "-c", sys.argv[1]], may_be_missing=len(sys.argv) > 2)
    sys.exit(here.run(ready=lambda: True, told="sẵn sàng"))
"""
NOTES_ITSELF = "import os, time; open('pids', 'a').write(f'{os.getpid()}\\n'); "


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a keeper, in a process of its own, of one Python program."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str, *more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", textwrap.dedent(START), program, *more]
        keeper = subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
        started.append(keeper)
        return keeper

    yield start
    for keeper in started:
        with contextlib.suppress(ProcessLookupError):
            keeper.kill()
        keeper.communicate()


def pids(folder: Path, count: int) -> list[int]:
    """Wait until so many programs have written down their numbers."""
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        written = (folder / "pids").read_text().split() if (folder / "pids").exists() else []
        if len(written) >= count:
            return [int(pid) for pid in written]
        time.sleep(0.02)
    raise AssertionError(f"{count} programs did not start")


def is_gone(pid: int) -> bool:
    """Wait until a process is gone."""
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_asked_to_stop_it_asks_its_program_waits_for_it_and_ends_well(kept, tmp_path: Path) -> None:
    tidy = "import signal, sys; signal.signal(15, lambda *_: (open('tidy', 'w').close(), sys.exit())); "
    keeper = kept(tidy + NOTES_ITSELF + "time.sleep(60)")
    (pid,) = pids(tmp_path, 1)
    keeper.send_signal(signal.SIGTERM)
    out, err = keeper.communicate(timeout=WAIT)
    assert (keeper.returncode, out, err) == (0, "sẵn sàng\n", "")
    assert (tmp_path / "tidy").exists()
    assert is_gone(pid)


def test_a_program_that_can_never_start_is_given_up(kept, tmp_path: Path) -> None:
    keeper = kept(NOTES_ITSELF + "raise SystemExit(3)")
    _out, err = keeper.communicate(timeout=WAIT)
    assert keeper.returncode == 1
    assert len(pids(tmp_path, 5)) == 5
    assert err.splitlines()[0] == "Khéo: một đã dừng (mã 3), đang chạy lại"
    assert err.splitlines()[-1] == "Khéo: một không chạy được; xem lỗi ở trên."


def test_a_program_that_may_be_missing_is_tried_for_ever_and_takes_nobody_with_it(kept, tmp_path: Path) -> None:
    keeper = kept(NOTES_ITSELF + "raise SystemExit(3)", "may be missing")
    assert len(pids(tmp_path, 12)) >= 12, "more than two rounds of tries"
    assert keeper.poll() is None
    keeper.send_signal(signal.SIGTERM)
    keeper.communicate(timeout=WAIT)
    assert keeper.returncode == 0


@pytest.mark.crash
def test_a_killed_program_is_started_again(kept, tmp_path: Path) -> None:
    keeper = kept(NOTES_ITSELF + "time.sleep(60)")
    (first,) = pids(tmp_path, 1)
    os.kill(first, signal.SIGKILL)
    second = pids(tmp_path, 2)[1]
    keeper.send_signal(signal.SIGINT)
    _out, err = keeper.communicate(timeout=WAIT)
    assert keeper.returncode == 0
    assert err == "Khéo: một đã dừng (mã -9), đang chạy lại\n"
    assert is_gone(second)


@pytest.mark.crash
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_a_killed_keeper_leaves_no_program_behind(kept, tmp_path: Path) -> None:
    keeper = kept(NOTES_ITSELF + "time.sleep(60)")
    (pid,) = pids(tmp_path, 1)
    keeper.kill()
    assert is_gone(pid)
