"""The main job in ten steps, in a real browser: a text becomes tasks, and a task shows what citizens got."""

import csv
import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as open_document
from playwright.sync_api import expect

from kheo.days.formats import date_text
from kheo.work.models import Task
from kheo.work.rules import RHYTHM_NAMES, Rhythm
from tests.browser import launch
from tests.office_pdf import printed, to_pdf
from tests.road.walkers import KeyboardWalker, PlainWalker, Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = Path(os.environ["KHEO_PICTURES"]) if "KHEO_PICTURES" in os.environ else None


@dataclass(frozen=True)
class Way:
    """How the road is walked."""

    name: str
    width: int = 1366
    script: bool = True
    walker: type[Walker] = Walker


WAYS = [
    Way("chuot"),
    Way("dien-thoai", width=360),
    Way("khong-script", script=False, walker=PlainWalker),
    Way("ban-phim", walker=KeyboardWalker),
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_ten_steps(way, live_server, road, tmp_path):
    pictures = PICTURES / way.name if PICTURES else None
    with launch(way.width, java_script_enabled=way.script) as browser:
        walker = way.walker(browser, live_server.url, has_script=way.script, pictures=pictures)
        the_clerk_reads_a_text_in(walker, road, tmp_path)
        the_chair_assigns(walker)
        the_centre_works_and_reports(walker, tmp_path)
        the_chair_accepts(walker)
        the_figure_opens_to_its_records(walker, road, tmp_path)
        the_notice_comes_out_as_word(walker, tmp_path)
        assert walker.faults == []


def the_clerk_reads_a_text_in(walker, road, folder):
    """Steps 1 and 2: upload, confirm. Three pages from the queue: the text, its tasks, what waits now (job 10)."""
    walker.sign_in("van-thu")
    walker.look("0-van-thu")
    walker.follow("Đưa văn bản vào")
    walker.hand_in("Tệp văn bản", road.docx(folder))
    walker.look("1-dua-van-ban-vao")
    walker.press("Đọc văn bản")
    page = walker.page
    cards = page.locator("fieldset.prop")
    expect(cards).to_have_count(4)
    for place in range(cards.count()):
        card = cards.nth(place)
        if "Trả hồ sơ đúng ngày hẹn" in card.get_by_label("Việc", exact=True).input_value():
            walker.choose("Gắn với chỉ số", "Tỷ lệ hồ sơ giải quyết đúng hạn", card)
            walker.fill("Mục tiêu, %", "95", card)
        walker.tick("Đồng ý giao việc này", card)
    walker.look("2-xac-nhan-viec")
    walker.press("Xác nhận các việc đã đồng ý")
    expect(page.get_by_text("Đã trình.")).to_be_visible()
    walker.look("2-da-trinh")
    assert walker.loads <= 3
    assert Task.objects.filter(state="proposed").count() == 4
    walker.sign_out()


def the_chair_assigns(walker):
    """Step 3. Two pages from the queue: what waits, and that it is done (job 3)."""
    walker.sign_in("chu-tich")
    walker.look("3-lanh-dao")
    walker.follow("Giao việc")
    walker.look("3-cho-giao")
    walker.press("Giao 4 việc")
    expect(walker.page.get_by_role("heading", name="Không còn việc nào chờ giao")).to_be_visible()
    assert walker.loads <= 2
    assert Task.objects.filter(state="assigned").count() == 4
    walker.look("3-da-giao")
    walker.sign_out()


def the_centre_works_and_reports(walker, folder):
    """Steps 4 to 6. What is to be done stands on the first page (job 1); a result with its file: two pages (job 2)."""
    task = Task.objects.get(text__startswith="Trả hồ sơ đúng ngày hẹn")
    walker.sign_in("trung-tam")
    expect(walker.page.get_by_role("link", name=task.text)).to_be_visible()
    walker.look("4-viec-cua-toi")
    walker.follow(task.text)
    walker.press("Nhận việc, bắt đầu làm")
    walker.look("5-dang-lam")
    walker.follow("Việc của tôi")
    walker.loads = 0
    walker.follow(task.text)
    (evidence := folder / "bao-cao-minh-hoa.txt").write_text("Báo cáo kết quả, minh hoạ.\n", encoding="utf-8")
    walker.fill("Kết quả đạt được", "Bốn tuần gần nhất đã trả đúng hẹn; hồ sơ trễ được xin lỗi bằng văn bản.")
    walker.hand_in("Thêm minh chứng", evidence)
    walker.look("6-nop-ket-qua")
    walker.press("Báo cáo kết quả")
    task.refresh_from_db()
    assert task.state == "reported"
    assert walker.loads <= 2
    expect(walker.page.get_by_role("link", name="bao-cao-minh-hoa.txt")).to_be_visible()
    expect(walker.page.get_by_role("button", name="Xác nhận hoàn thành")).to_have_count(0)
    walker.look("6-da-bao-cao")
    walker.sign_out()


def the_chair_accepts(walker):
    """Steps 7 and 8: the report waits in the queue of the reviewer, with its evidence and its figure beside it."""
    walker.sign_in("chu-tich")
    walker.look("7-cho-xac-nhan")
    walker.follow("Xác nhận kết quả")
    expect(walker.page.get_by_role("link", name="bao-cao-minh-hoa.txt")).to_be_visible()
    walker.look("8-xet")
    walker.press("Xác nhận hoàn thành")
    assert Task.objects.filter(state="done").count() == 1
    walker.look("8-da-xac-nhan")


def the_figure_opens_to_its_records(walker, road, folder):
    """Step 9. The records are added up here, by their own days; two clicks from the first page (job 7)."""
    verdict = walker.page.locator("#chi-so")
    expect(verdict).to_contain_text("97,5% hồ sơ đúng hạn (156/160")
    expect(verdict).to_contain_text("đã đạt mục tiêu 95%")
    walker.loads = 0
    walker.follow("Toàn cảnh")
    walker.look("9-toan-canh")
    walker.follow("156/160 hồ sơ")
    assert walker.loads <= 2
    expect(walker.page.get_by_role("heading", level=1)).to_have_text("160 hồ sơ đằng sau con số 97,5%")
    walker.look("9-ho-so")
    listed = walker.take("Tải CSV")
    listed.save_as(file := folder / "ho-so.csv")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    on_time = [row for row in rows if _day(row["Xong"]) <= _day(row["Hẹn trả"])]
    assert len({row["Mã hồ sơ"] for row in rows}) == len(rows) == 160
    assert len(on_time) == 156


def _day(text):
    return tuple(int(part) for part in reversed(text.split("/")))


def the_notice_comes_out_as_word(walker, folder):
    """Step 10: the .docx opens, its table holds the assigned tasks, and a printer prints it."""
    walker.follow("Văn bản")
    walker.follow("Thông báo số 41/TB-UBND")
    if not walker.has_script:  # then the tasks stand behind a link instead of being fetched into the page
        walker.follow("Các việc của văn bản này")
    walker.look("10-van-ban")
    notice = walker.take("Soạn thông báo kết luận (.docx)")
    notice.save_as(file := folder / "thong-bao.docx")
    content = file.read_bytes()
    (table,) = [each for each in open_document(BytesIO(content)).tables if len(each.columns) == 5]
    written = [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows[1:]]
    assert written == [_row(number, task) for number, task in enumerate(Task.objects.order_by("start", "pk"), 1)]
    assert [row[3] for row in written] == ["", "", "Đoàn Thanh niên phường", ""]
    paper = printed(to_pdf(content))
    if walker.pictures:
        (walker.pictures / "thong-bao.docx").write_bytes(content)
    assert "Nơi nhận:" in paper.text(paper.pages)


def _row(number, task):
    due = date_text(task.due_on) if task.due_on else RHYTHM_NAMES[Rhythm(task.rhythm)].capitalize()
    coordinating = "; ".join(unit.name for unit in task.coordinating_units.all())
    return [str(number), task.text, task.lead_unit.name, coordinating, due]
