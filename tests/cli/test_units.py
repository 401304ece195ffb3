"""The systemd units of docs/operate.md: whole in systemd's own eyes, closed, and their commands run as written."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kheo.cli.home import PROJECT
from tests.cli.proxy import NAME, block, free_port
from tests.cli.test_installation import Installation, room
from tests.cli.test_upgrade import FOUNDED

pytestmark = pytest.mark.long
UNITS = ("kheo-database.service", "kheo-web@.service", "kheo-worker.service")
ANALYZE = shutil.which("systemd-analyze")
MOST_EXPOSED = 40  # of 100: what is left is the network and the system calls, which we did not narrow


def unit(name: str) -> str:
    return block(f"/etc/systemd/system/{name}")


# What `User=`, `NoNewPrivileges=`, `CapabilityBoundingSet=` and `ProtectSystem=strict` come to, where root may try it.
CLOSED = """
mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift &&
exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
"""


def _can_close() -> bool:
    """Tell whether we may try it, and that account may run the project's Python (root's own home is closed to it)."""
    if os.geteuid() != 0:
        return False
    order = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "test", "-x", sys.executable]
    return subprocess.run(order, capture_output=True, check=False, cwd="/").returncode == 0


CAN_CLOSE = _can_close()


def closed(*order: str) -> list[str]:
    """Give the command that runs one as a unit would: as an account of no rights, before a project it cannot write."""
    if not CAN_CLOSE:
        return list(order)
    return ["unshare", "--mount", "sh", "-c", CLOSED, "sh", str(PROJECT), *order]


@pytest.fixture(scope="module")
def ward() -> Iterator[Installation]:
    """A locality whose home belongs to the account that serves it."""
    made = Installation(room())
    made.home.mkdir()
    if CAN_CLOSE:
        os.chown(made.home, 65534, 65534)
    order = closed(str(PROJECT / "kheo"), *FOUNDED)
    said = subprocess.run(order, env=made.env, capture_output=True, encoding="utf-8", check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    yield made
    subprocess.run(closed(str(PROJECT / "kheo"), "stop"), env=made.env, capture_output=True, check=False)
    shutil.rmtree(made.home.parent, ignore_errors=True)


def orders(name: str, home: Path, port: int = 8001) -> dict[str, list[str]]:
    """Give the commands of a unit by their names, with paths and the instance's name filled in."""
    meant = {"%i": str(port), "%%": "%", "$$": "$", "/srv/kheo-home": str(home), "/srv/kheo": str(PROJECT)}

    def word(written: str) -> str:
        return re.sub("|".join(map(re.escape, meant)), lambda found: meant[found[0]], written)

    found = re.findall(r"^(Exec\w+)=(.*)$", unit(name), re.MULTILINE)
    return {key: [word(each) for each in shlex.split(order)] for key, order in found}


def environment(home: Path) -> dict[str, str]:
    """Give what `EnvironmentFile=` and `Environment=` of the units give."""
    lines = (home / "kheo.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.replace("'", "").split("=", 1) for line in lines)
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**known, **given, "KHEO_HOME": str(home)}


@pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not on this machine")
def test_systemd_finds_nothing_wrong_and_little_that_is_open(tmp_path):
    for name in UNITS:
        file = tmp_path / name.replace("@.", "@8001.")
        file.write_text(unit(name).replace("/srv/kheo/kheo", "/bin/true"))
        (tmp_path / name).write_text(file.read_text())
    for name in UNITS:
        file = tmp_path / name.replace("@.", "@8001.")
        said = subprocess.run([str(ANALYZE), "verify", file], capture_output=True, encoding="utf-8", check=False)
        ours = [line for line in said.stderr.splitlines() if "kheo" in line]
        assert (said.returncode, ours) == (0, []), said.stderr
        order = [str(ANALYZE), "security", "--offline=true", f"--threshold={MOST_EXPOSED}", file]
        judged = subprocess.run(order, capture_output=True, encoding="utf-8", check=False)
        assert judged.returncode == 0, judged.stdout[-600:]


def test_the_three_units_are_closed_alike():
    closed = [unit(name)[unit(name).index("UMask=") : unit(name).index("[Install]")] for name in UNITS]
    assert closed[0] == closed[1] == closed[2]
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n"):
        assert line in closed[0]


def test_the_commands_of_the_units_run_as_written(ward):
    env, port = environment(ward.home), free_port()
    subprocess.run(closed(str(PROJECT / "kheo"), "stop"), env=env, capture_output=True, check=True)
    database, web = orders("kheo-database.service", ward.home), orders("kheo-web@.service", ward.home, port)
    worker = orders("kheo-worker.service", ward.home)
    assert subprocess.run(closed(*database["ExecStart"]), env=env, capture_output=True, check=False).returncode == 0
    running = [
        subprocess.Popen(
            closed(*order["ExecStart"]), env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for order in (web, worker)
    ]
    try:
        waited = subprocess.run(closed(*web["ExecStartPost"]), env=env, timeout=120, check=False)
        assert waited.returncode == 0
        asked = ["curl", "-fs", "-H", f"Host: {NAME}", f"http://127.0.0.1:{port}/readyz"]
        assert b'"ok"' in subprocess.run(asked, capture_output=True, check=True).stdout
        assert running[1].stdout is not None
        assert "Tiến trình việc nền đang chạy" in running[1].stdout.readline()
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        ended = [(process.wait(60), process.communicate()) for process in running]
    assert [code for code, _said in ended] == [0, 0]
    stopped = subprocess.run(closed(*database["ExecStop"]), env=env, capture_output=True, check=False)
    assert (stopped.returncode, stopped.stdout.decode()) == (0, "Đã tắt cơ sở dữ liệu.\n")
