"""What is wrong with an installation, each with one sentence of what to do. Looks only; Django is set up by then.

Every check gives None when all is well. It runs as the app's own database role, because that role's rights are judged.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kheo.backups.models import Backup, RestoreProof
from kheo.backups.rules import is_backup_due, is_proof_due
from kheo.base.models import AuditRecord
from kheo.people.models import Locality
from kheo.seals.models import Head, Seal
from kheo.sign_in import locked

GIGABYTE = 1024**3
SHORTEST_SECRET, FEWEST_LETTERS = 40, 12
LEAST_FREE = 2 * GIGABYTE
SEALED_WITHIN = timedelta(hours=1)
LOCAL = {"127.0.0.1", "localhost", "[::1]", "testserver"}
OTHERS = 0o077

# Django's own deploy checks: ours are more exact on the first six, the proxy answers for the rest (docs/operate.md).
NOT_ASKED = {
    "security.W009": "secret: see secret_is_strong",
    "security.W012": "cookies: see https",
    "security.W016": "cookies: see https",
    "security.W020": "hosts: see hosts_are_named",
    "security.W005": "subdomains belong to the operator",
    "security.W021": "preloading belongs to the operator",
    "security.W008": "the proxy redirects",
}


@dataclass(frozen=True)
class Finding:
    """One check: what was looked at and, unless empty, what to do."""

    name: str
    todo: str


def look(now: datetime) -> Iterator[Finding]:
    """Run all checks."""
    for name, check in CHECKS.items():
        yield Finding(name, check(now) or "")


def secret_is_strong(now: datetime) -> str | None:
    """A secret made by Khéo has 64 letters of 64 kinds; one that a person thought of is guessed."""
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_SECRET or len(set(key)) < FEWEST_LETTERS or key.startswith("only-for-tests"):
        return "Khoá bí mật quá yếu: bỏ KHEO_SECRET_KEY để Khéo tự làm khoá, hoặc đặt một chuỗi ngẫu nhiên 64 ký tự."
    return None


def secret_is_closed(now: datetime) -> str | None:
    """The file of the secret is readable by us alone."""
    path = Path(settings.HOME) / "secret"
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & OTHERS:
        return f"Người khác trên máy đọc được khoá bí mật: chạy chmod 600 {path}."
    return None


def second_steps_open(now: datetime) -> str | None:
    """Seeds of second steps are locked by a key that is here."""
    try:
        for each in Authenticator.objects.all():
            for name in ("secret", "seed"):
                locked.unlock(each.data.get(name, ""))
    except locked.Unreadable:
        return (
            "Mã hai lớp của tài khoản được khoá bằng khoá bí mật khác: ghi khoá cũ vào KHEO_OLD_SECRETS, hoặc bỏ mã "
            "hai lớp của từng người để họ đăng ký lại."
        )
    return None


def folders_are_closed(now: datetime) -> str | None:
    """What people handed in is readable by us alone, and can be written."""
    for folder in (Path(settings.KHEO_FILES), Path(settings.KHEO_SNAPSHOTS)):
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            return f"Không ghi được vào {folder}: tạo thư mục ấy và cho tài khoản chạy Khéo làm chủ."
        if stat.S_IMODE(folder.stat().st_mode) & OTHERS:
            return f"Người khác trên máy đọc được {folder}: chạy chmod 700 {folder}."
    return None


def hosts_are_named(now: datetime) -> str | None:
    """The site answers to its own names only."""
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts or any(host.startswith(".") for host in hosts):
        return "Trang trả lời mọi tên miền: ghi đúng tên miền của trang vào KHEO_HOSTS."
    if hosts <= LOCAL:
        return "Trang chỉ mở được trên máy này: ghi tên miền của trang vào KHEO_HOSTS."
    return None


def https(now: datetime) -> str | None:
    """Cookies travel over HTTPS only."""
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        return "Phiên đăng nhập đi qua HTTP không mã hoá: đặt KHEO_HTTPS=1 và để máy chủ web có TLS đứng trước."
    return None


def django_is_content(now: datetime) -> str | None:
    """Django's own checks for a public machine."""
    wrong = [each for each in checks.run_checks(include_deployment_checks=True) if each.id not in NOT_ASKED]
    serious = [each for each in wrong if each.level >= checks.WARNING]
    if any(each.id == "security.W018" for each in serious):
        return "Trang lỗi đang hiện chi tiết bên trong: bỏ KHEO_DEBUG."
    return f"Django báo {serious[0].id}: {serious[0].msg}" if serious else None


def migrations_are_applied(now: datetime) -> str | None:
    """The tables are those of this version."""
    executor = MigrationExecutor(connection)
    if left := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return f"Cơ sở dữ liệu còn thiếu {len(left)} bước cập nhật: chạy ./kheo upgrade."
    return None


