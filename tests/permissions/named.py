"""How an address names a thing."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

NOWHERE = 999_999_999


@dataclass(frozen=True)
class Named:
    """What an address needs to name one thing, and the thing itself for whoever prepares a form."""

    numbers: dict[str, Any]
    query: dict[str, Any] = field(default_factory=dict)
    thing: Any = None

    @property
    def asked(self) -> str:
        """Give the part of the address behind the question mark."""
        return f"?{urlencode(self.query)}" if self.query else ""


def by_number(argument: str, made: dict[str, Any]) -> dict[str, Named]:
    """Name things by their number, and beside them one that does not exist."""
    named = {relation: Named({argument: each.pk}, thing=each) for relation, each in made.items()}
    return named | {"missing": Named({argument: NOWHERE})}
