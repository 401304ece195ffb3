import pytest

from kheo.reports.rules import Tally, count_word


@pytest.mark.parametrize(
    ("tally", "sentence"),
    [
        (Tally(0, 0, 0), ""),
        (Tally(2, 3, 0), "Hai điều đạt mục tiêu, ba điều chưa đạt."),
        (Tally(0, 0, 1), "Một điều chưa đủ số liệu để nói."),
        (Tally(12, 0, 1), "12 điều đạt mục tiêu, một điều chưa đủ số liệu để nói."),
    ],
)
def test_the_first_line_counts_in_words(tally, sentence):
    assert tally.sentence == sentence


def test_small_counts_are_words():
    assert [count_word(count) for count in (0, 1, 10, 11)] == ["không", "một", "mười", "11"]