def role_is_bound(now: datetime) -> str | None:
    """The role that serves can add to the trace and never alter it."""
    if _one("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"):
        return "Ứng dụng nối cơ sở dữ liệu bằng vai trò quản trị: tạo vai trò kheo_app riêng (docs/operate.md)."
    for table in settings.KHEO_APPEND_ONLY:
        if _one("SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass", table):
            return "Ứng dụng và chủ sở hữu dùng chung một vai trò: đặt DATABASE_OWNER_URL riêng (docs/operate.md)."
        if any(_one("SELECT has_table_privilege(%s, %s)", table, right) for right in ("UPDATE", "DELETE", "TRUNCATE")):
            return f"Ứng dụng sửa được nhật ký ({table}): chạy ./kheo migrate để đặt lại quyền."
    return None


def trace_is_guarded(now: datetime) -> str | None:
    """Triggers refuse changes of the trace by everybody else."""
    asked = (
        "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    if open_tables := [table for table in settings.KHEO_APPEND_ONLY if _one(asked, table) < 2]:
        return (
            f"Chốt chống sửa của {', '.join(open_tables)} đã bị tắt: tìm ai tắt, rồi bật lại bằng ALTER TABLE … ENABLE."
        )
    return None


def commits_are_durable(now: datetime) -> str | None:
    """What was acknowledged is on the disk."""
    if off := [name for name in ("fsync", "synchronous_commit", "full_page_writes") if _one(f"SHOW {name}") == "off"]:
        return f"Cơ sở dữ liệu có thể mất việc đã ghi nhận khi mất điện: bật {', '.join(off)}."
    return None


def disk_has_room(now: datetime) -> str | None:
    """A full disk stops all work."""
    for folder in (Path(settings.HOME), Path(settings.KHEO_FILES)):
        free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
        if free < LEAST_FREE:
            return f"Ổ đĩa của {folder} chỉ còn {free / GIGABYTE:.1f} GB: dọn bớt hoặc thêm ổ đĩa."
    return None


def log_is_sealed(now: datetime) -> str | None:
    """Records are sealed every ten minutes, where the worker runs."""
    waiting = AuditRecord.objects.filter(at__lt=now - SEALED_WITHIN).exclude(pk__in=Seal.objects.values("record_id"))
    if waiting.exists():
        newest = Head.objects.first()
        since = f"từ {newest.at:%d/%m/%Y %H:%M} UTC" if newest else "lần nào"
        return (
            f"Nhật ký chưa được niêm {since}: tiến trình việc nền có chạy không? (./kheo serve, không có --no-worker)"
        )
    return None


def backup_is_fresh(now: datetime) -> str | None:
    """A backup is made every day."""
    newest = Backup.objects.first()
    if is_backup_due(newest.made_at if newest else None, now):
        return "Quá 2 ngày chưa sao lưu: chạy ./kheo backup TỆP mỗi ngày và chép tệp sang máy khác."
    return None


def restore_is_proven(now: datetime) -> str | None:
    """A backup that was never restored is a hope."""
    newest = RestoreProof.objects.first()
    if is_proof_due(newest.proven_at if newest else None, now):
        return "Quá 35 ngày chưa khôi phục thử: chạy ./kheo restore --check TỆP với bản sao lưu mới nhất."
    return None


def no_demo_accounts(now: datetime) -> str | None:
    """Everybody knows the passwords of the sample ward; it stays on the machine where it was made."""
    samples = [locality.name for locality in Locality.objects.filter(illustrative=True)]
    real = Locality.objects.filter(illustrative=False).exists()
    if samples and (real or not set(settings.ALLOWED_HOSTS) <= LOCAL):
        return (
            f"Có tài khoản minh hoạ của {', '.join(samples)}, ai cũng biết mật khẩu: làm nơi mới, không chạy demo ở đó."
        )
    return None


def _one(question: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        row = cursor.fetchone()
    return row[0] if row else None


CHECKS: dict[str, Callable[[datetime], str | None]] = {
    "khoá bí mật đủ mạnh": secret_is_strong,
    "tệp khoá bí mật kín": secret_is_closed,
    "mã hai lớp đọc được": second_steps_open,
    "thư mục tệp kín và ghi được": folders_are_closed,
    "tên miền": hosts_are_named,
    "HTTPS": https,
    "soát của Django": django_is_content,
    "cơ sở dữ liệu đúng phiên bản": migrations_are_applied,
    "ứng dụng không sửa được nhật ký": role_is_bound,
    "chốt chống sửa nhật ký": trace_is_guarded,
    "việc đã ghi nhận không mất": commits_are_durable,
    "chỗ trống trên đĩa": disk_has_room,
    "nhật ký được niêm": log_is_sealed,
    "sao lưu": backup_is_fresh,
    "khôi phục thử": restore_is_proven,
    "không có tài khoản minh hoạ": no_demo_accounts,
}
