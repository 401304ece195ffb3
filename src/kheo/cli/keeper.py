"""Keeps programs running side by side: starts them, starts again the one that died, stops all in good order."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import click

from kheo.cli.home import say
from kheo.postgres import PostgresTrouble

PULSE = 0.5  # seconds between looks
GRACE = 15.0  # seconds that a program has to end its work
SHORT_LIFE = 10.0  # seconds: who dies younger did not start
TRIES = 5
PAUSE = 30.0  # seconds until a program that may be missing for a while is tried again, or a trouble told again
PARENT_DEATH = 1  # prctl(2)


@dataclass
class Program:
    """One program that must run."""

    name: str
    command: list[str]
    may_be_missing: bool = False
    not_before: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    deaths: list[float] = field(default_factory=list)

    def is_running(self) -> bool:
        """Tell whether it runs."""
        return self.process is not None and self.process.poll() is None

    def start(self, env: dict[str, str]) -> None:
        """Start it in a session of its own: Ctrl-C reaches us alone, and we end it once. It ends when we are killed."""
        self.process = subprocess.Popen(self.command, env=env, start_new_session=True, preexec_fn=end_with_parent)
        self.born = time.monotonic()

    def note_death(self) -> bool:
        """Count a death, and end its children with it; False when it dies again and again right after its start.

        Who was killed from outside (signal 9) did start: that is no reason to give up.
        """
        now = time.monotonic()
        self.sweep()
        killed = self.process is not None and self.process.returncode == -signal.SIGKILL
        if not killed:
            self.deaths = [*self.deaths, now] if now - self.born < SHORT_LIFE else []
        return len(self.deaths) < TRIES

    def sweep(self) -> None:
        """End whatever the program started and left behind."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Keeper:
    """Runs programs until a signal asks to stop."""

    def __init__(self, env: dict[str, str], keep_database: Callable[[], None]) -> None:
        self.env = env
        self.keep_database = keep_database
        self.programs: list[Program] = []
        self.asked_to_stop = False
        self.told = ("", 0.0)

    def add(self, name: str, command: list[str], *, may_be_missing: bool = False) -> None:
        """Name a program to run; one that `may_be_missing` does not take the others with it, and is tried for ever."""
        self.programs.append(Program(name, command, may_be_missing))

    def run(self, *, ready: Callable[[], bool], told: str) -> int:
        """Run them all; `told` is said once `ready`. Gives the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            said = False
            while not self.asked_to_stop:
                if not self._look():
                    return 1
                if not said and ready():
                    with contextlib.suppress(OSError):
                        click.echo(told)
                        sys.stdout.flush()
                    said = True
                time.sleep(PULSE)
            return 0
        finally:
            self._stop_all()

    def _look(self) -> bool:
        """Bring back what is gone; False when that is of no use."""
        try:
            self.keep_database()
        except PostgresTrouble as trouble:
            self._tell(trouble.message)
        return all(self._runs(program) for program in self.programs)

    def _runs(self, program: Program) -> bool:
        """Start a program that does not run; False when that is of no use and all must end."""
        if program.is_running() or time.monotonic() < program.not_before:
            return True
        if program.process is not None:
            self._tell(f"{program.name} đã dừng (mã {program.process.returncode}), đang chạy lại")
            if not program.note_death():
                self._tell(f"{program.name} không chạy được; xem lỗi ở trên.")
                if not program.may_be_missing:
                    return False
                program.deaths, program.not_before, program.process = [], time.monotonic() + PAUSE, None
                return True
        program.start(self.env)
        return True

    def _tell(self, line: str) -> None:
        """Say a line, the same one now and then only; a full disk under the log stops nothing."""
        now = time.monotonic()
        if line == self.told[0] and now - self.told[1] < PAUSE:
            return
        self.told = (line, now)
        with contextlib.suppress(OSError):
            say(line)

    def _ask_to_stop(self, number: int, frame: object) -> None:
        """Take note of a signal."""
        self.asked_to_stop = True

    def _stop_all(self) -> None:
        """End every program: first asked, then made to."""
        running = [program.process for program in self.programs if program.process and program.is_running()]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for program in self.programs:
            program.sweep()


LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent(number: signal.Signals = signal.SIGTERM) -> None:
    """Ask Linux to end this program when its parent is killed, so that no server is left holding the port."""
    if LIBC:
        LIBC.prctl(PARENT_DEATH, number)
