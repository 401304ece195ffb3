"""Web pages give their article; plain writing gives what was written."""

import pytest

from kheo.files import FileRefused, Kind, Why, read_text

PAGE = """<!DOCTYPE html><html><head><title>Cổng</title><style>p{}</style><script>var a = "mã";</script></head><body>
<header>Cổng thông tin</header><nav><a href="/">Trang chủ</a></nav>
<h1>Kết luận   cuộc họp</h1>
<div>Chữ <b>đậm</b><i>nghiêng</i>, cùng dòng<br>dòng sau</div>
<p hidden>ẩn</p><p style="display: none">ẩn nữa</p><div role="navigation">Liên kết</div>
<ol start="2"><li>Hai</li><li><p>Ba</p><ul><li>gạch</li></ul></li></ol>
<table><tr><th>STT</th><th>Việc</th></tr><tr><td>1</td><td><p>Rà soát</p><p>hồ sơ</p></td></tr></table>
<!-- ghi chú --><footer>Bản quyền</footer></body></html>"""


def test_a_page_gives_one_line_a_block_without_its_furniture():
    assert read(PAGE.encode(), "a.html") == [
        "Kết luận cuộc họp",
        "Chữ đậmnghiêng, cùng dòng",
        "dòng sau",
        "2. Hai",
        "3. Ba",
        "- gạch",
        "STT | Việc",
        "1 | Rà soát hồ sơ",
    ]


def test_the_article_stands_for_the_page():
    page = "<html><body><div>Tin khác</div><article><header><h1>Tin</h1></header><p>Bài</p></article></body></html>"
    assert read(page.encode(), "a.html") == ["Tin", "Bài"]


def test_a_page_in_another_declared_code_is_read():
    page = '<html><head><meta charset="windows-1258"></head><body><p>Ti\u00ea\u0301ng Vi\u00ea\u0323t</p></body></html>'
    assert read(page.encode("cp1258"), "a.html") == ["Tiếng Việt"]


def test_ten_thousand_nested_blocks_do_no_harm():
    assert read_or_refuse(b"<html><body>" + b"<div>" * 10_000 + b"sau" + b"</div>" * 10_000, "a.html")


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_plain_writing_is_read_in_every_unicode_form(code):
    text = read_text("Hội nghị toạ đàm\r\nNgày 3-3-2023\r".encode(code), "a.txt")
    assert (text.text, text.kind) == ("Hội nghị toạ đàm\nNgày 3-3-2023\n", Kind.TXT)


def test_plain_writing_keeps_its_own_spaces_and_empty_lines():
    written = "Dòng một  hai\u00a0ba\n\n\n\tThụt vào\n"
    assert read_text(written.encode(), "a.md").text == written


def test_marks_that_turn_the_writing_direction_are_taken_out():
    assert read_text("tệp\u202etxt.exe\u2066 \ufeffxong".encode(), "a.txt").text == "tệptxt.exe xong"


@pytest.mark.parametrize("code", ["latin-1", "utf-8"])
def test_the_old_code_that_keeps_no_capitals_is_named_and_refused(code):
    written = "Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc"
    with pytest.raises(FileRefused, match=r"bảng mã cũ \(TCVN3\).*Unicode"):
        read_text(written.encode(code), "a.txt")


@pytest.mark.parametrize("code", ["cp1252", "utf-8"])
def test_vni_letters_become_unicode(code):
    written = "“Ñeà nghò caùc ñôn vò trieån khai” COÄNG HOØA XAÕ HOÄI chuû nghóa Vieät Nam"
    assert read_text(written.encode(code), "a.txt").text == (
        "“Đề nghị các đơn vị triển khai” CỘNG HÒA XÃ HỘI chủ nghĩa Việt Nam"
    )


def test_a_text_half_in_vni_and_half_in_unicode_is_refused():
    written = "Ñeà nghò caùc ñôn vò trieån khai Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam " * 3 + "ngày ấy"
    with pytest.raises(FileRefused, match=r"bảng mã cũ \(VNI\)"):
        read_text(written.encode(), "a.txt")


@pytest.mark.parametrize(
    "written",
    [
        "Le garçon a été reçu à l'hôtel près de la forêt; où êtes-vous, maître ? Ça va, merci, à bientôt.",
        "El niño pequeño comió piñas y jamón en el jardín de mañana; ¿qué tal está usted, señor Núñez?",
        "Straße und Bücher über schöne Mädchen; für Österreich größer, natürlich. Grüße aus Köln.",
        "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc",
        "cong hoa xa hoi chu nghia viet nam, khong dau",
    ],
)
def test_other_languages_are_not_taken_for_old_codes(written):
    assert read_text(written.encode(), "a.txt").text == written


def test_an_unknown_code_is_refused_not_guessed():
    with pytest.raises(FileRefused) as refused:
        read_text("Straße für Bücher".encode("latin-1"), "a.txt")
    assert refused.value.why is Why.UNKNOWN_LETTERS


@pytest.mark.parametrize("written", [b" \n\t \r\n", b"\xef\xbb\xbf", "\u200b\u2060".encode()])
def test_writing_without_words_is_refused(written):
    with pytest.raises(FileRefused) as refused:
        read_text(written, "a.txt")
    assert refused.value.why is Why.NO_TEXT


def test_a_table_file_is_sent_to_its_own_page():
    with pytest.raises(FileRefused, match="trang nhập số liệu"):
        read_text(b"ma,ten\n1,2\n", "a.csv")


def read(content: bytes, name: str) -> list[str]:
    return read_text(content, name).text.split("\n")


def read_or_refuse(content: bytes, name: str) -> bool:
    try:
        return bool(read_text(content, name).text)
    except FileRefused as refused:
        return bool(refused.message)
