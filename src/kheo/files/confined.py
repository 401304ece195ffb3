"""Read a file, or paint a picture, in a child process of its own, with a clock, a memory limit and no secrets.

A parser of hostile files may hang, swell or crash: then the child dies and the server does not.
"""

import contextlib
import gzip
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from kheo.files.kinds import Kind
from kheo.files.limits import Limits
from kheo.files.refused import FileRefused, Why
from kheo.files.text import Text

SOURCES = Path(__file__).parents[2]
OUT_OF_MEMORY = 3


def read_confined(content: bytes, kind: Kind, limits: Limits) -> Text:
    """Read the text of a file of a known kind in a child process."""
    return _understand(_run("worker", content, kind, limits), kind, limits)


def repaint_confined(content: bytes, kind: Kind, limits: Limits) -> bytes:
    """Paint a photo anew in a child process: the picture stays, what it says of place, time and device goes."""
    try:
        painted = _run("painter", content, kind, limits)
    except FileRefused as refused:
        raise limits.refusal(Why.TOO_MANY_PIXELS if refused.why is Why.TOO_HEAVY else refused.why) from None
    if not painted:
        raise limits.refusal(Why.BROKEN)
    return painted


def inspect_confined(content: bytes, kind: Kind, limits: Limits) -> None:
    """Look a file over in a child process; `FileRefused` for one that acts when it is opened."""
    _told(_run("inspector", content, kind, limits), limits)


def rows_confined(content: bytes, kind: Kind, limits: Limits) -> Iterator[list[str]]:
    """Lay a workbook out in a child process; its rows come one by one."""
    answer = _run("spreader", content, kind, limits)
    with gzip.open(io.BytesIO(answer), "rt", encoding="utf-8") as lines:
        _told(next(lines, "").encode(), limits)
        yield from (json.loads(line) for line in lines)


def _run(program: str, content: bytes, kind: Kind, limits: Limits) -> bytes:
    """Give what the child writes about the file; why it died is told in a refusal."""
    seconds = limits.office_seconds if kind is Kind.DOC else limits.seconds
    with TemporaryFile() as given, TemporaryFile() as answer, TemporaryDirectory(prefix="kheo-read-") as folder:
        given.write(content)
        given.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", f"kheo.files.{program}", kind.value, json.dumps(asdict(limits))],
            stdin=given,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=_environment(folder),
            cwd=folder,
            start_new_session=True,
        )
        code = _wait(child, seconds)
        answer.seek(0)
        if code is None or code == -signal.SIGXCPU:
            raise limits.refusal(Why.TOO_SLOW)
        if code in (OUT_OF_MEMORY, -signal.SIGABRT):  # programs that are not Python give up so
            raise limits.refusal(Why.TOO_HEAVY)
        if code:
            raise limits.refusal(Why.BROKEN)
        return answer.read()


def _environment(folder: str) -> dict[str, str]:
    """Give the child what it needs to start, and none of the server's secrets."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "PYTHONPATH": str(SOURCES),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": folder,
        "TMPDIR": folder,
        "LC_ALL": "C.UTF-8",
    }


def _wait(child: subprocess.Popen[bytes], seconds: float) -> int | None:
    """Give the child's exit code, or None if its time ran out; its whole group is gone in any case."""
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _told(answer: bytes, limits: Limits) -> dict[str, Any]:
    """Give what the child found, or raise the refusal that it tells."""
    try:
        told: dict[str, Any] = json.loads(answer)
    except ValueError:
        raise limits.refusal(Why.BROKEN) from None
    if "refused" in told:
        raise limits.refusal(Why[told["refused"]], **told["words"])
    return told


def _understand(answer: bytes, kind: Kind, limits: Limits) -> Text:
    told = _told(answer, limits)
    return Text(told["text"], kind, told["pages"], tuple(told["warnings"]))
