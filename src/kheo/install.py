"""Installs the locked dependencies into `.venv`; run by `./kheo` before anything is installed, so plain Python alone.

`python -I install.py ROOT LOCK`. One clear line for each thing that goes wrong. A run that was cut short is begun anew
by the next one; a second run at the same time waits for the first.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ADVICE = (
    (
        ("No space left on device", "os error 28"),
        "ổ đĩa đã đầy; hãy dọn bớt rồi chạy lại.",
    ),
    (
        ("ensurepip is not", "No module named 'venv'", "No module named venv", "No module named ensurepip"),
        "Python này thiếu mô-đun venv; trên Debian, Ubuntu hãy chạy: apt install python3-venv",
    ),
    (
        ("DO NOT MATCH THE HASHES", "Hash mismatch", "hash mismatch"),
        "gói tải về không khớp mã kiểm tra đã khoá nên không được cài.",
    ),
    (
        (
            "Failed to establish a new connection",
            "NewConnectionError",
            "ConnectTimeout",
            "Max retries exceeded",
            "Temporary failure in name resolution",
            "Network is unreachable",
            "Connection refused",
            "connection broken by",
            "error sending request",
            "dns error",
            "ProxyError",
            "Read timed out",
        ),
        "không tải được thư viện vì máy chưa nối được mạng tới kho gói Python; lần chạy đầu cần mạng.",
    ),
    (
        ("Permission denied", "os error 13", "Read-only file system"),
        "không có quyền ghi vào thư mục .venv của Khéo.",
    ),
    (
        ("No matching distribution found", "has no wheels with a matching"),
        "có thư viện chưa có bản cho Python hoặc loại máy này; hãy thử một Python khác (KHEO_PYTHON).",
    ),
)
FULL, NETWORK = ADVICE[0][1], ADVICE[3][1]
SCARCE = 2_000_000  # bytes: what cannot be told otherwise, with no more room than this, is for want of room


class InstallTrouble(Exception):
    """The installation cannot go on; the message is one sentence."""


def told_by(output: str, log: Path) -> InstallTrouble:
    """Turn what a program wrote into one sentence, the likeliest cause first."""
    for signs, sentence in ADVICE:
        if any(sign in output for sign in signs):
            return InstallTrouble(sentence)
    with contextlib.suppress(OSError):  # venv keeps to itself what pip complained of
        if shutil.disk_usage(log.parent).free < SCARCE:
            return InstallTrouble(FULL)
    return InstallTrouble(f"cài đặt không xong; chi tiết ở {log}")


class Installer:
    """One installation of one lock file into one project's `.venv`."""

    def __init__(self, root: Path, lock: str) -> None:
        self.root = root
        self.wanted = root / lock
        self.venv = root / ".venv"
        self.python = self.venv / "bin" / "python"
        self.stamp = self.venv / "kheo.lock"
        self.begun = self.venv / "kheo.begun"
        self.log = self.venv / "kheo.log"
        self.held = -1

    def install(self) -> None:
        """Bring `.venv` to the lock, unless another run has just done so."""
        with self._alone():
            if self._is_done():
                return
            began = time.monotonic()
            say(f"đang cài thư viện vào {self.venv} (lần đầu mất chừng một phút)")
            self._make_room()
            self.stamp.unlink(missing_ok=True)
            self.begun.touch()
            self._install_packages()
            self._show_source()
            shutil.copyfile(self.wanted, self.stamp.with_suffix(".new"))
            self.stamp.with_suffix(".new").replace(self.stamp)
            self.begun.unlink()
            say(f"cài xong sau {time.monotonic() - began:.0f} giây")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the project's lock. Programs that we start hold it too, so that it outlives a killed installer."""
        self.held = os.open(self.root, os.O_RDONLY)
        try:
            try:
                fcntl.flock(self.held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("một lệnh khác đang cài, đang chờ nó xong")
                fcntl.flock(self.held, fcntl.LOCK_EX)
            yield
        finally:
            os.close(self.held)

    def _is_done(self) -> bool:
        """Tell whether `.venv` already holds what is wanted."""
        if not self.python.exists() or not self.stamp.exists():
            return False
        return self.stamp.read_bytes() == self.wanted.read_bytes()

    def _make_room(self) -> None:
        """Make `.venv` where there is none, or one that a cut-short run or a vanished Python left behind."""
        if self.begun.exists() or not self.python.exists():
            shutil.rmtree(self.venv, ignore_errors=True)
        if not self.python.exists():
            self.venv.mkdir(exist_ok=True)
            self.begun.touch()
            # The real path: when the system moves to a newer Python this one vanishes, and we notice.
            said = self._run([os.path.realpath(sys.executable), "-m", "venv", self.venv])
            if said is not None:
                raise told_by(said, self.log)

    def _install_packages(self) -> None:
        """Install by uv, which is fast, or by plain pip where uv does not run or reach the packages."""
        pip: list[str | Path] = [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        pip += ["--no-input", "--retries", "2", "--timeout", "20", "--require-hashes", "--requirement"]
        said = self._run([*pip, self.root / "requirements-uv.txt"])
        if said is not None and str(told_by(said, self.log)) == NETWORK:
            raise told_by(said, self.log)
        uv: list[str | Path] = [self.venv / "bin" / "uv", "pip", "sync", "--quiet", "--python", self.python]
        for certificates in ([], ["--system-certs"]):  # offices with a certificate authority of their own
            if said is None and self._run([*uv, *certificates, "--require-hashes", self.wanted]) is None:
                return
        say("cài bằng pip, chậm hơn một chút")
        said = self._run([*pip, self.wanted])
        if said is not None:
            raise told_by(said, self.log)

    def _show_source(self) -> None:
        """Let `.venv` find the package; a relative path, so that the project may be moved."""
        site = next(self.venv.glob("lib/python3*/site-packages"))
        (site / "kheo.pth").write_text(os.path.relpath(self.root / "src", site) + "\n", encoding="ascii")

    def _run(self, command: Sequence[str | Path]) -> str | None:
        """Run a program with its words kept in the log; None when it did well, else what it said."""
        answer = subprocess.run(
            [str(part) for part in command],
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
            pass_fds=[self.held],
        )
        if answer.returncode == 0:
            return None
        with contextlib.suppress(OSError), self.log.open("a", encoding="utf-8") as log:
            log.write(answer.stdout)
        return answer.stdout


def say(line: str) -> None:
    """Tell the person at the terminal; standard output stays free for the command itself."""
    sys.stderr.write(f"Khéo: {line}\n")
    sys.stderr.flush()


def main(root: str, lock: str) -> int:
    """Install, and give the exit code."""
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    installer = Installer(Path(root), lock)
    try:
        installer.install()
    except InstallTrouble as trouble:
        say(str(trouble))
    except OSError as trouble:
        say(str(told_by(f"{trouble.strerror} {trouble}", installer.log)))
    except KeyboardInterrupt:
        say("đã dừng giữa chừng; lần chạy sau sẽ cài lại từ đầu.")
        return 130
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
