"""The thresholds in force in a locality: the newest setting of each signal, else the values this project proposes."""

from collections.abc import Mapping
from dataclasses import dataclass

from kheo.integrity.catalogue import BY_CODE
from kheo.integrity.models import Setting
from kheo.integrity.rules.asking import COMMON, SETTINGS
from kheo.integrity.rules.judging import Limits
from kheo.integrity.rules.shapes import Against


@dataclass(frozen=True)
class Chosen:
    """A signal's thresholds, whether it is on, and the setting they come from (None: as proposed)."""

    values: Mapping[str, float]
    against: Against
    is_on: bool
    setting: Setting | None


class Settings:
    """All thresholds of a locality, read in one statement."""

    def __init__(self, locality_id: int) -> None:
        found = Setting.objects.filter(locality=locality_id).select_related("made_by").order_by("signal", "-pk")
        self.newest: dict[str, Setting] = {each.signal: each for each in found.distinct("signal")}

    def of(self, code: str) -> Chosen:
        """Give what is in force for a signal."""
        setting = self.newest.get(code)
        values = BY_CODE[code].values(setting.values if setting else None)
        against = Against(setting.against) if setting and setting.against else Against.BOTH
        return Chosen(values, against, setting.is_on if setting else True, setting)

    @property
    def common(self) -> dict[str, float]:
        """Give what all signals share."""
        setting = self.newest.get(COMMON)
        chosen = setting.values if setting else {}
        return {each.code: chosen.get(each.code, each.usual) for each in SETTINGS}

    @property
    def limits(self) -> Limits:
        """Give how many questions may be raised."""
        common = self.common
        return Limits(common["chance"] / 100, int(common["a_week"]), int(common["a_unit"]))
