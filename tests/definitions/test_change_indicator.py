"""A change is a new version: what was measured, and what was promised, keeps the one it was made with."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.commitments import actions as commitments
from kheo.commitments.joined import joined
from kheo.definitions import actions
from kheo.errors import RuleBroken
from kheo.indicators import figures, known
from kheo.indicators.models import DefinedVersion
from kheo.measures.defined import Condition, Operator
from tests.definitions.conftest import SENT, written
from tests.definitions.test_define_indicator import CODE, weeks_of
from tests.indicators.facts import MONDAY, NOW

pytestmark = pytest.mark.long


ON_THE_DAY_TOO = ((Condition("finished_on", Operator.NOT_AFTER, other="promised_on"),),)


@pytest.fixture
def made(counted):
    return actions.define_indicator(written(), by=counted.administrator).indicator


def test_a_new_version_is_measured_beside_the_old_and_both_open(counted, made, client_of):
    actions.change_indicator(made.pk, written(good=ON_THE_DAY_TOO), by=counted.administrator)
    assert weeks_of(counted.service_centre) == [(1, 3, 4), (2, 4, 4)]
    client, url = client_of(counted.chair), reverse("indicators:records", args=[CODE])
    assert [client.get(url, {"lan": n}).context["counts"].good for n in (1, 2)] == [3, 4]
    assert client.get(url).context["counts"].good == 4
    newest = figures.on_newest_snapshots(counted.ward.pk, known.of(counted.ward.pk)).filter(indicator=CODE)
    assert {each.version for each in newest} == {2}
    trace = AuditRecord.objects.get(verb="indicator.changed")
    assert (trace.object_id, trace.changed["version"]) == (made.pk, 2)


def test_a_refresh_under_way_is_waited_for_so_that_the_newest_snapshot_knows_the_version(counted, made):
    with CaptureQueriesContext(connection) as asked:
        actions.change_indicator(made.pk, written(good=ON_THE_DAY_TOO), by=counted.administrator)
    locks = [each["sql"] for each in asked if "FOR UPDATE" in each["sql"]]
    assert "people_locality" in locks[0] and "definedindicator" in locks[1]


def test_a_promise_keeps_the_version_it_was_made_with(counted, made, facts):
    with clock.standing_at(NOW):
        promise = commitments.commit(
            unit=counted.service_centre, indicator_code=CODE, target=Decimal(90), started_on=MONDAY,
            due_on=MONDAY + timedelta(weeks=12), by=counted.chair,
        )  # fmt: skip
    actions.change_indicator(made.pk, written(good=ON_THE_DAY_TOO), by=counted.administrator)
    each = joined([promise], MONDAY)[0]
    assert (promise.version, each.ratio.version) == (1, 1)
    assert "lan=1" in each.baseline_door.url and each.correction == ""


def test_switched_off_it_is_not_shown_but_what_was_promised_by_it_stands(counted, made, client_of):
    assert client_of(counted.administrator).post(reverse("definitions:switch_off", args=[made.pk])).status_code == 302
    indicators = known.of(counted.ward.pk)
    assert CODE not in dict(indicators.choices) and indicators.find(CODE).code == CODE
    assert client_of(counted.chair).get(reverse("indicators:records", args=[CODE])).status_code == 200
    with pytest.raises(RuleBroken, match="đã tắt rồi"):
        actions.switch_off(made.pk, by=counted.administrator)
    actions.switch_on(made.pk, by=counted.administrator)
    assert CODE in dict(known.of(counted.ward.pk).choices)
    verbs = AuditRecord.objects.filter(object_id=made.pk, verb__startswith="indicator.switched").values_list(
        "verb", flat=True
    )
    assert list(verbs.order_by("pk")) == ["indicator.switched_off", "indicator.switched_on"]


def test_the_rule_says_no_to_a_change_of_nothing_and_of_the_table(counted, made):
    with pytest.raises(RuleBroken, match="Chưa đổi gì so với phiên bản 1"):
        actions.change_indicator(made.pk, written(), by=counted.administrator)
    with pytest.raises(RuleBroken, match="cùng bảng số liệu"):
        actions.change_indicator(made.pk, written(table="task"), by=counted.administrator)


def test_others_may_not(counted, made, client_of):
    for act in (actions.switch_off, actions.switch_on):
        with pytest.raises(PermissionDenied):
            act(made.pk, by=counted.administrator_of_another_ward)
    with pytest.raises(PermissionDenied):
        actions.change_indicator(made.pk, written(good=ON_THE_DAY_TOO), by=counted.clerk)
    for name in ("change", "switch_off", "switch_on"):
        url = reverse(f"definitions:{name}", args=[made.pk])
        assert client_of(counted.clerk).post(url, SENT).status_code == 403
        assert client_of(counted.administrator_of_another_ward).post(url, SENT).status_code == 404


def test_the_form_comes_filled_in_and_the_page_keeps_every_version(counted, made, client_of):
    client, url = client_of(counted.administrator), reverse("definitions:change", args=[made.pk])
    page = client.get(url)
    assert page.context["form"].good.forms[0]["other"].value() == "promised_on"
    sent = SENT | {"dat-0-operator": "not_after"}
    looked = client.post(url, sent | {"act": "look"})
    shown = client.post(url, sent | {"act": "keep", "seen": looked.context["seen"]}, follow=True).content.decode()
    assert DefinedVersion.objects.count() == 2
    assert "Phiên bản 1" in shown and "không muộn hơn ngày “Hẹn trả”" in shown and "trước ngày “Hẹn trả”" in shown
