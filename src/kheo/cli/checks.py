"""The command `test`: the checkers first, a line each, then every test, the summary last."""

import os
import subprocess
import sys

import click

from kheo.cli import home

CHECKERS = (
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("mypy", ["mypy"]),
    ("import-linter", ["importlinter.cli"]),
)
IMPORT_LINTER = "from importlinter.cli import lint_imports_command as go; go()"


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--fast", is_flag=True, help="Bỏ qua phép thử trình duyệt, phép thử kill -9 và phép thử dài.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST ARGS]...")
def test(fast: bool, arguments: tuple[str, ...]) -> None:
    """Chạy mọi phép thử. Có thêm tham số thì đưa thẳng cho pytest và bỏ qua các bộ soát mã."""
    home.prepare(owner=True)
    os.chdir(home.PROJECT)
    failed = [] if arguments else [name for name, command in CHECKERS if not _passes(name, command)]
    marks = ["-m", "not browser and not crash and not long"] if fast else []
    pytest = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "loadscope",
        "--no-loadscope-reorder",
        *marks,
        *arguments,
    ]
    if failed:
        click.echo(f"Bộ soát mã chưa đạt: {', '.join(failed)}")
    sys.stdout.flush()
    code = subprocess.run(pytest, check=False).returncode
    sys.exit(code or (1 if failed else 0))


def _passes(name: str, command: list[str]) -> bool:
    """Run a checker; its words are shown only when it is not content."""
    runs = ["-c", IMPORT_LINTER] if command == ["importlinter.cli"] else ["-m", *command]
    answer = subprocess.run(
        [sys.executable, *runs], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    click.echo(f"{name:14} {'đạt' if answer.returncode == 0 else 'CHƯA ĐẠT'}")
    if answer.returncode != 0:
        click.echo(answer.stdout + answer.stderr)
    return answer.returncode == 0
