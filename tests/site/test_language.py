"""Which language a reader sees: Vietnamese, unless they chose English."""

from django.urls import reverse


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


def test_a_rule_speaks_the_language_of_the_reader(world, client_of):
    from django.utils import translation

    from kheo.work import rules

    for language, words in (("vi", "Cần ít nhất một minh chứng"), ("en", "evidence")):
        with translation.override(language):
            try:
                rules.check_evidence(0)
            except rules.RuleBroken as broken:
                assert words in broken.message
                assert str(broken).startswith("Cần ít nhất")  # what is kept for later stays Vietnamese
