"""What signing in looks after by night."""

from allauth.mfa.models import Authenticator
from procrastinate.contrib.django import app

from kheo.base.policies import system
from kheo.sign_in import locked

AT_HALF_PAST_TWO_IN_VIETNAM = "30 19 * * *"  # procrastinate counts in UTC


@app.periodic(cron=AT_HALF_PAST_TWO_IN_VIETNAM)
@app.task(queueing_lock="sign_in.lock_anew", pass_context=False)
@system
def lock_anew(timestamp: int) -> None:
    """Lock secrets of second steps by the key of today; `timestamp` is when the job was due."""
    locked.lock_anew(Authenticator)
