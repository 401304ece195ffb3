"""The administrator changes thresholds; what was in force before stays to be read."""

from collections.abc import Mapping

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.integrity import access
from kheo.integrity.catalogue import BY_CODE
from kheo.integrity.models import Setting
from kheo.integrity.rules import asking
from kheo.integrity.rules.shapes import Against
from kheo.people.models import Official


@transaction.atomic
def change_signal(
    code: str, *, by: Official, values: Mapping[str, float], against: Against, is_on: bool, source: str
) -> Setting:
    """Set the thresholds of a signal anew, from the next round on."""
    access.check_can_set(by)
    BY_CODE[code].check_values(values)
    asking.check_setting_source(source)
    return _set(code, by, values, source, against=against, is_on=is_on)


@transaction.atomic
def change_settings(*, by: Official, values: Mapping[str, float], source: str) -> Setting:
    """Set what all signals share: the unit's own days, and how many questions a week."""
    access.check_can_set(by)
    for each in asking.SETTINGS:
        each.check(values[each.code])
    asking.check_setting_source(source)
    return _set(asking.COMMON, by, values, source)


def _set(code: str, by: Official, values: Mapping[str, float], source: str, **more: object) -> Setting:
    made = Setting.objects.create(
        locality_id=by.locality_id, signal=code, values=dict(values), source=source.strip(), made_by=by,
        made_at=clock.now(), **more,
    )  # fmt: skip
    numbers = {f"v_{name}": value for name, value in values.items()}
    record("signal.changed", made, by=by, changed=numbers | {"is_on": made.is_on})
    return made
