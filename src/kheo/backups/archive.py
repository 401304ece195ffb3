"""The file of a backup: a plain tar that any tool opens, of which we check every single byte.

In this order: `database.dump` (pg_dump's own format), `files/…` and `snapshots/…` named by their SHA-256, `SHA256SUMS`
of all those, `manifest.json`, `manifest.json.sha256`. Headers hold nothing but name, size and one time, so that a
header can be compared with the one we would write; padding is zeros: no byte of the file is beyond the check.
"""

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, BinaryIO

from kheo.backups.rules import ANOTHER, Contents, Manifest, manifest_from
from kheo.errors import RuleBroken

BLOCK = tarfile.BLOCKSIZE
CHUNK = 1 << 20
DUMP, SUMS, MANIFEST, SEAL = "database.dump", "SHA256SUMS", "manifest.json", "manifest.json.sha256"
LAST = (SUMS, MANIFEST, SEAL)
END = bytes(2 * BLOCK)
LARGEST_MANIFEST = 64 * 1024 * 1024

Sink = Callable[[str], IO[bytes] | None]


def file_name(sha256: str) -> str:
    """Give the place of an attachment's bytes inside the archive."""
    return f"files/{sha256[:2]}/{sha256}"


def snapshot_name(sha256: str) -> str:
    """Give the place of a snapshot's bytes inside the archive."""
    return f"snapshots/{sha256}.parquet"


class Writer:
    """Writes an archive as its contents come: sizes are filled in afterwards, so nothing is held in memory."""

    def __init__(self, file: BinaryIO, made_at: int) -> None:
        self.file = file
        self.made_at = made_at
        self.sums = tempfile.TemporaryFile()  # noqa: SIM115  closed by finish; its file has no name and dies with us

    def add(self, name: str, chunks: Iterable[bytes]) -> Contents:
        """Write one member; give its size and hash."""
        kept = self._write(name, chunks)
        self.sums.write(_line(name, kept.sha256))
        return kept

    def sums_digest(self) -> str:
        """Give the hash that `SHA256SUMS` will have: the manifest carries it."""
        self.sums.seek(0)
        return hashlib.file_digest(self.sums, "sha256").hexdigest()

    def finish(self, manifest: Manifest) -> None:
        """Write the list of hashes, the manifest and its seal; on the disk when this returns."""
        self.sums.seek(0)
        self._write(SUMS, iter(lambda: self.sums.read(CHUNK), b""))
        kept = self._write(MANIFEST, [manifest.to_json()])
        self._write(SEAL, [_line(MANIFEST, kept.sha256)])
        self.file.write(END)
        self.file.flush()
        os.fsync(self.file.fileno())
        self.sums.close()

    def _write(self, name: str, chunks: Iterable[bytes]) -> Contents:
        start, size, digest = self.file.tell(), 0, hashlib.sha256()
        self.file.write(_header(name, 0, self.made_at))
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            self.file.write(chunk)
        self.file.write(bytes(-size % BLOCK))
        self.file.seek(start)
        self.file.write(_header(name, size, self.made_at))
        self.file.seek(0, os.SEEK_END)
        return Contents(size, digest.hexdigest())


def examine(path: Path, sink: Sink | None = None) -> Manifest:
    """Read an archive from its first to its last byte; give its manifest, or refuse it with one sentence.

    `sink` gives, for a member's name, an open file that takes its bytes, which is closed here.
    """
    try:
        with path.open("rb") as file:
            return _Reader(file, sink or _nowhere).read()
    except OSError as refused:
        raise RuleBroken(f"Không đọc được {path}: {refused.strerror}.") from refused


