"""What people made of proposals becomes a measure of the reader, and leaves the house without anybody's words."""

import json

import pytest

from kheo.cli.measured import told
from kheo.work import actions
from kheo.work.corrections import Correction, corrections, evaluate, export
from kheo.work.models import Proposal
from kheo.work.rules import Decision, Origin, Theme

ORDER = """CHỈ THỊ
Về việc nâng cao chất lượng phục vụ (minh hoạ)

Chủ tịch UBND phường yêu cầu:

1. Phòng Văn hoá – Xã hội hướng dẫn người dân nộp hồ sơ trước ngày 15/12/2027.

2. Trung tâm Phục vụ hành chính công công khai kết quả giải quyết hồ sơ hằng tháng.

3. Công an phường rà soát các điểm đỗ xe quanh trường học trong năm 2027.
"""


@pytest.fixture
def reading(world):
    """A document of which a person kept one proposal, gave one another theme, dropped one, and added a task."""
    heads = {world.culture_office: world.culture_head, world.service_centre: world.centre_head}
    reading = actions.read_document(world.document(ORDER).pk, by=world.clerk)
    kept, themed, dropped = Proposal.objects.filter(reading=reading)
    added = world.proposal(reading=reading, of="nâng cao chất lượng phục vụ", origin=Origin.ADDED, suggested={})
    for proposal in (kept, themed, added):
        proposal.decision, proposal.head_post = Decision.ACCEPTED, heads[proposal.lead_unit].posts[0]
        proposal.save()
    Proposal.objects.filter(pk=themed.pk).update(theme=Theme.EMULATION)
    actions.decide(dropped.pk, Decision.DROPPED, by=world.clerk)
    return reading


def test_a_reading_that_is_not_confirmed_to_the_end_is_not_measured(reading):
    assert corrections() == []


def test_the_fate_of_each_proposal_is_counted(world, reading):
    actions.confirm_proposals(reading.pk, by=world.clerk)
    made = corrections()
    assert sorted(each.fate for each in made) == ["dropped", "kept", "kept", "missed"]
    found = evaluate(made)
    assert (found.documents, found.precision, found.recall) == (1, 0.6667, 0.6667)
    assert found.unit_right == (2, 2)
    assert found.theme_right == (1, 2)
    assert found.due_right == (1, 1)
    assert found.reworded == (0, 2)
    assert sum(band.of for band in found.bands) == 3


def test_what_leaves_the_house_holds_no_words(world, reading):
    actions.confirm_proposals(reading.pk, by=world.clerk)
    rows = list(export(corrections()))
    assert {row["fate"] for row in rows} == {"kept", "dropped", "missed"}
    written = json.dumps(rows, ensure_ascii=False)
    assert not any(words in written for words in ("Trung tâm", "hồ sơ", "Công an", "người dân"))


def test_a_measure_is_told_in_sentences():
    made = [
        Correction(1, "kept", "danh-mục", 0.8, False, True, None, True, "other"),
        Correction(1, "dropped", "tiếp-lời", 0.5),
        Correction(1, "missed"),
    ]
    words = told(evaluate(made))
    assert "1 văn bản đã xác nhận hết." in words
    assert "Trong việc máy gợi ý, 50% được giữ." in words
    assert "Trong việc cần có, máy thấy 50%." in words
    assert told(evaluate([])).startswith("Chưa có văn bản nào")
