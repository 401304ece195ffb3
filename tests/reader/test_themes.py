"""The theme is decided by the main verb and what stands right behind it."""

from pathlib import Path

import pytest

from kheo.grammar.themes import THEMES, theme
from kheo.language import shadow

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "themes.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_sentences_of_the_field_fall_where_a_person_puts_them() -> None:
    right = sum(theme(shadow(words)) == name for name, words in ROWS)
    assert right / len(ROWS) >= 0.95


@pytest.mark.parametrize("name", [name for name in THEMES if name not in ("other", "coordination")])
def test_no_theme_is_forgotten(name: str) -> None:
    own = [words for theme_of, words in ROWS if theme_of == name]
    assert sum(theme(shadow(words)) == name for words in own) / len(own) >= 0.8


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("chỉ đạo các trường tuyên truyền về an toàn giao thông", "awareness"),
        ("tham mưu UBND phường ban hành kế hoạch kiểm tra", "planning"),
        ("phối hợp với các đơn vị liên quan", "coordination"),
        ("nạo vét kênh mương, góp phần thực hiện chuyển đổi số", "other"),
    ],
)
def test_delegation_and_purpose_do_not_decide(words: str, expected: str) -> None:
    assert theme(shadow(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("phối hợp với Công an phường trong việc bảo đảm an toàn dữ liệu dân cư", "coordination"),
        ("phối hợp với Hội Nông dân, Hội Phụ nữ để tuyên truyền về phân loại rác", "coordination"),
        ("phối hợp với Công an phường tuyên truyền về phòng cháy", "awareness"),
    ],
)
def test_working_together_is_the_theme_where_the_rest_only_says_what_for(words: str, expected: str) -> None:
    assert theme(shadow(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cân đối, dành đủ vốn cho hai tuyến đường liên thôn", "planning"),
        ("lập ngay danh sách các hộ ở ven sông", "inspection"),
        ("công khai quỹ tổ dân phố để người dân theo dõi", "feedback"),
        ("chấm dứt tình trạng đùn việc sang tổ khác", "accountability"),
        ("cắt bỏ những khâu lấy chữ ký không cần", "admin_reform"),
        ("nhắc nhở từng hộ kinh doanh không đốt vàng mã", "awareness"),
        ("công khai tiến độ từng công trình trên cổng thông tin để nhân dân theo dõi", "feedback"),
        ("thay ngay nhà thầu không đủ năng lực", "accountability"),
        ("chỉ rõ ai làm chậm ở khâu nào", "accountability"),
        ("soát lại từng hợp đồng thuê đất công", "inspection"),
        ("trang bị thêm máy quét cho bộ phận tiếp nhận", "digital_transformation"),
    ],
)
def test_what_is_done_to_what_names_a_theme_that_no_single_word_names(words: str, expected: str) -> None:
    assert theme(shadow(words)) == expected
