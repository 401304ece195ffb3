"""The signals: values, like the indicators. What each compares, when it becomes a question, in which words."""

from functools import lru_cache

from kheo.integrity.catalogue.dossiers import OF_DOSSIERS
from kheo.integrity.catalogue.tasks import OF_TASKS
from kheo.integrity.rules.shapes import Signal, Values
from kheo.measures.shapes import Ratio

SIGNALS: tuple[Signal, ...] = (*OF_DOSSIERS, *OF_TASKS)
BY_CODE: dict[str, Signal] = {signal.code: signal for signal in SIGNALS}
SUMS = "cong-khong-khop"
"""The code of questions about printed figures that were typed in, which no fact table holds."""


def ratio_of(signal: Signal, values: Values) -> Ratio:
    """Give a signal's ratio under these parameters; the same one each time, so that its SQL is kept."""
    return _ratio(signal.code, tuple(sorted(values.items())))


@lru_cache(maxsize=128)
def _ratio(code: str, values: tuple[tuple[str, float], ...]) -> Ratio:
    return BY_CODE[code].ratio(dict(values))
