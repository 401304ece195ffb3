"""What was begun to move an indicator: each subject that ties its things to commitments tells their starts.

The list of tellers stands in `site` and reaches this room by a setting, as fact tables do: this room knows no tasks.
"""

from collections.abc import Callable, Collection

from django.conf import settings
from django.utils.module_loading import import_string

from kheo.commitments.series import Act
from kheo.people.models import Official

Teller = Callable[[Collection[int], Official], dict[int, list[Act]]]
"""Commitments' ids and who looks -> the acts of each that they may see."""


def acts_of(commitments: Collection[int], by: Official) -> dict[int, list[Act]]:
    """Give the acts of each commitment, oldest first (setting KHEO_ACT_TELLERS)."""
    found: dict[int, list[Act]] = {}
    tellers: tuple[Teller, ...] = import_string(settings.KHEO_ACT_TELLERS)
    for teller in tellers:
        for pk, acts in teller(commitments, by).items():
            found.setdefault(pk, []).extend(acts)
    return {pk: sorted(acts, key=lambda act: (act.day, act.text)) for pk, acts in found.items()}
