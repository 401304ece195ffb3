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


def hidden(parts: Mapping[Key, int], *, whole: int) -> dict[Key, str]:
    """Give the parts that are not published, each with its words.

    `parts` share nothing with each other and all lie in the `whole`, which is published; what is left of it is a part
    like the others, only without a name. Whoever subtracts finds what is hidden together: the smallest further parts
    join, until that is nothing or five records at least.
    """
    rest = whole - sum(parts.values())
    if rest < 0:  # units were laid elsewhere since: parts overlap, and what subtraction tells is not known
        return dict.fromkeys(parts, gettext(NOT_TOLD_TEXT))
    found = {key: gettext(TOO_FEW_TEXT) for key, count in parts.items() if is_too_few(count)}
    together = sum(parts[key] for key in found) + (rest if is_too_few(rest) else 0)
    others = {key: count for key, count in parts.items() if count >= FEWEST_PUBLISHED}
    for key in sorted(others, key=lambda key: others[key]):
        if not is_too_few(together):
            break
        found[key] = gettext(NOT_TOLD_TEXT)
        together += others[key]
    return found
