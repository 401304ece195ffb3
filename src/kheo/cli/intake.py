"""The command `intake`: files of dossiers brought in by the road of every file, without a page."""

import sys
from pathlib import Path

import click

from kheo.cli import home
from kheo.errors import RuleBroken


@click.command()
@click.argument("files", metavar="TỆP...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--by", "username", metavar="TÊN_ĐĂNG_NHẬP", required=True, help="Tài khoản đứng tên lần nhập.")
@click.option("--add-procedures", is_flag=True, help="Thêm thủ tục chưa có vào danh mục, khi tệp có mã và tên.")
def intake(files: tuple[Path, ...], username: str, add_procedures: bool) -> None:
    """Nhập hồ sơ từ tệp (CSV, .xlsx). Dòng đúng được nhập, dòng lỗi được nêu; mã thoát 1 khi có tệp bị trả lại."""
    home.prepare(silent=True)
    import django

    django.setup()
    from kheo.people.models import Official

    official = Official.objects.filter(username__iexact=username, is_active=True).first()
    if official is None:
        raise RuleBroken(f"Không có tài khoản {username}.")
    results = [_bring_in(path, official, add_procedures) for path in files]
    sys.exit(0 if all(results) else 1)


def _bring_in(path: Path, official: object, add_procedures: bool) -> bool:
    """Bring one file in and tell what became of it; say whether it was stored."""
    from django.core.exceptions import PermissionDenied
    from django.core.files.uploadedfile import SimpleUploadedFile

    from kheo.base import clock
    from kheo.cli.trouble import of_file
    from kheo.days import formats
    from kheo.intake.actions.batches import cancel_import
    from kheo.intake.unattended import bring_in, what_was_wrong

    began = clock.now()
    try:
        batch = bring_in(
            SimpleUploadedFile(path.name, path.read_bytes()),
            by=official,  # type: ignore[arg-type]
            adds_procedures=add_procedures,
        )
    except PermissionDenied as refusal:
        click.echo(f"{path}: bị trả lại. {refusal}", err=True)
        return False
    except (RuleBroken, OSError) as refusal:
        click.echo(f"{path}: bị trả lại: {of_file(refusal)}", err=True)
        return False
    if batch.ended_at is not None and batch.ended_at < began:
        click.echo(f"{path}: đã được nhập lúc {formats.moment_text(batch.ended_at)}; lần này không có gì thay đổi.")
        return True
    for sentence in what_was_wrong(batch):
        click.echo(f"{path}: {sentence}", err=True)
    if batch.state != "done":
        cancel_import(batch.pk, by=official)  # type: ignore[arg-type]
        click.echo(f"{path}: bị trả lại, không dòng nào nhập được.", err=True)
        return False
    click.echo(
        f"{path}: {batch.rows_total} dòng, {batch.rows_bad} lỗi; hồ sơ mới {batch.rows_new}, cập nhật "
        f"{batch.rows_updated}, giữ nguyên {batch.rows_unchanged}; diễn biến mới {batch.events_new}"
    )
    return True
