"""Things by the names that people write for them, with or without accents."""

from kheo.language import by_name, by_own_name

UNITS = [(1, {"Tổ tiếp dân", "TTD", "to tiep dan"}), (2, {"Tổ Tiếp Dân"}), (3, {"Văn phòng"})]


def test_a_name_leads_to_all_that_bear_it_each_once():
    assert by_name(UNITS) == {"to tiep dan": [1, 2], "ttd": [1], "van phong": [3]}
    assert by_name(UNITS, key=str.upper)["TTD"] == [1]


def test_a_name_that_two_bear_names_neither():
    assert by_own_name(UNITS) == {"ttd": 1, "van phong": 3}
