"""Which processes are ours: a number in a pid file may be a zombie, or long since another program's."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def is_server(pid: int, data: Path) -> bool:
    """Tell whether the process is a living postmaster of this data folder."""
    if not (PROC / "self").exists():
        return _is_server_by_ps(pid, data)
    if not _is_living_postgres(pid):
        return False
    words = _read(PROC / str(pid) / "cmdline").split("\0")
    named = [words[at + 1] for at, word in enumerate(words[:-1]) if word == "-D"]
    return str(data) in named or (bool(named) and _works_in(pid, data))


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that ended but was never reaped does not."""
    if (PROC / "self").exists():
        return _state(pid)[1] not in ("", "Z", "X")
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _ps(pid).startswith("Z")


def end_orphans(data: Path) -> None:
    """End server processes of this data folder whose postmaster is gone: out of reach, they only block a start."""
    for pid in list(_orphans(data)):
        try:
            os.kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def _orphans(data: Path) -> Iterator[int]:
    """List the living server processes that work in this data folder."""
    for entry in PROC.glob("[0-9]*"):
        pid = int(entry.name)
        if _is_living_postgres(pid) and _works_in(pid, data):
            yield pid


def _is_living_postgres(pid: int) -> bool:
    """Tell whether the process runs PostgreSQL's server program."""
    name, state = _state(pid)
    return name == "postgres" and state not in ("", "Z", "X")


def _works_in(pid: int, data: Path) -> bool:
    """Tell whether the process' current folder is this one, also after the folder was moved."""
    try:
        return os.path.samefile(PROC / str(pid) / "cwd", data)
    except OSError:
        return False


def _state(pid: int) -> tuple[str, str]:
    """Give a process' short name and its state letter; empty when it is gone."""
    text = _read(PROC / str(pid) / "stat")
    before, _, after = text.rpartition(")")
    return before.partition("(")[2], after[1:2]


def _read(path: Path) -> str:
    """Read a file of /proc; empty when the process is gone."""
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _is_server_by_ps(pid: int, data: Path) -> bool:
    """Ask ps where there is no /proc."""
    line = _ps(pid)
    return bool(line) and not line.startswith("Z") and "postgres" in line and str(data) in line


def _ps(pid: int) -> str:
    """Give the state and the command line of a process."""
    return subprocess.run(
        ["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, encoding="utf-8", check=False
    ).stdout.strip()
