"""How often somebody may try to sign in: a guesser is stopped, a ward behind one address never is.

Three counts, kept in this process's memory. Few tries for one name from one address. More for one name from anywhere,
and for one address whatever the names: these two do not bind who signed in from that address before, so that nobody
inside or outside of a ward's network can shut its officials out by guessing, save one account for five minutes by
guessing at it from its own address.
"""

from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from kheo.base.audit import digest
from kheo.language import nfc
from kheo.people.models import Official
from kheo.sign_in.doors import ClosedDoor

LIMITS = {"pair": "5/300s/key", "name": "30/h/key", "address": "60/m/key"}
REMEMBERED = 30 * 24 * 3600  # seconds that an address stays known for a name


class CountingDoor(ClosedDoor):
    """The closed door, with a count of who knocks."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, or refuse it before any password is looked at."""
        keys = _keys(request, credentials)
        counted = ["pair"] if cache.get(_known(keys["pair"])) else ["address", "name", "pair"]
        used: list[ratelimit.SingleRateLimitUsage] = []
        for name in counted:
            usage = ratelimit.consume(request, app="kheo", action=name, config=LIMITS, key=keys[name])
            if not usage:
                raise self.validation_error("too_many_login_attempts")
            used += usage.usage
        self._login_failed_rl_usage = ratelimit.RateLimitUsage(used)  # given back when the password was right

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Official | None:
        """Know the address again from which the right password came."""
        official: Official | None = super().authenticate(request, **credentials)
        if official is not None:
            cache.set(_known(_keys(request, credentials)["pair"]), True, REMEMBERED)
        return official


def _keys(request: HttpRequest, credentials: dict[str, Any]) -> dict[str, str]:
    name, address = nfc(str(credentials.get("username", ""))).lower(), ratelimit.get_ip(request)
    return {"pair": f"{name} {address}", "name": name, "address": address}


def _known(pair: str) -> str:
    """Name the note that this account signed in from this address; neither stands in it."""
    return f"kheo:known:{digest(pair)}"
