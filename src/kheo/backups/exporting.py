"""Everything of a locality in open formats: a CSV file a table, its columns explained, attachments, hashes.

For whoever leaves Khéo, or only wants to read their own data without it. Secrets are left out, and what is left out is
listed. All tables are of one moment.
"""

import csv
import hashlib
import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q

from kheo.backups.archive import chunks_of, file_name
from kheo.backups.models import Backup, RestoreProof
from kheo.base.models import Attachment, AuditRecord, AuditWords, Blob, OnceKey, Progress
from kheo.errors import RuleBroken
from kheo.indicators.models import Snapshot
from kheo.people.models import Locality, Official
from kheo.satisfaction.models import Boxed, DayKey, Mark, Sheet, Ticket
from kheo.seals.models import Head, Seal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
LEFT_OUT_TABLES: dict[type[models.Model], str] = {
    OnceKey: "khoá chống gửi hai lần và câu trả lời đã gửi, chỉ có nghĩa trong phiên làm việc",
    Progress: "tiến độ của việc nền đang chạy",
    Boxed: "hòm phiếu chưa mở: câu trả lời của người dân, xuất ra trước khi mở thì đoán được của ai",
    Sheet: "bộ câu hỏi đang mở trước mặt một người",
    Ticket: "dấu băm của liên kết đánh giá chưa dùng, chỉ có nghĩa với liên kết đã gửi",
    DayKey: "khoá trong ngày để nhận ra việc gửi nhiều lần, bỏ khi sang ngày",
    Mark: "dấu trong ngày để nhận ra việc gửi nhiều lần, bỏ khi sang ngày",
}
LEFT_OUT_COLUMNS = {(Official, "password"): "dấu băm mật khẩu"}
OTHERS = "bảng của thư viện: phiên đăng nhập, mã hai lớp (TOTP) và mã dự phòng, hàng đợi việc nền, quyền của Django"
OF_ALL = (Backup, RestoreProof, Head)
"""Tables of the installation itself; they name no locality."""
TRACE = (AuditRecord, AuditWords, Seal)
"""Here an act of the installation itself (system.…) names no locality: it belongs to all."""

README = """Dữ liệu của {locality}, xuất ngày {day} bằng Khéo {version}.

bang/*.csv        mỗi bảng một tệp: UTF-8, dấu phẩy, dòng đầu là tên cột, giờ theo UTC, trống nghĩa là không có giá trị
cot.csv           ý nghĩa, kiểu và nơi tham chiếu của từng cột
files/            tệp đính kèm, đặt tên theo SHA-256; tên gốc ở bang/base_attachment.csv (cột blob_id)
snapshots/        ảnh chụp số liệu, Parquet
manifest.json     số dòng, dung lượng, SHA-256 của từng bảng, và những gì không xuất
SHA256SUMS        kiểm tra: sha256sum -c SHA256SUMS

Để bảng tính không chạy công thức, ô chữ bắt đầu bằng một trong = + - @ ' (hay dấu tab, xuống dòng) có thêm một dấu ' ở
đầu: bỏ đúng một dấu ' là được chữ gốc.
"""


