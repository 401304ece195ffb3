"""What a citizen meets on the way, and what officials see of it afterwards."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from lxml import html

from kheo.base import clock, once
from kheo.base.models import OnceKey
from kheo.days import VIETNAM
from kheo.indicators import actions as indicators
from kheo.indicators import snapshot
from kheo.indicators.catalogue.answers import ALL_SATISFIED, UNFLAGGED_SATISFIED
from kheo.indicators.models import Snapshot
from kheo.measures import engine
from kheo.measures.engine import Scope
from kheo.satisfaction import actions
from kheo.satisfaction.models import Answer, Boxed, Chosen, Sheet
from kheo.satisfaction.rates import LIMITS
from kheo.satisfaction.rules import State
from kheo.satisfaction.views.citizens import BROWSER
from tests.satisfaction.conftest import NIGHT, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def start_of(link):
    return reverse("satisfaction:start", args=[link.code])


def given(page, place=0):
    fields = page.context["form"].fields.items()
    return {name: field.choices[place][0] for name, field in fields if field.required}


def test_at_a_kiosk_nobody_is_known_and_the_screen_goes_back_by_itself(counter, client_of):
    citizen = client_of()
    opened_page = citizen.post(start_of(counter.kiosk), {"act": "begin"})
    assert BROWSER not in opened_page.cookies
    page = citizen.get(opened_page.headers["Location"])
    assert page.headers["Refresh"] == f"300; url={start_of(counter.kiosk)}"
    assert "no-store" in page.headers["Cache-Control"]
    sent = citizen.post(opened_page.headers["Location"], given(page))
    citizen.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    thanks = citizen.get(sent.headers["Location"])
    assert thanks.headers["Refresh"] == f"20; url={start_of(counter.kiosk)}"
    assert f'href="{start_of(counter.kiosk)}"' in thanks.content.decode()
    assert thanks.cookies[settings.LANGUAGE_COOKIE_NAME].value == "", "the next person reads Vietnamese"
    assert Boxed.objects.get().flags == ["fast"]


def test_a_telephone_is_not_sent_back_and_keeps_a_random_word_for_twelve_hours(counter, client_of):
    citizen = client_of()
    sent = citizen.post(start_of(counter.wall), {"act": "begin"})
    word = sent.cookies[BROWSER]
    assert (word["max-age"], word["httponly"], word["path"], word["samesite"]) == (43_200, True, "/danh-gia/", "Lax")
    page = citizen.get(sent.headers["Location"])
    assert "Refresh" not in page.headers
    assert word.value not in page.content.decode()


def test_a_form_sent_twice_counts_once(counter, client_of):
    citizen, token = client_of(), "6f1d0f58-4f0c-4d36-9a7c-1d2ad3f1b8aa"
    address = citizen.post(start_of(counter.wall), {"act": "begin"}).headers["Location"]
    form = {**given(citizen.get(address)), "_once": token}
    assert [citizen.post(address, form).status_code for _time in range(2)] == [302, 302]
    assert Boxed.objects.count() == 1


def test_what_is_kept_of_the_forms_tells_neither_path_nor_choices_nor_minute(counter, client_of):
    """Whoever holds the database and its secret key could try all 25,000 answers against a digest: there is none."""
    citizen = client_of()
    with clock.standing_at(NOON):
        citizen.post(start_of(counter.wall), {"act": "refuse"})
        citizen.post(reverse("language"), {"language": "vi", "next": start_of(counter.wall)})
        address = citizen.post(start_of(counter.wall), {"act": "begin"}).headers["Location"]
        assert citizen.post(address, given(citizen.get(address))).status_code == 302
    assert Boxed.objects.count() == 2
    kept = set(OnceKey.objects.values_list("digest", "location", "content_type", "body", "made_at", "status"))
    assert kept == {("", "", "", b"", datetime(2026, 11, 23, tzinfo=VIETNAM), 302)}
    assert OnceKey.objects.count() == 4
    with clock.standing_at(datetime(2026, 11, 24, 2, tzinfo=VIETNAM)):
        assert once.forget_old_keys() == 4


@pytest.mark.parametrize("way", ["wall", "kiosk"])
def test_a_button_pressed_twice_leads_to_the_same_place(counter, client_of, way):
    link, citizen = getattr(counter, way), client_of()

    def twice(address, form):
        one, two = (citizen.post(address, {**form, "_once": token}) for token in [str(uuid4())] * 2)
        assert one.headers["Location"] == two.headers["Location"]
        return one.headers["Location"]

    assert f"tu={link.code}" in twice(start_of(link), {"act": "refuse"})
    address = twice(start_of(link), {"act": "begin"})
    assert Sheet.objects.count() == 1, "a second one would be counted as left"
    assert citizen.get(twice(address, given(citizen.get(address)))).context["link"] == link
    assert sorted(Boxed.objects.values_list("state", flat=True)) == [State.ANSWERED, State.REFUSED]


def test_who_goes_back_and_presses_the_other_button_does_what_it_says(counter, client_of):
    """Each button has a form and a token of its own."""
    citizen = client_of()
    page = html.document_fromstring(citizen.get(start_of(counter.wall)).content)
    forms = [dict(form.form_values()) for form in page.forms if "act" in form.fields]
    assert [form["act"] for form in forms] == ["begin", "refuse"]
    for form in forms:
        citizen.post(start_of(counter.wall), form)
    assert (Sheet.objects.count(), Boxed.objects.get().state) == (1, State.REFUSED)


def test_a_used_link_pressed_twice_is_thanked_twice(counter, client_of):
    with clock.standing_at(NOON):
        (sent,) = actions.ask_citizens([counter.world.dossier().pk], by=counter.world.desk)
        start, citizen, token = reverse("satisfaction:start", args=[sent.code]), client_of(), str(uuid4())
        told = [citizen.post(start, {"act": "refuse", "_once": token}).headers["Location"] for _time in range(2)]
    assert told == [reverse("satisfaction:thanks") + "?act=refuse"] * 2
    assert Boxed.objects.count() == 1


def test_a_question_left_out_is_named_and_nothing_is_lost(counter, client_of):
    citizen = client_of()
    address = citizen.post(start_of(counter.wall), {"act": "begin"}).headers["Location"]
    form = given(citizen.get(address))
    left_out = form.popitem()
    answer = citizen.post(address, form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"#id_{left_out[0]}_0" in page
    assert page.count("checked") == 4
    assert Sheet.objects.count() == 1


def test_the_questions_speak_english_to_who_asks_for_it(counter, client_of):
    citizen = client_of()
    citizen.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    address = citizen.post(start_of(counter.wall), {"act": "begin"}).headers["Location"]
    page = citizen.get(address).content.decode()
    assert "How satisfied are you with the manner of the person who served you?" in page
    assert "Very dissatisfied" in page


def test_who_does_not_want_to_answer_says_so_with_one_button(counter, client_of):
    sent = client_of().post(start_of(counter.wall), {"act": "refuse"})
    assert "không muốn trả lời" in client_of().get(sent.headers["Location"]).content.decode()
    assert Boxed.objects.get().state == State.REFUSED


@pytest.mark.parametrize("address", ["/danh-gia/khong-co/", "/danh-gia/cau-hoi/khong-co/"])
def test_what_is_over_and_what_never_was_look_the_same(counter, client_of, address):
    answer = client_of().get(address)
    assert answer.status_code == 404
    assert "Không còn câu hỏi ở đây" in answer.content.decode()


def test_a_flood_from_one_address_is_stopped_and_leaves_nothing(counter, client_of, monkeypatch):
    cache.clear()
    monkeypatch.setitem(LIMITS, "answer_address", "2/m/key")
    citizen = client_of()
    told = [citizen.post(start_of(counter.wall), {"act": "refuse"}).status_code for _time in range(3)]
    cache.clear()
    assert told == [302, 302, 429]
    assert Boxed.objects.count() == 2


# officials


@pytest.fixture
def counted(counter):
    """Eight answered: five content, one burst-free second send, one in haste; one refused, one silent."""
    counter.fills_the_box(5)
    counter.answers(at=NOON + timedelta(hours=2), place=3)
    counter.answers(at=NOON + timedelta(hours=3), place=3, takes=timedelta(seconds=2))
    with clock.standing_at(NOON):
        actions.refuse_to_answer(counter.kiosk)
        actions.open_sheet(counter.kiosk)
    counter.night()
    return counter


def test_the_page_counts_silence_and_refusal_beside_and_every_count_opens_its_records(counted, client_of):
    client = client_of(counted.world.centre_head)
    with clock.standing_at(NIGHT):
        page = client.get(reverse("satisfaction:answers"))
        kiosk = page.context["channels"].rows[0]
        assert [cell.text for cell in kiosk[1:]] == ["7", "1", "1", "6"]
        for cell in kiosk[1:]:
            listed = client.get(cell.url).context["page"].paginator.count
            assert str(listed) == cell.text, cell.url
        first = page.context["questions"][0]
        assert first.lead == "5 trên 7 lượt có điểm từ 75 trở lên."
        for row in first.table.rows:
            if row[2].url:
                assert str(client.get(row[2].url).context["page"].paginator.count) == row[2].text


def test_who_was_not_concerned_is_in_no_share(counted, client_of):
    """Place 3 of the apology question is "no apology"; the five content ones got theirs in writing: 5 of 7."""
    by_text = {each.text: each for each in page_of(client_of, counted.world.centre_head).context["questions"]}
    (late,) = [each for text, each in by_text.items() if "bị muộn" in text]
    assert [cell.text for cell in (row[1] for row in late.table.rows)] == ["100", "75", "25", "0", "không tính"]


def page_of(client_of, official):
    with clock.standing_at(NIGHT):
        return client_of(official).get(reverse("satisfaction:answers"))


def test_another_unit_and_another_ward_see_no_answer(counted, client_of):
    answer = Answer.objects.filter(state=State.ANSWERED).first()
    address = reverse("satisfaction:answer", args=[answer.pk])
    assert client_of(counted.world.centre_head).get(address).status_code == 200
    assert client_of(counted.world.chair).get(address).status_code == 200
    assert client_of(counted.world.culture_head).get(address).status_code == 404
    assert client_of(counted.world.official_of_another_ward).get(address).status_code == 404
    assert page_of(client_of, counted.world.culture_head).context["page"].paginator.count == 0


def test_the_page_needs_few_statements_however_many_answered(counted, client_of, django_assert_num_queries):
    client = client_of(counted.world.centre_head)
    with clock.standing_at(NIGHT), django_assert_num_queries(13):
        client.get(reverse("satisfaction:answers"))


def test_the_indicators_count_what_was_answered_with_and_without_signs(counted):
    """Of 7 answers 5 are content everywhere; one of the others was sent in haste. Asked were 9."""
    world = counted.world
    with clock.standing_at(NIGHT):
        indicators.refresh(world.ward, by=None, now=NIGHT)
    taken = Snapshot.objects.get(table="answer")
    scope = Scope((world.service_centre.pk,), date(2026, 11, 23), date(2026, 11, 23))
    found = {}
    for ratio in (ALL_SATISFIED, UNFLAGGED_SATISFIED):
        with engine.open_sheet(ratio, snapshot.facts_of(taken)) as sheet:
            counts = engine.counts(sheet, scope)
            found[ratio.code] = (counts.good, counts.counted, counts.answerable, list(counts.left_out))
    assert found["tra-loi-hai-long"] == (5, 7, 9, [1, 1, 0])
    assert found["tra-loi-hai-long-khong-dau-hieu"] == (5, 6, 8, [1, 1, 1, 0])


def test_the_public_page_tells_what_was_answered_with_the_silent_and_the_refused_beside(counted, client_of):
    """Of 9 asked 7 answered, 5 of them content. What bears a sign is not told apart: it is one answer."""
    first_of_december = datetime(2026, 12, 1, 8, tzinfo=VIETNAM)
    with clock.standing_at(first_of_december):
        indicators.refresh(counted.world.ward, by=None, now=first_of_december)
        thanks = client_of().get(reverse("satisfaction:thanks"), {"tu": counted.wall.code}).content.decode()
        (door,) = re.findall(r'href="(/chat-luong/[^"]*)"', thanks)
        page = " ".join(html.document_fromstring(client_of().get(door).content).text_content().split())
    assert door == "/chat-luong/?noi=phuong-thu"
    assert "71,4% Tháng 11/2026: 5/7 bài trả lời. Tỷ lệ phản hồi 77,8%." in page
    assert "không được tính: 2 (từ chối trả lời; được hỏi mà không trả lời;" in page
    assert UNFLAGGED_SATISFIED.name not in page


def test_an_answer_in_the_snapshot_shows_its_signs_in_words(counted, client_of):
    with clock.standing_at(NIGHT):
        indicators.refresh(counted.world.ward, by=None, now=NIGHT)
        page = client_of(counted.world.chair).get(
            reverse("indicators:records", args=["tra-loi-hai-long"]), {"tu": "23/11/2026", "den": "23/11/2026"}
        )
    assert "trả lời nhanh dưới 5 giây" in page.content.decode()
    assert Chosen.objects.count() == 35
