"""The server process of one cluster: what its pid file says, how it is launched, how we wait for it."""

import contextlib
import os
import shlex
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from kheo.postgres import places, processes
from kheo.postgres.binaries import Binaries
from kheo.postgres.places import Place
from kheo.postgres.trouble import PostgresTrouble, told_by

PATIENCE = 300.0  # seconds: after a crash the server first replays its log, and that may be long
LARGEST_LOG = 5_000_000
STILL_USED = "is still in use"  # a backend outlived its postmaster
SOCKET = f".s.PGSQL.{places.PORT}"


class Server:
    """The postmaster of a place, running or not."""

    def __init__(self, place: Place, echo: Callable[[str], None]) -> None:
        self.place = place
        self.echo = echo
        self.pid_file = place.data / "postmaster.pid"

    def pid(self) -> int | None:
        """Give the pid of the living postmaster of this data folder."""
        pid = self._written_pid()
        return pid if pid and processes.is_server(pid, self.place.data) else None

    def answers(self) -> bool:
        """Tell whether the server is ready and takes connections."""
        if not self.pid() or self._state() != "ready":
            return False
        with socket.socket(socket.AF_UNIX) as door:
            return door.connect_ex(os.fsencode(self.place.sockets / SOCKET)) == 0

    def start(self, programs: Binaries) -> None:
        """Start the server and wait until it takes connections; a killed one's leftovers are waited for or ended."""
        self._tidy()
        deadline = time.monotonic() + PATIENCE
        while not self._launched(programs):
            if time.monotonic() > deadline:
                raise told_by(f"FATAL: {STILL_USED}", self.place.log)
            processes.end_orphans(self.place.data)
            time.sleep(0.1)

    def wait_until_ready(self, pid: int) -> bool:
        """Wait while a server starts; False when it ended instead."""
        began = told = time.monotonic()
        while not self.answers():
            if not processes.is_alive(pid):
                return False
            now = time.monotonic()
            if now - began > PATIENCE:
                raise PostgresTrouble(f"PostgreSQL khởi động quá lâu; xem nhật ký {self.place.log}")
            if now - told > 5:
                self.echo(f"Đang chờ cơ sở dữ liệu khôi phục… ({now - began:.0f} giây)")
                told = now
            time.sleep(0.02)
        return True

    def stop(self) -> bool:
        """Stop the server, ending open sessions; False when it did not run."""
        pid = self.pid()
        if not pid:
            return False
        os.kill(pid, signal.SIGINT)
        self.wait_until_gone(pid)
        return True

    def wait_until_gone(self, pid: int) -> None:
        """Wait for a server that was told to stop."""
        deadline = time.monotonic() + PATIENCE
        while processes.is_alive(pid):
            if time.monotonic() > deadline:
                raise PostgresTrouble(f"PostgreSQL chưa chịu tắt; xem nhật ký {self.place.log}")
            time.sleep(0.02)

    def is_stopping(self) -> bool:
        """Tell whether the server has been told to stop and is still busy with it."""
        return self._state() == "stopping"

    def _lines(self) -> list[str]:
        """Read the lines of postmaster.pid: pid, data, start, port, sockets, address, memory, state."""
        try:
            return [line.strip() for line in os.fsdecode(self.pid_file.read_bytes()).splitlines()]
        except FileNotFoundError:
            return []

    def _state(self) -> str:
        """Give the state that the server writes into its pid file: starting, ready, stopping."""
        lines = self._lines()
        return lines[7] if len(lines) > 7 else ""

    def _written_pid(self) -> int | None:
        """Give the pid that the pid file names, be it alive, dead or by now another program's."""
        lines = self._lines()
        return int(lines[0]) if lines and lines[0].isdigit() and lines[0] != "0" else None

    def _tidy(self) -> None:
        """Clear the way for a start: old sockets, a pid file that was cut off, a log grown long. No server runs now."""
        places.own_folder(self.place.sockets, self.place.account)
        for name in (SOCKET, f"{SOCKET}.lock"):
            (self.place.sockets / name).unlink(missing_ok=True)
        if self.pid_file.exists() and not self._written_pid():
            processes.end_orphans(self.place.data)
            self.pid_file.unlink()
        with contextlib.suppress(FileNotFoundError):
            if self.place.log.stat().st_size > LARGEST_LOG:
                self.place.log.replace(self.place.log.with_suffix(".1"))

    def _launched(self, programs: Binaries) -> bool:
        """Launch the server once; False when a process of an older one still holds the data: try again then."""
        self.place.log.touch(mode=0o600)
        self.place.account.give(self.place.log)
        before = self.place.log.stat().st_size
        # The shell ends at once, so that the server is nobody's child and outlives us.
        order = f"exec {command(self.place, programs)} </dev/null >>{quoted(self.place.log)} 2>&1 & echo $!"
        answer = self.place.account.run(["/bin/sh", "-c", order], more=grandparent(self._written_pid()))
        if answer.returncode != 0:
            raise told_by(answer.stderr)
        if self.wait_until_ready(int(answer.stdout)):
            return True
        with self.place.log.open(encoding="utf-8", errors="replace") as log:
            log.seek(before)
            said = log.read()
        if STILL_USED in said:
            return False
        raise told_by(said, self.place.log)


def grandparent(stale: int | None) -> dict[str, str]:
    """Tell the server that a pid left in its pid file is no server.

    PostgreSQL takes any living process of that number for a server, even a zombie or another program; a pid that it
    is told to be its own grandparent's it takes for what it is: left over. Unlike removing the file, this keeps its
    own check that nobody uses the data's shared memory any more.
    """
    return {"PG_GRANDPARENT_PID": str(stale)} if stale else {}


def command(place: Place, programs: Binaries) -> str:
    """Give the server's command line; it listens on its socket only."""
    folder = str(place.sockets).replace('"', '""')
    settings = {
        "listen_addresses": "",
        "port": str(places.PORT),
        "unix_socket_directories": f'"{folder}"',
        "unix_socket_permissions": "0700",
        "synchronous_commit": "on",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    words = [str(programs.folder / "postgres"), "-D", str(place.data)]
    for name, value in settings.items():
        words += ["-c", f"{name}={value}"]
    return shlex.join(words)


def quoted(path: Path) -> str:
    """Quote a path for the shell."""
    return shlex.quote(str(path))
