"""The command `kheo`: one file for each group of commands; what is heavy is imported inside the command itself."""

import sys

import click

from kheo import __version__
from kheo.cli.benches import bench
from kheo.cli.checks import test
from kheo.cli.checkup import check
from kheo.cli.crash import crash_test
from kheo.cli.init import init
from kheo.cli.intake import intake
from kheo.cli.keeping import backup, export, restore
from kheo.cli.letting_in import let_in
from kheo.cli.permissions import permissions
from kheo.cli.sealed import verify_log
from kheo.cli.serving import demo, serve, work
from kheo.cli.spc import spc
from kheo.cli.texts import read, rules
from kheo.cli.trouble import sentence
from kheo.cli.upgrading import upgrade
from kheo.cli.upkeep import manage, migrate, start, stop


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="Khéo %(version)s")
def commands() -> None:
    """Khéo: văn bản thành nhiệm vụ, nhiệm vụ cho thấy người dân được gì."""


COMMANDS = (
    demo,
    init,
    let_in,
    serve,
    work,
    test,
    read,
    intake,
    rules,
    migrate,
    upgrade,
    backup,
    restore,
    export,
    check,
    verify_log,
    crash_test,
    permissions,
    bench,
    spc,
    manage,
    start,
    stop,
)
for command in COMMANDS:
    commands.add_command(command)


def main() -> None:
    """Run a command; what a person can mend is told in one line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        commands(prog_name="./kheo")
    except Exception as trouble:
        told = sentence(trouble)
        if told is None:
            raise
        click.echo(f"Khéo: {told}", err=True)
        sys.exit(1)
