"""Records are sealed in commit order, none twice, none left out, and nobody waits for it."""

from datetime import timedelta

import psycopg
import pytest
from django.core import mail
from django.db import connection
from django.db.utils import ProgrammingError
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.seals import chain, sealing
from kheo.seals.models import Head, Seal
from tests.seals.conftest import NOW

pytestmark = pytest.mark.long


INSERT = (
    "INSERT INTO base_auditrecord (at, verb, object_type, object_id, changed)"
    " VALUES (now(), 'system.tried', 'base.attachment', %s, '{}') RETURNING id"
)


@pytest.fixture
def another_session(transactional_db):
    """A second session at the same database."""
    given = {k: v for k, v in connection.get_connection_params().items() if k not in ("cursor_factory", "context")}
    with psycopg.connect(**given) as session:
        yield session


def test_every_record_gets_one_seal_and_a_second_run_finds_nothing(sealed):
    assert sealed.position == Seal.objects.count() == AuditRecord.objects.count()
    assert list(Seal.objects.order_by("position").values_list("position", flat=True)) == list(
        range(1, sealed.position + 1)
    )
    assert sealing.seal_log(now=NOW) is None
    assert Head.objects.count() == 1


def test_new_acts_continue_the_chain(sealed, act):
    act()
    newer = sealing.seal_log(now=NOW + timedelta(minutes=10))
    assert newer.position == sealed.position + 1
    assert sealing.verify([]).finding is None


def test_a_transaction_still_open_is_waited_for_and_not_skipped(act, another_session):
    act()
    sealing.seal_log(now=NOW)
    early = another_session.execute(INSERT, [1]).fetchone()[0]  # begun first, not committed yet
    late = act().pk
    assert sealing.seal_log(now=NOW) is None, "the later act may not be sealed before the earlier one is known"
    another_session.commit()
    sealing.seal_log(now=NOW)
    assert list(Seal.objects.order_by("-position").values_list("record_id", flat=True)[:2]) == [late, early]


def test_what_is_written_in_another_database_of_the_server_does_not_matter(act):
    act()
    given = {k: v for k, v in connection.get_connection_params().items() if k not in ("cursor_factory", "context")}
    with psycopg.connect(**{**given, "dbname": "postgres"}) as elsewhere:
        elsewhere.execute("CREATE TEMPORARY TABLE of_others (n int)")
        newest = act()
        assert sealing.seal_log(now=NOW) is not None
        assert Seal.objects.filter(record=newest).exists()


@pytest.mark.parametrize(
    ("newest", "writing", "oldest"),
    [
        (900, None, 900),
        (900, [880, 890], 880),
        ((5 << 32) + 10, [(1 << 32) - 3, 4], (5 << 32) - 3),
        ((5 << 32) + 10, [4, 9], (5 << 32) + 4),
    ],
)
def test_ids_of_32_bits_are_made_whole_again(newest, writing, oldest):
    assert sealing.oldest_writing(newest, writing) == oldest


def test_a_writer_does_not_wait_for_the_one_who_seals(act, another_session):
    another_session.execute("SELECT pg_advisory_xact_lock(%s)", [sealing.ALONE])
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
    assert act().pk
    assert sealing.seal_log(now=NOW) is None, "only one seals at a time"


def test_records_from_an_earlier_life_of_the_data_are_sealed_too(act):
    """A restored database counts transactions anew: old records carry ids that are not given out yet."""
    sealing.seal_log(now=NOW)
    old = act()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE base_auditrecord DISABLE TRIGGER audit_no_change")
        cursor.execute("UPDATE base_auditrecord SET tx = tx + 1000000000 WHERE id = %s", [old.pk])
        cursor.execute("ALTER TABLE base_auditrecord ENABLE TRIGGER audit_no_change")
    sealing.seal_log(now=NOW)
    assert Seal.objects.filter(record=old).exists()
    assert sealing.verify([]).finding is None


@pytest.mark.parametrize("statement", ["UPDATE {} SET position = 0", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", ["seals_seal", "seals_head"])
def test_seals_and_heads_cannot_be_changed(sealed, table, statement):
    with pytest.raises(ProgrammingError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_the_head_goes_into_the_file_that_lies_outside(sealed, settings):
    lines = settings.KHEO_CHECKPOINTS.read_text().splitlines()
    assert [each.split()[:2] for each in lines] == [[str(sealed.position), sealed.digest]]
    assert sealing.verify([settings.KHEO_CHECKPOINTS]).last_head == sealed.position


def test_a_file_that_cannot_be_written_does_not_undo_the_seal(act, settings, tmp_path):
    settings.KHEO_CHECKPOINTS = tmp_path  # a folder
    act()
    assert sealing.seal_log(now=NOW) is not None


def test_the_head_goes_by_mail_to_those_who_keep_it(sealed, settings):
    assert sealing.mail_head(installation="phuong-thu.example") is False
    settings.KHEO_CHECKPOINT_MAIL = ["giam-sat@phuong-thu.example"]
    assert sealing.mail_head(installation="phuong-thu.example")
    assert [*chain.read_heads(mail.outbox[0].body)] == [chain.Head(sealed.position, sealed.digest)]


def test_everybody_sees_the_heads_and_nothing_of_the_records(sealed, client_of, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page = client_of().get(reverse("seals:heads"))
    assert sealed.short in page.content.decode()
    assert "unit.noted" not in page.content.decode()
    given = client_of().get(reverse("seals:download")).content.decode()
    assert [*chain.read_heads(given)] == [chain.Head(sealed.position, sealed.digest)]


def test_a_ward_without_a_sealed_record_is_told_so(world, client_of):
    assert "Chưa có dấu niêm nào." in client_of().get(reverse("seals:heads")).content.decode()
