"""A code of the app counts once: whoever looks over a shoulder, or at a recording, cannot use it again.

django-allauth remembers used codes in the memory of one process; what stands in the database holds for all of them,
and after a restart.
"""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.db import transaction

USED = "used"


@transaction.atomic
def claim(authenticator_id: int) -> bool:
    """Take the code of this half minute; False when it, or a later one, was taken before."""
    authenticator = Authenticator.objects.select_for_update(of=["self"]).get(pk=authenticator_id)
    now = int(time.time()) // app_settings.TOTP_PERIOD
    if authenticator.data.get(USED, 0) >= now:
        return False
    authenticator.data[USED] = now
    authenticator.save(update_fields=["data"])
    return True
