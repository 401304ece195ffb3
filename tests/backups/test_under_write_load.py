"""A backup of one moment, made while people write. Alone in its file: its writers alter the common ward for good."""

import threading
from itertools import count

import psycopg
import pytest
from django.db import connections, transaction

from kheo.backups import figures, restoring
from kheo.base import attachments
from kheo.base.audit import record
from tests.backups.conftest import silent

pytestmark = [pytest.mark.django_db, pytest.mark.long]


class Writers:
    """Four colleagues who hand files in, each a whole act: file, row and trace."""

    def __init__(self, world):
        self.world = world
        self.author = world.centre_head
        self.handed_in: list[int] = []
        self.enough, self.stop = threading.Event(), threading.Event()
        self.threads = [threading.Thread(target=self.write, args=[number]) for number in range(4)]

    def write(self, number: int) -> None:
        try:
            for turn in count():
                if self.stop.is_set():
                    return
                paper = self.world.paper(f"to-{number}-{turn}.txt", f"Minh hoa {number} {turn}\n".encode() * 50)
                with transaction.atomic():
                    record("file.handed_in", attachments.keep(paper, by=self.author), by=self.author)
                self.handed_in.append(turn)
                if len(self.handed_in) > 20:
                    self.enough.set()
        finally:
            connections.close_all()

    def __enter__(self):
        assert self.author.post_id  # asked once, here, not by each thread
        for thread in self.threads:
            thread.start()
        assert self.enough.wait(30)
        return self

    def __exit__(self, *left):
        self.stop.set()
        for thread in self.threads:
            thread.join()


def test_while_people_write_the_backup_is_of_one_moment(kept, empty_place, tmp_path):
    with Writers(kept.world) as writers:
        made = kept.back_up(tmp_path / "sao-luu.tar")
    with kept.stored.connection() as here:
        now = here.execute("SELECT count(*) FROM base_attachment").fetchone()[0]
    then = made.manifest.figures.tables["base_attachment"].count
    assert 20 < then < now, "the writers wrote on while the backup was made"
    assert len(writers.handed_in) >= now - then
    restoring.restore(made.path, made.manifest, empty_place, silent)
    with psycopg.connect(str(empty_place.given)) as restored:
        acts = restored.execute("SELECT count(*) FROM base_auditrecord WHERE verb = 'file.handed_in'").fetchone()
        files = restored.execute("SELECT count(*) FROM base_attachment WHERE name LIKE 'to-%'").fetchone()
        assert acts == files, "no act came in half"
        assert figures.take(restored).tables == made.manifest.figures.tables
    assert made.manifest.files == sum(1 for path in empty_place.files.rglob("*") if path.is_file())
