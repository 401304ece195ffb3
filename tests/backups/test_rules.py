"""What is refused, and why, in one sentence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kheo.backups import rules
from kheo.backups.rules import Contents, Figures, Manifest
from kheo.errors import RuleBroken

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FIGURES = Figures({"work_task": Contents(3, "a" * 64)}, {"work_task_id_seq": 3}, {"record": 9})
MANIFEST = Manifest(1, NOW, "0.1.0", ["work.0001_initial"], 18, 18, "aaaa bbbb", FIGURES, 0, 0, [], "b" * 64)


def test_a_manifest_is_read_as_it_was_written():
    assert rules.manifest_from(MANIFEST.to_json()) == MANIFEST


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"{}", b'{"format": 1}', b"\xff"])
def test_a_manifest_that_says_nothing_is_refused(text):
    with pytest.raises(RuleBroken, match="không đọc được"):
        rules.manifest_from(text)


def test_a_backup_of_another_format_names_the_version_that_reads_it():
    with pytest.raises(RuleBroken, match="định dạng 2, bản Khéo này chỉ đọc định dạng 1; hãy khôi phục bằng Khéo 3.0"):
        rules.manifest_from(replace(MANIFEST, format=2, version="3.0").to_json())


def test_a_backup_by_a_newer_version_or_a_newer_postgresql_is_refused():
    known = {"work.0001_initial"}
    rules.check_version(MANIFEST, known, 18)
    newer = replace(MANIFEST, version="0.9.0", migrations=["work.0001_initial", "work.0099_from_tomorrow"])
    with pytest.raises(RuleBroken, match=r"do Khéo 0\.9\.0 khác bản này tạo ra \(có 1 bước"):
        rules.check_version(newer, known, 18)
    with pytest.raises(RuleBroken, match="lấy từ PostgreSQL 18, ở đây là PostgreSQL 15 cũ hơn"):
        rules.check_version(MANIFEST, known, 15)


def test_a_tool_that_an_older_server_does_not_understand_is_refused_before_anything_is_touched():
    for tool, server in [(15, 15), (16, 15), (18, 17), (18, 18)]:
        rules.check_tool(tool, server)
    with pytest.raises(RuleBroken, match="pg_restore 18 không ghi được vào PostgreSQL 15"):
        rules.check_tool(18, 15)


def test_an_upgrade_may_add_rows_but_loses_some_only_where_a_migration_says_so():
    more = Figures({"work_task": Contents(4, "b" * 64), "work_new": Contents(0, "c" * 64)}, {}, {"record": 10})
    rules.check_nothing_lost(FIGURES, more, ())
    rules.check_nothing_lost(FIGURES, Figures({}, {}, {"record": 9}), ())  # a table was dropped in so many words
    fewer = Figures({"work_task": Contents(2, "b" * 64)}, {}, {"record": 8})
    with pytest.raises(RuleBroken, match=r"thiếu dữ liệu ở work_task \(3 → 2 dòng\), đầu nhật ký"):
        rules.check_nothing_lost(FIGURES, fewer, ())
    rules.check_nothing_lost(FIGURES, replace(fewer, head={"record": 9}), {"work_task"})


def test_every_migration_of_the_house_is_known():
    known = rules.known_migrations()
    assert {"base.0002_append_only", "backups.0001_initial", "work.0001_initial"} <= known
    assert not any("__init__" in name for name in known)


def test_the_fingerprint_tells_keys_apart_and_gives_nothing_of_them_away():
    key = "khoá-bí-mật-minh-hoạ"
    assert rules.fingerprint(key) == rules.fingerprint(key) != rules.fingerprint(key + "x")
    assert key not in rules.fingerprint(key)


def test_a_restore_beside_another_key_or_none_is_refused_with_what_to_do():
    rules.check_key(MANIFEST, "aaaa bbbb", "/nha/secret")
    with pytest.raises(RuleBroken, match=r"khoá ở đây có dấu cccc: hãy chép khoá đã cất vào /nha/secret"):
        rules.check_key(MANIFEST, "cccc", "/nha/secret")
    with pytest.raises(RuleBroken, match="ở đây chưa có khoá nào"):
        rules.check_key(MANIFEST, None, "/nha/secret")


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        (FIGURES, []),
        (replace(FIGURES, sequences={"work_task_id_seq": 4}), []),
        (replace(FIGURES, sequences={"work_task_id_seq": 2}), ["dãy số work_task_id_seq"]),
        (replace(FIGURES, sequences={}), ["dãy số work_task_id_seq"]),
        (replace(FIGURES, head={"record": 8}), ["đầu nhật ký"]),
        (replace(FIGURES, tables={}), ["bảng work_task"]),
        (replace(FIGURES, tables={"work_task": Contents(3, "c" * 64)}), ["bảng work_task"]),
        (replace(FIGURES, tables={**FIGURES.tables, "x": Contents(0, "")}), ["bảng x"]),
    ],
)
def test_whatever_differs_is_named(found, wrong):
    assert rules.differences(FIGURES, found) == wrong
    if wrong:
        with pytest.raises(RuleBroken, match=f"không khớp bản kê ở {wrong[0]}; không dùng được"):
            rules.check_identical(FIGURES, found)


def test_a_proof_holds_35_days_and_a_backup_two():
    assert rules.is_proof_due(None, NOW)
    assert not rules.is_proof_due(NOW - timedelta(days=35), NOW)
    assert rules.is_proof_due(NOW - timedelta(days=35, seconds=1), NOW)
    assert rules.is_backup_due(None, NOW)
    assert not rules.is_backup_due(NOW - timedelta(days=2), NOW)
    assert rules.is_backup_due(NOW - timedelta(days=2, seconds=1), NOW)


def test_a_program_is_never_told_a_password_on_its_command_line():
    assert rules.without_password({"host": "db", "password": "x"}) == {"host": "db"}
