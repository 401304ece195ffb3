"""A code of the app counts once: whoever looks over a shoulder, or at a recording, cannot use it again.

A code is taken in its own half minute and the one after, for a code may change while it is typed (RFC 6238, section
5.2, advises one step). django-allauth remembers used codes in the memory of one process; what stands in the database
holds for all of them, and after a restart.
"""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction

USED = "used"


@transaction.atomic
def claim(authenticator_id: int, code: str) -> bool:
    """Take a code for its half minute; False when that one, or a later one, was taken before, or none fits."""
    authenticator = Authenticator.objects.select_for_update(of=["self"]).get(pk=authenticator_id)
    secret = decrypt(authenticator.data["secret"])
    fits = [step for step in yield_hotp_counters_from_time() if _is_of(secret, step, code)]
    if not fits or authenticator.data.get(USED, 0) >= fits[-1]:
        return False
    authenticator.data[USED] = fits[-1]
    authenticator.save(update_fields=["data"])
    return True


def _is_of(secret: str, step: int, code: str) -> bool:
    return bool(compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))))
