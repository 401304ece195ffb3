"""Thresholds are data with a ground: an administrator changes them, everybody reads them, the old ones stay."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.integrity import actions
from kheo.integrity.catalogue import BY_CODE, SIGNALS
from kheo.integrity.models import Setting
from kheo.integrity.rules.shapes import Against
from kheo.integrity.settings import Settings

WHY = "Kết luận họp giao ban minh hoạ số 12"
FORM = {**{name: str(value) for name, value in BY_CODE["mo-lai"].values().items()}, "against": "past", "source": WHY}
COMMON = {"unit_days": "3", "a_week": "2", "a_unit": "1", "chance": "0,5", "quiet_weeks": "4", "source": WHY}


def test_a_threshold_is_changed_and_leaves_a_trace(world, client_of):
    client = client_of(world.administrator)
    answer = client.post(reverse("integrity:signal", args=["mo-lai"]), {**FORM, "effect": "12", "is_on": "on"})
    assert answer.url == reverse("integrity:methods")
    chosen = Settings(world.ward.pk).of("mo-lai")
    assert (chosen.values["effect"], chosen.against, chosen.is_on) == (12, Against.PAST, True)
    trace = AuditRecord.objects.get(verb="signal.changed")
    assert trace.changed["v_effect"] == 12 and trace.official_id == world.administrator.pk
    assert WHY in client.get(reverse("integrity:methods")).content.decode()


def test_the_shared_thresholds_are_changed_and_the_old_stay_to_be_read(world, client_of):
    client = client_of(world.administrator)
    client.post(reverse("integrity:settings"), COMMON)
    client.post(reverse("integrity:settings"), {**COMMON, "unit_days": "7"})
    settings = Settings(world.ward.pk)
    assert settings.common["unit_days"] == 7
    assert (settings.limits.chance, settings.limits.a_week, settings.limits.a_unit) == (0.005, 2, 1)
    assert list(Setting.objects.order_by("pk").values_list("values__unit_days", flat=True)) == [3, 7]


@pytest.mark.parametrize("wrong", [{"effect": "nhiều"}, {"effect": "91"}, {"floor": "30,5"}, {"source": ""}])
def test_what_is_no_threshold_is_told_on_the_form(world, client_of, wrong):
    answer = client_of(world.administrator).post(reverse("integrity:signal", args=["mo-lai"]), {**FORM, **wrong})
    assert answer.status_code == 422
    assert not Setting.objects.exists()


def test_a_ground_that_says_nothing_is_refused(world):
    with pytest.raises(RuleBroken):
        actions.change_settings(by=world.administrator, values=Settings(world.ward.pk).common, source="vì thế")


def test_nobody_but_the_administrator_may(world, client_of):
    values = BY_CODE["mo-lai"].values()
    with pytest.raises(PermissionDenied):
        actions.change_signal("mo-lai", by=world.chair, values=values, against=Against.BOTH, is_on=True, source=WHY)
    with pytest.raises(PermissionDenied):
        actions.change_settings(by=world.chair, values={}, source=WHY)
    assert client_of(world.chair).get(reverse("integrity:signal", args=["mo-lai"])).status_code == 403


def test_another_ward_keeps_its_own(world):
    values = BY_CODE["mo-lai"].values({"effect": 40})
    by = world.administrator_of_another_ward
    actions.change_signal("mo-lai", by=by, values=values, against=Against.BOTH, is_on=False, source=WHY)
    assert Settings(world.ward.pk).of("mo-lai").is_on


def test_everybody_reads_how_questions_come_about(world, client_of, django_assert_max_num_queries):
    client = client_of(world.centre_official)
    with django_assert_max_num_queries(8):
        text = client.get(reverse("integrity:methods")).content.decode()
    assert all(signal.name in text and signal.source.text in text for signal in SIGNALS)
    assert "Đổi ngưỡng" not in text
    assert client_of(world.administrator).get(reverse("integrity:signal", args=["khong-co"])).status_code == 404
