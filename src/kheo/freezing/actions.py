"""Freeze a period: its figures stand from then on. Correct one: a further edition, with its reason."""

from datetime import date

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.errors import RuleBroken
from kheo.freezing import rules
from kheo.freezing.access import check_can_freeze
from kheo.indicators import figures, known
from kheo.indicators.actions import observe
from kheo.indicators.frozen import newest_editions
from kheo.indicators.known import Known
from kheo.indicators.models import Freeze, Snapshot
from kheo.people.models import Locality, Official


@transaction.atomic
def freeze_period(first: date, last: date, *, by: Official) -> list[Freeze]:
    """Freeze the days on the newest snapshot of every fact table. Raises RuleBroken where that is too early."""
    check_can_freeze(by, by.locality_id)
    Locality.objects.select_for_update(of=("self",)).get(pk=by.locality_id)
    rules.check_days(first, last, clock.today())
    if Freeze.objects.filter(locality=by.locality_id, first=first, last=last).exists():
        raise RuleBroken("Kỳ này đã khoá rồi.")
    indicators = known.of(by.locality_id)
    taken = _newest(by.locality_id, indicators, last)
    made = [
        _edition(each, indicators, first, last, 1, by=by, versions=_versions(each.table, indicators)) for each in taken
    ]
    _trace("period.frozen", made, by=by)
    return made


@transaction.atomic
def correct_period(first: date, last: date, *, reason: str, by: Official) -> list[Freeze]:
    """Let the frozen days be read from the newest snapshots, where the data changed; what stood before still opens.

    The data are corrected, not the way of counting: each indicator keeps the version that it was frozen with.
    """
    check_can_freeze(by, by.locality_id)
    Locality.objects.select_for_update(of=("self",)).get(pk=by.locality_id)
    rules.check_reason(reason)
    standing = {
        each.table: each for each in newest_editions(by.locality_id) if (each.first, each.last) == (first, last)
    }
    if not standing:
        raise RuleBroken("Kỳ này chưa khoá.")
    indicators = known.of(by.locality_id)
    taken = _newest(by.locality_id, indicators, last)
    changed = [each for each in taken if each.table in standing and standing[each.table].snapshot.sha256 != each.sha256]
    if not changed:
        raise RuleBroken("Số liệu không đổi từ khi khoá, không có gì để sửa.")
    made = []
    for each in changed:
        before = standing[each.table]
        asked = (indicators, first, last, before.edition + 1)
        made.append(_edition(each, *asked, by=by, versions=before.versions, reason=reason))
    _trace("period.corrected", made, by=by, words=reason)
    return made


def _newest(locality_id: int, indicators: Known, last: date) -> list[Snapshot]:
    """Give the newest snapshot of each table, all taken after the period was over."""
    found = [taken for table in indicators.tables if (taken := figures.newest(locality_id, table)) is not None]
    rules.check_snapshot(min((taken.as_of for taken in found), default=None), last)
    return found


def _edition(  # noqa: PLR0913
    taken: Snapshot,
    indicators: Known,
    first: date,
    last: date,
    number: int,
    *,
    by: Official,
    versions: dict[str, int],
    reason: str = "",
) -> Freeze:
    """Measure what is not measured yet, then let nothing be added."""
    observe(taken, indicators)
    return Freeze.objects.create(
        locality_id=taken.locality_id,
        first=first,
        last=last,
        table=taken.table,
        edition=number,
        snapshot=taken,
        versions=versions,
        reason=reason.strip(),
        made_by=by,
        made_at=clock.now(),
    )


def _versions(table: str, indicators: Known) -> dict[str, int]:
    """Give the newest version of each indicator of the table; a state is of its snapshot's day, not of a period."""
    return {ratio.code: ratio.version for ratio in indicators if ratio.table == table and ratio.over_time == "sum"}


def _trace(verb: str, made: list[Freeze], *, by: Official, words: str = "") -> None:
    one = made[0]
    changed = {"first": one.first, "last": one.last, "snapshots": [each.snapshot_id for each in made]}
    record(verb, one, by=by, changed=changed | {"editions": [each.edition for each in made]}, words=words)
