"""Kills the database, the web workers and the job worker in turn, as the kernel would: signal 9, no farewell.

Only processes below our own server are ever touched, and the postmaster of our own home folder.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from kheo.postgres import Cluster
from tests.crash.visitor import NoAnswer, Visitor

PROC = Path("/proc")
WORKER = "kheo.cli.worker"
TARGETS = ("database", "web", "jobs")
LONGEST = 60.0


class Killer:
    """Knows the server that we started, and the cluster of its home."""

    def __init__(self, server: int, cluster: Cluster, port: int, *, seed: int = 2026) -> None:
        self.server, self.cluster, self.port = server, cluster, port
        self.chance = Random(seed)  # noqa: S311  reproducible, no secret
        self.recovery: list[float] = []
        self.kills: dict[str, int] = dict.fromkeys(TARGETS, 0)

    def kill(self, target: str) -> None:
        """Kill one target and wait until the site is whole again."""
        for pid in self._victims(target):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        began = time.monotonic()
        self.kills[target] += 1
        self._wait_until_whole(began)
        self.recovery.append(time.monotonic() - began)

    def _victims(self, target: str) -> list[int]:
        """Give whom to kill: all of the database or only its postmaster, a web worker or its master, the job worker."""
        if target == "database":
            postmaster = self.cluster.status().pid
            if postmaster is None:
                return []
            return [postmaster, *(children(postmaster) if self.chance.random() < 0.5 else [])]
        sign = "granian" if target == "web" else WORKER
        family = [pid for pid in below(self.server) if sign in command(pid) or sign in command(parent(pid))]
        if target == "web" and len(family) > 1 and self.chance.random() < 0.5:
            return family[1:]
        return family[:1]

    def _wait_until_whole(self, began: float) -> None:
        """Wait until a page that asks the database comes, and both programs run."""
        visitor = Visitor(self.port)
        while time.monotonic() - began < LONGEST:
            answer = visitor.get("/dang-nhap/")
            if answer.status == 200 and self._runs("granian") and self._runs(WORKER):
                return
            time.sleep(0.05)
        raise NoAnswer("the site did not come back")

    def _runs(self, sign: str) -> bool:
        return any(sign in command(pid) for pid in below(self.server))


def command(pid: int) -> str:
    """Give the command line of a process; empty when it is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_text(errors="replace").replace("\0", " ")
    except OSError:
        return ""


def parent(pid: int) -> int:
    """Give the parent of a process; 0 when it is gone."""
    try:
        return int((PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return 0


def children(pid: int) -> list[int]:
    """Give the living children of a process."""
    return [int(entry.name) for entry in PROC.glob("[0-9]*") if parent(int(entry.name)) == pid]


def below(pid: int) -> Iterator[int]:
    """Give all processes below one, parents first."""
    for child in children(pid):
        yield child
        yield from below(child)
