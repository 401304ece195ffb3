"""Vietnamese text: one form to store, one to search, one to sort, and where sentences end."""

from kheo.language.forms import nfc, search_key, shadow, sort_key
from kheo.language.judge import is_vietnamese, vietnamese_share
from kheo.language.names import by_name, by_own_name
from kheo.language.sentences import sentences
from kheo.language.tabbed import ruled
from kheo.language.unwrapped import tidied, unwrapped, without_emphasis

__all__ = [
    "by_name",
    "by_own_name",
    "is_vietnamese",
    "nfc",
    "ruled",
    "search_key",
    "sentences",
    "shadow",
    "sort_key",
    "tidied",
    "unwrapped",
    "vietnamese_share",
    "without_emphasis",
]
