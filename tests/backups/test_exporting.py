"""Everything of Phường Thử in open formats: whole, explained, with nothing of the neighbour and no secret."""

import csv
import json
import re
import subprocess
from datetime import UTC, date, datetime

import pytest

from kheo.backups import actions, exporting
from kheo.base.models import AuditRecord, Blob
from kheo.errors import RuleBroken
from kheo.people.models import Locality, Official
from kheo.seals.models import Seal
from tests.backups.conftest import NOW, silent

pytestmark = pytest.mark.long

SECRET = re.compile("pass|secret|token|otp|salt|session|recovery")
HARMLESS = "must_change_password"  # says that a password must be changed, not which it is


@pytest.fixture(scope="module")
def folder(kept, tmp_path_factory):
    """What was exported of Phường Thử."""
    place = tmp_path_factory.mktemp("xuat") / "phuong-thu"
    official = kept.world.clerk
    official.set_password("mat khau minh hoa")
    official.save()
    exporting.export(kept.world.ward, place, now=NOW, version="0.1.0", echo=silent)
    return place


def rows_in(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_belongs_to_exactly_one_locality_or_to_all(kept):
    """What one export leaves, another brings: no table loses rows because it has no road to a locality."""
    wards = list(Locality.objects.all())
    assert len(wards) == 2
    of_all = AuditRecord.objects.filter(locality_id=None).count()
    assert of_all == 2, "the founding of both wards"
    for model in exporting.exported_models():
        found = sum(exporting.rows_of(model, ward).count() for ward in wards)
        twice = {AuditRecord: of_all, Seal: of_all}.get(model, 0)
        if model in exporting.OF_ALL:
            twice = model._default_manager.count()
        assert found == model._default_manager.count() + twice, model._meta.label


def test_the_manifest_counts_what_is_there_and_open_tools_check_it(folder):
    told = json.loads((folder / "manifest.json").read_text())
    for name, table in told["tables"].items():
        path = folder / "bang" / f"{name}.csv"
        assert (len(rows_in(path)), path.stat().st_size) == (table["rows"], table["size"]), name
    assert told["tables"]["work_task"]["rows"] == 1
    assert (told["files"], told["missing"], told["locality"]) == (2, [], "phuong-thu")
    answer = subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert answer.returncode == 0, answer.stderr
    listed = {line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there - listed == {"SHA256SUMS"}


def test_attachments_come_with_their_names(folder, kept):
    (handed_in,) = rows_in(folder / "bang" / "base_attachment.csv")
    place = folder / "files" / handed_in["blob_id"][:2] / handed_in["blob_id"]
    assert handed_in["name"] == "bao-cao-minh-hoa.txt"
    assert place.read_bytes() == b"Bao cao minh hoa"
    assert len(list((folder / "snapshots").rglob("*.parquet"))) == 1


def test_every_column_is_explained(folder):
    explained = {(row["table"], row["column"]) for row in rows_in(folder / "cot.csv")}
    for path in (folder / "bang").iterdir():
        with path.open(encoding="utf-8") as file:
            assert {(path.stem, name) for name in next(csv.reader(file))} <= explained
    task = {row["column"]: row for row in rows_in(folder / "cot.csv") if row["table"] == "work_task"}
    assert task["lead_unit_id"]["refers_to"] == "people_unit"
    assert task["due_on"]["type"] == "date"
    assert "done=" in task["state"]["values"]
    assert all(row["table_meaning"] for row in task.values())


def test_nothing_of_the_neighbour_is_in_it(folder):
    neighbours = Official.objects.exclude(locality__slug="phuong-thu")
    words = {"Phường Bên", "PHƯỜNG BÊN", "phuong-ben", *neighbours.values_list("username", flat=True)}
    for path in (folder / "bang").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not [word for word in words if word in text], path.name


def test_no_secret_is_in_it_and_what_is_left_out_is_listed(folder):
    hashes = [official.password for official in Official.objects.all() if official.has_usable_password()]
    assert hashes
    for path in [*(folder / "bang").iterdir(), folder / "manifest.json", folder / "cot.csv"]:
        text = path.read_text(encoding="utf-8")
        assert not [secret for secret in hashes if secret in text]
        assert not SECRET.search(text.partition("\n")[0].replace(HARMLESS, "")), path.name
    tables = {path.stem for path in (folder / "bang").iterdir()}
    assert not [name for name in tables if name.startswith(("mfa_", "account_", "django_", "auth_", "procrastinate"))]
    told = json.loads((folder / "manifest.json").read_text())["left_out"]
    of_answers = {f"satisfaction_{name}" for name in ("boxed", "sheet", "daykey", "mark", "ticket")}
    assert {"base_oncekey", "base_progress", "people_official.password", "*"} | of_answers == set(told)


def test_no_exported_column_is_named_like_a_secret():
    """A column that is added tomorrow is exported unless it is left out: then this test asks whether it may be."""
    names = [
        f"{model._meta.label}.{column.name}"
        for model in exporting.exported_models()
        for column in exporting.columns_of(model)
    ]
    assert not [name for name in names if SECRET.search(name.partition(".")[2].replace(HARMLESS, ""))]


def test_a_folder_with_anything_in_it_is_refused(kept, tmp_path):
    (tmp_path / "xuat").mkdir()
    (tmp_path / "xuat" / "giay.txt").write_text("giữ lại")
    with pytest.raises(RuleBroken, match="đã có nội dung"):
        exporting.export(kept.world.ward, tmp_path / "xuat", now=NOW, version="0.1.0", echo=silent)
    assert [path.name for path in tmp_path.rglob("*")] == ["xuat", "giay.txt"]


def test_an_export_that_breaks_off_leaves_nothing(kept, tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting._Exporter, "_snapshots", full)
    with pytest.raises(OSError, match="No space left"):
        exporting.export(kept.world.ward, tmp_path / "xuat", now=NOW, version="0.1.0", echo=silent)
    assert not list(tmp_path.iterdir())


def test_files_that_the_disk_lost_are_named(kept, tmp_path):
    blob = Blob.objects.get()
    place = kept.stored.files / blob.sha256[:2] / blob.sha256
    place.rename(tmp_path / "aside")
    try:
        told = exporting.export(kept.world.ward, tmp_path / "xuat", now=NOW, version="0.1.0", echo=silent)
    finally:
        (tmp_path / "aside").rename(place)
    assert told.missing == [f"files/{blob.sha256[:2]}/{blob.sha256}"]


@pytest.mark.django_db
def test_an_export_leaves_its_trace(kept):
    actions.record_export(kept.world.ward, tables=35, files=2)
    record = AuditRecord.objects.get(verb="system.exported")
    assert (record.object_id, record.changed) == (kept.world.ward.pk, {"tables": 35, "files": 2})


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "true"),
        (12, "12"),
        (-5, "-5"),
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-", "'-"),
        ("\t=1", "'\t=1"),
        ("'quoted", "''quoted"),
        ("Trả hồ sơ", "Trả hồ sơ"),
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, 1, 30, tzinfo=UTC), "2026-11-23T01:30:00+00:00"),
        (b"\x00\xff", "00ff"),
        (["a", "ơ"], '["a", "ơ"]'),
        ({"a": 1}, '{"a": 1}'),
    ],
)
def test_a_cell_says_exactly_what_it_is_and_never_starts_a_formula(value, written):
    assert exporting.plain(value, text=isinstance(value, str)) == written


def test_a_table_without_a_road_to_a_locality_is_refused_not_forgotten():
    from django.contrib.sessions.models import Session

    with pytest.raises(LookupError, match="tied to no locality"):
        exporting.road_to_locality(Session)
