import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.charts import Small, XmrPicture, XmrPoint, before_after, mark, multiples, part, spark, xmr
from kheo.charts.marks import SHAPES
from kheo.charts.svg import figure_text, nice_step, scale_for, spread

NASTY = "<script>\"&'</script>"
shares = st.floats(0, 100, allow_nan=False)
maybe_shares = st.none() | shares
texts = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co"]), max_size=20)


def tree(markup):
    return ElementTree.fromstring(f"<div>{markup}</div>")  # noqa: S314  our own markup


def drawn(values, **changes):
    points = [XmrPoint(f"{n}/6", value) for n, value in enumerate(values, 1)]
    shape = {"mean": 80.0, "upper": 88.0, "lower": 72.0, "baseline_count": 4, "target": 95.0}
    return XmrPicture(**({"title": "Hồ sơ đúng hạn", "points": points} | shape | changes))


def coordinates(markup):
    found = re.findall(r'(?:x|y|cx|cy|x1|x2|y1|y2)="(-?[\d.]+)%"', markup)
    return [float(value) for value in found]


@given(st.lists(maybe_shares, max_size=60), st.none() | shares, texts)
def test_every_spark_is_well_formed_and_stays_inside(values, target, label):
    markup = spark(values, target, label)
    tree(markup)
    assert all(0 <= value <= 100 for value in coordinates(markup))
    assert "style=" not in markup


@pytest.mark.long
@given(
    st.lists(maybe_shares, min_size=1, max_size=60),
    st.integers(0, 60),
    st.floats(-50, 150),
    st.floats(0, 60),
    texts,
    st.booleans(),
)
def test_every_control_chart_is_well_formed_and_stays_inside(values, baseline, mean, reach, word, joined):
    points = [XmrPoint(word, value, "high" if value and value > 90 else "normal", word) for value in values]
    picture = XmrPicture(
        word, points, mean, mean + reach, mean - reach, min(baseline, len(values)), 95, start_label=word, unit=word
    )
    markup = xmr(picture, joined=joined)
    tree(markup)
    assert all(0 <= value <= 100 for value in coordinates(markup))
    assert "style=" not in markup


@given(shares, shares, st.none() | shares)
def test_every_road_is_well_formed_and_leaves_room_for_its_words(before, now, target):
    markup = before_after(before, now, target)
    labels = list(tree(markup).iter("text"))
    assert all(18 <= float(node.get("x").rstrip("%")) <= 82 for node in labels)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_every_part_is_well_formed(good, bad):
    tree(part(good, bad))


@pytest.mark.parametrize(
    "markup",
    [
        spark([1, 2], 3, NASTY),
        xmr(drawn([1, 2], title=NASTY, start_label=NASTY, unit=NASTY), id="a"),
        xmr(XmrPicture("t", [XmrPoint(NASTY, 99, "high", NASTY)] * 3, 80, 88, 72, 1)),
        before_after(1, 2, 3, unit=NASTY, label=NASTY),
    ],
)
def test_words_are_escaped(markup):
    assert "<script" not in markup and "&lt;script" in markup


def test_a_figure_is_printed_as_it_is_by_templates():
    assert spark([1, 2], None, "x").__html__().startswith("<svg")


def test_without_values_there_is_no_drawing():
    assert spark([], 95, "x") == spark([None], 95, "x") == xmr(drawn([None, None])) == part(0, 0) == ""


def test_a_missing_week_leaves_a_gap():
    assert spark([80, 81, None, 82, 83], None, "x").count("<polyline") == 2


def test_an_axis_that_does_not_start_at_zero_says_so():
    assert "không bắt đầu từ 0" in xmr(drawn([80, 82, 79, 81, 90]))
    assert "không bắt đầu từ 0" not in xmr(drawn([2, 3, 1], mean=2, upper=6, lower=0, target=None))


def test_more_is_better_unless_told_otherwise():
    points = [XmrPoint("1/6", 95, "high"), XmrPoint("8/6", 60, "low")]
    wanted = xmr(drawn([], points=points))
    assert "cao khác thường, tốt" in wanted and "thấp khác thường, xấu" in wanted
    swapped = xmr(drawn([], points=points, higher_is_better=False))
    assert "cao khác thường, xấu" in swapped and "thấp khác thường, tốt" in swapped


def test_only_signs_that_occur_are_explained():
    assert "khác thường" not in xmr(drawn([80, 81, 82]))


def key(markup):
    """Give the words under a chart."""
    (listed,) = (node for node in tree(markup) if node.get("class") == "c-key")
    return ["".join(item.itertext()) for item in listed]


def test_the_middle_line_is_called_so_under_the_chart_and_beside_it():
    markup = xmr(drawn([80, 81, 82, 79, 80, 95], target=None))
    assert key(markup) == ["dao động thường", "đường giữa", "giới hạn dao động"]
    assert "mức nền" not in markup and "% đường giữa" in markup


def test_the_key_of_lines_shows_what_is_drawn_of_them():
    whole = drawn([80 + n % 5 for n in range(30)], baseline_count=6)
    assert "c-mean" in xmr(whole).split("c-key")[1]
    assert "c-mean" not in xmr(whole.newest(20))  # only the dotted rest of the lines is drawn


