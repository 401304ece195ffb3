"""What a command needs before Django may start: the home folder, its secret, a database, and the environment."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from kheo import postgres
from kheo.backups.rules import UNFINISHED, UPGRADING
from kheo.postgres import PostgresTrouble

PROJECT = Path(__file__).resolve().parents[3]
PATIENCE = "10"  # seconds for a database that somebody else looks after


def folder() -> Path:
    """Give the home folder: `KHEO_HOME`, else `.kheo` in the project."""
    return Path(os.environ.get("KHEO_HOME") or PROJECT / ".kheo").absolute()


def say(line: str) -> None:
    """Tell how a long step goes on; standard output stays free for the answer."""
    click.echo(f"Khéo: {line}", err=True)


def prepare(*, owner: bool = False, silent: bool = False, upgrading: bool = False) -> Callable[[], None]:
    """Bring the database up and set the environment of Django; `owner` for what changes tables.

    Gives a function that brings our own database up again if it was killed; it does nothing for one of others.
    `upgrading` is for the one command that may touch an installation which an upgrade has begun to change.
    """
    home = _made(folder())
    if (home / UPGRADING).exists() and not upgrading:
        raise PostgresTrouble(f"Nơi này ({home}) đang nâng cấp dở; hãy chạy lại ./kheo upgrade.")
    if (home / UNFINISHED).exists():
        raise PostgresTrouble(f"Nơi này ({home}) đang khôi phục dở; hãy chạy lại ./kheo restore TỆP.")
    echo = _silent if silent else say
    own = not os.environ.get("DATABASE_URL")
    keep = postgres.Cluster(home, dict(os.environ), echo).ensure_running if own else _nothing
    urls = postgres.ensure_running(home, echo=echo)
    if not own:
        _check(urls.owner if owner else urls.app)
    os.environ |= _environment(home, urls)
    _act_as(owner=owner)
    return keep


def _made(home: Path) -> Path:
    """Make the home folder, or say why it cannot be."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as refused:
        raise PostgresTrouble(f"không làm được thư mục {home}: ở đó có một tệp.") from refused
    return home


@contextlib.contextmanager
def in_use(*, alone: bool = False) -> Iterator[None]:
    """Hold the home while it is served, with others, or `alone` while it is upgraded; the hold dies with its holder."""
    handle = os.open(_made(folder()) / "in-use.lock", os.O_RDONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        yield
    except BlockingIOError as held:
        why = "Khéo đang được nâng cấp; hãy chờ xong rồi mở lại."
        if alone:
            why = "Khéo đang chạy ở đây: hãy dừng ./kheo serve rồi nâng cấp."
        raise PostgresTrouble(why) from held
    finally:
        os.close(handle)


def _act_as(*, owner: bool) -> None:
    """Choose the database role of this process and of those it starts."""
    os.environ.pop("KHEO_DB_ROLE", None)
    if owner:
        os.environ["KHEO_DB_ROLE"] = "owner"


def as_app() -> dict[str, str]:
    """Give the environment of a program that serves: it never has the owner's rights, nor its password."""
    return {name: value for name, value in os.environ.items() if name not in ("KHEO_DB_ROLE", "DATABASE_OWNER_URL")}


def _environment(home: Path, urls: postgres.Urls) -> dict[str, str]:
    """Name what kheo.site.settings reads; what the operator has set stays as it is."""
    found = {
        "KHEO_HOME": str(home),
        "KHEO_FILES": str(_own_folder(home / "files")),
        "KHEO_SNAPSHOTS": str(_own_folder(home / "snapshots")),
        "DJANGO_SETTINGS_MODULE": "kheo.site.settings",
    }
    given = {name: os.environ[name] for name in found if os.environ.get(name)}
    secret = os.environ.get("KHEO_SECRET_KEY") or _secret(home / "secret")
    (home / "static").mkdir(exist_ok=True)
    return found | given | {"KHEO_SECRET_KEY": secret, "DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner}


def _own_folder(path: Path) -> Path:
    """Make a folder that only we can read."""
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def _secret(path: Path) -> str:
    """Read the installation's secret; made at the first start, whole or not at all, also when two start at once."""
    if not path.exists():
        new = path.with_name(f"secret.{os.getpid()}")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # another start was first: its secret is the one
            os.link(new, path)
        new.unlink()
    return path.read_text(encoding="ascii").strip()


def _check(url: str) -> None:
    """Knock once at a database that somebody else looks after."""
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=int(PATIENCE)).close()
    except psycopg.Error as refused:
        why = str(refused).strip().splitlines()[-1].strip()
        raise PostgresTrouble(f"Không nối được cơ sở dữ liệu ghi trong DATABASE_URL: {why}") from refused


def _silent(line: str) -> None:
    """Say nothing."""


def _nothing() -> None:
    """Leave a database of others to them."""
