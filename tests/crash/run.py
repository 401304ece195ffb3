"""`./kheo crash-test`: real server, real database, real forms, and signal 9; one JSON line at the end.

    {kills, by_target, acknowledged, lost, duplicated, half_done, retried, recovery_s_max}

Everything happens in a home folder of its own, on the loopback address, bounded in number and time. SIGKILL does not
stand in for a loss of power: what the kernel holds in its page cache survives.
"""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from kheo.cli import home
from kheo.postgres import Cluster
from tests.crash.killer import TARGETS, Killer
from tests.crash.ledger import Findings, Ledger, examine
from tests.crash.visitor import Visitor
from tests.crash.writers import HandsIn, Imports, ReadsIn, Writer

PROJECT = Path(__file__).resolve().parents[2]
PASSWORD = "thu-nghiem-minh-hoa"  # noqa: S105  of the sample ward


def main(arguments: list[str] | None = None) -> int:
    """Run, print the line, and give 0 only when nothing was lost, doubled or left half done."""
    parser = argparse.ArgumentParser(prog="./kheo crash-test", description="Thử ngắt đột ngột (kill -9)")
    parser.add_argument("--kills", type=int, default=20, help="số lần ngắt")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--json", action="store_true", help="chỉ in một dòng JSON")
    parser.add_argument("--unsafe", action="store_true", help="tắt synchronous_commit: phép thử phải thấy mất dữ liệu")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kheo-crash-") as folder:
        told = trial(Path(folder) / "home", chosen)
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    bad = told["lost"] + told["duplicated"] + told["half_done"] + len(told["trouble"])
    return 0 if bool(told["lost"] if chosen.unsafe else not bad) else 1


def trial(place: Path, chosen: argparse.Namespace) -> dict[str, object]:
    """Make the ward, let writers write, kill, and examine."""
    os.environ |= {"KHEO_HOME": str(place)}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "KHEO_FILES", "KHEO_SNAPSHOTS", "KHEO_CHECKPOINTS"):
        os.environ.pop(name, None)
    home.prepare(owner=True, silent=True)
    cluster = Cluster(place)
    try:
        facts = _ward()
        if chosen.unsafe:
            _make_unsafe(cluster)
        with _serving(chosen.port) as server:
            ledger, writers, killer = _let_write(server, cluster, facts, chosen)
        cluster.ensure_running()
        _forget_broken_connections()
        found = examine(ledger, Path(os.environ["KHEO_FILES"]))
    finally:
        cluster.stop()
    return _told(ledger, writers, killer, found)


def _ward() -> dict[str, str]:
    """Open the sample ward with one task under way."""
    from kheo.cli.upkeep import bring_up_to_date

    bring_up_to_date()
    from kheo.demo import loading, telling
    from kheo.demo.ward import open_ward
    from kheo.documents import actions as documents
    from kheo.work import actions as work

    ward = open_ward()
    loading.open_procedures(ward.units, by=ward.officials["van-thu"])
    text = (PROJECT / "tests" / "reader" / "texts" / "thong-bao.txt").read_text(encoding="utf-8")
    document = documents.take_in(by=ward.officials["van-thu"], text=text)
    work.read_document(document.pk, by=ward.officials["van-thu"])
    task = telling.confirm_and_assign(ward, document, ties=False)[0]
    by = ward.officials[next(key for key, unit in ward.units.items() if unit.pk == task.lead_unit_id)]
    work.start_task(task.pk, by=by)
    return {"task": str(task.pk), "head": by.username, "unit": ward.units["trung-tam"].name}


def _forget_broken_connections() -> None:
    """Ours died with the database, as everybody's did."""
    from django.db import connections

    connections.close_all()


def _make_unsafe(cluster: Cluster) -> None:
    """Let the app's role be told "done" before the log is on disk."""
    import psycopg

    from kheo.postgres.making import APP

    with psycopg.connect(cluster.url("super"), autocommit=True) as session:
        session.execute(f"ALTER ROLE {APP} SET synchronous_commit = off")
        session.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        session.execute("SELECT pg_reload_conf()")


def _checkpoint(cluster: Cluster) -> None:
    import psycopg

    with psycopg.connect(cluster.url("super"), autocommit=True) as session:
        session.execute("CHECKPOINT")


@contextlib.contextmanager
def _serving(port: int) -> Iterator[int]:
    """Run `./kheo serve` as an operator does; give its process id."""
    command = [sys.executable, "-m", "kheo", "serve", "--port", str(port)]
    env = {**home.as_app(), "PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(PROJECT)])}
    for name in ("DATABASE_URL", "KHEO_SECRET_KEY"):
        env.pop(name, None)
    log = (Path(os.environ["KHEO_HOME"]) / "serve.log").open("wb")
    process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _let_write(
    server: int, cluster: Cluster, facts: dict[str, str], chosen: argparse.Namespace
) -> tuple[Ledger, list[Writer], Killer]:
    """Start the writers, kill in turn, and let the writers finish what they began."""
    ledger, stop = Ledger(), threading.Event()
    visitors = {name: Visitor(chosen.port) for name in ("van-thu", facts["head"], "mot-cua")}
    for name, visitor in visitors.items():
        visitor.sign_in(name, PASSWORD)
    if chosen.unsafe:
        _checkpoint(cluster)  # sessions reach the disk: what is lost from now on are acts
    writers: list[Writer] = [ReadsIn(visitors["van-thu"], ledger, stop) for _ in range(2)]
    writers += [HandsIn(visitors[facts["head"]], ledger, stop, task_id=int(facts["task"])) for _ in range(2)]
    writers.append(Imports(visitors["mot-cua"], ledger, stop, procedure="MH-101", unit=facts["unit"]))
    killer = Killer(server, cluster, chosen.port, seed=chosen.seed)
    for writer in writers:
        writer.start()
    for number in range(chosen.kills):
        time.sleep(killer.chance.uniform(0.3, 1.5))
        killer.kill(TARGETS[number % len(TARGETS)])
    stop.set()
    for writer in writers:
        writer.join(240)
    return ledger, writers, killer


def _told(ledger: Ledger, writers: list[Writer], killer: Killer, found: Findings) -> dict[str, object]:
    entries = ledger.entries
    return {
        "kills": sum(killer.kills.values()),
        "by_target": killer.kills,
        "acts": len(entries),
        "acknowledged": sum(entry.acknowledged for entry in entries),
        "retried": sum(entry.tries > 1 for entry in entries),
        "refused": sum(bool(entry.refused) for entry in entries),
        "lost": len(found.lost),
        "duplicated": len(found.duplicated),
        "half_done": len(found.half_done),
        "recovery_s_max": round(max(killer.recovery, default=0.0), 2),
        "trouble": [*(writer.trouble for writer in writers if writer.trouble), *found.half_done[:5]],
    }


if __name__ == "__main__":
    sys.exit(main())
