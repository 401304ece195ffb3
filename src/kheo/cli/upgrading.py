"""The command `upgrade`: back up, go to the newer PostgreSQL, migrate, verify; on any failure back to what was."""

import os
import sys
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from kheo import __version__
from kheo.backups import figures, restoring
from kheo.backups import upgrading as way_back
from kheo.backups.making import Made
from kheo.backups.places import Stored
from kheo.backups.rules import Figures, check_nothing_lost, fingerprint
from kheo.backups.upgrading import Begun
from kheo.cli import home
from kheo.cli.keeping import secret_key, stored_here
from kheo.cli.trouble import sentence
from kheo.cli.upkeep import bring_up_to_date, missing_migrations
from kheo.errors import RuleBroken
from kheo.postgres import Cluster, PostgresTrouble, majors


@dataclass
class Plan:
    """What is to be upgraded: where the data are now and, where PostgreSQL becomes newer too, its old cluster."""

    stored: Stored
    step: majors.Step | None = None
    old: Cluster | None = None


@click.command()
@click.option("--backup", "file", metavar="TỆP", type=click.Path(path_type=Path, dir_okay=False),
              help="Nơi ghi bản sao lưu; mặc định trong thư mục sao-luu của KHEO_HOME.")  # fmt: skip
@click.option("--old-programs", metavar="THƯ_MỤC", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="Chương trình PostgreSQL bản đã tạo ra dữ liệu, khi Khéo không tự tìm thấy.")  # fmt: skip
def upgrade(file: Path | None, old_programs: Path | None) -> None:
    """Nâng cấp: sao lưu, chuyển sang PostgreSQL mới, cập nhật cơ sở dữ liệu, soát lại; hỏng thì trở về như cũ."""
    with home.in_use(alone=True):
        if left := way_back.begun(home.folder()):
            home.say("lần nâng cấp trước bị ngắt giữa chừng, đang đưa mọi thứ về như trước…")
            _undo(left)
        else:
            majors.forget(home.folder())
        plan = _plan(old_programs)
        made = _backed_up(plan, file)
        way_back.begin(home.folder(), Begun(made.path, plan.step.data if plan.step else None))
        try:
            told = _carry_out(plan, made)
        except BaseException as broken:
            raise _undone(broken, made.path) from broken
        way_back.end(home.folder())
        majors.forget(home.folder())
    click.echo(told)


def _plan(old_programs: Path | None) -> Plan:
    """Find the data, with the programs that can open them."""
    here = home.folder()
    if not os.environ.get("DATABASE_URL") and (step := majors.due(here, os.environ)):
        old = majors.old(here, os.environ, step, old_programs, home.say)
        old.ensure_running()
        return Plan(Stored(old.url("owner"), here / "files", here / "snapshots"), step, old)
    home.prepare(owner=True, upgrading=True)
    return Plan(stored_here())


def _backed_up(plan: Plan, file: Path | None) -> Made:
    """Make the way back, and make sure that it can be gone; nothing is changed yet."""
    way_back.check_alone(plan.stored)
    key = secret_key()
    if key is None:
        raise RuleBroken("Không thấy khoá bí mật của nơi này; hãy đặt KHEO_SECRET_KEY hoặc chép lại tệp secret.")
    now = datetime.now(UTC)
    path = (file or home.folder() / "sao-luu" / f"truoc-nang-cap-{now:%Y%m%d-%H%M%S}.tar").absolute()
    made = way_back.back_up(
        plan.stored, path, key=fingerprint(key), version=__version__, now=now, env=os.environ, echo=home.say
    )
    if not plan.step:
        restoring.tool_for(made.manifest, plan.stored, os.environ)
    home.say(f"đã sao lưu vào {path}")
    return made


