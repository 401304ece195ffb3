"""The matrix bites: with one guard taken away it must say so, else its silence would mean nothing."""

import pytest

from kheo.base import policies
from kheo.base.policies import Policy
from kheo.people.models import Official
from kheo.procedures.models import ImportBatch
from kheo.work import access
from kheo.work.models import TaskQuerySet
from kheo.work.views import tasks

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def found(matrix):
    """Ask about one address as one actor; give what was found, and forget it."""

    def ask(actor, route):
        known = len(matrix.deviations)
        matrix._missing.clear()
        matrix.run(case for case in matrix.cases({actor}) if case.route.name == route)
        said = matrix.deviations[known:]
        del matrix.deviations[known:]
        matrix._missing.clear()
        return " | ".join(said)

    return ask


def test_tasks_of_another_ward_that_open(found, monkeypatch):
    assert found("leader", "work:task") == ""
    monkeypatch.setattr(TaskQuerySet, "visible_to", lambda self, _official: self.all())
    assert "leader: GET work:task other_locality: expected not found, answered 200" in found("leader", "work:task")


def test_tasks_of_another_unit_that_open(found, monkeypatch):
    monkeypatch.setattr(TaskQuerySet, "visible_to", lambda self, by: self.filter(locality=by.locality_id))
    assert "work:task other_unit: expected not found, answered 200" in found("official", "work:task")


def test_a_right_that_is_not_checked(found, monkeypatch):
    monkeypatch.setattr(access, "check_can_review", lambda _official, _task: None)
    assert "official: POST work:accept same_unit: expected refused, answered 302" in found("official", "work:accept")


def test_a_door_that_stands_open(found, monkeypatch):
    monkeypatch.setattr(policies, "policy_of", lambda _view, _name: Policy("public"))
    assert "official: GET reports:overview: expected refused, answered 200" in found("official", "reports:overview")


def test_a_door_for_the_wrong_role(found, monkeypatch):
    monkeypatch.setattr(tasks.cancel, "policy", Policy("signed_in"))
    assert "official: GET work:cancel same_unit: expected refused, answered 200" in found("official", "work:cancel")


def test_an_answer_that_tells_what_exists(found, monkeypatch):
    def tell(request, batch_id):
        from django.http import Http404
        from django.shortcuts import get_object_or_404

        batch = get_object_or_404(ImportBatch.objects.select_related("progress"), pk=batch_id)
        if batch.locality_id != request.official.locality_id:
            raise Http404
        return batch

    monkeypatch.setattr("kheo.site.errors.render", _render_with_number)
    monkeypatch.setattr("kheo.intake.views.imports._visible", tell)
    assert "the answer differs from that of a thing that does not exist" in found("clerk", "intake:batch")


def _render_with_number(request, _template, _told, status):
    from django.http import HttpResponse

    known = ImportBatch.objects.filter(pk=request.resolver_match.kwargs.get("batch_id", 0)).exists()
    return HttpResponse("Có, nhưng không phải của đồng chí." if known else "Không có.", status=status)


def test_a_page_that_writes(found, monkeypatch):
    real = tasks._show

    def show(request, task_id, **more):
        Official.objects.filter(pk=request.official.pk).update(email="da-xem@example.vn")
        return real(request, task_id, **more)

    monkeypatch.setattr(tasks, "_show", show)
    assert "leader: GET work:task own: wrote to people_official" in found("leader", "work:task")
