"""The backup before an upgrade, and the way back from it: what an upgrade has begun stands in the home until it ended.

An upgrade that was killed is undone by the next; nothing is served meanwhile.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

from kheo.backups import making, restoring
from kheo.backups.archive import examine
from kheo.backups.making import Made
from kheo.backups.places import Stored, sync
from kheo.backups.rules import UPGRADING
from kheo.errors import RuleBroken
from kheo.postgres import Cluster, majors

OTHERS: LiteralString = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL"
)
# A killed upgrade's last statement runs on: its server process learns of the death only when it answers.
OUR_LEFTOVERS: LiteralString = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
)


@dataclass(frozen=True)
class Begun:
    """An upgrade under way: its backup, and the PostgreSQL version of the old cluster where that changes too."""

    backup: Path
    data: int | None


def begun(home: Path) -> Begun | None:
    """Give the upgrade that is under way, or was killed."""
    try:
        parts = json.loads((home / UPGRADING).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Begun(Path(parts["backup"]), parts["data"])


def begin(home: Path, upgrade: Begun) -> None:
    """Write down, whole or not at all, that from here on the installation may be half changed."""
    part = home / f"{UPGRADING}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump({"backup": str(upgrade.backup), "data": upgrade.data}, file)
        file.flush()
        os.fsync(file.fileno())
    part.rename(home / UPGRADING)
    sync(home)


def end(home: Path) -> None:
    """The installation is whole again: as it was, or upgraded."""
    (home / UPGRADING).unlink(missing_ok=True)
    sync(home)


def check_alone(stored: Stored) -> None:
    """Refuse while somebody else is in the database: what they write now would be lost by the way back."""
    with stored.connection() as connection:
        row: Any = connection.execute(OTHERS).fetchone()
    if row[0]:
        raise RuleBroken(
            f"Còn {row[0]} phiên khác đang dùng cơ sở dữ liệu; hãy dừng ./kheo serve và các lệnh khác rồi nâng cấp."
        )


def back_up(
    stored: Stored,
    path: Path,
    *,
    key: str,
    version: str,
    now: datetime,
    env: Mapping[str, str],
    echo: Callable[[str], None],
) -> Made:
    """Make the backup and read it again, to the last byte, from the disk: it is the way back."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = making.make(stored, path, key=key, version=version, now=now, env=env, echo=echo)
    echo("đang đọc lại bản sao lưu…")
    if examine(path) != made.manifest:
        raise RuleBroken(f"Bản sao lưu {path} đọc lại không giống lúc ghi; hãy xem lại ổ đĩa.")
    return made


def bring_over(old: Cluster, step: majors.Step, made: Made, env: Mapping[str, str], home: Path) -> None:
    """Fill a new cluster from the backup, compare every table, then put it where the old one was."""
    side = majors.beside(old, env)
    side.ensure_running()
    stored = Stored(side.url("owner"), Path(), Path())
    restoring.database_alone(made.path, made.manifest, stored, env, home)
    majors.swap(old, side, step)


def database_as_before(path: Path, stored: Stored, env: Mapping[str, str], home: Path) -> None:
    """Put back, and compare with the backup, what the database held; where this is killed, it is begun again."""
    manifest = examine(path)
    restoring.tool_for(manifest, stored, env)
    with stored.connection() as connection:
        connection.execute(OUR_LEFTOVERS)
    stored.empty_database()
    restoring.database_alone(path, manifest, stored, env, home)
