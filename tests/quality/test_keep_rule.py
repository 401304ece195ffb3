"""Rules and expectations are data that an administrator keeps; a far week is explained by its unit."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.quality import actions
from kheo.quality.forms import ExpectationForm, RuleForm
from kheo.quality.kept import InForce
from kheo.quality.models import Explanation, Kept
from kheo.quality.proposed import EXPECTATIONS, RULES
from tests.integrity.wards import MONDAY
from tests.quality.test_rules import made

SWING = [38, 42, 40, 37, 44, 41, 39, 40, 43, 36, 42, 40, 41, 40]


def form_of(rule):
    """Give what a browser sends of a rule's form."""
    filled = RuleForm.filled(rule)
    told = {name: filled[name] for name in RuleForm.base_fields if name != "is_on"}
    return {**told, **({"is_on": "on"} if rule.is_on else {})}


def test_an_administrator_makes_a_rule_and_it_leaves_a_trace(world, client_of):
    client = client_of(world.administrator)
    assert client.post(reverse("quality:new_rule"), form_of(made(name="Quy tắc của phường"))).status_code == 302
    kept = Kept.objects.get()
    assert InForce(world.ward.pk).rule("qt-1").name == "Quy tắc của phường"
    trace = AuditRecord.objects.get(verb="rule.kept")
    assert (trace.object_id, trace.changed["operator"]) == (kept.pk, "ge")
    assert "Quy tắc của phường" in client.get(reverse("quality:rules")).content.decode()


def test_a_proposed_rule_is_switched_off_and_the_old_words_stay(world, client_of):
    rule = RULES[0]
    sent = {**form_of(rule), "source": "Thống nhất tại họp giao ban"}
    sent.pop("is_on")
    client_of(world.administrator).post(reverse("quality:rule", args=[rule.code]), sent)
    assert not InForce(world.ward.pk).rule(rule.code).is_on
    assert InForce(world.administrator_of_another_ward.locality_id).rule(rule.code).is_on


def test_what_is_no_rule_is_told_on_the_form(world, client_of):
    answer = client_of(world.administrator).post(reverse("quality:new_rule"), form_of(made(instruction="xem")))
    assert answer.status_code == 422
    assert not Kept.objects.exists()


def test_what_is_expected_is_changed_with_its_ground(world, client_of):
    sent = {**EXPECTATIONS[0].plain, "days": "3", "source": "Quy chế nhập liệu minh hoạ"}
    sent = {name: sent[name] for name in ExpectationForm.base_fields}
    client_of(world.administrator).post(reverse("quality:expectation", args=["dossier"]), sent)
    assert InForce(world.ward.pk).expectations["dossier"].days == 3
    assert AuditRecord.objects.get(verb="expectation.kept").changed["days"] == 3


def test_nobody_but_the_administrator_keeps_rules(world, client_of):
    with pytest.raises(PermissionDenied):
        actions.keep_rule(made(), by=world.chair)
    with pytest.raises(PermissionDenied):
        actions.keep_expectation(EXPECTATIONS[0], by=world.chair)
    assert client_of(world.chair).get(reverse("quality:new_rule")).status_code == 403
    text = client_of(world.centre_official).get(reverse("quality:rules")).content.decode()
    assert "Thêm quy tắc" not in text and RULES[0].name in text
    for address in (reverse("quality:rule", args=["khong-co"]), reverse("quality:expectation", args=["khong-co"])):
        assert client_of(world.administrator).get(address).status_code == 404


@pytest.mark.long
def test_a_far_week_is_a_question_that_the_unit_explains(data, client_of):
    data.weeks([*SWING, 4, 40])
    data.check()
    client, address = client_of(data.world.centre_head), reverse("quality:source", args=[data.unit.pk, "dossier"])
    text = client.get(address).content.decode()
    assert "có 4 bản ghi; các tuần trước thường chừng 40. Vì sao?" in text
    said = {"start": f"{MONDAY - timedelta(weeks=2):%d/%m/%Y}", "words": "Tuần đó máy chủ dừng ba ngày (minh hoạ)."}
    assert client.post(reverse("quality:explain", args=[data.unit.pk, "dossier"]), said).url == address
    assert Explanation.objects.get().words in client.get(address).content.decode()
    trace = AuditRecord.objects.get(verb="point.explained")
    assert trace.changed == {"unit": data.unit.pk, "week": "2026-11-09"}
    short = client.post(reverse("quality:explain", args=[data.unit.pk, "dossier"]), {**said, "words": "ừ"})
    assert short.status_code == 422


@pytest.mark.long
def test_only_the_units_head_explains(data, client_of):
    data.weeks([*SWING, 4, 40])
    data.check()
    said = {"start": "09/11/2026", "words": "Tuần đó máy chủ dừng ba ngày (minh hoạ)."}
    address = reverse("quality:explain", args=[data.unit.pk, "dossier"])
    assert client_of(data.world.chair).post(address, said).status_code == 403
    assert client_of(data.world.culture_head).post(address, said).status_code == 404
    assert client_of(data.world.official_of_another_ward).post(address, said).status_code == 404
    with pytest.raises(RuleBroken):
        day = MONDAY - timedelta(weeks=2)
        actions.explain_point(data.unit.pk, by=data.world.centre_head, table="dossier", start=day, words="ừ")
