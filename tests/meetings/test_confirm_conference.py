"""Confirm the conference that a document reports: as the text says it, and as a person finds it right."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from kheo.base import clock
from kheo.documents.models import Document
from kheo.errors import RuleBroken
from kheo.meetings import actions
from kheo.meetings.models import Conference, Paper


def test_confirmed_with_its_papers_in_order(world, march, trace):
    document = world.document()
    made = actions.confirm_conference(document.pk, by=world.clerk, particulars=march, papers=["Một cửa", "Mặt trận"])
    assert {name: getattr(made, name) for name in march} == march
    assert [paper.title for paper in Paper.objects.filter(conference=made)] == ["Một cửa", "Mặt trận"]
    left = trace("conference.confirmed", made)
    assert left.changed == {"document": document.pk, "held_on": "2026-03-03", "papers": 12}


def test_corrected_keeps_one_conference_and_the_new_list(world, march, trace):
    document = world.document()
    actions.confirm_conference(document.pk, by=world.clerk, particulars=march, papers=["Một", "Hai", "Ba"])
    march["papers_count"] = 2
    made = actions.confirm_conference(document.pk, by=world.chair, particulars=march, papers=["Hai", "Ba"])
    assert Conference.objects.get() == made
    assert [paper.title for paper in Paper.objects.all()] == ["Hai", "Ba"]
    assert trace("conference.corrected", made).official_id == world.chair.pk


def test_what_the_text_does_not_say_stays_empty(world):
    made = actions.confirm_conference(world.document().pk, by=world.clerk, particulars={"title": "Hội nghị sơ kết"})
    assert (made.held_on, made.papers_count, made.chair, made.organiser) == (None, None, "", "")


@pytest.mark.parametrize(
    ("change", "papers", "sentence"),
    [
        ({"title": "Họp"}, [], "Xin ghi tên hội nghị"),
        ({"held_on": clock.today() + timedelta(days=1)}, [], "Ngày hội nghị chưa tới"),
        ({"papers_count": 1}, ["Một", "Hai"], "Văn bản ghi 1 tham luận, nhưng danh sách có 2"),
    ],
)
def test_what_cannot_be_right_is_refused(world, march, change, papers, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        actions.confirm_conference(world.document().pk, by=world.clerk, particulars=march | change, papers=papers)
    assert not Conference.objects.exists()


def test_somebody_elses_correction_is_not_overwritten_unseen(world, march):
    document = world.document()
    seen = actions.mark_of(None)
    actions.confirm_conference(document.pk, by=world.chair, particulars=march, papers=["Một"], seen=seen)
    with pytest.raises(RuleBroken, match="Người khác vừa lưu hội nghị này"):
        actions.confirm_conference(document.pk, by=world.clerk, particulars=march | {"chair": "Khác"}, seen=seen)
    seen = actions.mark_of(Conference.objects.get())
    actions.confirm_conference(document.pk, by=world.clerk, particulars=march | {"chair": "Khác"}, seen=seen)
    assert Conference.objects.get().chair == "Khác"


def test_who_may_not(world, march):
    document = world.document()
    with pytest.raises(PermissionDenied):
        actions.confirm_conference(document.pk, by=world.centre_head, particulars=march)
    with pytest.raises(Document.DoesNotExist):
        actions.confirm_conference(document.pk, by=world.official_of_another_ward, particulars=march)