def test_small_charts_have_one_key_of_the_signs_that_occur():
    calm = Small("Trung tâm", [80, 81, 79], ["normal"] * 3, 80, 85, 75)
    found = multiples([calm, Small("Phòng Văn hoá", [80, None, 60], ["normal", "normal", "low"], 80)])
    assert key(found.key) == ["kỳ mới nhất", "thấp khác thường, xấu", "đường giữa", "giới hạn dao động"]
    assert key(multiples([Small("Trung tâm", [80])]).key) == ["kỳ mới nhất"]


def test_phones_get_the_newest_24_periods_with_the_same_limits():
    picture = drawn([80 + n % 5 for n in range(40)], baseline_count=12, start_label="Bắt đầu, 08/6")
    figure = tree(xmr(picture))
    wide, phone = (node for node in figure if node.tag == "div")
    assert (wide.get("class"), phone.get("class")) == ("xmr alone for-wide", "xmr alone for-phone")
    assert len(list(wide.iter("circle"))) == 40 and len(list(phone.iter("circle"))) == 24
    labels = [[text.text for text in box.iter("text")][-4:] for box in (wide, phone)]
    assert labels[0] == labels[1] == ["95", "88", "80", "72"]
    assert "Bắt đầu, 08/6 nằm trước khoảng này" in xmr(picture)


def test_two_drawings_on_one_page_have_different_ids():
    ids = re.findall(r' id="([^"]+)"', xmr(drawn([80] * 30), id="a") + xmr(drawn([80] * 30), id="b"))
    assert len(ids) == len(set(ids)) == 4


def test_a_limit_above_100_is_drawn_clipped_and_named_as_computed():
    markup = xmr(drawn([96, 97, 98, 99, 97], mean=97.4, upper=102.7, lower=92.1, target=None))
    assert "102,7" in markup
    label = next(node for node in tree(markup).iter("text") if "giới hạn trên" in "".join(node.itertext()))
    assert label.text is None  # on a phone, where the name does not fit, no bare 102,7 stands there
    assert all(0 <= value <= 100 for value in coordinates(markup))


def test_near_labels_are_moved_apart():
    placed = spread([50, 50.5, 52, 10], 7)
    assert sorted(placed) == [10, 50, 57, 64]
    assert spread([98, 99, 100], 7) == [86, 93, 100]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=4))
def test_labels_are_never_closer_than_the_gap(heights):
    placed = sorted(spread(heights, 7))
    assert all(b - a >= 7 - 1e-9 for a, b in zip(placed, placed[1:], strict=False))


@given(st.lists(shares, min_size=1))
def test_the_range_holds_every_value_and_ends_on_round_figures(values):
    scale = scale_for(values, floor=0, ceiling=100)
    assert scale.low <= min(values) <= max(values) <= scale.high
    assert scale.low < scale.high
    assert (scale.steps()[0], scale.steps()[-1]) == (pytest.approx(scale.low), pytest.approx(scale.high))
    assert len(scale.steps()) <= 9


@given(st.floats(0.001, 10**6))
def test_steps_are_round(raw):
    assert raw * (1 - 1e-9) <= nice_step(raw) <= 2.5 * raw


def named(markup):
    """Give the labels of a road from left to right: words, x, anchor."""
    return [(node.text, node.get("x"), node.get("text-anchor")) for node in tree(markup).iter("text")][1:]


def test_near_marks_are_named_side_by_side_in_the_order_of_the_marks():
    assert named(before_after(40.1, 48.7, 90, unit="%")) == [
        ("trước 40,1%", "32%", "end"),
        ("nay 48,7%", "32%", None),
    ]
    assert [text for text, _x, _anchor in named(before_after(91.4, 91, 95, unit="%"))] == ["nay 91,0%", "trước 91,4%"]
    assert [anchor for _text, _x, anchor in named(before_after(41, 18, 20))] == ["middle", "middle"]


def test_before_and_now_are_written_with_the_same_digits():
    assert [text for text, _x, _anchor in named(before_after(41, 18, 20))] == ["trước 41", "nay 18"]
    assert [text for text, _x, _anchor in named(before_after(41, 18.5, 20))] == ["trước 41,0", "nay 18,5"]


def test_a_road_says_all_in_words():
    assert 'aria-label="Chờ ở quầy, trước 41 phút, nay 18 phút, mục tiêu 20 phút"' in before_after(
        41, 18, 20, unit=" phút", label="Chờ ở quầy"
    )


def test_parts_are_as_long_as_their_share():
    line = next(tree(part(3, 1)).iter("line"))
    assert line.get("x2") == "75%"
    assert "c-bad" not in part(5, 0) and "c-good" not in part(0, 5)


def test_figures_are_written_in_vietnamese():
    assert [figure_text(v) for v in (1234.5, 95.0, -2.26, 0.04)] == ["1.234,5", "95", "−2,3", "0"]


@pytest.mark.parametrize("kind", SHAPES)
def test_signs_are_hidden_from_readers_who_get_the_word(kind):
    assert tree(mark(kind))[0].get("aria-hidden") == "true"
