"""`./kheo permissions --json`: the matrix in a throw-away database, and one line at the end.

{routes, without_policy, checks, deviations}
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kheo.cli import home

DATABASE = "kheo_ma_tran"


def main(arguments: list[str] | None = None) -> int:
    """Run, tell each deviation on the error stream, print the line, and give 0 only when there was none."""
    argparse.ArgumentParser(prog="./kheo permissions --json").parse_args(arguments)
    home.prepare(owner=True, silent=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.site.settings")
    import django

    django.setup()
    told, deviations = trial()
    for each in deviations:
        sys.stderr.write(f"{each}\n")
    sys.stdout.write(json.dumps(told) + "\n")
    return 1 if deviations or told["without_policy"] else 0


def trial() -> tuple[dict[str, int], list[str]]:
    """Lay out the stage, ask everything, and take it all away."""
    from kheo.base.routes import jobs, routes
    from tests.permissions.forged import forge
    from tests.permissions.matrix import Matrix, job_deviations
    from tests.permissions.stage import NOW, Stage, staged
    from tests.permissions.things import Things

    with tempfile.TemporaryDirectory(prefix="kheo-ma-tran-") as folder, _throw_away_database():
        from django.db import transaction
        from django.test import override_settings

        from kheo.base import clock

        settings = staged(Path(folder))
        with override_settings(**settings), clock.standing_at(NOW), transaction.atomic():
            stage = Stage()
            matrix = Matrix(stage, Things(stage), settings)
            matrix.run(matrix.cases())
            with matrix.staged():
                forge(matrix)
            transaction.set_rollback(True)
    all_doors = [*routes(), *jobs()]
    deviations = [*matrix.deviations, *job_deviations()]
    return {
        "routes": len(matrix.routes),
        "without_policy": sum(door.policy is None for door in all_doors),
        "checks": matrix.checks + len(jobs()),
        "deviations": len(deviations),
    }, deviations


@contextmanager
def _throw_away_database() -> Iterator[None]:
    """Make a database of its own on the same server, and drop it afterwards; the installation's is not touched."""
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    kept = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(kept, verbosity=0)
        teardown_test_environment()


if __name__ == "__main__":
    sys.exit(main())
