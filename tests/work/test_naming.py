"""Which units a wording begins with: those that coordinate stand right after "phối hợp với"."""

import pytest

from kheo.people.units import leading

THREE = ["culture_office", "service_centre", "council_office"]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("Trung tâm hành chính công hướng dẫn người dân", ["service_centre"]),
        ("Phòng Văn hóa - Xã hội, Trung tâm PVHCC và Văn phòng rà soát", THREE),
        ("các đơn vị và Văn phòng", []),
        ("người dân tới Trung tâm PVHCC", []),
        ("Trung tâm PVHCC; Trung tâm hành chính công", ["service_centre"]),
        ("", []),
    ],
)  # fmt: skip
def test_units_at_the_beginning_of_a_wording(world, wording, expected):
    units = [world.service_centre, world.culture_office, world.council_office]
    assert leading(wording, units) == [getattr(world, name) for name in expected]
