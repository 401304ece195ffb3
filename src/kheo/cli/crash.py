"""The command that kills: a trial of the promise that nothing acknowledged is lost."""

import os
import subprocess
import sys

import click

from kheo.cli import home


@click.command("crash-test", context_settings={"ignore_unknown_options": True, "help_option_names": []},
               add_help_option=False)  # fmt: skip
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def crash_test(arguments: tuple[str, ...]) -> None:
    """Ngắt đột ngột (kill -9) máy chủ thử và đếm việc bị mất: --kills N, --json, --unsafe."""
    paths = os.pathsep.join([str(home.PROJECT / "src"), str(home.PROJECT)])
    env = {**os.environ, "PYTHONPATH": paths}
    trial = [sys.executable, "-m", "tests.crash.run", *arguments]
    sys.exit(subprocess.run(trial, env=env, cwd=home.PROJECT, check=False).returncode)
