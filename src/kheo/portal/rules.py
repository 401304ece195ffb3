"""What may be published of small counts: nothing that rests on fewer than five records.

Source: a common rule of statistical offices (small cell suppression), chosen by this project; no regulation fixes it.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from kheo.wording import gettext

FEWEST_PUBLISHED = 5
TOO_FEW_TEXT = "ít hơn 5, không công bố"
NOT_TOLD_TEXT = "không công bố"

Key = TypeVar("Key", bound=Hashable)


def is_too_few(count: int) -> bool:
    """Say whether a count is too small to be published; nothing at all may be told as nothing."""
    return 0 < count < FEWEST_PUBLISHED


def hidden(counts: Mapping[Key, int], *, whole_is_shown: bool = True) -> dict[Key, str]:
    """Give the parts that are not published, each with its words.

    Where one part alone is hidden and the whole is shown, subtraction would tell it: the next smallest is hidden too.
    """
    found = {key: gettext(TOO_FEW_TEXT) for key, count in counts.items() if is_too_few(count)}
    others = {key: count for key, count in counts.items() if count >= FEWEST_PUBLISHED}
    if whole_is_shown and len(found) == 1 and others:
        found[min(others, key=lambda key: others[key])] = gettext(NOT_TOLD_TEXT)
    return found
