"""The file of a backup: open tools read it, and no byte of it can be other than it was written."""

import hashlib
import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.backups import archive
from kheo.backups.archive import Writer, examine, file_name, snapshot_name
from kheo.errors import RuleBroken
from tests.backups.test_rules import MANIFEST, replace

PAPERS = sorted((hashlib.sha256(text).hexdigest(), text) for text in (b"", b"Giay minh hoa", b"x" * 512, b"y" * 1500))
FIGURES = b"so lieu minh hoa"
MADE_AT = int(MANIFEST.made_at.timestamp())


@pytest.fixture(autouse=True)
def _files_of_the_test() -> None:
    """These tests know nothing of Django."""


def written(*, papers=PAPERS, more=(), **said) -> bytes:
    """Write a small archive; `said` are fields of the manifest that should say something else."""
    file = tempfile.TemporaryFile()  # noqa: SIM115
    writer = Writer(file, MADE_AT)
    writer.add(archive.DUMP, [b"PGDMP", b" minh hoa" * 100])
    for sha256, text in papers:
        writer.add(file_name(sha256), [text])
    writer.add(snapshot_name(hashlib.sha256(FIGURES).hexdigest()), [FIGURES])
    for name, text in more:
        writer.add(name, [text])
    fields = {"files": len(papers), "snapshots": 1, "sums": writer.sums_digest(), **said}
    writer.finish(replace(MANIFEST, **fields))
    file.seek(0)
    with file:
        return file.read()


@pytest.fixture(scope="module")
def whole() -> bytes:
    """An archive as it is written."""
    return written()


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """Where each example is laid down."""
    return tmp_path_factory.mktemp("ban-sao") / "sao-luu.tar"


def refusal(place: Path, content: bytes) -> str:
    """Give the sentence with which a file is refused."""
    place.write_bytes(content)
    with pytest.raises(RuleBroken) as broken:
        examine(place)
    return broken.value.message


def test_what_was_written_is_read(place, whole):
    place.write_bytes(whole)
    manifest = examine(place)
    assert (manifest.files, manifest.snapshots, manifest.figures) == (4, 1, MANIFEST.figures)


def test_a_sink_gets_the_bytes_of_every_member(place, whole):
    place.write_bytes(whole)
    taken: dict[str, bytes] = {}

    class Kept(io.BytesIO):
        def close(self) -> None:
            taken[self.name] = self.getvalue()
            super().close()

    def sink(name):
        kept = Kept()
        kept.name = name
        return kept

    examine(place, sink)
    for sha256, text in PAPERS:
        assert taken[file_name(sha256)] == text
    assert taken[archive.DUMP].startswith(b"PGDMP")


def test_open_tools_unpack_it_and_check_its_hashes(tmp_path, whole):
    with tarfile.open(fileobj=io.BytesIO(whole)) as file:
        file.extractall(tmp_path, filter="data")
    for sums in (archive.SUMS, archive.SEAL):
        answer = subprocess.run(["sha256sum", "--strict", "-c", sums], cwd=tmp_path, capture_output=True, check=False)
        assert answer.returncode == 0, answer.stderr
    assert (tmp_path / file_name(PAPERS[0][0])).read_bytes() == PAPERS[0][1]


@pytest.mark.long
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_one_flipped_bit_anywhere_is_refused(place, whole, at, bit):
    bent = bytearray(whole)
    bent[int(at * len(bent))] ^= 1 << bit
    assert refusal(place, bytes(bent)).endswith("Hãy dùng một bản sao lưu khác.")


@pytest.mark.long
def test_a_bit_flipped_in_each_single_header_manifest_and_padding_byte_is_refused(place, whole):
    """Not by chance: every 23rd byte of the file, so all kinds of places."""
    for at in range(0, len(whole), 23):
        bent = bytearray(whole)
        bent[at] ^= 1 << at % 8
        refusal(place, bytes(bent))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True))
def test_a_backup_cut_short_anywhere_is_refused(place, whole, at):
    assert "." in refusal(place, whole[: int(at * len(whole))])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.floats(0, 1), length=st.integers(1, 2000), new=st.binary(min_size=0, max_size=2000))
def test_a_stretch_replaced_by_anything_else_is_refused(place, whole, start, length, new):
    at = int(start * len(whole))
    bent = whole[:at] + new + whole[at + length :]
    if bent != whole:
        refusal(place, bent)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=3000))
def test_any_other_file_is_no_backup(place, content):
    assert refusal(place, content).startswith("Tệp này không phải bản sao lưu của Khéo")


def test_a_whole_file_of_another_archive_is_no_backup(place):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as other:
        other.addfile(tarfile.TarInfo("thu-muc/giay.txt"))
    assert "không phải bản sao lưu" in refusal(place, file.getvalue())


@pytest.mark.parametrize("count", [1, 512, 10_240])
def test_anything_after_the_end_is_refused(place, whole, count):
    assert "đã hỏng hoặc bị sửa" in refusal(place, whole + bytes(count))


def test_a_file_that_is_not_named_by_its_content_is_refused(place):
    assert "bị sửa ở phần files/" in refusal(place, written(papers=[("0" * 64, b"khac")]))


@pytest.mark.parametrize("name", ["files/../../etc/passwd", "/etc/passwd", "giay.txt", "database.dump", "files/00/00"])
def test_members_that_have_no_place_in_a_backup_are_refused(place, name):
    assert "bị sửa ở phần" in refusal(place, written(more=[(name, b"x")]))


@pytest.mark.parametrize("said", [{"files": 3}, {"snapshots": 0}, {"sums": "0" * 64}])
def test_an_archive_that_is_not_what_its_manifest_says_is_refused(place, said):
    assert "bị sửa ở phần SHA256SUMS" in refusal(place, written(**said))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(RuleBroken, match="Không đọc được"):
        examine(tmp_path / "khong-co.tar")
