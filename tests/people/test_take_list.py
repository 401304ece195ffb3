"""Units, posts and accounts from a list: looked at first, all of it or nothing, twice the same as once."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.models import AuditRecord, OnceKey
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.lists import read_list
from kheo.people.models import Holding, Official, Post, Unit
from tests.people.papers import list_file, row

HAND_IN = reverse("people:hand_in_list")
GROUP = row(unit="Tổ dân phố 9 (minh hoạ)", parent="Trường Mầm non 1 (minh hoạ)", kind="Tổ dân phố", post="", head="",
            roles="", account="")  # fmt: skip
DEPUTY = row(kind="", parent="", post="Phó Hiệu trưởng", head="", roles="cán bộ, công chức", account="mam.non.2")
ONE_TIME = re.compile(r'<dt>([\w.]+)</dt><dd class="hash">([a-z2-9-]{19})</dd>')


@pytest.fixture
def office(world, client_of):
    return client_of(world.administrator)


def looked_at(client, *rows, name="danh-sach.csv"):
    """Hand a list in, and read what it will do."""
    return client.post(HAND_IN, {"file": list_file(*rows, name=name)}).content.decode()


def handed_in(client, *rows):
    """Hand a list in; give the address where it is taken."""
    return re.search(r'action="(/quan-tri/don-vi/danh-sach/\d+/)"', looked_at(client, *rows)).group(1)


def counts():
    return [model.objects.count() for model in (Unit, Post, Official, Holding, AuditRecord)]


@pytest.mark.long
@pytest.mark.parametrize("name", ["danh-sach.csv", "danh-sach.xlsx"])
def test_looking_tells_what_each_line_will_do_and_writes_nothing(office, name):
    before = counts()
    page = looked_at(office, GROUP, row(), DEPUTY, name=name)
    for words in ("2 đơn vị mới", "2 chức danh mới", "2 tài khoản mới", "2 người giữ chức danh mới", "mở đơn vị"):
        assert words in page
    assert counts() == before


def test_taken_everything_is_there_and_each_new_account_has_a_password_for_one_use(world, office):
    address = handed_in(office, GROUP, row(), DEPUTY)
    page = office.post(address).content.decode()
    school = Unit.objects.get(name="Trường Mầm non 1 (minh hoạ)")
    assert (school.parent, school.kind) == (world.administrator.unit, "school")
    assert Unit.objects.get(name="Tổ dân phố 9 (minh hoạ)").parent == school
    head = Official.objects.get(username="mam.non.1")
    assert head.heads_unit(school.pk) and head.roles == {"head", "official"}
    assert not Official.objects.get(username="mam.non.2").heads_unit(school.pk)
    passwords = dict(ONE_TIME.findall(page))
    assert set(passwords) == {"mam.non.1", "mam.non.2"}
    assert head.check_password(passwords["mam.non.1"]) and head.must_change_password
    assert all(passwords["mam.non.1"].encode() not in bytes(key.body) for key in OnceKey.objects.all())
    trace = AuditRecord.objects.get(verb="list.taken")
    assert [trace.changed[what] for what in ("units", "posts", "accounts", "holdings")] == [2, 2, 2, 2]


def test_the_same_list_again_changes_nothing(office):
    address = handed_in(office, row(), DEPUTY)
    office.post(address)
    before = counts()[:4]
    assert "không có gì để nhập" in looked_at(office, row(), DEPUTY)
    office.post(address)
    assert counts()[:4] == before


def test_the_list_as_it_stands_can_be_handed_in_again_and_says_nothing_new(world, office):
    assert world.chair and world.culture_head and world.clerk and world.service_centre
    content = office.get(reverse("people:current_list")).content
    assert content.startswith("\ufeffĐơn vị,Đơn vị cấp trên,Loại".encode())
    assert world.culture_head.username in content.decode()
    lines, faults = read_list(content, "don-vi-va-can-bo.csv")
    outcome = actions.take_list(lines, by=world.administrator, on=world.culture_head.posts[0].valid_from, sha256="")
    assert (faults, outcome.faults, sum(outcome.new.values())) == ([], [], 0)


def test_a_new_colleague_joins_a_post_that_is_there(world, office):
    post = world.post(world.culture_office, "Chuyên viên", "official")
    line = row(unit="phong van hoa - xa hoi", parent="", kind="", post="CHUYÊN VIÊN", head="", roles="", account="cv.2")
    office.post(handed_in(office, line))
    assert Official.objects.get(username="cv.2").posts == [post]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (row(unit=""), "Chưa ghi đơn vị."),
        (row(kind="câu lạc bộ"), "Không có loại đơn vị “câu lạc bộ”."),
        (row(kind=""), "Đơn vị mới cần ghi loại."),
        (row(parent="Phòng không có"), "Không thấy đơn vị cấp trên “Phòng không có”"),
        (row(roles="trưởng"), "Không có vai trò “trưởng”"),
        (row(roles=""), "Chức danh mới cần ít nhất một vai trò."),
        (row(head="đôi khi"), "Cột “Đứng đầu” ghi “có” hoặc để trống."),
        (row(post=""), "chưa ghi chức danh"),
        (row(account="hai chữ"), "Tên đăng nhập gồm chữ không dấu"),
        (row(account="quantri.phuong-ben"), "Tên đăng nhập này đã có người dùng."),
        (row(unit="Phòng Văn hoá – Xã hội"), "đã có với loại khác"),
        (row(unit="Phòng Văn hoá – Xã hội", kind="", parent="", post="Trưởng phòng VH-XH", roles="thẩm định"),
         "đã có với vai trò khác"),
        (row(unit="Phòng Văn hoá – Xã hội", kind="", parent="", post="Trưởng phòng VH-XH", roles="", account="khac"),
         "đã có người giữ"),
    ],
)  # fmt: skip
def test_one_wrong_line_is_told_in_words_with_its_number_and_nothing_is_taken(world, office, wrong, sentence):
    assert world.culture_head and world.administrator_of_another_ward
    before = counts()
    answer = office.post(
        HAND_IN, {"file": list_file(row(unit="Trạm Y tế (minh hoạ)", kind="cơ quan nhà nước", account="y.te"), wrong)}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page and "1 dòng cần sửa" in page
    assert re.search(r'<th scope="row"[^>]*><span>3</span>', page)
    assert "Nhập danh sách</button>" not in page
    assert counts() == before


def test_what_changed_since_it_was_looked_at_is_told_and_nothing_is_taken(world, office):
    address = handed_in(office, row())
    world.unit("Trường Mầm non 1 (minh hoạ)")  # another kind of unit
    before = counts()
    answer = office.post(address)
    assert answer.status_code == 422 and "đã có với loại khác" in answer.content.decode()
    assert counts() == before


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (lambda: list_file(["", "", "", "", "", "", ""]), "chưa có dòng nào"),
        (lambda: list_file(*[row()] * 501), "hơn 500 dòng"),
        (lambda: list_file(name="danh-sach.docx"), ""),
    ],
)
def test_what_is_no_list_is_refused_at_the_door(office, file, sentence):
    answer = office.post(HAND_IN, {"file": file()})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_file_without_the_names_of_columns_is_refused(office):
    with pytest.raises(RuleBroken, match="Không thấy dòng tên cột"):
        read_list(b"a,b\n1,2\n", "x.csv")


def test_units_above_one_another_are_told(world, office):
    circle = [
        row(unit="A (minh hoạ)", parent="B (minh hoạ)", account=""),
        row(unit="B (minh hoạ)", parent="A (minh hoạ)"),
    ]
    page = looked_at(office, *circle)
    assert "Không thấy đơn vị cấp trên “B (minh hoạ)”" in page and "2 dòng cần sửa" in page


def test_a_list_is_for_who_handed_it_in(world, office, client_of):
    address = handed_in(office, row())
    colleague = world.official(world.post(world.council_office, "Quản trị thứ hai", "administrator"))
    for stranger in (colleague, world.administrator_of_another_ward):
        assert client_of(stranger).post(address).status_code == 404
    assert client_of(world.chair).post(address).status_code == 403
    assert client_of(world.chair).get(reverse("people:current_list")).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.take_list([], by=world.chair, on=None, sha256="")


def test_the_list_as_it_stands_takes_a_fixed_number_of_statements(world, office, django_assert_max_num_queries):
    for number in range(6):
        world.official(world.post(world.unit(f"Tổ {number} (minh hoạ)"), "Tổ trưởng", "head", is_head=True))
    with django_assert_max_num_queries(10):  # the last one writes down who took it out
        office.get(reverse("people:current_list"))
