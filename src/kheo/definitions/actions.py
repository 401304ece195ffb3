"""Define an indicator, change it by a new version, switch it off and on. Nothing is deleted."""

import re
from dataclasses import replace
from typing import Any

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.definitions.access import check_can_define
from kheo.errors import RuleBroken
from kheo.indicators import figures, known
from kheo.indicators.actions import observe
from kheo.indicators.models import DefinedIndicator, DefinedVersion
from kheo.indicators.tables import table_of
from kheo.language import search_key
from kheo.measures import defined
from kheo.measures.defined import Definition
from kheo.people.models import Locality, Official

OWN = "rieng-"
LONGEST = 34  # of the letters of a name that go into its code, so that a number may follow


@transaction.atomic
def define_indicator(definition: Definition, *, by: Official) -> DefinedVersion:
    """Define an indicator of the locality and measure it at once. Its code comes from its name."""
    check_can_define(by, by.locality_id)
    Locality.objects.select_for_update(of=("self",)).get(pk=by.locality_id)  # one code is given at a time
    defined.check(definition, table_of(definition.table))
    made = DefinedIndicator.objects.create(locality_id=by.locality_id, code=_code(definition.name, by.locality_id))
    return _write("indicator.defined", made, definition, 1, by=by)


@transaction.atomic
def change_indicator(indicator_id: int, definition: Definition, *, by: Official) -> DefinedVersion:
    """Write a new version; what was measured by the earlier ones stands, and they go on being measured."""
    Locality.objects.select_for_update(of=("self",)).get(pk=by.locality_id)  # not while its figures are refreshed
    indicator = DefinedIndicator.objects.select_for_update(of=("self",)).get(pk=indicator_id)
    check_can_define(by, indicator.locality_id)
    newest = DefinedVersion.objects.filter(indicator=indicator).latest("number")
    before = defined.from_json(newest.definition)
    if definition.table != before.table:
        raise RuleBroken("Phiên bản mới phải đếm cùng bảng số liệu; muốn đếm bảng khác, hãy đặt chỉ số mới.")
    if replace(definition, code=before.code, version=before.version) == before:
        raise RuleBroken("Chưa đổi gì so với phiên bản {n}.", n=newest.number)
    defined.check(definition, table_of(definition.table))
    return _write("indicator.changed", indicator, definition, newest.number + 1, by=by)


@transaction.atomic
def switch_off(indicator_id: int, *, by: Official) -> DefinedIndicator:
    """Show and offer the indicator no longer; what was promised by it goes on being measured."""
    return _switch(indicator_id, by=by, is_off=True)


@transaction.atomic
def switch_on(indicator_id: int, *, by: Official) -> DefinedIndicator:
    """Show and offer the indicator again."""
    return _switch(indicator_id, by=by, is_off=False)


def _switch(indicator_id: int, *, by: Official, is_off: bool) -> DefinedIndicator:
    indicator = DefinedIndicator.objects.select_for_update(of=("self",)).get(pk=indicator_id)
    check_can_define(by, indicator.locality_id)
    if indicator.is_off and is_off:
        raise RuleBroken("Chỉ số này đã tắt rồi.")
    if not indicator.is_off and not is_off:
        raise RuleBroken("Chỉ số này đang dùng.")
    indicator.is_off = is_off
    indicator.save(update_fields=["is_off"])
    if is_off:
        record("indicator.switched_off", indicator, by=by)
    else:
        record("indicator.switched_on", indicator, by=by)
    return indicator


def _write(
    verb: str, indicator: DefinedIndicator, definition: Definition, number: int, *, by: Official
) -> DefinedVersion:
    """Keep a version, measure it on the newest snapshot of its facts, and leave the trace."""
    kept = defined.as_json(replace(definition, code=indicator.code, version=number))
    made = DefinedVersion.objects.create(
        indicator=indicator, number=number, definition=kept, made_by=by, made_at=clock.now()
    )
    taken = figures.newest(indicator.locality_id, definition.table)
    if taken is not None:
        observe(taken, known.of(indicator.locality_id))
    changed: dict[str, Any] = {"version": number, "snapshot": taken.pk if taken else None}
    record(verb, indicator, by=by, changed=changed)
    return made


def _code(name: str, locality_id: int) -> str:
    """Give a free code: the letters of the name without accents, and a number where they are taken."""
    letters = OWN + re.sub(r"[^a-z0-9]+", "-", search_key(name)).strip("-")
    base = letters[:LONGEST].rstrip("-")
    taken = set(DefinedIndicator.objects.filter(locality=locality_id).values_list("code", flat=True))
    free = (code for n in range(1, len(taken) + 2) if (code := base if n == 1 else f"{base}-{n}") not in taken)
    return next(free)
