"""Every Vietnamese letter, in every dress in which it may come: kept composed, found without accents, sorted as in a
dictionary, and changed in no other way."""

import unicodedata
from itertools import product

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kheo.documents.actions import take_in
from kheo.errors import RuleBroken
from kheo.language import nfc, search_key, shadow, sort_key
from kheo.people.models import Locality
from tests.world import NOTICE

VOWELS, TONES = "aăâeêioôơuưy", ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)] + ["đ"]
ACCENTED = [letter for small in SMALL for letter in (small, small.upper()) if not letter.isascii()]
BARE = dict(zip("aăâeêioôơuưyđ", "aaaeeiooouuyd", strict=True))
UNSEEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u202c", "\u2066", "\u2069"]

SYLLABLE = st.text(alphabet=[*ACCENTED, *"abcdghiklmnopqrstuvxy"], min_size=1, max_size=7)
NAMES = st.lists(SYLLABLE, min_size=1, max_size=6).map(" ".join)


def decomposed(text):
    return unicodedata.normalize("NFD", text)


def test_there_are_134_letters_that_ascii_lacks():
    assert len(ACCENTED) == len(set(ACCENTED)) == 134


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_each_letter_is_kept_composed_and_found_bare(form):
    for letter in ACCENTED:
        given_letter = unicodedata.normalize(form, letter)
        assert nfc(given_letter) == letter
        assert search_key(given_letter) == BARE[_base(letter)]


def _base(letter):
    marks = [mark for mark in decomposed(letter.lower()) if mark not in TONES]
    return unicodedata.normalize("NFC", "".join(marks))


def test_marks_in_another_order_are_the_same_letter():
    for letter in ACCENTED:
        base, *marks = decomposed(letter)
        for order in (marks, marks[::-1]):
            assert unicodedata.normalize("NFC", nfc(base + "".join(order))) == nfc(base + "".join(order))
    assert nfc("e\u0323\u0302") == nfc("e\u0302\u0323") == "ệ"


@given(NAMES)
def test_a_name_is_altered_by_nothing_but_composing(name):
    composed = unicodedata.normalize("NFC", name)
    assert nfc(name) == nfc(decomposed(name)) == composed
    assert nfc(nfc(name)) == nfc(name)


@given(NAMES, st.sampled_from(UNSEEN), st.integers(0, 30))
def test_a_name_is_found_in_every_dress(name, unseen, place):
    keys = {search_key(dress) for dress in (name, decomposed(name), name.upper(), f" {name}  ")}
    keys.add(search_key(name[:place] + unseen + name[place:]))
    assert len(keys) == 1


@pytest.mark.long
@given(st.text(max_size=80))
def test_no_text_breaks_any_form(text):
    kept = nfc(text)
    assert unicodedata.is_normalized("NFC", kept)
    assert len(shadow(kept)) == len(kept)
    assert search_key(search_key(text)) == search_key(text)
    sort_key(text)


def test_letters_sort_as_in_a_vietnamese_dictionary():
    letters = [letter for letter in SMALL if letter != "đ"]
    backwards = letters[::-1]
    backwards.sort(key=sort_key)
    assert backwards == letters
    words = ["Cấp", "Chứng thực", "Dân quân", "Đăng ký", "Đất đai", "Em", "Ê-đê", "Giao thông", "Ông", "Ơn", "Xây"]
    assert sorted(sorted(words), key=sort_key) == words


@pytest.mark.long
@given(st.lists(NAMES, min_size=2, max_size=6))
def test_the_order_does_not_depend_on_the_dress(names):
    assert sorted(names, key=sort_key) == sorted(names, key=lambda name: sort_key(decomposed(name).upper()))


# in the database and on pages


def test_a_text_is_kept_composed_and_otherwise_as_it_came(world):
    odd = "Tổ 5 😀 \u200bvà \u202ednuora\u202c, Đ/đ, hoà giải, hòa giải"
    document = take_in(by=world.clerk, text=decomposed(f"{NOTICE}\n{odd}"))
    document.refresh_from_db()
    assert document.text == f"{NOTICE}\n{odd}".strip()


def test_a_text_of_a_megabyte_is_refused_in_a_sentence_or_kept_whole(world):
    line = "Ủy ban nhân dân phường giao đơn vị rà soát hồ sơ quá hạn 😀.\n"
    with pytest.raises(RuleBroken, match="ký tự"):
        take_in(by=world.clerk, text=NOTICE + line * 16_000)
    large = NOTICE + line * 7_000
    assert take_in(by=world.clerk, text=decomposed(large)).text == large.strip()


@pytest.mark.long
@pytest.mark.parametrize("asked", ["đăng ký", "dang ky", "ĐĂNG KÝ", decomposed("Đăng ký"), "đăng\u200b ký"])
def test_a_task_is_found_however_its_words_are_typed(world, client_of, asked):
    task = world.task(text="Trung tâm Đăng ký đất đai minh hoạ chủ trì rà soát.")
    assert str(task.code) in client_of(world.clerk).get(reverse("work:tasks"), {"q": asked}).content.decode()


def test_lists_of_names_come_in_dictionary_order(world, client_of):
    for name in ("Xuân minh hoạ", "Đồng minh hoạ", "An minh hoạ", "Dương minh hoạ", "Ấp minh hoạ"):
        Locality.objects.create(name=name, slug=search_key(name).replace(" ", "-"), illustrative=True)
    page = client_of().get(reverse("portal:home")).content.decode()
    order = [page.index(f"{name} minh hoạ") for name in ("An", "Ấp", "Dương", "Đồng", "Xuân")]
    assert order == sorted(order)
    for name in ("Đăng ký", "Xác nhận", "Chứng thực", "Cấp phép"):
        world.procedure(name)
    page = client_of(world.desk).get(reverse("procedures:dossiers")).content.decode()
    order = [page.index(f">{name}<") for name in ("Cấp phép", "Chứng thực", "Đăng ký", "Xác nhận")]
    assert order == sorted(order)
