"""The administrator defines an indicator: it counts at once, as its words say, and shows like every other."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.definitions import actions
from kheo.definitions.forms import documented
from kheo.errors import RuleBroken
from kheo.indicators import actions as indicators
from kheo.indicators import known
from kheo.indicators.models import DefinedIndicator, DefinedVersion, Observation
from kheo.indicators.tables import all_tables
from kheo.measures.defined import Condition, Operator
from tests.definitions.conftest import SENT, written
from tests.indicators.facts import NOW
from tests.indicators.test_refresh import WEEK

pytestmark = pytest.mark.long


URL = reverse("definitions:define")
CODE = "rieng-ty-le-ho-so-tra-truoc-hen"


def weeks_of(unit, code=CODE):
    found = Observation.objects.filter(unit=unit, indicator=code, period_kind="week", period_start=WEEK)
    return sorted(found.values_list("version", "numerator", "denominator"))


def test_it_is_measured_at_once_and_each_night_from_then_on(counted, facts):
    actions.define_indicator(written(), by=counted.administrator)
    assert weeks_of(counted.service_centre) == [(1, 3, 4)]
    facts.dossier(counted.service_centre, WEEK, finished=WEEK)
    indicators.refresh(counted.ward, by=None, now=NOW)
    assert weeks_of(counted.service_centre) == [(1, 3, 4), (1, 3, 5)]


def test_it_leaves_a_trace_without_words(counted):
    made = actions.define_indicator(written(), by=counted.administrator)
    trace = AuditRecord.objects.get(verb="indicator.defined")
    assert (trace.official_id, trace.object_id) == (counted.administrator.pk, made.indicator_id)
    assert trace.changed["version"] == 1


def test_two_of_one_name_have_two_codes(counted):
    codes = [actions.define_indicator(written(), by=counted.administrator).indicator.code for _twice in range(2)]
    assert codes == [CODE, f"{CODE}-2"]
    assert CODE in {ratio.code for ratio in known.of(counted.ward.pk)}


def test_every_column_that_may_be_asked_about_says_what_it_means(counted, client_of):
    asked = [(table.code, column) for table in all_tables() for column in documented(table)]
    assert [(code, column.name) for code, column in asked if not column.description] == []
    page = client_of(counted.administrator).get(URL, {"bang": "dossier"}).content.decode()
    assert "Ngày cơ quan tiếp nhận hồ sơ." in page


def test_another_ward_does_not_know_it(counted, client_of):
    made = actions.define_indicator(written(), by=counted.administrator)
    neighbour = counted.administrator_of_another_ward
    assert CODE not in {ratio.code for ratio in known.of(neighbour.locality_id)}
    client = client_of(neighbour)
    assert client.get(reverse("indicators:records", args=[CODE])).status_code == 404
    assert client.get(reverse("definitions:indicator", args=[made.indicator_id])).status_code == 404


def test_a_colleague_may_not(counted, client_of):
    with pytest.raises(PermissionDenied):
        actions.define_indicator(written(), by=counted.chair)
    assert client_of(counted.chair).post(URL, SENT).status_code == 403
    assert not DefinedIndicator.objects.exists()


def test_the_rule_says_no_to_a_column_nobody_documented(counted):
    secret = ((Condition("unit_id", Operator.KNOWN),),)
    with pytest.raises(RuleBroken, match="không có cột này"):
        actions.define_indicator(written(good=secret), by=counted.administrator)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE indicators_definedversion SET number = 9",
        "DELETE FROM indicators_definedversion",
        "DELETE FROM indicators_definedindicator",
        "UPDATE indicators_definedindicator SET code = 'x'",
    ],
)
def test_a_version_is_never_altered_and_an_indicator_never_deleted(counted, change):
    actions.define_indicator(written(), by=counted.administrator)
    with pytest.raises(DatabaseError, match="kept for good"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


# the form


def test_first_a_look_with_live_counts_and_records_then_it_is_kept(counted, client_of):
    client = client_of(counted.administrator)
    looked = client.post(URL, SENT | {"act": "look"})
    assert looked.status_code == 200 and not DefinedVersion.objects.exists()
    assert [row["count"] for row in looked.context["preview"].filters] == [4, 3, 1]
    assert len(looked.context["preview"].records.lines) == 4
    assert "“Xong” trước ngày “Hẹn trả”" in looked.content.decode()
    kept = client.post(URL, SENT | {"act": "keep", "seen": looked.context["seen"]}, follow=True)
    assert kept.redirect_chain[-1][0] == reverse("definitions:indicator", args=[DefinedIndicator.objects.get().pk])
    assert "phiên bản 1" in kept.content.decode()
    page = client.get(reverse("indicators:records", args=[CODE]))
    assert (page.context["counts"].counted, page.context["counts"].good) == (4, 3)


def test_what_was_not_looked_at_is_shown_first_and_not_kept(counted, client_of):
    client = client_of(counted.administrator)
    looked = client.post(URL, SENT | {"act": "look"})
    again = client.post(URL, SENT | {"dat-0-operator": "not_after", "act": "keep", "seen": looked.context["seen"]})
    assert again.status_code == 200 and "vừa được sửa sau lần xem trước" in again.content.decode()
    assert not DefinedVersion.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"dat-0-operator": "at_least"}, "Cột này so được bằng"),
        ({"dat-0-other": ""}, "Hãy chọn ngày để so."),
        ({"dat-0-column": "rating", "dat-0-operator": "at_least", "dat-0-value": "tốt"}, "hãy ghi số"),
        ({"dat-0-column": "rating", "dat-0-operator": "at_least", "dat-0-value": "9" * 20}, "nhiều nhất 18 chữ số"),
        ({"dat-0-column": ""}, "ít nhất một điều kiện"),
        ({"name": ""}, "Tên chỉ số"),
    ],
)
def test_a_mistake_is_said_where_it_was_made(counted, client_of, changed, words):
    answer = client_of(counted.administrator).post(URL, SENT | changed | {"act": "look"})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_more_rows_are_a_button_away_and_nothing_typed_is_lost(counted, client_of):
    answer = client_of(counted.administrator).post(URL, SENT | {"tinh-them": "1"})
    assert answer.context["form"].counted.count == 4
    assert SENT["name"] in answer.content.decode()


@pytest.mark.parametrize("strange", ["", "x", "0", "99", "9" * 40])
def test_a_strange_number_of_rows_is_no_form_of_ours(counted, client_of, strange):
    assert client_of(counted.administrator).post(URL, SENT | {"tinh-dong": strange}).status_code == 400


def test_the_columns_are_documented_on_the_page(counted, client_of):
    text = client_of(counted.administrator).get(URL).content.decode()
    assert "2: Trực tuyến" in text and "So được bằng: “đã ghi”" in text
    assert client_of(counted.administrator).get(URL, {"bang": "secrets"}).status_code == 404


def test_the_list_asks_a_fixed_number_of_times(counted, client_of, django_assert_num_queries):
    for n in range(6):
        actions.define_indicator(written(name=f"Chỉ số {n}"), by=counted.administrator)
    client = client_of(counted.administrator)
    client.get(reverse("definitions:indicators"))
    with django_assert_num_queries(5):  # session, user, posts, delegations, versions
        client.get(reverse("definitions:indicators"))
