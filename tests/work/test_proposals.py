"""What people make of proposals: saved, dropped, taken back, merged, split, added, confirmed; each leaves a trace."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.documents.actions import take_in
from kheo.errors import RuleBroken
from kheo.work import actions
from kheo.work.filled import Filled
from kheo.work.models import Proposal, Reading, Task
from kheo.work.rules import Decision, NotReady, Origin, Overtaken, Rhythm, Theme

ORDER = """CHỈ THỊ
Về việc nâng cao chất lượng phục vụ (minh hoạ)

Chủ tịch UBND phường yêu cầu:

1. Phòng Văn hoá – Xã hội chủ trì, phối hợp với Trung tâm hành chính công hướng dẫn người dân trước ngày 15/12/2027.

2. Trung tâm Phục vụ hành chính công công khai kết quả giải quyết hồ sơ hằng tháng.
"""


@pytest.fixture
def two(world):
    """Two proposals of one reading, in the order of the text."""
    reading = world.reading()
    return world.proposal(reading=reading), world.proposal(reading=reading, of="hướng dẫn người dân")


# reading


def test_reading_proposes_with_the_words_units_and_days_of_the_text(world, trace):
    assert world.service_centre and world.culture_office
    document = world.document(ORDER)
    reading = actions.read_document(document.pk, by=world.clerk)
    first, second = Proposal.objects.filter(reading=reading)
    assert first.lead_unit == world.culture_office
    assert list(first.coordinating_units.all()) == [world.service_centre]
    assert first.due_on.isoformat() == "2027-12-15"
    assert document.text[first.start : first.end].startswith(first.suggested["text"][:20])
    assert (second.lead_unit, second.rhythm) == (world.service_centre, Rhythm.MONTHLY)
    assert {first.decision, second.decision} == {Decision.OPEN}
    assert trace("document.read", document).changed == {"proposals": 2, "meeting": False}


def test_counted_days_and_every_rhythm_are_proposed(world):
    assert world.service_centre
    text = ORDER.replace("trước ngày 15/12/2027", "trong 05 ngày làm việc kể từ ngày ký").replace(
        "hằng tháng", "mỗi quý một lần"
    )
    document = take_in(by=world.clerk, text=text, issued_date=date(2026, 10, 15))
    first, second = Proposal.objects.filter(reading=actions.read_document(document.pk, by=world.clerk))
    assert (first.due_on, first.suggested["due_on"]) == (date(2026, 10, 22), "2026-10-22")
    assert (second.rhythm, second.suggested["heading"]) == (Rhythm.QUARTERLY, "Chủ tịch UBND phường yêu cầu")


def test_who_joins_in_is_proposed_from_the_column_and_the_field_that_name_them(world):
    assert world.service_centre and world.culture_office and world.council_office
    text = """KẾ HOẠCH
II. PHÂN CÔNG NHIỆM VỤ
1. Tuyên truyền
- Hướng dẫn người dân nộp hồ sơ trực tuyến.
- Đơn vị chủ trì: Trung tâm hành chính công.
- Đơn vị phối hợp: Phòng Văn hoá – Xã hội.
2. Phụ lục
TT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp
1 | Rà soát toàn bộ hồ sơ quá hạn | Phòng Văn hoá – Xã hội | Văn phòng; Trung tâm hành chính công
"""
    reading = actions.read_document(world.document(text).pk, by=world.clerk)
    told, listed = Proposal.objects.filter(reading=reading)
    assert (told.lead_unit, list(told.coordinating_units.all())) == (world.service_centre, [world.culture_office])
    assert listed.lead_unit == world.culture_office
    assert set(listed.coordinating_units.all()) == {world.council_office, world.service_centre}


def test_all_units_of_the_ward_are_its_offices_not_the_ward_itself_nor_its_quarters(world):
    world.unit("Tổ dân phố 3")
    assert world.service_centre and world.culture_office
    text = ORDER.replace("Trung tâm Phục vụ hành chính công công khai", "Các đơn vị công khai")
    reading = actions.read_document(world.document(text).pk, by=world.clerk)
    group = Proposal.objects.filter(reading=reading).last()
    assert group.lead_unit is None
    assert {"Trung tâm Phục vụ hành chính công", "Phòng Văn hoá – Xã hội"} <= set(group.suggested["members"])
    assert not {world.ward.name, "Tổ dân phố 3"} & set(group.suggested["members"])


def test_a_text_from_a_printed_page_is_proposed_in_whole_sentences_with_single_spaces(world):
    text = """KẾ HOẠCH
