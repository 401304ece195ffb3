"""One row of an export: what is read, what is refused, and that silence, unknown and no are three things."""

from datetime import date
from types import SimpleNamespace

import pytest

from kheo.days import calendar_for
from kheo.errors import RuleBroken
from kheo.feedback.rules import KEPT, KIND_NAMES, RATED_NAMES, Kind, Rated, read_case, settled
from kheo.feedback.words import HEADINGS, KINDS, RATINGS
from kheo.files.named import NamedRow, day, named_rows

WORKING = calendar_for([2026])
TODAY = date(2026, 11, 26)
USUAL = {"code": "PA-1", "received_on": "02/11/2026"}


NEW = dict.fromkeys(KEPT) | {"unit_id": 1, "kind": "", "rated": ""}


def read(before=NEW, **cells):
    row = read_case(NamedRow(2, {**USUAL, **cells}), {"trung tam pvhcc": 7})
    return SimpleNamespace(**settled(row.stated, before, WORKING, TODAY))


def test_a_bare_row_knows_only_its_day():
    found = read()
    assert (found.unit_id, found.kind, found.refused, found.likes, found.repeated) == (1, "", None, None, None)
    assert (found.answered_on, found.rated) == (None, "")
    assert (found.due_on, found.due_is_reckoned) == (date(2026, 11, 23), True)  # fifteen working days


def test_a_refusal_has_two_working_days_and_the_files_own_day_wins():
    assert read(refused="có").due_on == date(2026, 11, 4)
    found = read(refused="có", due_on="20/11/2026")
    assert (found.due_on, found.due_is_reckoned) == (date(2026, 11, 20), False)


def test_what_the_file_says_is_taken():
    found = read(
        unit="Trung tâm PVHCC", kind="Hành vi", answered_on="2026-11-12 10:00", likes="3", dislikes="0",
        repeated="không", rated="Chấp nhận được",
    )  # fmt: skip
    assert (found.unit_id, found.kind, found.answered_on) == (7, Kind.CONDUCT, date(2026, 11, 12))
    assert (found.likes, found.dislikes, found.repeated, found.rated) == (3, 0, False, Rated.ACCEPTED)
    assert read(rated="Chưa đánh giá").rated == ""


def test_what_a_file_has_no_column_for_stays_and_an_empty_cell_is_unknown():
    full = vars(read(unit="Trung tâm PVHCC", kind="Hành vi", due_on="20/11/2026", likes="3", rated="Hài lòng"))
    assert vars(read(full)) == full
    bare = read(full, unit="", kind="", due_on="", likes="", rated="")
    assert (bare.unit_id, bare.kind, bare.likes, bare.rated) == (7, "", None, "")
    assert (bare.due_on, bare.due_is_reckoned) == (date(2026, 11, 23), True)


def test_a_reckoned_day_follows_what_the_next_file_says():
    assert read(vars(read()), refused="có").due_on == date(2026, 11, 4)


def test_days_are_seen_beside_those_of_earlier_files():
    answered = vars(read(answered_on="12/11/2026"))
    with pytest.raises(RuleBroken) as refusal:
        read(answered, received_on="13/11/2026")
    assert refusal.value.field == "answered_on"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"received_on": ""}, "received_on"),
        ({"received_on": "hôm qua"}, "received_on"),
        ({"received_on": "27/11/2026"}, "received_on"),
        ({"due_on": "01/11/2026"}, "due_on"),
        ({"answered_on": "01/11/2026"}, "answered_on"),
        ({"answered_on": "27/11/2026"}, "answered_on"),
        ({"unit": "Phòng Không Có"}, "unit"),
        ({"kind": "linh tinh"}, "kind"),
        ({"rated": "tạm"}, "rated"),
        ({"likes": "nhiều"}, "likes"),
        ({"refused": "tuỳ"}, "refused"),
        ({"code": "0900000000"}, "code"),
        ({"code": "?"}, "code"),
    ],
)
def test_what_cannot_be_is_refused_with_its_column(cells, field):
    with pytest.raises(RuleBroken) as refusal:
        read(**cells)
    assert refusal.value.field == field
    assert "0900000000" not in refusal.value.message


def test_every_name_is_understood():
    assert {KINDS[name] for name in KIND_NAMES.values()} == set(Kind)
    assert {RATINGS[name] for name in RATED_NAMES.values()} == set(Rated)


def test_columns_without_a_known_name_never_leave_the_reader():
    text = "Báo cáo,,\nMã PAKN,Nội dung,Ngày gửi\nPA-1,bí mật,02/11/2026\n,,\nPA-2,bí mật,03/11/2026\n"
    rows = list(named_rows(text.encode(), "x.csv", HEADINGS, needed=("code", "received_on")))
    assert [(row.number, dict(row.cells)) for row in rows] == [
        (3, {"code": "PA-1", "received_on": "02/11/2026"}),
        (5, {"code": "PA-2", "received_on": "03/11/2026"}),
    ]
    with pytest.raises(RuleBroken, match="ngày nhận"):
        list(named_rows(b"ma,noi dung\n1,2\n", "x.csv", HEADINGS, needed=("code", "received_on")))


@pytest.mark.parametrize(
    "text", ["02/11/2026", "2-11-2026", "2026-11-02", "2026-11-02T08:15:00", "02/11/2026 08:15", "08:15, 02/11/2026"]
)
def test_a_day_is_read_with_or_without_its_hour(text):
    assert day(text) == date(2026, 11, 2)
