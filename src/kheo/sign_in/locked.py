"""Secrets of the second step, locked before they are stored: who reads the database, or a backup, reads no seeds.

The keys are derived from the installation's secret key, which is kept apart from backups. Older keys still open; what
they locked is locked anew by night, after which the older key may go.
"""

import base64
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

LOCKED = "khoa1:"
"""How a locked text begins; neither a seed in base 32 nor one in base 16 does."""


class Unreadable(ValueError):
    """A text that none of the keys opens."""


def lock(text: str) -> str:
    """Lock a text by the key of today."""
    return LOCKED + _keys()[0].encrypt(text.encode()).decode()


def unlock(text: str) -> str:
    """Give the text; one that was stored before there was a lock comes back as it is. Raises Unreadable."""
    if not text.startswith(LOCKED):
        return text
    try:
        return MultiFernet(_keys()).decrypt(_token(text)).decode()
    except InvalidToken as refused:
        raise Unreadable("none of the keys opens this text") from refused


def is_current(text: str) -> bool:
    """Say whether a text is locked by the key of today."""
    try:
        _keys()[0].decrypt(_token(text))
    except InvalidToken:
        return False
    return text.startswith(LOCKED)


@transaction.atomic
def lock_anew(authenticator: type[Any]) -> int:
    """Lock by the key of today whatever is not; give how many. What no key opens stays as it is."""
    done = 0
    for each in authenticator._default_manager.select_for_update(of=["self"]).order_by("pk"):
        names = [name for name in ("secret", "seed") if name in each.data and not is_current(each.data[name])]
        try:
            each.data |= {name: lock(unlock(each.data[name])) for name in names}
        except Unreadable:
            continue
        if names:
            each.save(update_fields=["data"])
            done += 1
    return done


def _token(text: str) -> bytes:
    return text.removeprefix(LOCKED).encode()


def _keys() -> list[Fernet]:
    """Give the key of today, then the older ones."""
    return [Fernet(_derived(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _derived(secret: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kheo.second-step")
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))
