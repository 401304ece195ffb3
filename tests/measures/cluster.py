"""A Spark cluster on loopback for a test: one master, two workers, little memory; nothing of it stays."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
HERE = "127.0.0.1"
SMALL = {
    "spark.driver.bindAddress": HERE,
    "spark.driver.host": HERE,
    "spark.driver.memory": "512m",
    "spark.executor.memory": "512m",
    "spark.executor.cores": "1",
    "spark.cores.max": "2",
    "spark.sql.shuffle.partitions": "2",
}
PATIENCE = 240  # seconds: Java starts slowly on a busy machine


def java_17() -> Path | None:
    """Find Java 17, which Spark 3.5 wants: where the environment says, or where Debian puts it."""
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    homes += sorted(Path("/usr/lib/jvm").glob("java-17-openjdk-*"))
    return next((home for home in homes if _is_17(home)), None)


def _is_17(home: Path) -> bool:
    with suppress(OSError):
        said = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, check=False).stderr
        return ' version "17' in said
    return False


def missing() -> str:
    """Say what a cluster wants here; nothing when all is there."""
    wanted = {"pyspark (requirements-spark.txt)": find_spec("pyspark"), "Java 17": java_17()}
    return ", ".join(name for name, found in wanted.items() if not found)


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start a cluster and give its address; every process is gone afterwards."""
    port, log = _free_port(), folder / "cum.log"
    address = f"spark://{HERE}:{port}"
    with ExitStack() as processes:
        processes.enter_context(_running([MASTER, "--host", HERE, "--port", str(port), "--webui-port", "0"], log))
        for number in (1, 2):
            place = folder / f"worker{number}"
            own = ["--host", HERE, "--cores", "1", "--memory", "512m", "--webui-port", "0", "--work-dir", str(place)]
            processes.enter_context(_running([WORKER, *own, address], log))
        _wait_for(log, "Successfully registered with master", times=2)
        yield address


@contextmanager
def _running(command: Sequence[str], log: Path) -> Iterator[None]:
    import pyspark

    home = Path(pyspark.__file__).parent
    env = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": HERE, "SPARK_DAEMON_MEMORY": "256m"}
    with log.open("ab") as words:
        process = subprocess.Popen([home / "bin" / "spark-class", *command], env=env, stdout=words, stderr=words)
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_for(log: Path, sign: str, *, times: int) -> None:
    until = time.monotonic() + PATIENCE
    while log.read_text(errors="replace").count(sign) < times:
        assert time.monotonic() < until, log.read_text(errors="replace")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HERE, 0))
        port: int = asked.getsockname()[1]
        return port
