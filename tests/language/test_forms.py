"""One text, four forms: kept, compared, searched, sorted."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kheo.language import nfc, search_key, shadow, sort_key

WORDS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắòóỏùúủỳýỷÀÁĐƯ ,.;", max_size=60)


@given(st.text(max_size=200))
def test_the_shadow_keeps_every_offset(text: str) -> None:
    assert len(shadow(text)) == len(text)


@given(WORDS)
def test_the_shadow_of_a_shadow_is_itself(text: str) -> None:
    assert shadow(shadow(nfc(text))) == shadow(nfc(text))


@given(st.text(max_size=200))
def test_what_is_stored_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", nfc(text))


def test_the_two_ways_to_place_a_tone_are_one() -> None:
    assert shadow("Uỷ ban, hoà giải, khoẻ, thuỷ lợi") == shadow("Ủy ban, hòa giải, khỏe, thủy lợi")
    assert shadow("Quí, kĩ, lí") == shadow("quý, kỹ, lý")


def test_a_tone_inside_a_closed_syllable_or_after_qu_stays() -> None:
    assert shadow("hoàn toàn, quỳ, quỷ, thuyền") == "hoàn toàn, quỳ, quỷ, thuyền"


def test_people_find_without_accents() -> None:
    assert search_key("Đặng  Văn Ngữ") == "dang van ngu"
    assert search_key("Trung tâm") == search_key("TRUNG TAM")


def test_words_sort_as_in_a_dictionary() -> None:
    words = ["đa", "dạ", "an", "ân", "da", "ăn", "dã", "đá"]
    assert sorted(words, key=sort_key) == ["an", "ăn", "ân", "da", "dã", "dạ", "đa", "đá"]


@given(st.lists(WORDS, max_size=6))
def test_any_words_can_be_sorted(words: list[str]) -> None:
    assert len(sorted(words, key=sort_key)) == len(words)
