"""What holds for every text: exact substrings, no crash, a clear refusal, time in proportion to length."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.errors import RuleBroken
from kheo.grammar.themes import THEMES
from kheo.reader import Reading, read
from tests.language.old_letters import vni_of

PIECES = [
    "Chủ tịch UBND phường yêu cầu", "đề nghị", "giao", "các tổ dân phố", "Công an phường", "rà soát hồ sơ",
    "trước ngày 20/11", "trong quý II/2026", "phải", "cần", ";", ",", ".", ":", "\n", "\n1. ", "\n- ", "\na) ",
    " | ", "“", "”", "\"", "(", ")", "nhằm phục vụ người dân", "đồng thời", "đã hoàn thành",
    "Phát biểu kết luận hội nghị,", "ông nói", "Đơn vị chủ trì: ", "Thời gian: ", "II. NHIỆM VỤ", "như sau:",
    "ngày 31/02/2026", "Uỷ ban", "hằng tháng", "…",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join)


def check(reading: Reading) -> None:
    for task in reading.tasks:
        assert reading.text[task.start : task.end] == task.text
        if task.assignee is not None and task.assignee_start is not None:
            assert reading.text[task.assignee_start :].startswith(task.assignee)
        if task.deadline is not None and task.deadline_start is not None:
            assert reading.text[task.deadline_start :].startswith(task.deadline)
        assert (task.assignee is None) == (task.assignee_start is None)
        assert (task.deadline is None) == (task.deadline_start is None)
        assert task.theme in THEMES
        assert 0 <= task.confidence <= 1
        assert task.deadline_iso is None or date.fromisoformat(task.deadline_iso)


@pytest.mark.long
@settings(max_examples=150)
@given(TEXTS)
def test_whatever_is_read_stands_in_the_text(text: str) -> None:
    try:
        check(read(text, date(2026, 11, 24)))
    except RuleBroken as broken:
        assert broken.message.endswith(".")


def test_a_listed_sentence_that_breaks_off_behind_its_modal_is_read() -> None:
    text = "KẾ HOẠCH\nII. NHIỆM VỤ VÀ GIẢI PHÁP\n1. Sở Y tế rà soát hồ sơ tồn đọng.\n2. Sở Y tế cần"
    assert [task.text for task in read(text).tasks] == ["rà soát hồ sơ tồn đọng"]


def test_an_order_that_breaks_off_behind_its_modal_is_no_task() -> None:
    assert read("1. Chủ tịch UBND phường yêu cầu phải").tasks == ()


@settings(max_examples=80)
@given(st.text(max_size=300))
def test_any_string_is_read_or_refused_in_words(text: str) -> None:
    try:
        check(read(text))
    except RuleBroken as broken:
        assert broken.message.endswith(".")


@pytest.mark.parametrize("text", ["", "  \n ", "The mayor shall report.", "12345"])
def test_an_empty_or_foreign_text_gets_one_clear_sentence(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read(text)
    assert refused.value.field == "text"


def test_an_old_letter_code_without_capitals_is_named_and_not_guessed_at() -> None:
    with pytest.raises(RuleBroken, match="TCVN3"):
        read("Céng hoµ x· héi chñ nghÜa ViÖt Nam, ñy ban nh©n d©n ph­êng yªu cÇu c¸c ®¬n vÞ")


def test_vni_letters_are_read_as_unicode() -> None:
    text = "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra chợ dân sinh trước ngày 20/11/2026."
    old = read(vni_of(text))
    assert (old.text, old.tasks) == (text, read(text).tasks)


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    import unicodedata

    text = "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra chợ dân sinh trước ngày 20/11/2026."
    assert read(unicodedata.normalize("NFD", text)).tasks == read(text).tasks


@pytest.mark.long
@pytest.mark.parametrize("seed", ["0", "1", "2", "3"])
def test_a_text_is_read_alike_in_every_process(seed: str) -> None:
    """Weights add up to the same sum in whatever order the signs come."""
    said = (
        "Chủ tịch UBND phường yêu cầu Văn phòng chỉ đạo các tổ đưa nội dung phòng, chống ma túy vào chương trình hoạt "
        "động chỉ đạo thường xuyên của cấp ủy, chính quyền về lãnh đạo, chỉ đạo thực hiện và coi đây là một chỉ tiêu "
        "để đánh giá."
    )
    code = "import sys; from kheo.reader import read; print(ascii([t.text for t in read(sys.argv[1]).tasks]))"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, said], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ascii([task.text for task in read(said).tasks])


def test_a_known_unit_makes_a_task_surer() -> None:
    text = "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra chợ dân sinh."
    assert read(text, units=["Công an phường"]).tasks[0].confidence > read(text).tasks[0].confidence


def surest(text: str) -> float:
    return max(task.confidence for task in read(text).tasks)


PLAN = """KẾ HOẠCH
Rà soát hồ sơ quá hạn
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng: Rà soát toàn bộ hồ sơ quá hạn của phường trước ngày 30/6/2026.
2. Công an phường: Bố trí lực lượng giữ trật tự tại nơi tiếp nhận.
3. Phòng Kinh tế: Tổng hợp kết quả, báo cáo UBND phường.
"""


def test_a_listed_duty_of_a_plan_is_surer_than_a_wish_in_a_report() -> None:
    """What is shown as sure is what people would keep: a plan's duty, not the one wish of a news item."""
    wish = "Chợ Thử đã khang trang. " * 30 + "Chủ tịch UBND phường nói các tổ phải nghĩ đến người dân."
    assert surest(PLAN) > 0.9
    assert surest(wish) < 0.6


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        (
            "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra các chợ dân sinh trước ngày 20/11/2026.",
            "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra các chợ dân sinh.",
        ),
        (
            "Chủ tịch UBND phường yêu cầu:\n1. Kiểm tra các chợ dân sinh.",
            "Chủ tịch UBND phường yêu cầu:\n1. kiểm tra các chợ dân sinh.",
        ),
        (
            "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra chợ dân sinh.",
            "Nhiều lần trước đây, đã có lúc Chủ tịch phường yêu cầu Công an phường kiểm tra chợ dân sinh.",
        ),
        (
            "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra chợ dân sinh.",
            "“Chủ tịch UBND phường yêu cầu Công an phường kiểm tra chợ dân sinh.",
        ),
        (
            "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra các chợ dân sinh.",
            "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra các chợ.",
        ),
        (
            "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra chợ dân sinh.",
            "Chủ tịch UBND phường yêu cầu Công an phường kiểm tra chợ dân sinh." + " Chợ Thử có 20 gian hàng." * 30,
        ),
    ],
    ids=[
        "a day",
        "an item",
        "told of the past",
        "within an open quotation",
        "hardly a task",
        "the only one in a long text",
    ],
)
def test_more_evidence_makes_a_task_surer(surer: str, less: str) -> None:
    assert surest(surer) > surest(less)


