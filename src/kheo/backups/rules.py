"""What a backup must be, and when it is refused. Every refusal is one sentence, said before anything is touched.

Source: this project's promises (docs/operate.md): a restore is proven at least every 35 days, a backup made each day.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kheo.errors import RuleBroken

FORMAT = 1
UNFINISHED = "restoring"
"""The folder in the home while a restore is under way: where it stands, nothing may be served."""

UPGRADING = "upgrading"
"""The file in the home while an upgrade is under way: where it stands, nothing may be served."""

TRANSACTION_TIMEOUT_SINCE = 17

DAYS_BETWEEN_PROOFS = 35
DAYS_BETWEEN_BACKUPS = 2
ANOTHER = "Hãy dùng một bản sao lưu khác."


@dataclass(frozen=True)
class Contents:
    """Rows of a table, or bytes of a file: how many, and their SHA-256."""

    count: int
    sha256: str


@dataclass(frozen=True)
class Figures:
    """What is equal, byte for byte, between an installation and its restored copy; taken in one snapshot.

    `head` is the newest audit record, and its seal where records are sealed.
    """

    tables: dict[str, Contents]
    sequences: dict[str, int]
    head: dict[str, Any]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.count for table in self.tables.values())


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `key` is the secret key's fingerprint: the key itself is never inside.

    `files` and `snapshots` count what is kept; `missing` names files that the database knows but the disk had lost.
    """

    format: int
    made_at: datetime
    version: str
    migrations: list[str]
    server: int
    client: int
    key: str
    figures: Figures
    files: int
    snapshots: int
    missing: list[str]
    sums: str

    def to_json(self) -> bytes:
        """Write it as open tools read it."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False, indent=1, sort_keys=True).encode()


def manifest_from(text: bytes) -> Manifest:
    """Read a manifest whose hash was proven; one of another format is refused by its number."""
    try:
        parts = json.loads(text)
        check_format(parts["format"], str(parts.get("version", "")))
        figures = parts.pop("figures")
        tables = {name: Contents(**contents) for name, contents in figures["tables"].items()}
        parts["made_at"] = datetime.fromisoformat(parts["made_at"])
        return Manifest(figures=Figures(tables, figures["sequences"], figures["head"]), **parts)
    except (ValueError, TypeError, KeyError, AttributeError) as broken:
        raise RuleBroken(f"Bản kê trong bản sao lưu không đọc được. {ANOTHER}") from broken


def check_format(number: int, version: str) -> None:
    """A backup of another format needs the version of Khéo that wrote it."""
    if number != FORMAT:
        raise RuleBroken(
            f"Bản sao lưu theo định dạng {number}, bản Khéo này chỉ đọc định dạng {FORMAT}; "
            f"hãy khôi phục bằng Khéo {version or 'đã tạo ra nó'}."
        )


def check_version(manifest: Manifest, known: Collection[str], server: int) -> None:
    """A backup by a newer Khéo, or of a newer PostgreSQL, is not restored into an older one."""
    if unknown := set(manifest.migrations) - set(known):
        raise RuleBroken(
            f"Bản sao lưu do Khéo {manifest.version} khác bản này tạo ra (có {len(unknown)} bước cập nhật cơ sở dữ "
            "liệu mà bản này không biết); hãy cài đúng bản ấy hoặc bản mới hơn rồi khôi phục."
        )
    if server < manifest.server:
        raise RuleBroken(
            f"Bản sao lưu lấy từ PostgreSQL {manifest.server}, ở đây là PostgreSQL {server} cũ hơn; "
            f"hãy dùng PostgreSQL {manifest.server} trở lên."
        )


def check_tool(tool: int, server: int) -> None:
    """From 17 on, pg_restore speaks of a setting that older servers do not know, and they refuse all of it."""
    if tool >= TRANSACTION_TIMEOUT_SINCE > server:
        raise RuleBroken(
            f"pg_restore {tool} không ghi được vào PostgreSQL {server}: hãy khôi phục vào PostgreSQL "
            f"{TRANSACTION_TIMEOUT_SINCE} trở lên (bản đi kèm Khéo cũng được)."
        )


def fingerprint(key: str) -> str:
    """Give a mark of the secret key that tells it from others and gives nothing of it away."""
    marked = hashlib.sha256(b"kheo.backup.key" + key.encode()).hexdigest()[:24]
    return " ".join(marked[at : at + 4] for at in range(0, 24, 4))


def check_key(manifest: Manifest, here: str | None, place: str) -> None:
    """Restore beside the key that the installation had; `here` is the fingerprint of the key found, if any."""
    if here == manifest.key:
        return
    found = "ở đây chưa có khoá nào" if here is None else f"khoá ở đây có dấu {here}"
    raise RuleBroken(
        f"Bản sao lưu đi cùng khoá bí mật có dấu {manifest.key}, {found}: hãy chép khoá đã cất vào {place}, "
        "hoặc thêm --new-key để dùng khoá mới (mọi người phải đăng nhập lại và đăng ký lại mã hai lớp, dấu băm "
        "trong nhật ký không đối chiếu được nữa)."
    )


def differences(told: Figures, found: Figures) -> list[str]:
    """Name every figure in which a restored place differs from what the backup says; empty when identical.

    Sequences are outside of transactions: a restored one must not lie behind.
    """
    names = sorted(told.tables.keys() | found.tables.keys())
    wrong = [f"bảng {name}" for name in names if told.tables.get(name) != found.tables.get(name)]
    wrong += [f"dãy số {name}" for name, last in told.sequences.items() if found.sequences.get(name, -1) < last]
    if told.head != found.head:
        wrong.append("đầu nhật ký")
    return wrong


def check_identical(told: Figures, found: Figures) -> None:
    """Refuse to go live with anything but what was backed up."""
    if wrong := differences(told, found):
        more = f" và {len(wrong) - 5} chỗ khác" if len(wrong) > 5 else ""
        raise RuleBroken(f"Khôi phục xong nhưng không khớp bản kê ở {', '.join(wrong[:5])}{more}; không dùng được.")


def check_nothing_lost(before: Figures, after: Figures, allowed: Collection[str]) -> None:
    """An upgrade adds and changes; it takes rows away, or the end of the log, only where a migration says so.

    A migration says it by `removes_rows_of = ("table",)`; a table that is gone altogether was dropped in so many words.
    """
    fewer = [
        f"{name} ({told.count} → {after.tables[name].count} dòng)"
        for name, told in before.tables.items()
        if name in after.tables and name not in allowed and after.tables[name].count < told.count
    ]
    if (after.head.get("record") or 0) < (before.head.get("record") or 0):
        fewer.append("đầu nhật ký")
    if fewer:
        raise RuleBroken(f"Sau khi cập nhật thì thiếu dữ liệu ở {', '.join(fewer[:5])}.")


def known_migrations() -> set[str]:
    """Name the database migrations that this version of Khéo carries, as `app.name`."""
    rooms = Path(__file__).resolve().parents[1]
    return {f"{step.parents[1].name}.{step.stem}" for step in rooms.glob("*/migrations/[0-9]*.py")}


def is_proof_due(proven_at: datetime | None, now: datetime) -> bool:
    """A restore that was never proven, or not for 35 days, is told in red."""
    return proven_at is None or now - proven_at > timedelta(days=DAYS_BETWEEN_PROOFS)


def is_backup_due(made_at: datetime | None, now: datetime) -> bool:
    """A backup is made every day; one night may fail before it is told."""
    return made_at is None or now - made_at > timedelta(days=DAYS_BETWEEN_BACKUPS)


def without_password(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Give an address of a database as a program may be told on its command line, which everybody can read."""
    return {name: value for name, value in parts.items() if name != "password"}