class _Reader:
    """One pass over an archive."""

    def __init__(self, file: BinaryIO, sink: Sink) -> None:
        self.file = file
        self.sink = sink
        self.sums = hashlib.sha256()
        self.kept = {"files": 0, "snapshots": 0}
        self.told: dict[str, str] = {}
        self.times: set[int] = set()

    def read(self) -> Manifest:
        """Walk over all members; every one must be what it says, in its place."""
        manifest = seal = b""
        names: list[str] = []
        for name, size in self._members():
            _check_order(names, name)
            if name in (MANIFEST, SEAL):
                text = b"".join(self._chunks(name, size)) if size <= LARGEST_MANIFEST else b""
                manifest, seal = (text, seal) if name == MANIFEST else (manifest, text)
            else:
                self._take(name, size)
            names.append(name)
        if names[-3:] != list(LAST):
            raise _cut()
        return self._proven(manifest, seal)

    def _proven(self, text: bytes, seal: bytes) -> Manifest:
        """Hold the manifest against its seal, and the archive against its manifest."""
        if seal != _line(MANIFEST, hashlib.sha256(text).hexdigest()):
            raise _altered(MANIFEST)
        manifest = manifest_from(text)
        if self.times != {int(manifest.made_at.timestamp())}:
            raise _altered(MANIFEST)
        if not manifest.sums == self.told[SUMS] == self.sums.hexdigest():
            raise _altered(SUMS)
        if self.kept != {"files": manifest.files, "snapshots": manifest.snapshots}:
            raise _altered(SUMS)
        return manifest

    def _take(self, name: str, size: int) -> None:
        """Read a member whose bytes are kept; one that is named by its hash must have that hash."""
        digest = hashlib.sha256()
        with ExitStack() as stack:
            out = self.sink(name)
            if out is not None:
                stack.enter_context(out)
            for chunk in self._chunks(name, size):
                digest.update(chunk)
                if out is not None:
                    out.write(chunk)
        found = self.told[name if name == SUMS else ""] = digest.hexdigest()
        if name == SUMS:
            return
        self.sums.update(_line(name, found))
        if name != DUMP:
            if name not in (file_name(found), snapshot_name(found)):
                raise _altered(name)
            self.kept[name.partition("/")[0]] += 1

    def _members(self) -> Iterator[tuple[str, int]]:
        """Read headers; each must be, byte for byte, the one that we write."""
        first = True
        while (block := self.file.read(BLOCK)) != bytes(BLOCK):
            if len(block) < BLOCK:
                raise _cut() if not first else _no_backup()
            try:
                told = tarfile.TarInfo.frombuf(block, "ascii", "strict")
                own = told.size >= 0 and _header(told.name, told.size, int(told.mtime)) == block
            except (tarfile.TarError, ValueError, OverflowError) as broken:
                raise _no_backup() if first else _altered() from broken
            if first and (told.name != DUMP or not own):
                raise _no_backup()
            if not own:
                raise _altered(told.name)
            first = False
            self.times.add(int(told.mtime))
            yield told.name, told.size
        if first:
            raise _no_backup()
        rest = self.file.read(BLOCK + 1)
        if rest != bytes(BLOCK):
            raise _cut() if rest == bytes(len(rest)) and len(rest) < BLOCK else _altered()

    def _chunks(self, name: str, size: int) -> Iterator[bytes]:
        """Read the bytes of a member and the zeros after them."""
        left = size
        while left:
            chunk = self.file.read(min(CHUNK, left))
            if not chunk:
                raise _cut()
            left -= len(chunk)
            yield chunk
        padding = self.file.read(-size % BLOCK)
        if len(padding) < -size % BLOCK:
            raise _cut()
        if padding.strip(b"\0"):
            raise _altered(name)


def _check_order(before: list[str], name: str) -> None:
    """The database comes first, then files in the order of their names, each once, then the last three."""
    if not before:
        return
    last = before[-1]
    if name in LAST:
        place = LAST.index(name)
        right = last == LAST[place - 1] if place else last not in LAST
    else:
        right = name.startswith(("files/", "snapshots/")) and last not in LAST and (last == DUMP or last < name)
    before[:] = before[-3:]
    if not right:
        raise _altered(name)


def _header(name: str, size: int, made_at: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, made_at, 0o600
    return member.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")


def _line(name: str, sha256: str) -> bytes:
    """Write a line as sha256sum does, so that `sha256sum -c SHA256SUMS` checks an unpacked archive."""
    return f"{sha256}  {name}\n".encode()


def _nowhere(name: str) -> IO[bytes] | None:
    """Keep nothing: the archive is only examined."""
    return None


def _no_backup() -> RuleBroken:
    return RuleBroken(f"Tệp này không phải bản sao lưu của Khéo, hoặc đã hỏng ngay từ đầu. {ANOTHER}")


def _cut() -> RuleBroken:
    return RuleBroken(f"Bản sao lưu bị cụt: tệp kết thúc giữa chừng. {ANOTHER}")


def _altered(name: str = "") -> RuleBroken:
    where = f" ở phần {name}" if name and name.isprintable() else ""
    return RuleBroken(f"Bản sao lưu đã hỏng hoặc bị sửa{where}. {ANOTHER}")


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Read an open file piece by piece."""
    while chunk := file.read(CHUNK):
        yield chunk
