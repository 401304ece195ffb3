"""A table that was pasted from Word or Excel keeps its length and becomes rows of cells."""

from hypothesis import given
from hypothesis import strategies as st

from kheo.language import ruled


def test_rows_of_tabs_become_rows_of_cells():
    text = "TT\tNhiệm vụ\tChủ trì\n1\tRà soát hồ sơ\tPhòng Kinh tế\n\tTrả lời cử tri\tCông an\nHết."
    assert ruled(text).split("\n") == [
        "TT|Nhiệm vụ|Chủ trì", "1|Rà soát hồ sơ|Phòng Kinh tế", "|Trả lời cử tri|Công an", "Hết.",
    ]  # fmt: skip


def test_a_row_goes_on_until_it_has_all_its_cells():
    text = "TT\tNhiệm vụ\tChủ trì\n1\tRà soát hồ sơ\nquá hạn\tPhòng\nI. VIỆC KHÁC\n2\tTrả lời\tVăn phòng"
    assert ruled(text).split("\n") == [
        "TT|Nhiệm vụ|Chủ trì", "1|Rà soát hồ sơ quá hạn|Phòng", "I. VIỆC KHÁC", "2|Trả lời|Văn phòng",
    ]  # fmt: skip


def test_two_columns_are_a_table_and_numbers_of_a_list_are_none():
    assert ruled("Đơn vị\tNhiệm vụ\nVăn phòng\tTổng hợp") == "Đơn vị|Nhiệm vụ\nVăn phòng|Tổng hợp"
    listed = "1.\tRà soát hồ sơ\n2.\tTrả lời cử tri\na)\tCông khai\n-\tNiêm yết\n-\tGửi tin"
    assert ruled(listed) == listed
    indented = "\tThụt đầu dòng\n\tvà dòng sau\n\t\tthụt hai lần\n1.\t\tRà soát"
    assert ruled(indented) == indented


@given(st.text(alphabet="ab1.\t\n ", max_size=200))
def test_the_length_and_every_word_stay(text):
    made = ruled(text)
    assert len(made) == len(text)
    assert all(now == was or (was, now) in (("\t", "|"), ("\n", " ")) for was, now in zip(text, made, strict=True))
