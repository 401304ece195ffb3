"""The account that the server runs as: PostgreSQL refuses to run as root, so root lends it an unprivileged one."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kheo.postgres.trouble import PostgresTrouble

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user and its group on this machine."""

    uid: int
    gid: int

    @property
    def is_lent(self) -> bool:
        """Tell whether the server runs as somebody else than we do."""
        return self.uid != os.geteuid()

    def run(
        self,
        command: Sequence[str | Path],
        *,
        words: str = "",
        more: Mapping[str, str] | None = None,
        hold: Sequence[int] = (),
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, in a clean environment, from `/` (our own folder may be closed to it).

        It gets a session of its own, so that Ctrl-C at our terminal does not reach a server. `hold` are open files that
        it keeps open, locks for instance, also when we are killed.
        """
        try:
            return subprocess.run(
                [str(part) for part in command],
                input=words,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                cwd="/",
                env={**clean_environment(), **(more or {})},
                umask=0o077,
                start_new_session=True,
                pass_fds=hold,
                user=self.uid if self.is_lent else None,
                group=self.gid if self.is_lent else None,
                extra_groups=[] if self.is_lent else None,
            )
        except PermissionError as refused:
            return subprocess.CompletedProcess(command, 126, "", f"error: {refused}")

    def can(self, test: str, path: Path) -> bool:
        """Ask the system, as this account, one question of test(1): `-x`, `-w`, `-r`."""
        return self.run(["/bin/sh", "-c", f'test {test} "$1"', "sh", path]).returncode == 0

    def give(self, path: Path) -> None:
        """Hand a file or folder over to this account."""
        if self.is_lent:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def clean_environment() -> dict[str, str]:
    """Give programs English messages and nothing of ours: PGDATA, PGPORT and the like would lead them astray."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "PATH") if name in os.environ}
    return {"PATH": "/usr/bin:/bin", **kept, "LC_ALL": "C"}


def account_for(cluster: Path) -> Account:
    """Choose the account: the owner of an existing cluster, else ourselves, else one that root can lend."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if cluster.exists() and (kept := cluster.stat()).st_uid != 0:
        return Account(kept.st_uid, kept.st_gid)
    for name in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid)
    raise PostgresTrouble(
        "Máy không có tài khoản thường (postgres hoặc nobody) để chạy cơ sở dữ liệu; hãy tạo một tài khoản."
    )
