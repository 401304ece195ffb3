"""A backup is made while people work, is whole, and holds no secret key."""

import os
import stat
import tarfile
from datetime import timedelta

import pytest
from django.conf import settings

from kheo.backups import actions, figures, making, restoring
from kheo.backups.archive import examine
from kheo.backups.models import Backup
from kheo.backups.places import Stored
from kheo.base.models import AuditRecord, Blob
from kheo.errors import RuleBroken
from kheo.postgres import PostgresTrouble
from tests.backups.conftest import KEY, NOW, silent

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_a_backup_is_one_file_that_only_its_maker_reads(made):
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert made.size == made.path.stat().st_size
    assert made.sha256 == restoring.digest_of(made.path)
    assert examine(made.path) == made.manifest
    assert (made.manifest.key, made.manifest.made_at) == (KEY, NOW)
    assert [path.name for path in made.path.parent.iterdir()] == ["sao-luu.tar"]


def test_its_figures_are_those_of_the_database_its_files_and_its_sealed_log(kept, made):
    manifest = made.manifest
    assert manifest.figures.tables["work_task"].count == 1
    assert manifest.figures.tables["base_auditrecord"].count == AuditRecord.objects.count()
    assert (manifest.files, manifest.snapshots, manifest.missing) == (Blob.objects.count(), 1, [])
    assert manifest.figures.head["record"] == AuditRecord.objects.latest("pk").pk
    assert manifest.figures.head["seal"]["position"] == AuditRecord.objects.count()


def test_the_secret_key_is_nowhere_in_it(made):
    with tarfile.open(made.path) as file:
        for member in file:
            content = file.extractfile(member)
            assert content is not None
            assert settings.SECRET_KEY.encode() not in content.read(), member.name


def test_an_older_backup_is_never_written_over(kept, made):
    with pytest.raises(RuleBroken, match="Đã có tệp .*không ghi đè bản cũ"):
        kept.back_up(made.path)
    assert made.sha256 == restoring.digest_of(made.path)


def test_a_backup_that_cannot_be_finished_leaves_no_file(kept, monkeypatch, tmp_path):
    def lose_power(*args, **more):
        raise PostgresTrouble("Mất điện.")

    monkeypatch.setattr("kheo.backups.making.clients.find", lose_power)
    with pytest.raises(PostgresTrouble, match="Mất điện"):
        kept.back_up(tmp_path / "sao-luu.tar")
    assert not list(tmp_path.iterdir())


def test_a_program_that_fails_is_told_in_its_own_words_and_leaves_no_file(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(Stored, "for_program", lambda self: ("host=/khong-co dbname=x", ""))
    with pytest.raises(PostgresTrouble, match="khong-co"):
        kept.back_up(tmp_path / "sao-luu.tar")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told_in_one_sentence(kept, tmp_path):
    with pytest.raises(RuleBroken, match="Không ghi được bản sao lưu .*No such file"):
        kept.back_up(tmp_path / "khong-co" / "sao-luu.tar")


def test_a_file_that_the_disk_lost_is_named_and_the_rest_is_kept(kept, tmp_path):
    blob = Blob.objects.earliest("pk")
    place = kept.stored.files / blob.sha256[:2] / blob.sha256
    bytes_of_it = place.read_bytes()
    place.write_bytes(b"other bytes")
    try:
        made = kept.back_up(tmp_path / "sao-luu.tar")
    finally:
        place.write_bytes(bytes_of_it)
    assert made.manifest.missing == [f"files/{blob.sha256[:2]}/{blob.sha256}"]
    assert made.manifest.files == Blob.objects.count() - 1
    assert examine(made.path) == made.manifest


def test_a_database_without_tables_has_nothing_to_back_up(kept, database_for_nothing, tmp_path):
    nothing = Stored(database_for_nothing, kept.stored.files, kept.stored.snapshots)
    with pytest.raises(RuleBroken, match="chưa có gì để sao lưu"):
        making.make(nothing, tmp_path / "x.tar", key="", version="", now=NOW, env=os.environ, echo=silent)


def test_the_hash_of_a_table_sees_every_change_and_nothing_of_where_rows_lie(kept):
    with kept.stored.connection() as connection:
        before = figures.take(connection)
        connection.execute("UPDATE work_task SET text = text")  # the rows move on the disk
        assert figures.take(connection) == before
        connection.execute("UPDATE work_task SET text = text || ' '")
        after = figures.take(connection)
        connection.rollback()
    assert {name for name in before.tables if before.tables[name] != after.tables[name]} == {"work_task"}
    assert after.tables["work_task"].count == before.tables["work_task"].count


def test_a_backup_and_a_proof_leave_their_trace_without_words(kept, made):
    first = actions.record_backup(made)
    proof = actions.record_proof(made.manifest, sha256=made.sha256, now=NOW + timedelta(days=1), seconds=4)
    records = AuditRecord.objects.filter(object_type__startswith="backups.").order_by("pk")
    assert [record.verb for record in records] == ["system.backup_made", "system.restore_proven"]
    assert records[0].changed == {"size": made.size, "missing": 0}
    assert (first.row_count, first.missing_count) == (made.manifest.figures.rows, 0)
    assert (proof.sha256, proof.backup_made_at) == (Backup.objects.get().sha256, NOW)
