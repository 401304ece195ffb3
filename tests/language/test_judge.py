"""Only Vietnamese is read; the rest is refused, not guessed at."""

import pytest

from kheo.language import is_vietnamese, vietnamese_share

FOREIGN = [
    "The committee shall meet on Friday and report to the mayor before the end of June.",
    "Le comité a été créé à la mairie, où il siège dès le 3 août, près de la forêt.",
    "A comissão não pôde reunir-se às três; à tarde, o relatório será lido.",
    "Uy ban nhan dan phuong to chuc hoi nghi doi thoai voi nhan dan.",
    "会议于三月三日举行，各单位应按时报告。",
    "12345 67890 ---",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_and_bare_letters_are_no_vietnamese(text: str) -> None:
    assert not is_vietnamese(text)


def test_a_plain_vietnamese_sentence_is_known() -> None:
    assert is_vietnamese("Ủy ban nhân dân phường tổ chức hội nghị đối thoại với nhân dân.")


def test_both_ways_of_coding_letters_count_alike() -> None:
    import unicodedata

    text = "Các tổ dân phố tiếp tục tuyên truyền."
    assert vietnamese_share(unicodedata.normalize("NFD", text)) == vietnamese_share(text)
