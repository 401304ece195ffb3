"""Which language a reader sees: Vietnamese, unless they chose English."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from kheo.errors import RuleBroken
from kheo.indicators.catalogue import ON_TIME
from kheo.meetings.notice import notice_of
from kheo.people.models import Locality, Post, Unit
from kheo.procedures.facts import DOSSIER
from kheo.work import rules
from kheo.work.rules import State
from tests.translation import VIETNAMESE


def test_a_browser_in_english_is_answered_in_vietnamese(world, client_of):
    response = client_of().get(reverse("account_login"), headers={"accept-language": "en-GB,en;q=0.9"})
    assert response.headers["Content-Language"] == "vi"
    assert 'lang="vi"' in response.text
    assert "Đăng nhập" in response.text


def test_who_chose_english_sees_english_from_then_on_and_comes_back_to_the_page(world, client_of):
    client = client_of()
    page = reverse("account_login")
    offered = client.get(f"{reverse('language')}?ve={page}")
    assert f'name="next" value="{page}"' in offered.text
    answer = client.post(reverse("language"), {"language": "en", "next": page})
    assert (answer.status_code, answer.url) == (302, page)
    shown = client.get(page, headers={"accept-language": "vi"})
    assert shown.headers["Content-Language"] == "en"
    assert '<html lang="en">' in shown.text
    assert "Sign in" in shown.text
    client.post(reverse("language"), {"language": "vi", "next": page})
    assert client.get(page).headers["Content-Language"] == "vi"


def test_the_choice_is_kept_in_a_cookie_that_script_cannot_read(world, client_of):
    client = client_of()
    client.post(reverse("language"), {"language": "en", "next": "/"})
    cookie = client.cookies["kheo_ngon_ngu"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("en", True, "Lax")
    assert cookie["max-age"] == 365 * 24 * 3600


def test_a_language_that_is_not_there_changes_nothing(world, client_of):
    client = client_of()
    client.post(reverse("language"), {"language": "fr", "next": "/"})
    assert client.get(reverse("account_login")).headers["Content-Language"] == "vi"


def test_the_way_back_never_leads_to_another_site(world, client_of):
    client = client_of()
    offered = client.get(f"{reverse('language')}?ve=https://elsewhere.example/")
    assert "elsewhere" not in offered.text
    answer = client.post(reverse("language"), {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.url == "/"


def test_the_foot_of_a_page_offers_the_other_language_in_its_own_words(world, client_of):
    client = client_of(world.clerk)
    page = f"{reverse('work:tasks')}?q=a"
    assert f'href="{reverse("language")}?ve=/nhiem-vu/%3Fq%3Da" lang="en">English' in client.get(page).text
    client.cookies["kheo_ngon_ngu"] = "en"
    assert 'lang="vi">Tiếng Việt' in client.get(page).text


@pytest.mark.parametrize(("language", "words"), [("vi", "Cần ít nhất một minh chứng"), ("en", "evidence is needed")])
def test_a_rule_speaks_the_language_of_the_reader(language, words):
    with translation.override(language), pytest.raises(RuleBroken) as broken:
        rules.check_evidence(0)
    with translation.override(language):
        assert words in broken.value.message
    assert str(broken.value).startswith("Cần ít nhất")  # what is kept for later stays Vietnamese


def test_the_values_of_a_rule_are_told_in_the_same_language():
    with translation.override("en"), pytest.raises(RuleBroken) as broken:
        rules.check_move(State.ASSIGNED, State.DONE)
    with translation.override("en"):
        assert broken.value.message == "The task is assigned, so it cannot become done."


@pytest.mark.parametrize(
    "page", ["office:my_work", "work:tasks", "documents:documents", "procedures:dossiers", "portal:home"]
)
def test_an_english_page_is_vietnamese_only_in_names_and_words_of_documents(page, world, client_of):
    task = world.task()
    client = client_of(world.clerk)
    client.cookies["kheo_ngon_ngu"] = "en"
    text = _read(client.get(reverse(page)).text)
    posts = [*Post.objects.values_list("title", flat=True), *Locality.objects.values_list("superior_name", flat=True)]
    units = [name for unit in Unit.objects.all() for name in (unit.name, unit.short_name)]
    document = task.document
    own = ["Phường Thử", "Tiếng Việt", "Khéo", task.text, document.label, document.subject, document.organ_name]
    for name in sorted([*own, *posts, *units], key=len, reverse=True):
        text = text.replace(name, "")
    assert [line for line in text.splitlines() if VIETNAMESE.search(line)] == []


def _read(page: str) -> str:
    """Give what a page says, a line a piece of text."""
    pieces = re.findall(r">([^<]+)<|(?:aria-label|data-l|title)=\"([^\"]+)\"", page)
    return "\n".join(unescape(shown or spoken) for shown, spoken in pieces)


def test_a_task_speaks_english_too(world, client_of):
    task = world.task(State.REPORTED)
    client = client_of(world.chair)
    client.cookies["kheo_ngon_ngu"] = "en"
    page = client.get(reverse("work:task", args=[task.pk])).text
    assert "waiting to be accepted" in page
    assert "Accountable head" in page
    assert "Người đứng đầu chịu trách nhiệm" not in page


def test_declared_texts_of_an_indicator_are_read_in_the_language_of_the_reader():
    on_time = ON_TIME
    assert on_time.short_name == "Hồ sơ đúng hạn"
    with translation.override("en"):
        assert on_time.short_name == "Dossiers on time"
        assert on_time.source.assurance_words == "from working papers, not yet checked against the original text"
        assert DOSSIER.column("received_on").label == "Accepted"


def test_a_document_is_worded_in_vietnamese_for_every_reader(world):
    document = world.task().document
    in_vietnamese = notice_of(document, world.ward)
    with translation.override("en"):
        assert notice_of(document, world.ward) == in_vietnamese
