"""Commands for whoever looks after an installation: migrate, Django's own commands, stop."""

import sys

import click

from kheo import postgres
from kheo.cli import home


@click.command()
def migrate() -> None:
    """Cập nhật cơ sở dữ liệu (chạy với quyền chủ sở hữu) rồi đặt lại quyền của ứng dụng."""
    home.prepare(owner=True)
    bring_up_to_date(verbosity=1)


def bring_up_to_date(*, verbosity: int = 0) -> None:
    """Run the migrations as the owner, then take away what the app's role must not do."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=verbosity)

    from kheo.base import rights  # reads settings: after setup

    rights.apply()


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Lệnh của Django, ví dụ: ./kheo manage check."""
    from django.core.management import execute_from_command_line

    home.prepare(owner=arguments[:1] == ("migrate",), silent=True)
    execute_from_command_line(["./kheo manage", *arguments])


@click.command()
def stop() -> None:
    """Tắt cơ sở dữ liệu riêng của Khéo (lệnh khác sẽ tự bật lại khi cần)."""
    stopped = postgres.stop(home.folder())
    click.echo("Đã tắt cơ sở dữ liệu." if stopped else "Cơ sở dữ liệu không chạy.")
    sys.exit(0)
