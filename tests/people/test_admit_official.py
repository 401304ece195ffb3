"""Give a person the means to sign in."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kheo.base.audit import digest
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Official

PASSWORD = "mot cau de nho minh hoa"


def test_the_record_proves_the_name_without_giving_it(world):
    made = actions.admit_official("can.bo.1", by=world.administrator, password=PASSWORD)
    trace = AuditRecord.objects.get(verb="official.admitted", object_id=made.pk)
    assert trace.changed == {"username": digest("can.bo.1")}
    assert made.check_password(PASSWORD)
    assert made.locality == world.ward


def test_without_a_password_nobody_signs_in_by_one(world):
    made = actions.admit_official("can.bo.1", by=world.administrator)
    assert not made.has_usable_password()


def test_who_holds_no_post_has_no_roles_and_stands_nowhere(world):
    made = actions.admit_official("can.bo.1", by=world.administrator)
    assert (made.posts, made.post, made.unit, made.roles) == ([], None, None, frozenset())


@pytest.mark.parametrize("name", ["can.bo.1", "Can.Bo.1"])
def test_a_name_is_one_person_in_any_case(world, name):
    actions.admit_official("can.bo.1", by=world.administrator)
    with pytest.raises(RuleBroken, match="đã có người dùng") as broken:
        actions.admit_official(name, by=world.administrator)
    assert broken.value.field == "username"
    with pytest.raises(IntegrityError), transaction.atomic():
        Official(username=name, locality=world.ward).save()


@pytest.mark.parametrize("password", ["ngan", "password1234", "can.bo.so.mot"])
def test_a_weak_password_is_refused(world, password):
    with pytest.raises(RuleBroken) as broken:
        actions.admit_official("can.bo.so.mot", by=world.administrator, password=password)
    assert broken.value.field == "password"
    assert not Official.objects.filter(username="can.bo.so.mot").exists()


def test_a_colleague_may_not(world):
    with pytest.raises(PermissionDenied):
        actions.admit_official("can.bo.1", by=world.chair)
