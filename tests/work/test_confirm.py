"""The confirm page: the text with its proposals beside it, what people make of them, and nothing of it lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.days.formats import date_text
from kheo.work import actions
from kheo.work.models import Proposal, Task
from kheo.work.rules import Decision, Origin, Rhythm, Theme
from tests.work.pages import sent_by


@pytest.fixture
def page(world, client_of):
    """Open the confirm page of a document as somebody, and send it back with changes."""

    class Page:
        def __init__(self, reading, by=None, view=""):
            self.url = reverse("work:confirm", args=[reading.document_id]) + view
            self.client = client_of(by or world.clerk)
            self.html = self.client.get(self.url).content.decode()

        def send(self, act="save", **changes):
            names = {name.replace("__", "-"): value for name, value in changes.items()}
            return self.client.post(self.url, {**sent_by(self.html, **names), "act": act})

    return Page


def field(proposal, name):
    return f"v{proposal.pk}__{name}"


@pytest.mark.long
def test_each_proposal_stands_beside_its_marked_words(world, page):
    proposal = world.proposal()
    html = page(proposal.reading).html
    assert f'<mark id="c{proposal.pk}">trả hồ sơ đúng hẹn</mark>' in html
    assert f'href="#v{proposal.pk}" aria-label="Tới việc 1"' in html
    assert "Máy gợi ý, khá chắc" in html
    assert 'aria-label="Thêm việc từ đoạn 1"' in html  # quiet, on every paragraph


def test_what_the_text_leaves_open_is_marked_and_asked(world, page):
    proposal = world.proposal(
        lead_unit=None, due_on=None, suggested={"assignee": "các đơn vị", "deadline": "sớm nhất", "confidence": 0.7}
    )
    html = page(proposal.reading).html
    assert "Câu gốc ghi “các đơn vị”. Một việc cần đúng một đơn vị chủ trì." in html
    assert "Câu gốc ghi “sớm nhất”." in html
    assert html.count(" unsure") == 2
    assert "chưa chắc lắm" in html


@pytest.mark.long
def test_what_is_unclear_is_listed_on_top_the_unsure_first(world, page):
    reading = world.reading()
    no_unit = world.proposal(reading=reading, lead_unit=None)
    no_task = world.proposal(
        reading=reading, of="hướng dẫn người dân", suggested={"text": "hướng dẫn", "confidence": 0.4}
    )
    no_day = world.proposal(reading=reading, of="chịu trách nhiệm", due_on=None)
    html = page(reading).html
    top = html[html.index('class="look"') : html.index("</nav>", html.index('class="look"'))]
    assert "Còn 2 việc cần đồng chí xem kỹ" in top
    assert top.index(f'href="#v{no_task.pk}"') < top.index(f'href="#v{no_unit.pk}"')
    assert "chưa chắc đây là một việc" in top and "chưa rõ đơn vị" in top
    assert "1 việc chỉ chưa rõ hạn:" in top and f'href="#v{no_day.pk}"' in top
    assert html.index(f'id="v{no_unit.pk}"') < html.index(f'id="v{no_task.pk}"')  # the text keeps its order
    answers = {field(no_unit, "lead_unit"): world.service_centre.pk, field(no_task, "accepted"): "on"}
    page(reading).send(**answers, **{field(no_day, "rhythm"): Rhythm.CONTINUOUS.value})
    assert 'class="look"' not in page(reading).html  # nothing is unclear any more


def test_many_unclear_proposals_are_folded_behind_the_first_seven(world, page):
    reading = world.reading()
    for _number in range(9):
        world.proposal(reading=reading, lead_unit=None)
    html = page(reading).html
    assert "Còn 9 việc cần đồng chí xem kỹ" in html and "và 2 việc nữa" in html


def test_what_the_reader_knows_of_a_proposal_is_told_in_sentences(world, page):
    suggested = {
        "text": "trả hồ sơ", "confidence": 0.8, "assignee": "các tổ dân phố", "group": "các tổ dân phố",
        "members": [f"Tổ dân phố {n}" for n in range(1, 9)], "unresolved": [], "deadline": "hằng quý",
        "rhythm": "quarterly", "why": "Việc nằm trong mục nhiệm vụ, bắt đầu bằng động từ chỉ việc.", "cue": "cần",
        "heading": "II. NHIỆM VỤ",
    }  # fmt: skip
    group = world.proposal(lead_unit=None, rhythm=Rhythm.QUARTERLY, suggested=suggested)
    html = page(group.reading).html
    assert "Câu gốc ghi “các tổ dân phố”, gồm: Tổ dân phố 1, " in html and "và 2 đơn vị nữa" in html
    assert "Câu gốc ghi “hằng quý”. Việc hằng quý, không cần hạn." in html
    assert "bắt đầu bằng động từ chỉ việc: “cần”; nằm dưới “II. NHIỆM VỤ”." in html
    half = {**suggested, "group": "", "assignee": "Trung tâm và Hội Làng", "unresolved": ["Hội Làng"]}
    known = world.proposal(suggested=half)
    assert "Câu gốc còn ghi “Hội Làng”: chưa có đơn vị nào tên như vậy." in page(known.reading).html


def test_everything_a_person_fills_in_is_kept_beside_what_was_suggested(world, page):
    proposal = world.proposal(lead_unit=None, due_on=None)
    head = world.centre_head.post
    due = clock.today() + timedelta(days=20)
    answer = page(proposal.reading).send(
        **{
            field(proposal, "text"): "Trả hồ sơ đúng hẹn; trễ thì xin lỗi",
            field(proposal, "lead_unit"): world.service_centre.pk,
            field(proposal, "head_post"): head.pk,
            field(proposal, "coordinating"): [world.culture_office.pk],
            field(proposal, "due_on"): date_text(due),
            field(proposal, "theme"): Theme.ADMIN_REFORM.value,
            field(proposal, "accepted"): "on",
        }
    )
    assert answer.status_code == 302
    proposal.refresh_from_db()
    assert (proposal.lead_unit, proposal.head_post, proposal.due_on) == (world.service_centre, head, due)
    assert list(proposal.coordinating_units.all()) == [world.culture_office]
    assert (proposal.text, proposal.decision) == ("Trả hồ sơ đúng hẹn; trễ thì xin lỗi", Decision.ACCEPTED)
    assert proposal.suggested["text"] == "trả hồ sơ đúng hẹn"  # so that the reader can be measured


def test_a_page_sent_back_untouched_writes_nothing(world, page):
    proposal = world.proposal(
        text="Việc một\nviệc hai", coordinating=[world.culture_office], target="92.5", indicator_code="hai-long"
    )
    page(proposal.reading).send()
    assert not AuditRecord.objects.filter(verb="proposal.saved").exists()
    page(proposal.reading).send(**{field(proposal, "text"): "Việc khác"})
    assert AuditRecord.objects.get(verb="proposal.saved").object_id == proposal.pk


def test_a_recurring_task_keeps_no_due_day(world, page):
    proposal = world.proposal()
    page(proposal.reading).send(**{field(proposal, "rhythm"): Rhythm.MONTHLY.value})
    proposal.refresh_from_db()
    assert (proposal.rhythm, proposal.due_on) == (Rhythm.MONTHLY, None)


def test_a_mistake_keeps_everything_typed(world, page):
    proposal = world.proposal()
    answer = page(proposal.reading).send(
        **{field(proposal, "text"): "Lời vừa gõ", field(proposal, "due_on"): "31/02/2027"}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Lời vừa gõ" in html and "31/02/2027" in html
    assert f'href="#id_v{proposal.pk}-due_on">Việc 1:' in html
    proposal.refresh_from_db()
    assert proposal.text == "Trả hồ sơ đúng hẹn"


def test_agreed_tasks_are_confirmed_in_one_go(world, page, trace):
    assert world.centre_head and world.culture_head
    reading = world.reading()
    first = world.proposal(reading=reading)
    world.proposal(reading=reading, of="hướng dẫn người dân", lead_unit=world.culture_office)
    answer = page(reading).send("confirm", **{field(first, "accepted"): "on"})
    assert answer["Location"] == reverse("work:assign_all", args=[reading.document_id])
    task = Task.objects.get()
    assert (task.proposal, task.start, task.end) == (first, first.start, first.end)
    assert task.head_post == world.centre_head.post
    assert trace("task.proposed", task).official_id == world.clerk.pk


def test_what_lacks_something_is_named_with_its_number_and_nothing_is_confirmed(world, page):
    assert world.culture_head
    reading = world.reading()
    lacking = world.proposal(reading=reading, lead_unit=None)
    late = world.proposal(reading=reading, of="hướng dẫn người dân", due_on=clock.today() - timedelta(days=1))
    good = world.proposal(reading=reading, of="chịu trách nhiệm", lead_unit=world.culture_office)
    ticks = {field(each, "accepted"): "on" for each in (lacking, late, good)}
    answer = page(reading).send("confirm", **ticks)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "2 việc đã đồng ý còn thiếu hoặc chưa đúng" in html
    assert f'<a href="#id_v{lacking.pk}-lead_unit">Việc 1: Một việc cần đúng một đơn vị chủ trì.</a>' in html
    assert f'<a href="#id_v{late.pk}-due_on">Việc 2: Hạn đã qua.' in html
    assert not Task.objects.exists()


def test_a_confirmed_proposal_becomes_a_door_to_its_task(world, page):
    task = world.task()
    html = page(task.proposal.reading).html
    assert reverse("work:task", args=[task.pk]) in html
    assert f'name="v{task.proposal_id}-text"' not in html


def test_a_paragraph_gives_a_task_the_reader_missed_even_beside_another(world, page):
    proposal = world.proposal()
    reading = proposal.reading
    line = "Trung tâm Phục vụ hành chính công trả hồ sơ đúng hẹn."
    start = reading.document.text.index(line)
    opened = page(reading)
    act = f"add:{start}-{start + len(line)}"
    assert f'value="{act}"' in opened.html
    opened.send(act, **{field(proposal, "text"): "Lời vừa gõ"})
    added = Proposal.objects.get(origin=Origin.ADDED)
    assert added.text == line and added.suggested == {}
    proposal.refresh_from_db()
    assert proposal.text == "Lời vừa gõ"  # what was typed elsewhere was saved on the way


@pytest.mark.long
def test_buttons_of_one_proposal(world, page):
    proposal = world.proposal()
    page(proposal.reading).send(f"drop:{proposal.pk}")
    proposal.refresh_from_db()
    assert proposal.decision == Decision.DROPPED
    opened = page(proposal.reading)
    assert "Lấy lại" in opened.html
    opened.send(f"restore:{proposal.pk}")
    page(proposal.reading).send(f"split:{proposal.pk}", **{field(proposal, "text"): "Trả hồ sơ\nxin lỗi khi trễ"})
    assert [each.text for each in Proposal.objects.all()] == ["Trả hồ sơ", "Xin lỗi khi trễ"]
    second = Proposal.objects.last()
    answer = page(proposal.reading).send(f"merge:{second.pk}")
    assert answer["Location"].endswith(f"#v{proposal.pk}")
    proposal.refresh_from_db()
    assert proposal.text == "Trả hồ sơ; xin lỗi khi trễ"


def test_one_click_makes_a_task_for_each_unit_of_a_group(world, page):
    proposal = world.proposal(lead_unit=None)
    assert "mỗi đơn vị một việc" not in page(proposal.reading).html
    names = [world.culture_office.name, world.council_office.name]
    proposal.suggested = {"assignee": "các đơn vị", "group": "unit", "members": names}
    proposal.save()
    opened = page(proposal.reading)
    assert "Tách thành 2 việc, mỗi đơn vị một việc" in opened.html
    opened.send(f"spread:{proposal.pk}")
    assert [each.lead_unit.name for each in Proposal.objects.all()] == names
    assert "mỗi đơn vị một việc" not in page(proposal.reading).html


@pytest.mark.long
@pytest.mark.parametrize("act", ["drop:0", "drop:x", "merge:99999999", "add:5", "add:-3-9", "blow:1"])
def test_a_button_that_no_page_has_is_not_found(world, page, act):
    assert page(world.proposal().reading).send(act).status_code == 404


def test_the_button_of_another_document_is_not_found(world, page):
    other = world.proposal()
    assert page(world.proposal().reading).send(f"drop:{other.pk}").status_code == 404


def test_the_grid_shows_one_row_a_task_and_keeps_what_it_does_not_show(world, page):
    proposal = world.proposal(
        theme=Theme.FEEDBACK, coordinating=[world.culture_office], head_post=world.centre_head.post
    )
    opened = page(proposal.reading, view="?xem=luoi")
    assert f'id="v{proposal.pk}" data-row' in opened.html
    assert 'aria-label="Hạn, việc 1"' in opened.html
    assert f'name="v{proposal.pk}-theme"' not in opened.html
    answer = opened.send(**{field(proposal, "text"): "Sửa trong lưới", field(proposal, "accepted"): "on"})
    assert answer["Location"].endswith("?xem=luoi")
    proposal.refresh_from_db()
    assert (proposal.text, proposal.decision, proposal.theme) == ("Sửa trong lưới", Decision.ACCEPTED, Theme.FEEDBACK)
    assert proposal.head_post == world.centre_head.post
    assert list(proposal.coordinating_units.all()) == [world.culture_office]


def test_a_mistake_in_the_grid_stays_in_the_grid(world, page):
    proposal = world.proposal()
    answer = page(proposal.reading, view="?xem=luoi").send(**{field(proposal, "due_on"): "mai"})
    assert answer.status_code == 422
    assert 'class="stack edit"' in answer.content.decode() and 'value="mai"' in answer.content.decode()


@pytest.mark.long
@pytest.mark.parametrize("view", ["", "?xem=luoi"])
def test_forty_proposals_cost_no_more_statements_than_one(world, client_of, django_assert_max_num_queries, view):
    reading = world.reading()
    for _number in range(40):
        world.proposal(reading=reading, coordinating=[world.culture_office], head_post=world.chair.post)
    client = client_of(world.clerk)
    url = reverse("work:confirm", args=[reading.document_id]) + view
    client.get(url)
    # session, user, posts, delegations, document, reading, tasks, units, heads, proposals, coordinating, same number,
    # locality, own indicators
    with django_assert_max_num_queries(14):
        html = client.get(url).content.decode()
    assert html.count('-text"') >= 40


@pytest.mark.parametrize(("who", "status"), [("centre_head", 403), ("auditor", 403), ("official_of_another_ward", 404)])
def test_who_may_not(world, client_of, who, status):
    proposal = world.proposal()
    url = reverse("work:confirm", args=[proposal.reading.document_id])
    client = client_of(getattr(world, who))
    assert client.get(url).status_code == client.post(url, {"act": f"drop:{proposal.pk}"}).status_code == status


# two people at once


def test_two_people_work_on_different_tasks_of_one_document(world, page):
    reading = world.reading()
    first, second = world.proposal(reading=reading), world.proposal(reading=reading, of="hướng dẫn người dân")
    mine, theirs = page(reading), page(reading, by=world.chair)
    theirs.send(**{field(second, "text"): "Của chủ tịch"})
    assert mine.send(**{field(first, "text"): "Của văn thư"}).status_code == 302
    assert [each.text for each in Proposal.objects.all()] == ["Của văn thư", "Của chủ tịch"]


@pytest.mark.long
def test_a_stale_page_does_not_overwrite_what_somebody_else_left(world, page):
    proposal = world.proposal()
    mine, theirs = page(proposal.reading), page(proposal.reading, by=world.chair)
    theirs.send(**{field(proposal, "text"): "Lời của chủ tịch", field(proposal, "lead_unit"): world.culture_office.pk})
    mine.send(**{field(proposal, "lead_unit"): world.service_centre.pk})  # untouched: nothing to say
    refused = mine.send(**{field(proposal, "text"): "Lời của văn thư"})
    html = refused.content.decode()
    assert refused.status_code == 409
    assert (
        "Người khác vừa sửa việc này. Họ để: Việc: “Lời của chủ tịch”; Đơn vị chủ trì: “Phòng Văn hoá – Xã hội”."
        in html
    )
    assert "Lời của văn thư</textarea>" in html
    proposal.refresh_from_db()
    assert proposal.text == "Lời của chủ tịch"
    mine.html = html  # having seen it, the clerk sends again
    assert mine.send().status_code == 302
    proposal.refresh_from_db()
    assert proposal.text == "Lời của văn thư"


@pytest.mark.long
def test_another_mistake_on_the_page_does_not_make_a_stale_page_fresh(world, page):
    reading = world.reading()
    first, second = world.proposal(reading=reading), world.proposal(reading=reading, of="hướng dẫn người dân")
    mine, theirs = page(reading), page(reading, by=world.chair)
    theirs.send(**{field(second, "text"): "Lời của chủ tịch"})
    mine.html = mine.send(**{field(first, "due_on"): "mai"}).content.decode()
    mine.send(**{field(first, "due_on"): ""})
    second.refresh_from_db()
    assert second.text == "Lời của chủ tịch"


@pytest.mark.long
def test_what_was_typed_for_a_task_others_closed_is_told_not_lost(world, page):
    reading = world.reading()
    dropped = world.proposal(reading=reading)
    made = world.proposal(reading=reading, of="hướng dẫn người dân")
    assert world.centre_head
    mine, theirs = page(reading), page(reading, by=world.chair)
    theirs.send("confirm", **{field(made, "accepted"): "on"})
    page(reading, by=world.chair).send(f"drop:{dropped.pk}")
    answer = mine.send(**{field(dropped, "text"): "Lời một", field(made, "text"): "Lời hai"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Việc 1: Việc này đã được bỏ, không sửa ở đây được nữa. Lời đồng chí vừa sửa: “Lời một”." in html
    code = Task.objects.get().code
    assert f"Việc 2: Việc này đã thành nhiệm vụ {code}, không sửa ở đây được nữa." in html and "“Lời hai”" in html


def test_two_people_pressing_confirm_make_one_task(world, page):
    proposal = world.proposal(decision=Decision.ACCEPTED)
    assert world.centre_head
    mine, theirs = page(proposal.reading), page(proposal.reading, by=world.chair)
    assert theirs.send("confirm").status_code == 302
    again = mine.send("confirm")
    assert again.status_code == 422
    assert "Chưa có việc mới nào được đồng ý." in again.content.decode()
    assert Task.objects.count() == 1


def test_a_document_not_yet_read_is_read_from_here(world, client_of):
    document = world.document(
        "Chủ tịch UBND phường yêu cầu Phòng Văn hoá – Xã hội báo cáo kết quả trước ngày 15/12/2026."
    )
    url = reverse("work:confirm", args=[document.pk])
    client = client_of(world.clerk)
    assert "Văn bản này chưa được đọc" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert "Xin xác nhận từng việc" in client.get(url).content.decode()
    assert actions.read_document(document.pk, by=world.clerk).document == document
