"""The command `let-in`: when the only administrator lost the password or the phone, whoever runs the machine helps."""

import click

from kheo.cli import home
from kheo.errors import RuleBroken


@click.command("let-in")
@click.argument("username", metavar="TÊN_ĐĂNG_NHẬP")
def let_in(username: str) -> None:
    """Cấp mật khẩu dùng một lần và bỏ mã hai lớp, khi địa phương không còn người quản trị nào khác giúp được."""
    home.prepare(silent=True)
    import django

    django.setup()
    from kheo.people import actions
    from kheo.people.models import Official

    official = Official.objects.filter(username__iexact=username).first()
    if official is None:
        raise RuleBroken(f"Không có tài khoản {username}.")
    password = actions.let_in_from_machine(official.pk)
    click.echo(
        f"Mật khẩu dùng một lần của {official.username}, chỉ in lần này; lần đăng nhập đầu phải đổi, mã hai lớp đăng "
        f"ký lại. Việc này đã ghi vào nhật ký:\n\n    {password}"
    )