def _carry_out(plan: Plan, made: Made) -> str:
    """Change what is to be changed, and look at it; gives what is told in the end."""
    if plan.step and plan.old:
        home.say(f"đang chuyển dữ liệu từ PostgreSQL {plan.step.data} sang PostgreSQL {plan.step.programs}…")
        way_back.bring_over(plan.old, plan.step, made, os.environ, home.folder())
        home.prepare(owner=True, upgrading=True)
    missing = missing_migrations()
    home.say(f"đang chạy {len(missing)} bước cập nhật cơ sở dữ liệu…")
    bring_up_to_date()
    before, stored = made.manifest.figures, stored_here()
    with stored.connection() as connection:
        after = figures.take(connection)
    may_lose = {table for migration in missing for table in getattr(migration, "removes_rows_of", ())}
    check_nothing_lost(before, after, may_lose)
    sealed = _verified()
    from kheo.backups import actions

    server = stored.server()
    actions.record_upgrade(made, migrations=len(missing), server=server)
    return _told(before, after, len(missing), server, sealed, made.path)


def _verified() -> int:
    """Look at the guards, the tables and the sealed log as `check` and `verify-log` do; give the number of seals."""
    from django.conf import settings

    from kheo.cli import findings
    from kheo.seals import sealing

    now = datetime.now(UTC)
    for look in (findings.migrations_are_applied, findings.trace_is_guarded, findings.folders_are_closed):
        if todo := look(now):
            raise RuleBroken(todo)
    verdict = sealing.verify([settings.KHEO_CHECKPOINTS])
    if verdict.finding:
        raise RuleBroken(f"Nhật ký không khớp ở dấu niêm thứ {verdict.finding.position}: {verdict.finding.why}.")
    return verdict.sealed


def _told(before: Figures, after: Figures, steps: int, server: int, sealed: int, path: Path) -> str:
    return (
        f"Nâng cấp xong: Khéo {__version__} trên PostgreSQL {server}, {steps} bước cập nhật cơ sở dữ liệu.\n"
        f"Trước: {len(before.tables)} bảng, {before.rows} dòng, đầu nhật ký {before.head.get('record') or 'trống'}; "
        f"sau: {len(after.tables)} bảng, {after.rows} dòng, đầu nhật ký {after.head.get('record') or 'trống'}; "
        f"{sealed} bản ghi đã niêm vẫn nguyên vẹn.\n"
        f"Bản sao lưu trước khi nâng cấp: {path}\nMở trang: ./kheo serve"
    )


def _undone(broken: BaseException, path: Path) -> PostgresTrouble:
    """Bring everything back and say so; where that fails too, say where the backup lies and what to do."""
    why = sentence(broken)
    if why is None:
        traceback.print_exception(broken)
        why = f"{type(broken).__name__}: {(str(broken).splitlines() or [''])[0]}"
    home.say("nâng cấp không thành, đang đưa mọi thứ về như trước…")
    try:
        if left := way_back.begun(home.folder()):
            _undo(left)
    except Exception as worse:  # noqa: BLE001  whatever it was: the person must learn where the backup lies
        return PostgresTrouble(
            f"nâng cấp không thành ({why}) và CHƯA trở về được như trước: {sentence(worse) or worse} "
            f"Bản sao lưu nguyên vẹn ở {path}; hãy sửa điều vừa nêu rồi chạy lại ./kheo upgrade để khôi phục từ đó."
        )
    return PostgresTrouble(
        f"nâng cấp không thành: {why}\nMọi thứ đã trở về đúng như trước khi nâng cấp, đã đối chiếu từng bảng. Bản sao "
        f"lưu: {path}\nHãy mở lại bằng bản Khéo cũ (git checkout), và gửi lỗi trên cho người phát triển."
    )


def _undo(upgrade: Begun) -> None:
    """Bring the installation back to the moment of its backup."""
    here = home.folder()
    if upgrade.data is not None:
        _close_connections()
        majors.undo(here, upgrade.data)
    else:
        home.prepare(owner=True, upgrading=True, silent=True)
        _close_connections()
        way_back.database_as_before(upgrade.backup, stored_here(), os.environ, here)
        import django

        django.setup()
        from kheo.base import rights

        rights.apply()
        _close_connections()
    way_back.end(here)


def _close_connections() -> None:
    """Let go of the database; Django may not have been set up yet."""
    if "django.db" in sys.modules:
        from django.apps import apps

        if apps.ready:
            sys.modules["django.db"].connections.close_all()
