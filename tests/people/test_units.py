"""Which units a text means by its wording."""

from datetime import date

import pytest

from kheo.people.models import Unit
from kheo.people.units import resolve


def unit(pk, name, short="", aliases=()):
    return Unit(
        pk=pk, name=name, short_name=short or name, aliases=list(aliases), path=f"/{pk}/", valid_from=date(2025, 7, 1)
    )


CENTRE = unit(1, "Trung tâm Phục vụ hành chính công", "Trung tâm PVHCC", ["Bộ phận Một cửa"])
CULTURE = unit(2, "Phòng Văn hoá – Xã hội", "Phòng VH–XH")
OFFICE = unit(3, "Văn phòng HĐND và UBND", "Văn phòng")
PARTY_OFFICE = unit(4, "Văn phòng Đảng uỷ")
UNITS = [CENTRE, CULTURE, OFFICE, PARTY_OFFICE]


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("Trung tâm Phục vụ hành chính công", [CENTRE]),
        ("TRUNG TÂM PVHCC", [CENTRE]),
        ("bộ phận một cửa phường", [CENTRE]),
        ("Phòng Văn hóa - Xã hội", [CULTURE]),  # the other way to write the accent, and a short dash
        ("Phong Van hoa Xa hoi", [CULTURE]),
        ("Văn phòng", [OFFICE]),
        ("Văn phòng Đảng ủy", [PARTY_OFFICE]),  # the longest name wins over the short name inside it
        ("Phòng Văn hoá – Xã hội, Trung tâm PVHCC", [CULTURE, CENTRE]),
        ("Trung tâm PVHCC chủ trì, Văn phòng phối hợp", [CENTRE, OFFICE]),
        ("các đơn vị", []),
        ("Phòng Văn hoá", [CULTURE]),  # no other office begins like this
        ("phòng VH-XH", [CULTURE]),
        ("Phòng Văn hoá – Thông tin", []),
        ("Phòng", []),
        ("Văn phòng Đảng uỷ; Văn phòng", [PARTY_OFFICE, OFFICE]),
        ("", []),
    ],
)
def test_a_wording_means_the_units_it_names_in_its_order(wording, meant):
    assert resolve(wording, UNITS) == meant


def test_a_unit_named_twice_is_meant_once():
    assert resolve("Trung tâm PVHCC (Bộ phận Một cửa)", UNITS) == [CENTRE]


def test_a_unit_without_a_short_name_is_not_found_in_everything():
    nameless = unit(5, "Trạm Y tế")
    nameless.short_name = ""
    assert resolve("các đơn vị", [nameless]) == []
