"""Where the cluster lies: in the home folder, or outside it where the server's account could not reach the home."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kheo.postgres.account import Account, account_for
from kheo.postgres.trouble import PostgresTrouble

PORT = 5432  # only a part of the socket's name: nothing listens on the network
LONGEST_SOCKET = 107  # bytes, the limit of sockaddr_un
ELSEWHERE = (Path("/var/lib/kheo"), Path("/var/tmp/kheo"))  # noqa: S108 (owner and mode are checked before use)
SHORT = Path("/tmp")  # noqa: S108 (owner and mode are checked before use)
RECORD = "postgres.place"


@dataclass(frozen=True)
class Place:
    """The folders of one cluster and the account that owns them."""

    folder: Path
    account: Account

    @property
    def cluster(self) -> Path:
        """The folder made in one piece: data and passwords."""
        return self.folder / "cluster"

    @property
    def data(self) -> Path:
        """PGDATA."""
        return self.cluster / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "log"

    @property
    def shelf(self) -> Path:
        """Where copies of programs stand: beside the cluster, or, for a lent account, shared by all clusters."""
        for base in ELSEWHERE if self.account.is_lent else ():
            with contextlib.suppress(OSError, PostgresTrouble):
                own_folder(base, Account(os.geteuid(), os.getegid()), mode=0o755)
                return base / "programs"
        return self.folder / "programs"

    @property
    def shelves(self) -> list[Path]:
        """Where programs of earlier wheels may have been kept or copied; nothing is made."""
        return [self.folder / "programs", *(base / "programs" for base in ELSEWHERE if self.account.is_lent)]

    @property
    def sockets(self) -> Path:
        """The folder of the socket: inside the place, or a short fixed name where that would be too long.

        A comma would divide the address into two hosts, so it needs the short name too.
        """
        inside = self.folder / "run"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET and "," not in str(inside):
            return inside
        return SHORT / f"kheo-{self.account.uid}-{_mark(self.folder)}"


def find(home: Path) -> Place:
    """Find the place of a home's cluster, or choose one; makes the folder."""
    home.mkdir(parents=True, exist_ok=True)
    known = _recorded(home) or home / "postgres"
    account = account_for(known / "cluster")
    if (known / "cluster").exists():
        return Place(known, account)
    for folder in _choices(home, account):
        if _made(folder, account):
            if folder.parent != home:
                (home / RECORD).write_text(json.dumps({"place": str(folder), "home": str(home)}), encoding="utf-8")
            return Place(folder, account)
    raise PostgresTrouble(
        f"Không có thư mục nào cho dữ liệu mà tài khoản chạy cơ sở dữ liệu vào được (đã thử {home} và {ELSEWHERE[0]})."
    )


def _choices(home: Path, account: Account) -> Iterator[Path]:
    """List the folders to try: the home first; elsewhere only for a server that runs as another account."""
    yield home / "postgres"
    if account.is_lent:
        yield from (base / _mark(home) for base in ELSEWHERE)


def _recorded(home: Path) -> Path | None:
    """Read where the cluster of this home was put; a copied home does not share the cluster of its original."""
    try:
        record = json.loads((home / RECORD).read_text(encoding="utf-8"))
        folder, first_home = Path(record["place"]), Path(record["home"])
    except (FileNotFoundError, ValueError, KeyError):
        return None
    copied = first_home != home and (first_home / RECORD).exists()
    return folder if folder.is_dir() and not copied else None


def _made(folder: Path, account: Account) -> bool:
    """Make the folder for the account alone; False, and no trace, when the account cannot reach it."""
    new = not folder.exists()
    try:
        if folder.parent in ELSEWHERE:
            own_folder(folder.parent, Account(os.geteuid(), os.getegid()), mode=0o755)
        own_folder(folder, account)
    except (OSError, PostgresTrouble):
        return False
    if not account.is_lent or (account.can("-w", folder) and account.can("-x", folder)):
        return True
    if new:
        with contextlib.suppress(OSError):
            folder.rmdir()
    return False


def own_folder(folder: Path, account: Account, *, mode: int = 0o700) -> None:
    """Make a folder of the account's own; one that is a link or belongs to somebody else is refused."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        folder.chmod(mode)
        account.give(folder)
    kept = folder.lstat()
    if folder.is_symlink() or kept.st_uid != account.uid:
        if kept.st_uid == os.geteuid() == 0 and not folder.is_symlink() and not any(folder.iterdir()):
            account.give(folder)  # we were stopped between making and giving
            return
        raise PostgresTrouble(f"Thư mục {folder} thuộc về người dùng khác; hãy xoá hoặc đổi chủ thư mục ấy.")


def _mark(path: Path) -> str:
    """Name a path in twelve letters."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
