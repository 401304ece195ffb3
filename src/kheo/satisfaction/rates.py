"""How often the public forms may be sent from one address, and for one desk: a flood is stopped, a busy desk is not.

The count is that of signing in (allauth's), in this process's memory; the address stands in it as a keyed digest, for
an hour at most, and is stored nowhere.
"""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from kheo.base.audit import digest

LIMITS = {"answer_address": "120/m/key", "answer_code": "600/h/key"}


def may_send(request: HttpRequest, code: str) -> bool:
    """Count one send, and say whether it may pass."""
    keys = {"answer_address": str(ratelimit.get_ip(request)), "answer_code": code}
    return all(
        ratelimit.consume(request, app="kheo", action=action, config=LIMITS, key=digest(key))
        for action, key in keys.items()
    )