Rà soát hồ sơ (minh hoạ)
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng: Chủ trì, phối hợp với các tổ dân phố rà soát
toàn bộ **hồ sơ quá hạn**, phân loại theo từng nguyên nhân và
niêm yết kết quả tại Trung tâm Phục vụ hành chính công.
2. Công an phường: Bố trí lực lượng giữ trật tự tại nơi tiếp
nhận hồ sơ.
"""
    reading = actions.read_document(world.document(text).pk, by=world.clerk)
    assert [each.text for each in Proposal.objects.filter(reading=reading)] == [
        "Chủ trì, phối hợp với các tổ dân phố rà soát toàn bộ hồ sơ quá hạn, phân loại theo từng nguyên nhân và niêm "
        "yết kết quả tại Trung tâm Phục vụ hành chính công",
        "Bố trí lực lượng giữ trật tự tại nơi tiếp nhận hồ sơ",
    ]


def test_a_second_reading_changes_nothing(world, trace):
    document = world.document(ORDER)
    first = actions.read_document(document.pk, by=world.clerk)
    assert actions.read_document(document.pk, by=world.chair) == first
    assert trace("document.read", document)


def test_who_may_not_read(world):
    document = world.document(ORDER)
    with pytest.raises(PermissionDenied):
        actions.read_document(document.pk, by=world.centre_head)
    with pytest.raises(type(document).DoesNotExist):
        actions.read_document(document.pk, by=world.official_of_another_ward)


# save


def test_saved_as_filled_in_and_the_suggestion_stays(world, trace):
    proposal = world.proposal(lead_unit=None)
    filled = Filled("Việc  đã sửa", world.culture_office, rhythm=Rhythm.WEEKLY, theme=Theme.FEEDBACK, accepted=True)
    saved = actions.save_proposal(proposal.pk, by=world.clerk, filled=filled)
    assert (saved.text, saved.decision, saved.due_on) == ("Việc  đã sửa", Decision.ACCEPTED, None)
    assert saved.suggested == proposal.suggested
    assert trace("proposal.saved", saved).changed == {"decision": "accepted"}


def test_a_mark_tells_apart_what_differs_and_nothing_else(world):
    base = {"text": "Một\nhai", "lead_unit": world.service_centre, "target": Decimal("92.50"), "indicator_code": "x"}
    filled = Filled(**base)
    assert filled.mark == Filled(**base | {"text": " Một\r\nhai ", "target": Decimal("92.5")}).mark
    others = [{"text": "Một hai"}, {"lead_unit": None}, {"target": None}, {"accepted": True}, {"rhythm": Rhythm.WEEKLY}]
    marks = {Filled(**base | other).mark for other in others}
    assert len(marks) == len(others) and filled.mark not in marks


def test_with_a_stale_mark_nothing_is_overwritten(world):
    proposal = world.proposal()
    seen = Filled.of(proposal).mark
    actions.save_proposal(proposal.pk, by=world.chair, filled=Filled("Của chủ tịch"), seen=seen)
    with pytest.raises(Overtaken):
        actions.save_proposal(proposal.pk, by=world.clerk, filled=Filled("Của văn thư"), seen=seen)
    actions.save_proposal(proposal.pk, by=world.clerk, filled=Filled("Của chủ tịch"), seen=seen)  # the same: no quarrel
    proposal.refresh_from_db()
    assert proposal.text == "Của chủ tịch"


@pytest.mark.parametrize("decision", [Decision.DROPPED, Decision.MERGED])
def test_what_is_closed_is_not_edited(world, decision):
    proposal = world.proposal(decision=decision)
    with pytest.raises(Overtaken, match="không sửa ở đây được nữa"):
        actions.save_proposal(proposal.pk, by=world.clerk, filled=Filled("Lời khác"))


def test_what_became_a_task_is_not_edited(world):
    task = world.task()
    for act in (
        lambda: actions.save_proposal(task.proposal_id, by=world.clerk, filled=Filled("Lời khác")),
        lambda: actions.decide(task.proposal_id, Decision.DROPPED, by=world.clerk),
        lambda: actions.split(task.proposal_id, by=world.clerk),
        lambda: actions.split_group(task.proposal_id, by=world.clerk),
        lambda: actions.merge_up(task.proposal_id, by=world.clerk),
    ):
        with pytest.raises(Overtaken, match=task.code):
            act()


# drop, take back


def test_dropped_and_taken_back(world):
    proposal = world.proposal()
    actions.decide(proposal.pk, Decision.DROPPED, by=world.clerk)
    actions.decide(proposal.pk, Decision.OPEN, by=world.clerk)
    left = AuditRecord.objects.filter(verb="proposal.decided", object_id=proposal.pk).order_by("pk")
    assert [each.changed["decision"] for each in left] == ["dropped", "open"]


def test_what_was_merged_is_not_dropped(world, two):
    actions.merge_up(two[1].pk, by=world.clerk)
    with pytest.raises(RuleBroken, match="được gộp vào việc trên"):
        actions.decide(two[1].pk, Decision.DROPPED, by=world.clerk)


# merge


def test_merged_keeps_both_wordings_both_places_and_every_unit(world, two, trace):
    upper, lower = two
    Proposal.objects.filter(pk=upper.pk).update(lead_unit=None, due_on=None)
    lower.coordinating_units.add(world.culture_office)
    merged = actions.merge_up(lower.pk, by=world.clerk)
    assert merged.text == "Trả hồ sơ đúng hẹn; hướng dẫn người dân"
    assert (merged.start, merged.end) == (upper.start, lower.end)
    assert (merged.lead_unit, merged.due_on) == (lower.lead_unit, lower.due_on)
    assert list(merged.coordinating_units.all()) == [world.culture_office]
    lower.refresh_from_db()
    assert (lower.decision, lower.merged_into) == (Decision.MERGED, upper)
    assert trace("proposal.merged", lower).changed == {"into": upper.pk}


@pytest.mark.parametrize(
    ("upper", "lower", "both"), [("accepted", "accepted", "accepted"), ("accepted", "open", "open")]
)
def test_merged_is_agreed_to_only_if_both_were(world, two, upper, lower, both):
    for proposal, decision in zip(two, (upper, lower), strict=True):
        Proposal.objects.filter(pk=proposal.pk).update(decision=decision)
    assert actions.merge_up(two[1].pk, by=world.clerk).decision == both


def test_never_merged_into_what_is_already_a_task(world):
    task = world.task()
    lower = world.proposal(reading=task.proposal.reading, of="hướng dẫn người dân")
    with pytest.raises(RuleBroken, match="Không có việc nào ở trên để gộp vào"):
        actions.merge_up(lower.pk, by=world.clerk)


def test_no_word_is_cut_off_by_merging(world, two):
    Proposal.objects.filter(pk=two[0].pk).update(text="a" * 1990)
    with pytest.raises(RuleBroken, match=r"dài quá 2\.000 ký tự"):
        actions.merge_up(two[1].pk, by=world.clerk)


# split, add


def test_split_by_lines_each_with_the_same_unit_and_day(world, trace):
    proposal = world.proposal(text="Trả hồ sơ\n\nxin lỗi khi trễ\nhẹn lại", coordinating=[world.culture_office])
    kept, *made = actions.split(proposal.pk, by=world.clerk)
    assert [each.text for each in (kept, *made)] == ["Trả hồ sơ", "Xin lỗi khi trễ", "Hẹn lại"]
    assert {each.origin for each in made} == {Origin.SPLIT}
    for each in made:
        assert (each.lead_unit, each.due_on) == (proposal.lead_unit, proposal.due_on)
        assert list(each.coordinating_units.all()) == [world.culture_office]
    assert trace("proposal.split", proposal).changed == {"into": [each.pk for each in made]}


def test_one_line_is_not_split(world):
    with pytest.raises(RuleBroken, match="mỗi việc một dòng"):
        actions.split(world.proposal().pk, by=world.clerk)


def test_a_group_is_split_into_one_proposal_for_each_of_its_units(world, trace):
    offices = [world.culture_office, world.council_office, world.service_centre]
    proposal = world.proposal(lead_unit=None, coordinating=[world.council_office], decision=Decision.ACCEPTED)
    proposal.suggested = {"assignee": "các đơn vị", "group": "unit", "members": [unit.name for unit in offices]}
    proposal.save()
    found = actions.split_group(proposal.pk, by=world.clerk)
    assert [each.lead_unit for each in found] == offices
    assert {(each.text, each.due_on, each.decision) for each in found} == {
        (proposal.text, proposal.due_on, Decision.OPEN)
    }
    assert [list(each.coordinating_units.all()) for each in found] == [
        [world.council_office], [], [world.council_office]
    ]  # fmt: skip
    assert trace("proposal.split", proposal).changed == {"into": [each.pk for each in found[1:]]}


@pytest.mark.parametrize("members", [[], ["Đơn vị không ai biết", "Đơn vị khác"]])
def test_without_two_known_units_there_is_no_group_to_split(world, members):
    proposal = world.proposal(lead_unit=None)
    proposal.suggested = {"members": members}
    proposal.save()
    with pytest.raises(RuleBroken, match="không nêu nhóm đơn vị nào"):
        actions.split_group(proposal.pk, by=world.clerk)


def test_added_from_a_passage(world, trace):
    reading = world.reading()
    start = reading.document.text.index("Người đứng đầu")
    added = actions.add_proposal(reading.pk, by=world.clerk, start=start, end=start + 14)
    assert (added.text, added.origin, added.suggested) == ("Người đứng đầu", Origin.ADDED, {})
    assert trace("proposal.added", added).changed == {"start": start, "end": start + 14}


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 10**6), (10**6, 10**7)])
def test_a_passage_outside_the_text_gives_no_task(world, start, end):
    with pytest.raises(RuleBroken, match="Xin ghi việc phải làm"):
        actions.add_proposal(world.reading().pk, by=world.clerk, start=start, end=end)


# confirm


def test_confirmed_once_in_the_order_of_the_text(world, two):
    assert world.centre_head
    Proposal.objects.update(decision=Decision.ACCEPTED)
    made = actions.confirm_proposals(two[0].reading_id, by=world.clerk)
    year = clock.today().year
    assert [task.code for task in made] == [f"NV-{year}-001", f"NV-{year}-002"]
    with pytest.raises(RuleBroken, match="Chưa có việc mới nào"):
        actions.confirm_proposals(two[0].reading_id, by=world.clerk)


def test_all_or_none_and_every_lack_is_named(world, two):
    assert world.centre_head
    Proposal.objects.update(decision=Decision.ACCEPTED)
    Proposal.objects.filter(pk=two[1].pk).update(due_on=clock.today() - timedelta(days=1))
    with pytest.raises(NotReady) as caught:
        actions.confirm_proposals(two[0].reading_id, by=world.clerk)
    assert {pk: rule.field for pk, rule in caught.value.broken.items()} == {two[1].pk: "due_on"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"lead_unit": None}, "Một việc cần đúng một đơn vị chủ trì"),
        ({"due_on": None}, "Xin ghi hạn, hoặc chọn việc định kỳ"),
        ({"text": "Làm"}, "Xin ghi việc phải làm"),
        ({"indicator_code": "ho-so-dung-han"}, "Đã chọn chỉ số thì cần ghi mục tiêu"),
        ({"indicator_code": "ho-so-dung-han", "target": 95}, "Chưa có bản chốt số liệu"),
    ],
)
def test_what_is_not_complete_is_refused(world, fields, sentence):
    assert world.centre_head
    proposal = world.proposal(decision=Decision.ACCEPTED, **fields)
    with pytest.raises(NotReady) as caught:
        actions.confirm_proposals(proposal.reading_id, by=world.clerk)
    assert sentence in caught.value.broken[proposal.pk].message


def test_a_unit_without_a_head_needs_somebody_accountable(world):
    proposal = world.proposal(lead_unit=world.unit("Tổ dân vận (minh hoạ)"), decision=Decision.ACCEPTED)
    with pytest.raises(NotReady) as caught:
        actions.confirm_proposals(proposal.reading_id, by=world.clerk)
    assert "chưa có chức danh người đứng đầu" in caught.value.broken[proposal.pk].message
    Proposal.objects.update(head_post=world.chair.post)
    assert actions.confirm_proposals(proposal.reading_id, by=world.clerk)[0].head_post == world.chair.post


def test_the_head_of_another_unit_is_not_accountable(world):
    proposal = world.proposal(head_post=world.culture_head.post, decision=Decision.ACCEPTED)
    with pytest.raises(NotReady) as caught:
        actions.confirm_proposals(proposal.reading_id, by=world.clerk)
    assert "phải thuộc đơn vị chủ trì hoặc cấp trên" in caught.value.broken[proposal.pk].message


# who may not


def test_nobody_without_the_right_touches_a_proposal(world):
    proposal = world.proposal(text="Một\nhai")
    reading = proposal.reading_id
    acts = [
        lambda by: actions.save_proposal(proposal.pk, by=by, filled=Filled("Lời khác")),
        lambda by: actions.decide(proposal.pk, Decision.DROPPED, by=by),
        lambda by: actions.merge_up(proposal.pk, by=by),
        lambda by: actions.split(proposal.pk, by=by),
        lambda by: actions.split_group(proposal.pk, by=by),
        lambda by: actions.add_proposal(reading, by=by, start=0, end=20),
        lambda by: actions.confirm_proposals(reading, by=by),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act(world.centre_head)
        with pytest.raises(Reading.DoesNotExist):
            act(world.official_of_another_ward)
    assert not AuditRecord.objects.filter(verb__startswith="proposal.").exists()


# what the database itself refuses


@pytest.mark.parametrize(
    "wrong",
    [
        {"lead_unit": None},
        {"head_post": None},
        {"due_on": None},
        {"rhythm": Rhythm.MONTHLY},
        {"code": "NV-0"},
        {"due_on": "2020-01-01"},
        {"state": "done"},
        {"period_end": "2026-11-30"},
    ],
)
def test_the_database_refuses_what_must_never_be(world, wrong):
    task = world.task()
    other = world.task(reading=task.proposal.reading, of="hướng dẫn người dân")
    Task.objects.filter(pk=other.pk).update(code="NV-0")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**wrong)
