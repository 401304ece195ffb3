"""Wordings and the units of a locality: one, two, a group, partners, and what names none of them."""

import pytest

from kheo.grammar.addressees import address
from kheo.reader import read

UNITS = [
    "Phòng Văn hóa - Xã hội",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Trung tâm Phục vụ hành chính công",
    "Văn phòng HĐND và UBND",
    "Công an phường",
    "Tổ dân phố 1",
    "Tổ dân phố 2",
]
CULTURE, ECONOMY, CENTRE, OFFICE, POLICE, *QUARTERS = UNITS


@pytest.mark.parametrize(
    ("wording", "units"),
    [
        ("Công an phường", [POLICE]),
        ("Phòng Văn hoá – Xã hội và Trung tâm Phục vụ hành chính công", [CULTURE, CENTRE]),
        ("Văn phòng HĐND và UBND", [OFFICE]),  # its own "và" joins no second unit
        ("Phòng Kinh tế, Hạ tầng và Đô thị; Công an phường", [ECONOMY, POLICE]),
    ],
)
def test_units_are_named_in_the_order_of_the_text(wording: str, units: list[str]) -> None:
    found = address(wording, "", UNITS)
    assert list(found.units) == units
    assert found.unresolved == ()
    assert found.lead == (units[0] if len(units) == 1 else None)


@pytest.mark.parametrize(
    ("wording", "members"),
    [
        ("các tổ dân phố", QUARTERS),
        ("các phòng chuyên môn", [CULTURE, ECONOMY]),
        ("Các đơn vị", UNITS[:5]),  # where people live is no office
        ("các cơ quan, đơn vị liên quan", UNITS[:5]),
        ("các đơn vị, tổ dân phố", UNITS),
        ("các phường", []),
    ],
)
def test_a_group_means_its_members_and_has_no_lead(wording: str, members: list[str]) -> None:
    found = address(wording, "", UNITS)
    assert (found.group, list(found.members), found.lead) == (wording, members, None)


WARD = [
    "Văn phòng HĐND và UBND", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hoá – Xã hội", "Trạm Y tế phường",
    "Trung tâm Phục vụ hành chính công", "Công an phường", "Ban Chỉ huy Quân sự phường", "Đoàn TNCS Hồ Chí Minh phường",
    "Ủy ban MTTQ Việt Nam phường", "Hội Nông dân phường", "Trường Tiểu học Thử", "Trường THCS Thử",
    "Tổ dân phố 1", "Tổ dân phố 2", "Tổ dân phố 10",
]  # fmt: skip


@pytest.mark.parametrize(
    ("wording", "units"),
    [
        ("phòng VH-XH", ["Phòng Văn hoá – Xã hội"]),
        ("Phòng Văn hoá", ["Phòng Văn hoá – Xã hội"]),
        ("Trưởng phòng Kinh tế và Trạm Y tế", ["Phòng Kinh tế, Hạ tầng và Đô thị", "Trạm Y tế phường"]),
        ("Giám đốc Trung tâm PVHCC", ["Trung tâm Phục vụ hành chính công"]),
        ("Chỉ huy trưởng Ban CHQS phường", ["Ban Chỉ huy Quân sự phường"]),
        ("Đoàn Thanh niên", ["Đoàn TNCS Hồ Chí Minh phường"]),
        ("Đoàn thanh niên phường", ["Đoàn TNCS Hồ Chí Minh phường"]),
        ("MTTQ phường", ["Ủy ban MTTQ Việt Nam phường"]),
        ("Mặt trận Tổ quốc phường", ["Ủy ban MTTQ Việt Nam phường"]),
        ("tổ dân phố số 2", ["Tổ dân phố 2"]),
        ("các tổ dân phố 1, 2", ["Tổ dân phố 1", "Tổ dân phố 2"]),
        ("tổ dân phố 1, tổ dân phố số 10", ["Tổ dân phố 1", "Tổ dân phố 10"]),
        ("Công an", ["Công an phường"]),
    ],
)
def test_a_shortened_name_that_can_mean_one_unit_names_it(wording: str, units: list[str]) -> None:
    found = address(wording, "", WARD)
    assert (list(found.units), found.unresolved, found.group) == (units, (), "")