@dataclass
class Exported:
    """What was written, and what was not."""

    locality: str
    made_at: str
    version: str
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: int = 0
    left_out: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def export(locality: Locality, folder: Path, *, now: datetime, version: str, echo: Callable[[str], None]) -> Exported:
    """Write a new folder, whole or not at all."""
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise RuleBroken(f"Thư mục {folder} đã có nội dung; hãy chọn thư mục mới.")
    making = folder.with_name(f"{folder.name}.dang-ghi")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700, parents=True)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            exported = _Exporter(locality, making, echo).write(now, version)
        if folder.exists():
            folder.rmdir()
        os.rename(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return exported


class _Exporter:
    """One export."""

    def __init__(self, locality: Locality, folder: Path, echo: Callable[[str], None]) -> None:
        self.locality = locality
        self.folder = folder
        self.echo = echo
        self.sums: IO[str]

    def write(self, now: datetime, version: str) -> Exported:
        """Write all parts; the manifest last, so that a folder with a manifest is whole."""
        self.told = Exported(self.locality.slug, now.isoformat(), version, left_out=left_out())
        readme = README.format(locality=self.locality.name, day=f"{now:%d/%m/%Y}", version=version)
        with (self.folder / "SHA256SUMS").open("w", encoding="utf-8") as self.sums:
            self._bytes("DOC-TRUOC.txt", [readme.encode()])
            self._columns()
            for model in exported_models():
                self._table(model)
            self._files()
            self._snapshots()
            manifest = json.dumps(asdict(self.told), ensure_ascii=False, indent=1)
            self._bytes("manifest.json", [manifest.encode()])
        return self.told

    def _table(self, model: type[models.Model]) -> None:
        """Write the locality's rows of a table, as they stream by."""
        name, columns = model._meta.db_table, columns_of(model)
        rows = rows_of(model, self.locality).order_by("pk").values_list(*(column.attname for column in columns))
        is_text = [isinstance(column, models.CharField | models.TextField) for column in columns]
        path = self.folder / "bang" / f"{name}.csv"
        path.parent.mkdir(mode=0o700, exist_ok=True)
        count = 0
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow([column.column for column in columns])
            for count, row in enumerate(rows.iterator(chunk_size=2000), start=1):  # noqa: B007  counted
                lines.writerow([plain(value, text=text) for value, text in zip(row, is_text, strict=True)])
        sha256 = self._noted(f"bang/{name}.csv")
        self.told.tables[name] = {"rows": count, "size": path.stat().st_size, "sha256": sha256}
        self.echo(f"{name}: {count} dòng")

    def _columns(self) -> None:
        """Write what every column means."""
        with (self.folder / "cot.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(
                ["table", "table_meaning", "column", "type", "may_be_empty", "refers_to", "meaning", "values"]
            )
            for model in exported_models():
                meaning = (model.__doc__ or "").strip().splitlines()[0]
                for column in columns_of(model):
                    other = column.related_model
                    refers = other._meta.db_table if other is not None else ""
                    values = "; ".join(f"{value}={text}" for value, text in column.flatchoices)
                    kind, words = column.db_type(connection), str(column.help_text or column.verbose_name)
                    lines.writerow(
                        [model._meta.db_table, meaning, column.column, kind, column.null, refers, words, values]
                    )
        self._noted("cot.csv")

    def _files(self) -> None:
        """Copy the attachments' bytes; one that the disk lost is named."""
        for sha256 in rows_of(Blob, self.locality).values_list("pk", flat=True).iterator():
            self._copied(file_name(sha256), Path(settings.KHEO_FILES) / sha256[:2] / sha256, sha256)

    def _snapshots(self) -> None:
        paths = rows_of(Snapshot, self.locality).values_list("path", "sha256").distinct()
        for path, sha256 in paths.iterator():
            self._copied(f"snapshots/{path}", Path(settings.KHEO_SNAPSHOTS) / path, sha256)

    def _copied(self, name: str, source: Path, sha256: str) -> None:
        if not source.is_file():
            self.told.missing.append(name)
            return
        with source.open("rb") as file:
            found = self._bytes(name, chunks_of(file))
        self.told.files += 1
        if found != sha256:
            self.told.missing.append(name)

    def _bytes(self, name: str, chunks: Iterable[bytes]) -> str:
        path = self.folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(chunks)
        return self._noted(name)

    def _noted(self, name: str) -> str:
        """Note the hash of a file that was written."""
        with (self.folder / name).open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self.sums.write(f"{sha256}  {name}\n")
        return sha256


def exported_models() -> list[type[models.Model]]:
    """List Khéo's own tables, those that tie others together too; a new one is exported unless it is left out above."""
    own = [app for app in apps.get_app_configs() if app.name.startswith("kheo.")]
    found = [model for app in own for model in app.get_models(include_auto_created=True)]
    return [model for model in found if model not in LEFT_OUT_TABLES]


def columns_of(model: type[models.Model]) -> list[Any]:
    """List the columns that are exported."""
    return [column for column in model._meta.concrete_fields if (model, column.name) not in LEFT_OUT_COLUMNS]


def left_out() -> dict[str, str]:
    """Say what is not exported, and why."""
    tables = {model._meta.db_table: why for model, why in LEFT_OUT_TABLES.items()}
    columns = {f"{model._meta.db_table}.{column}": why for (model, column), why in LEFT_OUT_COLUMNS.items()}
    return {**tables, **columns, "*": OTHERS}


def rows_of(model: type[models.Model], locality: Locality) -> models.QuerySet[Any]:
    """Give the rows of a table that belong to a locality."""
    rows: models.QuerySet[Any] = model._default_manager.all()
    if model in OF_ALL:
        return rows
    if model is Blob:
        return rows.filter(pk__in=Attachment.objects.filter(locality_id=locality.pk).values("blob_id"))
    road = road_to_locality(model)
    belongs = Q(**{road: locality.pk})
    return rows.filter(belongs | Q(**{f"{road}__isnull": True}) if model in TRACE else belongs)


def road_to_locality(model: type[models.Model]) -> str:
    """Find how a row names its locality: by itself, or by the shortest chain of rows that it always has.

    Raises LookupError for a table that no chain ties to a locality.
    """
    for optional in (False, True):
        waiting: deque[tuple[type[models.Model], str]] = deque([(model, "")])
        seen = {model}
        while waiting:
            here, road = waiting.popleft()
            if here is Locality:
                return f"{road}pk"
            if any(column.attname == "locality_id" for column in here._meta.concrete_fields):
                return f"{road}locality_id"
            for column, other in _ties(here, optional=optional):
                if other not in seen:
                    seen.add(other)
                    waiting.append((other, f"{road}{column}__"))
    raise LookupError(f"{model._meta.label} is tied to no locality: name it in OF_ALL or LEFT_OUT_TABLES.")


def _ties(model: type[models.Model], *, optional: bool) -> Iterator[tuple[str, type[models.Model]]]:
    """Give the rows that a row names."""
    for column in model._meta.concrete_fields:
        if isinstance(column, models.ForeignKey) and (optional or not column.null):
            yield column.name, column.remote_field.model


def plain(value: Any, *, text: bool = False) -> str:
    """Write a value as text that says exactly what it is; words never start a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}" if text and value.startswith(FORMULA_STARTS) else value
        case datetime() | date():
            return value.isoformat()
        case bytes() | memoryview():
            return bytes(value).hex()
        case list() | tuple() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
