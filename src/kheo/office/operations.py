"""What an administrator looks at on a Monday: would the data come back, which versions run, how much is sealed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo import __version__
from kheo.backups.models import Backup, RestoreProof
from kheo.backups.rules import is_backup_due, is_proof_due
from kheo.days.formats import moment_text, number
from kheo.seals.models import Head

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Fact:
    """One line of `ui/_facts.html`."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Safety:
    """Whether the data would come back: what was done last, and, when it is too long ago, what to do in red words."""

    title: str
    last: str
    overdue: str
    order: str
    command: str


def safeties(now: datetime) -> list[Safety]:
    """Give the last backup and the last proven restore."""
    backup, proof = Backup.objects.first(), RestoreProof.objects.first()
    return [
        Safety(
            title=_("Sao lưu gần nhất"),
            last=_backup_text(backup),
            overdue=_("quá 2 ngày chưa sao lưu") if is_backup_due(backup.made_at if backup else None, now) else "",
            order=_("Người quản trị máy chủ chạy mỗi ngày:"),
            command=_("./kheo backup TỆP"),
        ),
        Safety(
            title=_("Khôi phục thử gần nhất"),
            last=_proof_text(proof),
            overdue=_("quá 35 ngày chưa khôi phục thử")
            if is_proof_due(proof.proven_at if proof else None, now)
            else "",
            order=_("Người quản trị máy chủ chạy mỗi tháng:"),
            command=_("./kheo restore --check TỆP"),
        ),
    ]


def _backup_text(backup: Backup | None) -> str:
    if backup is None:
        return _("Chưa có bản sao lưu nào.")
    parts = {"at": moment_text(backup.made_at), "size": number(backup.size / MEGABYTE, 1), "count": backup.file_count}
    words = _("Lúc %(at)s: %(size)s MB, %(count)s tệp.") % parts
    if backup.missing_count:
        words += " " + _("Có %(count)s tệp đã mất trên đĩa.") % {"count": backup.missing_count}
    return words


def _proof_text(proof: RestoreProof | None) -> str:
    if proof is None:
        return _("Chưa lần nào.")
    return _("Lúc %(at)s, bản sao lưu lúc %(made)s: %(rows)s dòng và %(files)s tệp đều khớp.") % {
        "at": moment_text(proof.proven_at),
        "made": moment_text(proof.backup_made_at),
        "rows": number(proof.row_count),
        "files": number(proof.file_count),
    }


def facts() -> list[Fact]:
    """Give versions and the head of the log."""
    head = Head.objects.first()
    major, minor = divmod(connection.pg_version, 10_000)  # type: ignore[attr-defined]
    return [
        Fact(_("Phiên bản Khéo"), __version__),
        Fact(_("Cơ sở dữ liệu"), f"PostgreSQL {major}.{minor}"),
        Fact(
            _("Đầu nhật ký đã niêm"),
            _("%(count)s bản ghi, dấu %(seal)s") % {"count": number(head.position), "seal": head.short}
            if head
            else _("chưa niêm bản ghi nào"),
            reverse("seals:heads"),
        ),
    ]
