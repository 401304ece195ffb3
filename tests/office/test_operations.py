"""An administrator's Monday: would the data come back, and when was that last proven."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from kheo.backups.models import Backup, RestoreProof
from kheo.people.rules import Role
from kheo.seals.sealing import seal_log
from tests import emptying  # noqa: F401  a transactional test ends with an emptied database
from tests.office.conftest import AT

pytestmark = pytest.mark.empty_house


ADDRESS = reverse("office:operations")


def backed_up(ago, **more):
    return Backup.objects.create(
        made_at=AT - ago, name="sao-luu.tar", size=3_400_000, sha256="a" * 64, row_count=42_807, file_count=7, **more
    )


def proven(ago):
    return RestoreProof.objects.create(
        proven_at=AT - ago, backup_made_at=AT - ago - timedelta(days=1), sha256="a" * 64, row_count=42_807,
        file_count=7, seconds=12,
    )  # fmt: skip


@pytest.fixture
def shown(world, client_of):
    """Read the page as the administrator: its words, and those in red."""

    def read():
        answer = client_of(world.administrator).get(ADDRESS)
        assert answer.status_code == 200
        main = html.document_fromstring(answer.content.decode()).find(".//main")
        return " ".join(main.text_content().split()), [
            tag.text_content().strip() for tag in main.xpath(".//*[contains(@class, 'late')]")
        ]

    return read


def test_where_nothing_was_ever_kept_both_are_red_with_what_to_run(shown):
    text, red = shown()
    assert red == ["quá 2 ngày chưa sao lưu", "quá 35 ngày chưa khôi phục thử"]
    assert "Chưa có bản sao lưu nào." in text
    assert "./kheo restore --check TỆP" in text


def test_a_fresh_backup_and_a_proof_within_35_days_are_told_calmly(shown):
    backed_up(timedelta(hours=20))
    backed_up(timedelta(days=9))
    proven(timedelta(days=34))
    text, red = shown()
    assert red == []
    assert "Lúc 11:30 ngày 22/11/2026: 3,2 MB, 7 tệp." in text
    assert "Lúc 07:30 ngày 20/10/2026, bản sao lưu lúc 07:30 ngày 19/10/2026: 42.807 dòng và 7 tệp đều khớp." in text
    assert "./kheo" not in text


def test_after_35_days_without_a_proof_the_words_are_red(shown):
    backed_up(timedelta(hours=1))
    proven(timedelta(days=36))
    assert shown()[1] == ["quá 35 ngày chưa khôi phục thử"]


def test_files_that_a_backup_missed_are_told(shown):
    backed_up(timedelta(hours=1), missing_count=2)
    assert "Có 2 tệp đã mất trên đĩa." in shown()[0]


@pytest.mark.django_db(transaction=True)  # records are sealed once their transaction is over
def test_versions_and_the_head_of_the_log_are_named(world, shown):
    text, _red = shown()
    assert "Phiên bản Khéo0.1.0Cơ sở dữ liệuPostgreSQL 1" in text
    assert "chưa niêm bản ghi nào" in text
    head = seal_log(now=AT)
    assert f"{head.position} bản ghi, dấu {head.short}" in shown()[0]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_may_open_it(world, client_of, role):
    official = world.official(world.post(world.council_office, "Chức danh minh hoạ", role))
    assert client_of(official).get(ADDRESS).status_code == 403


def test_who_is_not_signed_in_is_sent_to_sign_in(db, client_of):
    assert client_of().get(ADDRESS).status_code == 302


def test_the_page_asks_the_database_a_few_times_however_much_was_kept(world, client_of, django_assert_max_num_queries):
    for days in range(40):
        backed_up(timedelta(days=days))
        proven(timedelta(days=days))
    client = client_of(world.administrator)
    with django_assert_max_num_queries(9):
        client.get(ADDRESS)
