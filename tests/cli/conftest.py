"""A project of its own for the launcher: the real `kheo`, installer and locks; its `.venv` sees what is installed."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kheo.cli.home import PROJECT

SHIPPED = ("kheo", "requirements.txt", "requirements-dev.txt", "requirements-uv.txt", "src/kheo/install.py")
TOOLS = ("sh", "readlink", "dirname", "cmp", "env")


@dataclass(frozen=True)
class Project:
    """A folder as a clone gives it."""

    root: Path

    def run(self, *arguments: str, kheo: Path | None = None, cwd: Path | None = None, **env: str) -> "Answer":
        """Start `./kheo` in an environment with little more than a PATH."""
        known = {"PATH": os.environ["PATH"], "HOME": str(self.root.parent), **env}
        answer = subprocess.run(
            [kheo or self.root / "kheo", *arguments],
            cwd=cwd or self.root,
            env=known,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return Answer(answer.returncode, answer.stdout.splitlines(), answer.stderr.splitlines())


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: list[str]
    err: list[str]


def lay_out(root: Path) -> Project:
    """Copy what the launcher needs of the project, with nothing installed."""
    for name in SHIPPED:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(PROJECT / name, root / name)
    return Project(root)


def install(project: Project, lock: str = "requirements-dev.txt") -> Project:
    """Give it a `.venv` as the installer leaves it, with the packages of this one."""
    venv = project.root / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    site = next(venv.glob("lib/python3*/site-packages"))
    (site / "kheo.pth").write_text(f"{PROJECT / 'src'}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    shutil.copy2(project.root / lock, venv / "kheo.lock")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project as cloned: nothing is installed."""
    return lay_out(tmp_path / "kho")


@pytest.fixture
def installed(tmp_path: Path) -> Project:
    """A project with everything installed."""
    return install(lay_out(tmp_path / "kho"))


@pytest.fixture
def fake_python(tmp_path: Path) -> Callable[..., Path]:
    """Make a program that passes for a Python of some version; it writes down how it was called, and ends with 7."""

    def make(name: str = "python3", *, good: bool = True) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        check = "exit 0" if good else "exit 1"
        script = f'#!/bin/sh\n[ "$1" = -c ] && {check}\necho "$0" "$@" >>"{folder}/called"\nexit 7\n'
        (folder / name).write_text(script, encoding="utf-8")
        (folder / name).chmod(0o755)
        return folder / name

    return make


@pytest.fixture
def bare_path(tmp_path: Path) -> str:
    """A PATH with the few tools of every POSIX system, the fake programs, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    for tool in TOOLS:
        (folder / tool).symlink_to(str(shutil.which(tool)))
    return str(folder)
