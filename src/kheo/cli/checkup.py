"""The command `check`: is this installation fit for the public? Each thing that is not comes with what to do."""

import sys
from datetime import UTC, datetime

import click

from kheo.cli import home


@click.command()
def check() -> None:
    """Soát nơi cài đặt trước khi cho người dùng vào: khoá, quyền, HTTPS, sao lưu… mỗi lỗi kèm một câu cách sửa."""
    home.prepare(silent=True)
    import django

    django.setup()
    from kheo.cli import findings

    wrong = 0
    for finding in findings.look(datetime.now(UTC)):
        wrong += bool(finding.todo)
        click.echo(f"{'CHƯA ĐẠT' if finding.todo else 'đạt':8}  {finding.name}")
        if finding.todo:
            click.echo(f"          {finding.todo}")
    click.echo(f"Còn {wrong} điều cần sửa." if wrong else "Mọi điều đều đạt.")
    sys.exit(1 if wrong else 0)
