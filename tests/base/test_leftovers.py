"""A file whose act was undone is cleared away within two hours, and no other file ever is."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from kheo.base import attachments, jobs, leftovers
from kheo.indicators import jobs as indicator_jobs
from kheo.indicators import snapshot
from kheo.indicators.tables import table_of
from tests.world import World

OF_THIS_DATABASE = (  # other tests of the same run have databases of their own on the same server
    "SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
LONG_AGO = time.time() - 2 * leftovers.OLD.total_seconds()


def now():
    return datetime.now(UTC)


def age(*paths):
    for path in paths:
        os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture
def left():
    """Two files of acts that were undone: one whole, one half written."""
    sha256, _size = attachments.store([b"khong ai giu (minh hoa)"])
    half = Path(settings.KHEO_FILES) / f"{leftovers.WRITING}abc"
    half.write_bytes(b"nua")
    return [attachments._place(sha256), half]


def test_what_no_row_names_goes_after_an_hour_and_what_is_kept_stays(world, left):
    kept = attachments.path_of(attachments.keep(World.paper(), by=world.clerk))
    foreign = Path(settings.KHEO_FILES) / "ghi-chu-cua-nguoi-van-hanh.txt"
    foreign.write_text("không phải của Khéo")
    jobs.clear_leftovers(timestamp=0)
    assert all(path.exists() for path in left), "somebody may still be writing them"
    age(*left, kept, foreign)
    jobs.clear_leftovers(timestamp=0)
    assert [path.exists() for path in left] == [False, False]
    assert kept.exists() and foreign.exists()


def test_nothing_is_cleared_while_somebody_hands_a_file_in(db, left):
    age(*left)
    given = {k: v for k, v in connection.get_connection_params().items() if k not in ("cursor_factory", "context")}
    with psycopg.connect(**given) as uploading:
        uploading.execute("SELECT pg_advisory_xact_lock_shared(%s)", [leftovers.LOCK])
        assert attachments.clear_leftovers(now()) == 0
        assert all(path.exists() for path in left)
    assert attachments.clear_leftovers(now()) == len(left)


def test_handing_a_file_in_holds_the_clearing_off(world):
    attachments.keep(World.paper(), by=world.clerk)
    with connection.cursor() as cursor:
        cursor.execute(OF_THIS_DATABASE, [leftovers.LOCK])
        assert cursor.fetchall() == [("ShareLock",)]


def test_a_snapshot_that_was_undone_goes_and_one_that_counts_stays(world):
    world.dossier()
    taken = snapshot.take(table_of("dossier"), world.ward, now=now(), by=None)
    undone = taken.file.with_name("dossier-20260101T000000Z-0123456789abcdef.parquet")
    undone.write_bytes(b"PAR1")
    age(taken.file, undone)
    indicator_jobs.clear_leftovers(timestamp=0)
    assert (taken.file.exists(), undone.exists()) == (True, False)
