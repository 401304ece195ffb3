"""Files that come in while nobody sits before a page: from the command line, and from a folder that is watched.

A file in the folder is taken once it no longer changes, then moved: to `xong` when it is stored, to `bi-tra` with its
reason beside it when it is refused. A process that dies in between leaves the file where it was, and the next round
takes it again: a file that was stored whole is known by its hash, and rows that are known change nothing. What goes
wrong with one file keeps no other out: the file stays, the reason lies beside it, and it is tried again each hour.
"""

import hashlib
import logging
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from kheo.days import formats
from kheo.errors import RuleBroken
from kheo.intake.actions.batches import cancel_import, map_columns, take_file
from kheo.intake.actions.running import check_and_store
from kheo.people.models import Official
from kheo.procedures import access
from kheo.procedures.models import ImportBatch
from kheo.procedures.rules.imports import ENDED, State

LARGEST = 1024 * 1024 * 1024
MOST_ROWS = 5_000_000
STILL = 20
"""Seconds for which a file must not have changed before it is taken."""
AGAIN = 3_600
"""Seconds after which a file that could not be taken is tried again."""
DONE, REFUSED = "xong", "bi-tra"
REASON = ".ly-do.txt"
UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", REASON)
MOST_SENTENCES = 200
LOG = logging.getLogger("kheo.intake")


def bring_in(file: UploadedFile, *, by: Official, adds_procedures: bool = False) -> ImportBatch:
    """Take a file the whole road: its columns as guessed, its good rows stored, its bad ones kept with their reasons.

    A file that was stored whole before is not read again. Earlier attempts that broke off are dropped, but never rows
    that somebody is correcting. Give the batch: done, or checked when no row was good.
    """
    access.check_can_import(by)
    same = ImportBatch.objects.filter(locality=by.locality_id, sha256=_hash(file))
    whole = same.filter(state=State.DONE, rows_bad=0).order_by("-pk").first()
    if whole is not None:
        return whole
    for left in same.filter(came_from=None).exclude(state__in=ENDED):
        cancel_import(left.pk, by=by)
    batch = take_file(file, by=by, largest=LARGEST, most_rows=MOST_ROWS)
    try:
        map_columns(batch.pk, by=by, mapping=batch.mapping, adds_procedures=adds_procedures)
        return check_and_store(batch.pk, by=by)
    except RuleBroken:
        cancel_import(batch.pk, by=by)
        raise


def what_was_wrong(batch: ImportBatch) -> list[str]:
    """Give the sentences about the rows that were not stored, the first ones of very many."""
    found = list(batch.faults.order_by("row", "pk").values_list("sentence", flat=True)[:MOST_SENTENCES])
    if batch.rows_bad > len(found):
        found.append(_("Tất cả %(n)s dòng lỗi.") % {"n": formats.number(batch.rows_bad)})
    return found


def take_from_folder(now: datetime) -> int:
    """Take every file that lies still in the folder, the oldest first; give how many were taken, stored or refused.

    Without a folder in the settings nothing is done.

    A folder inside it bears the name of the account that files are brought in for; its rights are checked as ever.
    """
    if not settings.KHEO_INTAKE:
        return 0
    places = list(_places(Path(settings.KHEO_INTAKE)))
    return sum(_took(path, official, now) for place, official in places for path in _still_files(place, now))


def _places(folder: Path) -> Iterator[tuple[Path, Official]]:
    for place in sorted(each for each in folder.iterdir() if each.is_dir() and not each.name.startswith(".")):
        official = Official.objects.filter(username__iexact=place.name, is_active=True).first()
        if official is None:
            LOG.warning("a folder of the intake bears the name of no account")
        else:
            yield place, official


def _still_files(place: Path, now: datetime) -> list[Path]:
    """Give the files that are to be taken now, the last written last: what it says of a dossier holds."""
    try:
        listed = [path for path in place.iterdir() if not path.name.startswith(".")]
        whole = [path for path in listed if not path.name.lower().endswith(UNFINISHED)]
        known = [(moment, path) for path in whole if (moment := _written(path)) is not None]
        told = {path for _moment, path in known if not _is_past(_written(_reason_for(path)), AGAIN, now)}
    except OSError:
        LOG.exception("a folder of the intake cannot be read")
        return []
    return [path for moment, path in sorted(known) if _is_past(moment, STILL, now) and path not in told]


def _written(path: Path) -> int | None:
    """Give when a plain file was last written, in nanoseconds; None for one that is gone, and for what is no file."""
    try:
        known = path.lstat()
    except FileNotFoundError:
        return None
    return known.st_mtime_ns if stat.S_ISREG(known.st_mode) else None


def _is_past(moment: int | None, seconds: int, now: datetime) -> bool:
    return moment is None or now.timestamp() - moment / 1e9 >= seconds


def _took(path: Path, official: Official, now: datetime) -> bool:
    """Take a file; what goes wrong with it is logged and told beside it, so that the others go on."""
    try:
        return _take(path, official, now)
    except Exception as trouble:
        if os.path.lexists(path):
            LOG.exception("a file of the intake could not be taken")
            _tell(path, trouble)
        return False


def _tell(path: Path, trouble: Exception) -> None:
    words = _("Có lỗi của hệ thống khi nhập tệp này. Mỗi giờ Khéo thử lại; nếu vẫn vậy, hãy báo người quản trị.")
    if isinstance(trouble, OSError):
        words = _("Khéo không đọc được hoặc không chuyển được tệp này. Hãy xem lại quyền trên tệp và trên thư mục.")
    try:
        _reason_for(path).write_text(f"{words}\n", encoding="utf-8")
    except OSError:
        LOG.warning("no reason could be laid beside a file of the intake")


def _reason_for(path: Path) -> Path:
    return path.with_name(path.name + REASON)


def _take(path: Path, official: Official, now: datetime) -> bool:
    before, content = path.stat(), path.read_bytes()
    after = path.stat()
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(content)):
        return False  # it is being written again: the next round looks once more
    try:
        batch = bring_in(SimpleUploadedFile(path.name, content), by=official)
    except (RuleBroken, PermissionDenied) as refusal:
        _lay_away(path, REFUSED, now, [str(refusal)])
        return True
    reasons = what_was_wrong(batch)
    if batch.state == State.DONE:
        _lay_away(path, DONE, now, reasons)
    else:
        cancel_import(batch.pk, by=official)
        _lay_away(path, REFUSED, now, reasons)
    return True


def _lay_away(path: Path, folder: str, now: datetime, reasons: list[str]) -> None:
    """Move a file, its reasons first, so that no refused file ever lies without one."""
    place = path.parent / folder
    place.mkdir(exist_ok=True)
    name = f"{now:%Y%m%d-%H%M%S}-{path.name}"
    if reasons:
        (place / f"{name}{REASON}").write_text("\n".join(reasons) + "\n", encoding="utf-8")
    os.replace(path, place / name)
    _reason_for(path).unlink(missing_ok=True)


def _hash(file: UploadedFile) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
