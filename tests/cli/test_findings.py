"""`./kheo check`: whatever is wrong is found, and told with what to do; a good installation has no findings."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from kheo.backups.models import Backup, RestoreProof
from kheo.base import rights
from kheo.cli import checkup, findings
from kheo.seals.sealing import seal_log
from tests import emptying  # noqa: F401  a transactional test ends with an emptied database
from tests.base.test_rights import app_role  # noqa: F401  a fixture

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
STRONG = "kY3-vT9_qLw2xZ8mB5nC7jH4gF6dS1aPoIuYtReWqAsDfGhJkLzXcVbNm"


@pytest.fixture
def good(settings, tmp_path, monkeypatch):
    """Settings of a well-kept installation; what browser tests put into the environment of their process is not its."""
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)
    settings.HOME, settings.SECRET_KEY = tmp_path, STRONG
    settings.ALLOWED_HOSTS = ["danvan.phuong-thu.example"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 180 * 24 * 3600
    for folder in (settings.KHEO_FILES, settings.KHEO_SNAPSHOTS):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
    (tmp_path / "secret").write_text(STRONG)
    (tmp_path / "secret").chmod(0o600)
    return settings


SETTINGS = [
    findings.secret_is_strong,
    findings.secret_is_closed,
    findings.folders_are_closed,
    findings.hosts_are_named,
    findings.https,
    findings.django_is_content,
    findings.disk_has_room,
]


@pytest.mark.parametrize("check", SETTINGS, ids=lambda check: check.__name__)
def test_a_well_kept_installation_has_no_finding(good, check):
    assert check(NOW) is None


@pytest.mark.parametrize("key", ["only-for-tests-and-commands-without-a-home-x", "a" * 64, "quantri", "ab" * 40])
def test_a_weak_secret_is_found(good, key):
    good.SECRET_KEY = key
    assert "Khoá bí mật quá yếu" in findings.secret_is_strong(NOW)


def test_open_files_and_folders_are_found_with_the_command_that_closes_them(good):
    (good.HOME / "secret").chmod(0o644)
    assert findings.secret_is_closed(NOW).endswith(f"chạy chmod 600 {good.HOME}/secret.")
    good.KHEO_FILES.chmod(0o755)
    assert findings.folders_are_closed(NOW).endswith(f"chạy chmod 700 {good.KHEO_FILES}.")
    good.KHEO_FILES.rmdir()
    assert "Không ghi được vào" in findings.folders_are_closed(NOW)


@pytest.mark.parametrize(
    ("hosts", "words"),
    [(["*"], "mọi tên miền"), ([".example"], "mọi tên miền"), (["127.0.0.1", "localhost"], "chỉ mở được trên máy này")],
)
def test_hosts_that_are_none_or_all_are_found(good, hosts, words):
    good.ALLOWED_HOSTS = hosts
    assert words in findings.hosts_are_named(NOW)


def test_sessions_over_plain_http_are_found(good):
    good.SESSION_COOKIE_SECURE = False
    assert "KHEO_HTTPS=1" in findings.https(NOW)


def test_debug_pages_and_what_django_finds_are_told(good):
    good.DEBUG = True
    assert "bỏ KHEO_DEBUG" in findings.django_is_content(NOW)
    good.DEBUG = False
    good.SECURE_CONTENT_TYPE_NOSNIFF = False
    assert "security.W006" in findings.django_is_content(NOW)


def test_a_disk_almost_full_is_found(good, monkeypatch):
    monkeypatch.setattr(findings, "LEAST_FREE", 10**18)
    assert "GB: dọn bớt" in findings.disk_has_room(NOW)


def test_missing_migrations_are_found(db):
    assert findings.migrations_are_applied(NOW) is None
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'backups'")
    assert findings.migrations_are_applied(NOW).startswith("Cơ sở dữ liệu còn thiếu ")


@pytest.mark.long
def test_the_role_that_serves_may_not_own_nor_alter_the_trace(app_role, monkeypatch):  # noqa: F811
    assert "dùng chung một vai trò" in findings.role_is_bound(NOW), "tests run as the owner"
    with monkeypatch.context() as patch, connection.cursor() as owner:
        patch.setattr(findings, "connection", app_role)
        assert findings.role_is_bound(NOW) is None
        owner.execute(f"GRANT DELETE ON seals_seal TO {app_role.info.user}")
        assert findings.role_is_bound(NOW).startswith("Ứng dụng sửa được nhật ký (seals_seal)")
    rights.apply()


def test_a_guard_that_was_taken_down_is_found(db):
    assert findings.trace_is_guarded(NOW) is None
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE base_auditrecord DISABLE TRIGGER audit_no_change")
    assert "Chốt chống sửa của base_auditrecord đã bị tắt" in findings.trace_is_guarded(NOW)


def test_a_database_that_forgets_is_found(db):
    assert findings.commits_are_durable(NOW) is None
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert findings.commits_are_durable(NOW).endswith("bật synchronous_commit.")


@pytest.mark.django_db(transaction=True)  # records are sealed once their transaction is over
def test_a_log_that_nobody_seals_is_found(world):
    assert world.ward
    later = datetime.now(UTC) + timedelta(hours=2)
    assert "chưa được niêm lần nào" in findings.log_is_sealed(later)
    seal_log(now=later)
    assert findings.log_is_sealed(later) is None


def test_old_backups_and_old_proofs_are_found(db):
    assert "Quá 2 ngày chưa sao lưu" in findings.backup_is_fresh(NOW)
    assert "Quá 35 ngày chưa khôi phục thử" in findings.restore_is_proven(NOW)
    counts = {"sha256": "a" * 64, "row_count": 1, "file_count": 1}
    Backup.objects.create(made_at=NOW - timedelta(days=1), name="x.tar", size=1, **counts)
    RestoreProof.objects.create(proven_at=NOW - timedelta(days=20), backup_made_at=NOW, seconds=1, **counts)
    assert findings.backup_is_fresh(NOW) is None
    assert findings.restore_is_proven(NOW) is None


def test_demo_accounts_are_found_where_the_public_or_real_work_is(world, good):
    assert world.ward.illustrative
    assert "Phường Thử, ai cũng biết mật khẩu" in findings.no_demo_accounts(NOW)
    good.ALLOWED_HOSTS = ["127.0.0.1"]
    assert findings.no_demo_accounts(NOW) is None, "the demo on one's own machine"
    neighbour = world.official_of_another_ward.locality
    neighbour.illustrative = False
    neighbour.save()
    assert "Có tài khoản minh hoạ của Phường Thử" in findings.no_demo_accounts(NOW)


def test_every_check_of_this_file_is_run():
    own = {value for value in vars(findings).values() if getattr(value, "__module__", "") == findings.__name__}
    checks = {
        value for value in own if callable(value) and list(getattr(value, "__annotations__", {})) == ["now", "return"]
    }
    assert checks - {findings.look} == set(findings.CHECKS.values())


@pytest.mark.parametrize(("todo", "code"), [("Hãy sửa điều này.", 1), ("", 0)])
def test_the_command_says_what_to_do_and_ends_with_1_where_something_is_wrong(monkeypatch, todo, code):
    monkeypatch.setattr("kheo.cli.home.prepare", lambda **more: None)
    monkeypatch.setattr(findings, "CHECKS", {"một điều": lambda now: todo or None, "điều khác": lambda now: None})
    answer = CliRunner().invoke(checkup.check)
    assert answer.exit_code == code
    assert ("CHƯA ĐẠT  một điều\n          Hãy sửa điều này." in answer.output) == bool(todo)
    assert "đạt       điều khác" in answer.output
