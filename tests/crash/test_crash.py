"""Twenty kills in every run of the suite; the same trial without durable commits must see losses."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.crash
PROJECT = Path(__file__).resolve().parents[2]


def trial(*arguments):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [sys.executable, "-m", "tests.crash.run", "--port", str(port), *arguments]
    env = {**os.environ, "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}"}
    done = subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True, check=False, timeout=1500)
    assert done.stdout, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_twenty_kills_lose_nothing_double_nothing_and_leave_nothing_half_done():
    told = trial("--kills", "20")
    assert told["kills"] == 20
    assert told["acknowledged"] > 50
    assert told["retried"] > 0, "no act was under way when something was killed"
    assert (told["lost"], told["duplicated"], told["half_done"], told["trouble"]) == (0, 0, 0, []), told
    assert told["refused"] == 0


def test_the_trial_has_teeth():
    """With commits that are acknowledged before they are on disk, a killed database forgets some."""
    assert trial("--kills", "9", "--unsafe")["lost"] > 0
