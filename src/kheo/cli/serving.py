"""Commands that serve: the sample locality, and the server with its job worker beside it."""

import errno
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import click

from kheo.cli import home
from kheo.cli.keeper import Keeper
from kheo.cli.upkeep import bring_up_to_date, check_upgraded, is_read_only, tell_of_newer_postgresql
from kheo.errors import RuleBroken

PORT = 8000
WORKER = [sys.executable, "-m", "kheo.cli.worker"]
THREADS = 4  # a worker's; each holds a database connection while it answers

port_option = click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Cổng.")


@click.command()
@click.option("--fresh", is_flag=True, help="Làm lại địa phương mẫu từ đầu.")
@click.option("--once", is_flag=True, help="Làm xong thì thoát, không mở trang.")
@click.option("--text", type=click.Path(path_type=Path, readable=False), help="Dùng văn bản của bạn.")
@port_option
def demo(fresh: bool, once: bool, text: Path | None, port: int) -> None:
    """Làm địa phương mẫu "Phường Thử", đi hết con đường từ văn bản tới chữ tín với dân, rồi mở trang."""
    if not once:
        check_port("127.0.0.1", port)
    if text and not os.access(text, os.R_OK):
        raise RuleBroken(f"không đọc được tệp {text}; hãy xem lại tên tệp và quyền đọc.")
    text = text.resolve() if text else None
    keep = home.prepare(owner=True)
    bring_up_to_date()

    from kheo import demo as sample

    sample.run(fresh=fresh, text=text, echo=click.echo, address=f"http://127.0.0.1:{port}")
    if once:
        click.echo(f"\nĐể mở các trang trên: ./kheo demo{'' if port == PORT else f' --port {port}'} (Ctrl-C để dừng)")
    else:
        click.echo()
        with home.in_use():
            _serve("127.0.0.1", port, worker=True, keep=keep)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe.")
@click.option("--worker/--no-worker", default=True, help="Chạy cả tiến trình việc nền.")
@port_option
def serve(host: str, port: int, worker: bool) -> None:
    """Mở trang (granian) cùng tiến trình việc nền. Ctrl-C để dừng."""
    check_port(host, port)
    with home.in_use():
        own = not os.environ.get("DATABASE_URL")
        keep = home.prepare(owner=True)
        if own:
            tell_of_newer_postgresql()
        check_upgraded()
        if not is_read_only():
            bring_up_to_date()
        _serve(host, port, worker=worker, keep=keep)


@click.command()
def work() -> None:
    """Chạy riêng tiến trình việc nền, khi các trang do ./kheo serve --no-worker mở. Ctrl-C để dừng."""
    with home.in_use():
        keep = home.prepare(owner=True)
        check_upgraded()
        keeper = Keeper(home.as_app(), keep)
        keeper.add("việc nền", WORKER, may_be_missing=True)
        os.chdir(home.PROJECT)
        sys.exit(keeper.run(ready=lambda: True, told="Tiến trình việc nền đang chạy (Ctrl-C để dừng)"))


def check_port(host: str, port: int) -> None:
    """Refuse, in one line, a port that cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as refused:
            known = {
                errno.EADDRINUSE: f"cổng {port} đang có chương trình khác dùng; hãy chọn cổng khác: --port {port + 1}",
                errno.EACCES: f"không có quyền mở cổng {port}; hãy chọn cổng từ 1024 trở lên.",
            }
            sentence = known.get(refused.errno or 0, f"không mở được địa chỉ {host}:{port} ({refused.strerror}).")
            click.echo(f"Khéo: {sentence}", err=True)
            sys.exit(1)


def _serve(host: str, port: int, *, worker: bool, keep: Callable[[], None]) -> None:
    """Run the server and the job worker until told to stop."""
    shown = f"[{host}]" if ":" in host else host
    granian = ["-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error", "--host", host]
    granian += ["--port", str(port), "--blocking-threads", str(THREADS), "--respawn-failed-workers"]
    keeper = Keeper(home.as_app(), keep)
    keeper.add("trang", [sys.executable, *granian, "kheo.cli.web:application"])
    if worker:
        keeper.add("việc nền", WORKER, may_be_missing=True)
    os.chdir(home.PROJECT)
    sys.exit(
        keeper.run(ready=lambda: is_open(host, port), told=f"Khéo đang mở ở http://{shown}:{port}/ (Ctrl-C để dừng)")
    )


def is_open(host: str, port: int) -> bool:
    """Tell whether somebody answers at this port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (asked, not listened on)
    with socket.socket(family) as door:
        return door.connect_ex((here, port)) == 0