def test_one_line_of_reading_has_the_agreed_fields() -> None:
    line = read("Chủ tịch UBND phường yêu cầu Công an phường kiểm tra chợ dân sinh.").as_json("thu")
    assert set(line) == {"id", "meeting", "tasks"}
    tasks = line["tasks"]
    assert isinstance(tasks, list)
    assert set(tasks[0]) == {"text", "assignee", "deadline", "deadline_iso", "theme", "confidence", "rule"}


@pytest.mark.long
@pytest.mark.parametrize(
    "unit",
    [
        "các cơ quan và ",
        "yêu cầu đề nghị giao ",
        "kết luận chủ trì hội nghị ",
        "(( rà soát hồ sơ ",
        "việc phải cần ",
        "yêu cầu ",
        "-\n",
        "\n",
        "như: yêu cầu ",
    ],
)
def test_a_long_monotonous_text_is_read_through(unit: str) -> None:
    check(read("Ủy ban nhân dân phường tổ chức hội nghị. " + unit * 3000))


def test_the_packaged_words_carry_their_source() -> None:
    import kheo.reader

    words = Path(kheo.grammar.__file__).parent / "words"
    for path in words.iterdir():
        assert (
            "ource"
            in path.read_text(encoding="utf-8").splitlines()[0] + path.read_text(encoding="utf-8").splitlines()[1]
        )


@pytest.mark.long
@pytest.mark.parametrize(
    "repeated", [", ", "và ", "” ", "công khai, ", "Phòng Kinh tế, ", "giải quyết ", "( ", "\t", "  "]
)
def test_one_sentence_of_a_word_said_twenty_thousand_times_is_read(repeated):
    """Such a sentence of commas took a minute once: each was held against all that follow."""
    head = "THÔNG BÁO\nKết luận (minh hoạ)\nChủ tịch UBND phường kết luận như sau:\n1. Phòng Kinh tế rà soát hồ sơ "
    filler = "\n" + "Phòng Kinh tế đã rà soát hồ sơ của người dân trên địa bàn phường. " * 800
    check(read(head + repeated * 20_000 + "." + filler))
