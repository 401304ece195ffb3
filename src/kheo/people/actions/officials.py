"""What is done to the accounts of officials."""

import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kheo.base.audit import digest, record
from kheo.errors import RuleBroken
from kheo.people import access, rules
from kheo.people.actions.rows import locked
from kheo.people.models import Official

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def admit_official(
    username: str, *, by: Official, password: str | None = None, must_change_password: bool = False
) -> Official:
    """Give a person the means to sign in; without a password, only by the sign-in of another organisation."""
    access.check_can_administer(by, by.locality)
    official = Official(username=username, locality=by.locality, must_change_password=must_change_password)
    _check_password(password, official)
    official.set_password(password)
    try:
        with transaction.atomic():
            official.save()
    except IntegrityError as twice:
        raise RuleBroken(_("Tên đăng nhập này đã có người dùng."), field="username") from twice
    record("official.admitted", official, by=by, changed={"username": digest(username)})
    return official


@transaction.atomic
def reset_password(official_id: int, *, by: Official) -> str:
    """Give an official a password for one sign-in, to be handed over in person; every session of theirs ends."""
    official = _locked_other(official_id, by)
    password = one_time_password()
    official.set_password(password)
    official.must_change_password = True
    official.save(update_fields=["password", "must_change_password"])
    record("official.password_reset", official, by=by)
    return password


@transaction.atomic
def reset_second_step(official_id: int, *, by: Official) -> Official:
    """Take away the second step of an official who lost the phone; recovery codes go with it."""
    official = _locked_other(official_id, by)
    removed, _each = Authenticator.objects.filter(user=official).delete()
    record("official.second_step_reset", official, by=by, changed={"removed": removed})
    return official


@transaction.atomic
def stop_official(official_id: int, *, by: Official) -> Official:
    """Stop an account: who uses it is out at once. Posts held stay written down."""
    official = _locked_other(official_id, by)
    official.is_active = False
    official.save(update_fields=["is_active"])
    record("official.stopped", official, by=by)
    return official


@transaction.atomic
def let_in_again(official_id: int, *, by: Official) -> Official:
    """Let a stopped account sign in again."""
    official = _locked_other(official_id, by)
    official.is_active = True
    official.save(update_fields=["is_active"])
    record("official.let_in_again", official, by=by)
    return official


@transaction.atomic
def let_in_from_machine(official_id: int) -> str:
    """Give the password for one sign-in to an official whom no administrator can help. An act of the installation.

    The second step is taken away and a stopped account let in again.
    """
    official = locked(Official, official_id)
    password = one_time_password()
    official.set_password(password)
    official.must_change_password = official.is_active = True
    official.save(update_fields=["password", "must_change_password", "is_active"])
    removed, _each = Authenticator.objects.filter(user=official).delete()
    record("system.official_let_in", official, by=None, changed={"removed": removed})
    return password


def one_time_password() -> str:
    """Make a password that can be read out and typed: four groups of four, without letters that look alike."""
    groups = ("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))
    return "-".join(groups)


def _locked_other(official_id: int, by: Official) -> Official:
    """Give the official, held; never the administrator's own account."""
    official = locked(Official, official_id)
    access.check_can_administer(by, official.locality)
    rules.check_another(official.pk == by.pk)
    return official


def _check_password(password: str | None, official: Official) -> None:
    if password is None:
        return
    try:
        validate_password(password, official)
    except ValidationError as weak:
        raise RuleBroken(" ".join(weak.messages), field="password") from weak
