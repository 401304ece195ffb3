"""The demo on a ward that stands already: the user's own text, real localities, and the words it prints."""

from pathlib import Path

import docx
import pytest

from kheo import demo
from kheo.base.models import AuditRecord
from kheo.demo import story
from kheo.demo.ward import find_ward, open_ward
from kheo.documents.models import Document
from kheo.errors import RuleBroken
from kheo.people.models import Locality, Official
from kheo.people.rules import Role
from kheo.work.models import Task
from tests.world import World

pytestmark = pytest.mark.long

ADDRESS = "http://127.0.0.1:8123"
NOTICE = """THÔNG BÁO
Kết luận của Chủ tịch UBND phường tại cuộc họp giao ban (văn bản minh hoạ)

Chủ tịch UBND phường yêu cầu:

1. Trung tâm Phục vụ hành chính công niêm yết lại danh mục thủ tục trước ngày 30/12/2026.

2. Công an phường rà soát các điểm đỗ xe quanh trường học.
"""
ELSEWHERE = """THÔNG BÁO
Kết luận của Giám đốc Sở tại hội nghị sơ kết (văn bản minh hoạ)

Giám đốc Sở yêu cầu:

1. Phòng Quản lý hạ tầng kỹ thuật tổng hợp báo cáo của các đội, gửi Ban Giám đốc trước ngày 15/12/2026.
"""
NO_TASKS = """Sáng nay, bà con trong phường ra vườn hoa tập thể dục rất đông.
Các cháu nhỏ được mẹ cho đi thả diều trên bãi cỏ bên sông; ai cũng vui vì trời đã ấm trở lại.
"""


@pytest.fixture
def ward(db, settings, tmp_path):
    """Phường Thử, opened, without its dossiers and its story."""
    settings.HOME = tmp_path
    return open_ward()


@pytest.fixture
def tell(ward, tmp_path):
    """Run the demo on a text or a file; give the lines it prints."""

    def run(text: str | Path) -> list[str]:
        path = text
        if isinstance(path, str):
            path = tmp_path / "của tôi.txt"
            path.write_text(str(text), encoding="utf-8")
        lines: list[str] = []
        demo.run(fresh=False, text=path, echo=lines.append, address=ADDRESS)
        return lines

    return run


def test_tasks_for_units_of_the_ward_go_to_those_units(tell) -> None:
    said = "\n".join(tell(NOTICE))
    assert "giao: Trung tâm Phục vụ hành chính công" in said
    leads = list(Task.objects.order_by("start").values_list("lead_unit__name", "state"))
    assert leads == [("Trung tâm Phục vụ hành chính công", "assigned"), ("Công an phường", "assigned")]


def test_tasks_for_nobody_of_the_ward_go_to_the_office_and_it_says_so(tell) -> None:
    said = " ".join(" ".join(tell(ELSEWHERE)).split())
    assert "câu gốc giao: Phòng Quản lý hạ tầng kỹ thuật; bản minh hoạ giao: Văn phòng HĐND và UBND" in said
    assert Task.objects.get().lead_unit.name == "Văn phòng HĐND và UBND"


def test_a_text_without_tasks_is_told_as_that(tell) -> None:
    tell(NOTICE)  # so that there is a paper to write
    said = "\n".join(tell(NO_TASKS))
    assert "Khéo không thấy việc nào được giao trong văn bản này." in said
    assert Task.objects.of_document(Document.objects.latest("pk")).count() == 0


def test_the_very_first_text_without_tasks_has_no_paper_to_write(tell, tmp_path) -> None:
    said = "\n".join(tell(NO_TASKS))
    assert "Khéo không thấy việc nào được giao trong văn bản này." in said
    assert "Word" not in said
    assert not list(tmp_path.glob("van-ban/*"))


def test_the_same_text_twice_is_assigned_once(tell) -> None:
    first, second = tell(NOTICE), tell(NOTICE.replace("\n", "\r\n"))
    assert (Document.objects.count(), Task.objects.count()) == (1, 2)
    assert "đã được đọc và giao việc lần trước" in second[0]
    assert first[1:] == second[1:]


def test_the_word_document_it_writes_is_read_by_it_again(tell) -> None:
    tell(NOTICE)
    path = Path(next(line for line in tell(NOTICE) if line.endswith(".docx")).strip())
    cells = [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]
    assert "Công an phường" in cells
    assert "1. Niêm yết lại danh mục thủ tục" in "\n".join(tell(path))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("hỏng.docx", b"PK\x03\x04 broken", "Tệp bị hỏng"),
        ("rỗng.txt", b"", "Tệp rỗng"),
        ("english.txt", b"All units shall report to the council before the end of the month. " * 3, "tiếng Việt"),
        ("bảng.csv", b"ma,ten\n1,a\n2,b\n", "bảng số liệu"),
    ],
)
def test_a_text_that_cannot_be_read_changes_nothing(tell, tmp_path, name, content, sentence) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = AuditRecord.objects.count()
    with pytest.raises(RuleBroken, match=sentence):
        tell(path)
    assert AuditRecord.objects.count() == before
    assert not Document.objects.exists()


@pytest.mark.parametrize("fresh", [True, False])
def test_a_database_with_a_real_locality_is_left_alone(ward, tmp_path, fresh) -> None:
    official = World().administrator_of_another_ward
    Locality.objects.filter(pk=official.locality_id).update(illustrative=False)
    with pytest.raises(RuleBroken, match="dữ liệu thật của Phường Bên"):
        demo.run(fresh=fresh, text=None, echo=print, address=ADDRESS)
    assert Official.objects.filter(pk=official.pk).exists()


def test_it_says_where_to_click_and_fits_a_narrow_terminal(tell) -> None:
    lines = tell(NOTICE)
    assert all(len(line) <= story.WIDTH for line in lines if "/" not in line), [
        line for line in lines if len(line) > 80
    ]
    said = "\n".join(lines)
    assert "DỮ LIỆU MINH HOẠ" in said
    assert "http://127.0.0.1:8000" not in said
    assert f"{ADDRESS}/van-ban/" in said
    assert f"{ADDRESS}/dang-nhap/" in said


def test_there_is_an_account_for_every_role_and_every_printed_account_opens(ward, client_of) -> None:
    found = find_ward()
    assert found is not None
    printed = [found.officials[name] for name, _what in story.ACCOUNTS]
    assert {role for official in printed for role in official.roles} == set(Role)
    for official in printed:
        assert client_of(official).login(username=official.username, password=story.PASSWORD)


def test_opening_leaves_a_trace_and_every_unit_has_a_head(ward) -> None:
    assert AuditRecord.objects.filter(verb="system.locality_founded").count() == 1
    assert AuditRecord.objects.filter(verb="unit.opened").count() == len(ward.units) - 1
    assert {official.unit.name for official in ward.officials.values()} == {unit.name for unit in ward.units.values()}
