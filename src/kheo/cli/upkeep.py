"""Commands for whoever looks after an installation: migrate, Django's own commands, stop."""

import os
import sys
from typing import Any

import click

from kheo import postgres
from kheo.cli import home
from kheo.errors import RuleBroken
from kheo.postgres import majors

ONE_AT_A_TIME = 0x6B68656F_01  # the advisory lock of the one who migrates


@click.command()
def migrate() -> None:
    """Cập nhật cơ sở dữ liệu (chạy với quyền chủ sở hữu) rồi đặt lại quyền của ứng dụng."""
    home.prepare(owner=True)
    bring_up_to_date(verbosity=1)


def bring_up_to_date(*, verbosity: int = 0) -> None:
    """Run the migrations as the owner, then take away what the app's role must not do."""
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()

    from kheo.base import rights  # reads settings: after setup

    with connection.cursor() as cursor:  # two that start at once would get in each other's way
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        call_command("migrate", interactive=False, verbosity=verbosity)
        rights.apply()
    finally:
        connection.close()  # with it goes the lock


def missing_migrations() -> list[Any]:
    """Give the migrations that this version of Khéo brings and the database has not had."""
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [migration for migration, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def check_upgraded() -> None:
    """Refuse to change tables that hold something without the backup that `upgrade` makes first."""
    missing = missing_migrations()
    from django.db import connection

    if missing and "django_migrations" in connection.introspection.table_names():
        raise RuleBroken(
            f"Cơ sở dữ liệu còn thiếu {len(missing)} bước cập nhật của bản Khéo này: hãy chạy ./kheo upgrade "
            "(tự sao lưu trước, hỏng thì trở về như cũ)."
        )


def is_read_only() -> bool:
    """Tell whether the database may only be read now: a standby, or closed for a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return bool(cursor.fetchone()[0] == "on")


def tell_of_newer_postgresql() -> None:
    """Say that the data could go to a newer PostgreSQL; they are served as they are meanwhile."""
    if step := majors.due(home.folder(), os.environ):
        home.say(
            f"Dữ liệu đang ở PostgreSQL {step.data}, ở đây đã có PostgreSQL {step.programs}: khi tiện, dừng Khéo rồi "
            "chạy ./kheo upgrade để chuyển sang."
        )


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Lệnh của Django, ví dụ: ./kheo manage check."""
    from django.core.management import execute_from_command_line

    home.prepare(owner=arguments[:1] == ("migrate",), silent=True)
    execute_from_command_line(["./kheo manage", *arguments])


@click.command()
def start() -> None:
    """Bật cơ sở dữ liệu riêng của Khéo, không mở trang (lệnh khác cũng tự bật khi cần)."""
    home.prepare()
    click.echo("Cơ sở dữ liệu đang chạy.")


@click.command()
def stop() -> None:
    """Tắt cơ sở dữ liệu riêng của Khéo (lệnh khác sẽ tự bật lại khi cần)."""
    stopped = postgres.stop(home.folder())
    click.echo("Đã tắt cơ sở dữ liệu." if stopped else "Cơ sở dữ liệu không chạy.")
    sys.exit(0)
