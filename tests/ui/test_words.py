from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template, TemplateSyntaxError


def shown(source, **context):
    return Template("{% load ui %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ it|vn_date }}", date(2026, 6, 5), "05/6/2026"),
        ("{{ it|vn_date }}", datetime(2026, 6, 4, 18, tzinfo=UTC), "05/6/2026"),
        ("{{ it|vn_date }}", None, ""),
        ("{{ it|vn_day }}", date(2026, 6, 5), "05/6"),
        ("{{ it|vn_long_date }}", date(2026, 6, 5), "ngày 05 tháng 6 năm 2026"),
        ("{{ it|vn_weekday }}", date(2026, 11, 30), "Thứ Hai, 30/11/2026"),
        ("{{ it|vn_short_weekday }}", date(2026, 11, 30), "T2"),
        ("{{ it|vn_moment }}", datetime(2026, 11, 23, 0, 42, tzinfo=UTC), "07:42 ngày 23/11/2026"),
        ("{{ it|vn_number:1 }}", 1234.5, "1.234,5"),
        ("{{ it|vn_number }}", None, "chưa có số liệu"),
        ("{{ it|vn_percent:472 }}", 412, "87,3%"),
        ("{{ it|vn_percent:0 }}", 0, "chưa có số liệu"),
        ("{{ it|working_days_left }}", -3, "quá 3 ngày làm việc"),
        ("{% due_tag it %}", -3, '<span class="tag late">quá 3 ngày làm việc</span>'),
        ("{% due_tag it %}", 0, '<span class="tag soon">trong ngày</span>'),
        ("{% due_tag it %}", 5, "còn 5 ngày làm việc"),
        ('{% state_tag "" it %}', "<b>", '<span class="tag">&lt;b&gt;</span>'),
    ],
)
def test_values_are_written_as_offices_write_them(source, value, text):
    assert shown(source, it=value) == text


def test_an_unknown_kind_of_tag_is_refused():
    with pytest.raises(TemplateSyntaxError):
        shown('{% state_tag "purple" "x" %}')


def test_a_figure_is_a_door_to_its_records():
    html = shown("{% figure 412 472 '/so-lieu/' %}.")
    assert 'href="/so-lieu/"' in html and "87,3%" in html and "(412/472)" in html
    assert html.endswith("</a>.")


def test_a_figure_without_records_is_words():
    assert shown("{% figure 0 0 '/so-lieu/' %}") == '<span class="miss">chưa có số liệu</span>'


def test_crumbs_end_where_we_are():
    html = shown("{% crumbs 'Nhiệm vụ' '/nhiem-vu/' 'NV-2026-041' %}")
    assert '<a href="/nhiem-vu/">Nhiệm vụ</a>' in html and '<li aria-current="page">NV-2026-041</li>' in html


def test_a_sign_has_its_word():
    assert '<span class="sr">tốt lên</span>' in shown('{% mark "up" %}')


def test_a_quote_marks_its_sentence_and_cuts_at_whole_words():
    text = "Đoạn trước.\n" + "chữ " * 100 + "Giao việc này." + " sau" * 100
    start = text.index("Giao")
    html = shown("{% quote text start end %}", text=text, start=start, end=start + len("Giao việc này."))
    assert "<mark>Giao việc này.</mark>" in html
    assert "Đoạn trước" not in html
    assert "… chữ" in html and "sau …</p>" in html


def test_a_quote_is_escaped():
    assert "<mark>&lt;b&gt;</mark>" in shown("{% quote text 0 3 %}", text="<b>")
