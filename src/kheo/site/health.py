"""Two questions a machine asks: does the process live, and can it serve. Nothing personal, no details of a fault."""

import os
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kheo.base.policies import public


@public
@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Answer, without asking anybody."""
    return JsonResponse({"status": "ok"})


@public
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether database, tables and folders are as serving needs them; 503 when one is not."""
    database = _database()
    parts = {"database": database, "migrations": database and _migrated(), "files": _writable()}
    good = all(parts.values())
    return JsonResponse({"status": "ok" if good else "unavailable", **parts}, status=200 if good else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrated() -> bool:
    """Tell whether every migration was applied. Once true it stays so for the life of this process' code."""
    global _seen
    if not _seen:
        executor = MigrationExecutor(connection)
        _seen = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _seen


_seen = False


def _writable() -> bool:
    """Tell whether files that are handed in, and snapshots, can be written; a folder is made when first needed."""
    places = (Path(settings.KHEO_FILES), Path(settings.KHEO_SNAPSHOTS))
    return all(_can_write(next(folder for folder in (place, *place.parents) if folder.exists())) for place in places)


def _can_write(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
