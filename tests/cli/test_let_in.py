"""Whoever runs the machine lets in an administrator whom nobody else can help; it leaves its record."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from click.testing import CliRunner

from kheo.base.models import AuditRecord
from kheo.cli import commands, home
from kheo.errors import RuleBroken
from kheo.people.models import Official


@pytest.fixture(autouse=True)
def _in_place(monkeypatch):
    """The database of the test is ready."""
    monkeypatch.setattr(home, "prepare", lambda **_how: None)


def test_the_administrator_gets_a_password_for_one_use_and_no_second_step(world):
    official = world.administrator
    TOTP.activate(official, generate_totp_secret())
    Official.objects.filter(pk=official.pk).update(is_active=False)
    answer = CliRunner().invoke(commands, ["let-in", official.username.upper()])
    assert answer.exit_code == 0, answer.output
    official.refresh_from_db()
    password = re.search(r"^ {4}([a-z2-9-]{19})$", answer.output, re.M).group(1)
    assert official.check_password(password) and official.must_change_password and official.is_active
    assert not Authenticator.objects.filter(user=official).exists()
    trace = AuditRecord.objects.get(verb="system.official_let_in")
    assert (trace.object_id, trace.official_id, trace.locality_id) == (official.pk, None, official.locality_id)
    assert password not in str(trace.changed)


def test_a_name_that_is_not_there_is_one_line(db):
    answer = CliRunner().invoke(commands, ["let-in", "khong.co"])
    assert isinstance(answer.exception, RuleBroken)
    assert answer.exception.message == "Không có tài khoản khong.co."
