"""The corpus of hostile files through the real upload gate, in a process of its own; and 5 GB to a real server."""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.dossiers import empty_database
from kheo.cli import home
from kheo.cli.benches import Figure
from tests.files.hostile import Case, corpus, gate

MB = 1024 * 1024
SLOW = 2  # seconds from which a file is named
STREAM = 5 * 1024 * MB
WORKER = [sys.executable, "-m", "bench.uploads"]


def measure() -> list[Figure]:
    """Give how many files were refused, neutralised and let through, and what the slowest and heaviest one cost."""
    with empty_database(), tempfile.TemporaryDirectory(prefix="kheo-tep-doc-") as folder:
        told = _send_all(Path(folder))
        streamed = send_stream()
    for each in (each for each in told if each["verdict"] == "let_through"):
        sys.stderr.write(f"LET THROUGH: {each['what']}: {each['said']}\n")
    seen = Counter(each["verdict"] for each in told) + Counter([streamed["verdict"]])
    slowest = max([*told, streamed], key=lambda each: each["seconds"])
    heaviest = max([*told, streamed], key=lambda each: each["memory_mb"])
    child = max(told, key=lambda each: each["child_mb"])
    for each in (each for each in told if each["seconds"] > SLOW):
        sys.stderr.write(f"{each['seconds']:.1f} s: {each['what']}\n")
    for name, each in (("slowest", slowest), ("heaviest", heaviest), ("heaviest child", child)):
        sys.stderr.write(f"{name}: {each['what']}\n")
    return [
        Figure("files", len(told) + 1, "", least=60),
        Figure("refused", seen["refused"], ""),
        Figure("neutralised", seen["neutralised"], ""),
        Figure("let_through", seen["let_through"], "", most=0),
        Figure("seconds_max", slowest["seconds"], "s", most=5),
        Figure("processor_seconds_max", max(each["processor"] for each in told), "s"),
        Figure("memory_mb_max", heaviest["memory_mb"], "MB", most=150),
        Figure("child_memory_mb_max", child["child_mb"], "MB", most=400),
    ]


def _send_all(folder: Path) -> list[dict[str, Any]]:
    """Let the worker take one form after the other; what it and its children hold is watched from outside."""
    paths = os.pathsep.join([str(home.PROJECT), str(home.PROJECT / "src")])
    with subprocess.Popen(
        WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": paths}
    ) as worker:
        assert worker.stdin and worker.stdout
        worker.stdout.readline()
        base, told = _peak(worker.pid), []
        for case in corpus():
            form = folder / "form"
            form.write_bytes(gate.form_of(case.name, case.make()))
            Path(f"/proc/{worker.pid}/clear_refs").write_text("5")  # its peak counts anew
            with _Children(worker.pid) as children:
                worker.stdin.write(json.dumps([case.what, str(form)]) + "\n")
                worker.stdin.flush()
                said = json.loads(worker.stdout.readline())
            told.append({**said, "memory_mb": _peak(worker.pid) - base, "child_mb": children.peak})
        worker.stdin.close()
    return told


def _peak(pid: int) -> float:
    """Give the most memory (MB) that a process held, 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


class _Children:
    """Watches what the children of a process hold, a hundred times a second."""

    def __init__(self, pid: int) -> None:
        self.pid, self.peak, self.over = pid, 0.0, threading.Event()
        self.thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "_Children":
        self.thread.start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.over.wait(0.01):
            for task in Path(f"/proc/{self.pid}/task").glob("*/children"):
                self.peak = max([self.peak, *(_peak(int(child)) for child in _read(task).split())])


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def send_stream() -> dict[str, Any]:
    """Send 5 GB to a real server, with its length stated and without; nothing may be stored or held."""
    from kheo.cli.serving import is_open

    port = 8000 + os.getpid() % 1_000 + 300
    server = subprocess.Popen(
        [sys.executable, "-m", "kheo", "serve", "--no-worker", "--port", str(port)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        cwd=home.PROJECT,
    )
    try:
        until = time.monotonic() + 60
        while not is_open("127.0.0.1", port) and time.monotonic() < until:
            time.sleep(0.1)
        _ask(port, iter(()), length=0)
        before, began = sum(map(_peak, _family(server.pid))), time.perf_counter()
        refused = [_ask(port, _pieces(), length=STREAM) == 413, _ask(port, _pieces(), length=None) in (400, 403, 413)]
        seconds = (time.perf_counter() - began) / 2
        held = sum(map(_peak, _family(server.pid))) - before
    finally:
        os.killpg(server.pid, 15)
        server.wait(30)
    verdict = "refused" if all(refused) else "let_through"
    return {"what": "5 GB", "verdict": verdict, "said": str(refused), "seconds": seconds, "memory_mb": held}


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in _read(Path(f"/proc/{pid}/task/{pid}/children")).split():
        yield from _family(int(child))


def _pieces() -> Iterator[bytes]:
    yield from (b"x" * MB for _ in range(STREAM // MB))


def _ask(port: int, pieces: Iterator[bytes], *, length: int | None) -> int:
    """Post a body to the page that takes texts; give the status. The server may hang up before all is sent."""
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    door.putrequest("POST", "/van-ban/doc/")
    door.putheader("Content-Type", f"multipart/form-data; boundary={gate.EDGE.decode()}")
    door.putheader("Transfer-Encoding", "chunked") if length is None else door.putheader("Content-Length", str(length))
    door.endheaders()
    try:
        for piece in pieces:
            door.send(b"%x\r\n%s\r\n" % (len(piece), piece) if length is None else piece)
    except OSError:
        pass  # it said no and hung up; its answer is there
    try:
        return door.getresponse().status
    finally:
        door.close()


def work() -> None:
    """Take forms as they are named on standard input; tell on standard output what became of each."""
    home.prepare(silent=True)
    import django

    django.setup()
    cases: dict[str, Case] = {case.what: case for case in corpus()}
    official = _official()
    _take(cases["a docx cut in half"], gate.form_of("a.docx", b"PK"), official)
    print("ready", flush=True)
    for line in sys.stdin:
        what, form = json.loads(line)
        print(json.dumps(_take(cases[what], Path(form), official)), flush=True)


def _take(case: Case, form: bytes | Path, official: Any) -> dict[str, Any]:
    began, used = time.perf_counter(), _processor()
    outcome = gate.send(case, form, by=official)
    seconds, processor = time.perf_counter() - began, _processor() - used
    said = outcome.refused.message if outcome.refused else str(outcome.kept)[:200]
    verdict = outcome.verdict(case)
    return {"what": case.what, "verdict": verdict, "said": said, "seconds": seconds, "processor": processor}


def _processor() -> float:
    """Give the seconds of processor time of this process and of its children that ended."""
    return sum(os.times()[:4])


def _official() -> Any:
    """Make a ward and one official who may use all doors."""
    from kheo.people.rules import Role
    from tests.world import World

    world = World()
    roles = (Role.CLERK, Role.OFFICIAL, Role.ONE_STOP_DESK)
    return world.official(world.post(world.service_centre, "Mọi cửa nhận tệp (minh hoạ)", *roles))


if __name__ == "__main__":
    work()
