"""Who may what: the matrix is generated from the resolver, asked for real, and compared with the oracle."""

import pytest
from django.http import HttpResponse

from kheo.base.models import AuditRecord
from kheo.base.routes import Route, jobs, routes
from tests.permissions import oracle
from tests.permissions.forged import client_with_token, forge, send, unsafe_cases
from tests.permissions.matrix import Untold, door_of, job_deviations
from tests.permissions.writes import TRACE, fingerprint


@pytest.mark.parametrize("route", routes(), ids=lambda route: route.name)
def test_the_oracle_knows_every_address_and_what_it_names(route):
    assert door_of(route)


def test_the_oracle_speaks_of_no_address_that_is_gone():
    assert set(oracle.DOORS) == {route.name for route in routes()}
    assert set(oracle.JOBS) == {job.name for job in jobs()}


def test_every_job_is_begun_by_whom_the_oracle_says():
    assert job_deviations() == []


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("training:course", ("course_id",), "say in tests/permissions/oracle.py who may use it"),
        ("work:task", ("course_id",), "nobody knows what that names"),
        ("work:task", ("document_id",), "names document, but oracle.py says task"),
    ],
)
def test_a_new_address_is_refused_in_a_sentence_until_somebody_says_whose_it_is(name, arguments, sentence):
    new = Route(name, "/tap-huan/<int:course_id>/", arguments, ("GET",), None, lambda _request: HttpResponse())
    with pytest.raises(Untold, match=sentence):
        door_of(new)


@pytest.mark.long
@pytest.mark.django_db
def test_every_answer_is_the_one_the_oracle_gives(matrix):
    matrix.run(matrix.cases())
    assert matrix.deviations == []
    assert matrix.checks > 4000
    buttons = {name for name, door in oracle.DOORS.items() if door.sends is not None}
    assert buttons - matrix.pressed == set(), "these forms were never let through, so that a refusal proves nothing"


@pytest.mark.long
@pytest.mark.django_db
def test_no_form_is_taken_that_our_pages_did_not_send(matrix):
    before = matrix.checks
    with matrix.staged():
        forge(matrix)
        case = next(case for case in unsafe_cases(matrix) if case.route.name == "language")
        client = client_with_token(matrix, case.actor)
        assert send(client, case, headers={"Origin": "http://testserver"}, with_token=True) == 302, "ours is taken"
    assert matrix.deviations == []
    assert matrix.checks - before > 500


@pytest.mark.long
@pytest.mark.django_db
def test_looking_changes_no_row(matrix):
    before, last = fingerprint(), AuditRecord.objects.latest("pk").pk
    with matrix.staged():
        for case in matrix.cases({"anonymous", "head", "leader", "administrator"}):
            if case.method == "GET":
                matrix.ask(case, undo=False)
    after = fingerprint()
    assert {name for name in after if after[name] != before[name]} <= {TRACE}
    traced = set(AuditRecord.objects.filter(pk__gt=last).values_list("verb", flat=True))
    assert traced <= {
        "answer.file_read", "document.file_read", "evidence.read", "list.handed_out", "official.listed",
        "official.seen", "post.holders_seen",
    }  # fmt: skip
