"""The programs that speak to a server, pg_dump and pg_restore: of the version that fits, run as ourselves."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from kheo.postgres.account import clean_environment
from kheo.postgres.binaries import folders
from kheo.postgres.trouble import PostgresTrouble, told_by


@dataclass(frozen=True)
class Client:
    """A program and its major version."""

    path: Path
    major: int

    @contextmanager
    def piped(self, arguments: Sequence[str], *, password: str) -> Iterator[IO[bytes]]:
        """Run it and give what it writes, as a stream; raises PostgresTrouble with its own last complaint."""
        with self._running(arguments, password, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
            yield cast(IO[bytes], process.stdout)

    def fed(self, arguments: Sequence[str], words: IO[bytes], *, password: str) -> None:
        """Run it on what we feed it: where we are killed, its input ends too early and it takes back what it did."""
        with self._running(arguments, password, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
            door = cast(IO[bytes], process.stdin)
            with contextlib.suppress(BrokenPipeError):  # it ended: its own words say why
                shutil.copyfileobj(words, door, 1 << 20)
            with contextlib.suppress(BrokenPipeError):
                door.close()

    @contextmanager
    def _running(
        self, arguments: Sequence[str], password: str, *, stdin: int, stdout: int
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Run it to its end; killed where we do not come to ours."""
        env = {**clean_environment(), "PGPASSWORD": password}
        order = [str(self.path), *arguments]
        with subprocess.Popen(order, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=env) as process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise
            said = cast(IO[bytes], process.stderr).read().decode(errors="replace")  # few words: no pipe fills up
        if process.returncode != 0:
            raise told_by(said)


def find(name: str, env: Mapping[str, str], *, fits: int, at_least: int = 0) -> Client:
    """Find a program for a server of major version `fits`: of just that version, else the nearest newer one.

    `at_least` is the oldest version that will do, such as that which wrote a dump.
    """
    oldest = max(fits, at_least)
    known = sorted(_all(name, env), key=lambda client: client.major)
    for client in known:
        if client.major >= oldest:
            return client
    have = ", ".join(str(client.major) for client in known) or "không có bản nào"
    raise PostgresTrouble(
        f"Cần {name} của PostgreSQL {oldest} trở lên, ở đây: {have}; hãy cài thêm hoặc đặt PG_BINDIR."
    )


def _all(name: str, env: Mapping[str, str]) -> Iterator[Client]:
    """Try `PG_BINDIR`, the wheel, the system's folders and the search path."""
    given = env.get("PG_BINDIR")
    on_path = shutil.which(name)
    places: list[Path] = [Path(given)] if given else []
    places += [*folders(), *([Path(on_path).resolve().parent] if on_path else [])]
    for folder in places:
        if os.access(folder / name, os.X_OK) and (major := _version(folder / name)):
            yield Client(folder / name, major)


def _version(program: Path) -> int | None:
    """Ask a program for its major version."""
    answer: Any = subprocess.run(
        [program, "--version"], capture_output=True, encoding="utf-8", check=False, env=clean_environment()
    )
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(found[1]) if found else None
