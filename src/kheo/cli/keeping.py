"""Commands that keep what people entrusted to Khéo: back up, restore, prove that a backup restores."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from kheo import __version__, postgres
from kheo.backups import making, restoring
from kheo.backups.places import EmptyPlace, Stored
from kheo.backups.rules import Manifest, check_key, fingerprint
from kheo.cli import home
from kheo.cli.upkeep import bring_up_to_date
from kheo.days.formats import moment_text
from kheo.postgres import PostgresTrouble

CHECKED = "kiem-tra"  # the throw-away home of a proof

file_argument = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", metavar="TỆP", type=file_argument)
def backup(file: Path) -> None:
    """Sao lưu cơ sở dữ liệu, tệp đính kèm và ảnh chụp số liệu vào một tệp, trong khi mọi người vẫn làm việc."""
    is_given = bool(os.environ.get("KHEO_SECRET_KEY"))
    home.prepare(owner=True)
    key = fingerprint(os.environ["KHEO_SECRET_KEY"])
    made = making.make(
        stored_here(), file, key=key, version=__version__, now=datetime.now(UTC), env=os.environ, echo=home.say
    )
    _record_backup(made)
    manifest = made.manifest
    click.echo(
        f"Đã sao lưu vào {file}: {made.size} byte, {len(manifest.figures.tables)} bảng, "
        f"{manifest.figures.rows} dòng, {manifest.files} tệp đính kèm, {manifest.snapshots} ảnh chụp số liệu.\n"
        f"SHA-256 {made.sha256}"
    )
    where = "giá trị KHEO_SECRET_KEY" if is_given else f"tệp {_key_file()}"
    click.echo(
        f"Khoá bí mật (dấu {key}) KHÔNG nằm trong bản sao lưu: hãy chép {where} ra nơi khác, cất riêng với bản sao "
        "lưu, chỉ người quản trị mở được."
    )
    if manifest.missing:
        raise PostgresTrouble(
            f"{len(manifest.missing)} tệp đã mất hoặc hỏng trên đĩa nên không có trong bản sao lưu "
            f"(ví dụ {manifest.missing[0]}); hãy tìm lại chúng trong bản sao lưu cũ."
        )


@click.command()
@click.argument("file", metavar="TỆP", type=file_argument)
@click.option("--check", is_flag=True, help="Khôi phục thử vào một nơi tạm, đối chiếu, ghi ngày rồi xoá nơi tạm.")
@click.option("--new-key", is_flag=True, help="Dùng khoá bí mật khác khoá đi cùng bản sao lưu.")
def restore(file: Path, check: bool, new_key: bool) -> None:
    """Khôi phục một bản sao lưu vào nơi trống (KHEO_HOME), đối chiếu từng bảng, từng tệp, rồi mới cho dùng."""
    if check:
        _prove(file)
        return
    place = EmptyPlace(home.folder(), _folder("files"), _folder("snapshots"), os.environ)
    manifest = restoring.check(file, place, home.say)
    if not new_key:
        key = secret_key()
        check_key(manifest, fingerprint(key) if key else None, str(_key_file()))
    restoring.restore(file, manifest, place, home.say)
    home.prepare(owner=True)
    bring_up_to_date()
    click.echo(f"{_identical(manifest)} Mở trang: ./kheo serve")


@click.command()
@click.argument("folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path, file_okay=False))
@click.option("--locality", "slug", help="Địa phương nào, khi nơi này phục vụ nhiều địa phương (ví dụ phuong-thu).")
def export(folder: Path, slug: str | None) -> None:
    """Xuất mọi dữ liệu của một địa phương ra định dạng mở: CSV từng bảng, tệp đính kèm, bản kê; không có bí mật."""
    home.prepare(owner=True)
    import django

    django.setup()
    from kheo.backups import actions, exporting

    locality = _locality(slug)
    told = exporting.export(locality, folder, now=datetime.now(UTC), version=__version__, echo=home.say)
    actions.record_export(locality, tables=len(told.tables), files=told.files)
    rows = sum(table["rows"] for table in told.tables.values())
    click.echo(f"Đã xuất {locality.name} vào {folder}: {len(told.tables)} bảng, {rows} dòng, {told.files} tệp.")
    click.echo("Không xuất: " + "; ".join(f"{name} ({why})" for name, why in told.left_out.items()))
    if told.missing:
        raise PostgresTrouble(f"{len(told.missing)} tệp đã mất hoặc hỏng trên đĩa, ví dụ {told.missing[0]}.")


def _locality(slug: str | None) -> Any:
    """Find the locality; where there is only one, it need not be named."""
    from kheo.people.models import Locality

    known = {locality.slug: locality for locality in Locality.objects.order_by("slug")}
    if slug in known:
        return known[slug]
    if slug is None and len(known) == 1:
        return next(iter(known.values()))
    raise PostgresTrouble(f"Hãy chọn địa phương bằng --locality: {', '.join(known) or 'chưa có địa phương nào'}.")


def _prove(file: Path) -> None:
    """Restore into a throw-away place, and write the proof down where the backup came from this installation."""
    began = time.monotonic()
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    there = home.folder() / CHECKED
    place = EmptyPlace(there, there / "files", there / "snapshots", env)
    manifest = restoring.check(file, place, home.say)
    restoring.rehearse(file, manifest, place, home.say)
    sha256, seconds = restoring.digest_of(file), round(time.monotonic() - began)
    click.echo(f"{_identical(manifest)} Mất {seconds} giây; nơi tạm đã xoá.")
    key = secret_key()
    if key and fingerprint(key) == manifest.key and (os.environ.get("DATABASE_URL") or postgres.status(home.folder())):
        _record_proof(manifest, sha256, seconds)
        click.echo("Đã ghi lần kiểm chứng này vào nhật ký.")
    else:
        click.echo("Bản sao lưu của nơi khác (khoá khác): không ghi vào nhật ký ở đây.")


def _identical(manifest: Manifest) -> str:
    """Say what was compared."""
    figures = manifest.figures
    return (
        f"Bản sao lưu lúc {moment_text(manifest.made_at)} khôi phục được nguyên vẹn: {len(figures.tables)} bảng, "
        f"{figures.rows} dòng, {manifest.files} tệp đính kèm, {manifest.snapshots} ảnh chụp số liệu, "
        f"đầu nhật ký {figures.head.get('record') or 'trống'}, tất cả đều khớp."
    )


def stored_here() -> Stored:
    """Name the places of this installation; after home.prepare."""
    return Stored(os.environ["DATABASE_OWNER_URL"], _folder("files"), _folder("snapshots"))


def _record_backup(made: making.Made) -> None:
    """Write the backup down; a database that is about to be migrated may have no place for it yet."""
    import django

    django.setup()
    from django.db import connection

    from kheo.backups import actions, models

    if models.Backup._meta.db_table in connection.introspection.table_names():
        actions.record_backup(made)


def _record_proof(manifest: Manifest, sha256: str, seconds: int) -> None:
    home.prepare(silent=True)
    import django

    django.setup()
    from kheo.backups import actions

    actions.record_proof(manifest, sha256=sha256, now=datetime.now(UTC), seconds=seconds)


def _folder(name: str) -> Path:
    """Give the folder of files or snapshots: `KHEO_FILES`, `KHEO_SNAPSHOTS`, else inside the home."""
    return Path(os.environ.get(f"KHEO_{name.upper()}") or home.folder() / name).absolute()


def _key_file() -> Path:
    return home.folder() / "secret"


def secret_key() -> str | None:
    """Give the secret key that is here, without making one."""
    if given := os.environ.get("KHEO_SECRET_KEY"):
        return given
    return _key_file().read_text(encoding="ascii").strip() if _key_file().exists() else None
