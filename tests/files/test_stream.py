"""5 GB sent by a real client to a real server: refused before they are read, neither held nor stored."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SENDING = """
import json
from bench import uploads
with uploads.empty_database():
    print(json.dumps(uploads.send_stream()))
"""


@pytest.mark.long
def test_a_stream_of_five_gigabytes_is_refused_with_and_without_a_stated_length():
    paths = os.pathsep.join([str(PROJECT), str(PROJECT / "src")])
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KHEO_", "DATABASE_"))}
    sent = subprocess.run(
        [sys.executable, "-c", SENDING], env=kept | {"PYTHONPATH": paths}, capture_output=True, check=True, timeout=300
    )
    told = json.loads(sent.stdout.splitlines()[-1])
    assert told["verdict"] == "refused", told
    assert told["memory_mb"] < 150