@pytest.mark.parametrize(
    "wording",
    ["Công an thành phố", "Trường", "Phòng Văn hoá – Thông tin", "Sở Y tế", "Hội Phụ nữ", "Tổ dân phố 3", "Ủy ban"],
)
def test_a_name_that_could_mean_another_body_names_no_unit(wording: str) -> None:
    assert address(wording, "", WARD).unresolved == (wording,)


@pytest.mark.parametrize(
    ("wording", "members"),
    [
        ("các trường học", ["Trường Tiểu học Thử", "Trường THCS Thử"]),
        ("các đoàn thể", ["Đoàn TNCS Hồ Chí Minh phường", "Ủy ban MTTQ Việt Nam phường", "Hội Nông dân phường"]),
        ("3 tổ dân phố", ["Tổ dân phố 1", "Tổ dân phố 2", "Tổ dân phố 10"]),
        ("tất cả các tổ dân phố", ["Tổ dân phố 1", "Tổ dân phố 2", "Tổ dân phố 10"]),
    ],
)
def test_a_group_is_known_by_what_its_members_are(wording: str, members: list[str]) -> None:
    found = address(wording, "", WARD)
    assert (found.group, list(found.members)) == (wording, members)


PLACES = ["Thôn 3", "Thôn 4", "Thôn 15", "Thôn Đông Hoà", "Thôn Hoà An", "Trường Tiểu học Tân Phú 2", "Công an phường"]


@pytest.mark.parametrize(
    ("wording", "units"),
    [
        ("Thôn 3 và 4 hộ dân liên quan", ["Thôn 3"]),
        ("Thôn 3, 15 hộ dân", ["Thôn 3"]),
        ("các thôn 3, 4 và 15", ["Thôn 3", "Thôn 4", "Thôn 15"]),
        ("Thôn Đông", []),
        ("Thôn Hà", []),
        ("Trường Tiểu học Tân Phú", []),
        ("đồng chí Nguyễn Công An", []),
        ("Tổ công tác 3 thôn", []),
        ("Công ty 12 trường học", []),
    ],
)
def test_no_place_school_or_person_is_taken_for_another(wording: str, units: list[str]) -> None:
    found = address(wording, "", PLACES)
    assert (list(found.units), found.group) == (units, "")


def test_every_part_that_names_nobody_is_shown() -> None:
    units = ["Phòng Kinh tế, Hạ tầng và Đô thị", "Tổ dân phố 1"]
    assert address("Tổ dân phố số 9 và Phòng Kinh tế", "", units).unresolved == ("Tổ dân phố số 9",)
    assert address("Phòng Kinh tế cùng Sở Công Thương", "", units).unresolved == ("Sở Công Thương",)


def test_a_number_of_people_is_no_group_of_units() -> None:
    assert address("12 hộ nghèo", "", WARD).unresolved == ("12 hộ nghèo",)


def test_all_units_are_the_quarters_where_nothing_else_is_known() -> None:
    assert list(address("các đơn vị", "", QUARTERS).members) == QUARTERS


def test_partners_join_in_and_do_not_lead() -> None:
    found = address(CULTURE, "chủ trì, phối hợp với Công an phường và Văn phòng HĐND và UBND rà soát", UNITS)
    assert found.lead == CULTURE
    assert found.partners == (POLICE, OFFICE)


@pytest.mark.parametrize(
    ("wording", "unresolved"),
    [("Sở Nội vụ", ("Sở Nội vụ",)), ("Công an phường, Đoàn Thanh niên", ("Đoàn Thanh niên",)), (None, ())],
)
def test_what_names_no_known_unit_is_shown_as_such(wording: str | None, unresolved: tuple[str, ...]) -> None:
    assert address(wording, "", UNITS).unresolved == unresolved


def test_a_reading_resolves_only_where_units_are_known() -> None:
    text = "Chủ tịch UBND phường yêu cầu các tổ dân phố rà soát hộ nghèo trước ngày 20/11/2026."
    assert read(text).tasks[0].addressed is None
    told = read(text, units=UNITS).tasks[0]
    assert told.addressed is not None
    assert list(told.addressed.members) == QUARTERS
    assert told.as_suggestion()["group"] == "các tổ dân phố"
