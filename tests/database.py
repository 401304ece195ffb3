"""The database of the tests: a copy of a pattern that is migrated once for one set of migrations, then kept.

To migrate takes longer than many test files, and each worker of xdist needs a database of its own.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
PATTERN = "kheo_mau_"
LOCK = 7_202_611  # of PostgreSQL's advisory locks: one worker makes the pattern, the others wait


def pattern_name() -> str:
    """Name the pattern of these migrations, on these versions of the libraries that bring their own."""
    found = hashlib.sha256((PROJECT / "requirements.txt").read_bytes())
    for path in sorted((PROJECT / "src").glob("kheo/*/migrations/*.py")):
        found.update(path.name.encode() + path.read_bytes())
    return PATTERN + found.hexdigest()[:16]


@contextmanager
def copied(name: str) -> Iterator[None]:
    """Let Django work on a fresh copy of the pattern, and drop it at the end."""
    from django.db import connection

    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        pattern = pattern_name()
        if pattern not in _databases(cursor, PATTERN):
            _make(cursor, pattern)
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {pattern}")
    kept = _work_on(name)
    try:
        yield
    finally:
        _work_on(kept)
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _make(cursor: Any, pattern: str) -> None:
    """Migrate a database under another name first, so that half a pattern is never taken for a whole one."""
    from django.core.management import call_command

    for old in _databases(cursor, PATTERN):
        cursor.execute(f"DROP DATABASE {old} WITH (FORCE)")
    making = f"{PATTERN}moi"
    cursor.execute(f"CREATE DATABASE {making}")
    kept = _work_on(making)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        _work_on(kept)
    cursor.execute(f"ALTER DATABASE {making} RENAME TO {pattern}")


def _databases(cursor: Any, beginning: str) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [beginning])
    return [name for (name,) in cursor.fetchall()]


def _work_on(name: str) -> str:
    """Turn Django to a database, and give the name of the one before."""
    from django.conf import settings
    from django.db import connection

    before = str(connection.settings_dict["NAME"])
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    return before
