"""The life of one cluster: make, start, look, stop; every process may call it at any time, also after a crash."""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kheo.postgres import binaries, making, places
from kheo.postgres.binaries import Binaries
from kheo.postgres.places import Place
from kheo.postgres.server import Server
from kheo.postgres.trouble import PostgresTrouble, told_by

LOCK = "postgres.lock"


@dataclass(frozen=True)
class Status:
    """What a person may want to know of the cluster."""

    running: bool
    pid: int | None
    data: Path
    sockets: Path
    log: Path


def silent(line: str) -> None:
    """Say nothing of progress."""


class Cluster:
    """A PostgreSQL cluster that belongs to one home folder."""

    def __init__(
        self,
        home: Path,
        env: Mapping[str, str] | None = None,
        echo: Callable[[str], None] = silent,
        place: Place | None = None,
    ) -> None:
        self.home = Path(os.path.abspath(home))
        self.env = os.environ if env is None else env
        self.echo = echo
        with told_in_words(self.home):
            self.place = place or places.find(self.home)
        self.server = Server(self.place, echo)

    def ensure_running(self) -> None:
        """Start the server, first making the cluster where there is none; returns when it takes connections."""
        with told_in_words(self.home):
            if self.server.answers():
                return
            with self._locked() as lock:
                self._start(lock)

    def stop(self) -> bool:
        """Stop the server, ending open sessions; gives False when it did not run."""
        with told_in_words(self.home), self._locked():
            return self.server.stop()

    def remove(self) -> None:
        """Stop the server and throw the cluster away with all it holds."""
        self.stop()
        with told_in_words(self.home):
            for folder in (self.place.folder, self.place.sockets):
                shutil.rmtree(folder, ignore_errors=True)
            for name in (places.RECORD, LOCK):
                (self.home / name).unlink(missing_ok=True)

    def status(self) -> Status:
        """Look, without changing anything."""
        with told_in_words(self.home):
            pid = self.server.pid()
        return Status(bool(pid), pid, self.place.data, self.place.sockets, self.place.log)

    def url(self, role: str) -> str:
        """Give the address for the role `owner`, `app` or `super`, as libpq and psycopg read it."""
        names = {"owner": making.OWNER, "app": making.APP, "super": "postgres"}
        with told_in_words(self.home):
            password = making.passwords_of(self.place)[role]
        sockets = quote(str(self.place.sockets), safe="")
        return f"postgresql://{names[role]}:{password}@/{making.DATABASE}?host={sockets}&port={places.PORT}"

    def _start(self, lock: int) -> None:
        """Bring the server up from whatever state it is in. The lock is ours."""
        pid = self.server.pid()
        if pid and self.server.is_stopping():
            self.server.wait_until_gone(pid)
        elif pid and self.server.wait_until_ready(pid):
            return
        programs = self._programs()
        if not self.place.cluster.exists():
            self.echo("Đang tạo cơ sở dữ liệu (chỉ lần đầu)…")
            making.make(self.place, programs, lock)
        self.server.start(programs)

    @property
    def major(self) -> int | None:
        """The version of PostgreSQL that made the data; None where there are none."""
        with told_in_words(self.home), contextlib.suppress(FileNotFoundError):
            return int((self.place.data / "PG_VERSION").read_text(encoding="ascii"))
        return None

    def _programs(self) -> Binaries:
        """Find programs of the version that made the data, where the server's account can run them."""
        found = binaries.find(self.env, major=self.major, shelves=self.place.shelves)
        binaries.keep(found, self.place.shelves[0])
        return binaries.within_reach(found, self.place)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        """Let one process at a time make, start or stop; the lock dies with its holder."""
        handle = os.open(self.home / LOCK, os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield handle
        finally:
            os.close(handle)


@contextlib.contextmanager
def told_in_words(home: Path) -> Iterator[None]:
    """Tell a folder that is not ours, or a full disk, in one sentence."""
    try:
        yield
    except PermissionError as refused:
        raise PostgresTrouble(
            f"Không có quyền dùng {refused.filename or home}: cơ sở dữ liệu này do người dùng khác của máy tạo ra."
        ) from refused
    except OSError as broken:
        raise told_by(f"error: {broken.strerror or broken}: {broken.filename or home}") from broken
