"""A small disk in memory that a test may fill; only root may mount one."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CHUNK = bytes(1 << 16)


@dataclass(frozen=True)
class Disk:
    """A mounted tmpfs."""

    folder: Path

    @property
    def ballast(self) -> Path:
        return self.folder / "ballast"

    def fill(self, *, leave: int = 0) -> None:
        """Fill it to the last byte, or but for some bytes."""
        with self.ballast.open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                free = os.statvfs(self.folder)
                left = free.f_bavail * free.f_frsize - leave
                if left <= 0 or file.write(CHUNK[:left]) == 0:
                    break

    def free(self) -> None:
        """Give the space back."""
        self.ballast.unlink()


@contextlib.contextmanager
def disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """Mount it; where that is not allowed, skip loudly, and fail in CI."""
    order = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(folder)]
    done = subprocess.run(order, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        if os.environ.get("CI") == "true" and os.geteuid() == 0:
            raise pytest.UsageError(f"CI=true, but no small disk can be mounted: {done.stderr}")
        print("\n!!! FULL-DISK TESTS SKIPPED: a tmpfs cannot be mounted here", file=sys.stderr)  # noqa: T201
        pytest.skip("a tmpfs cannot be mounted here")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
