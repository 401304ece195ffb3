from datetime import date, datetime

import pytest
from django import forms
from django.template import Context, Template
from lxml import html as lxml_html

from kheo.days import VIETNAM
from kheo.errors import RuleBroken
from kheo.ui.fields import VietnameseDateField
from kheo.ui.parts import mistakes


class ReportForm(forms.Form):
    result = forms.CharField(label="Kết quả", help_text="Viết ngắn.")
    due = VietnameseDateField(label="Hạn")
    outcome = forms.ChoiceField(label="Thế nào rồi?", choices=[("a", "Xong"), ("b", "Chưa")], widget=forms.RadioSelect)
    note = forms.CharField(label="Ghi chú", required=False)
    sure = forms.BooleanField(label="Đã đối chiếu", required=False)


def drawn(source, **context):
    return lxml_html.fromstring("<div>" + Template("{% load ui %}" + source).render(Context(context)) + "</div>")


@pytest.mark.parametrize("text", ["3-3-2026", "03/03/2026", "3.3.2026", "03032026", " 3/3/2026 "])
def test_a_date_is_read_however_it_is_typed(text):
    assert VietnameseDateField().clean(text) == date(2026, 3, 3)


def test_a_wrong_date_is_refused_in_a_sentence():
    with pytest.raises(forms.ValidationError, match="Không có ngày 31/11/2026"):
        VietnameseDateField().clean("31/11/2026")


def test_a_day_in_an_address_is_shown_in_the_vietnamese_way():
    shown = VietnameseDateField().prepare_value
    assert [shown("2026-10-26"), shown("26.10"), shown("2026-13-01")] == ["26/10/2026", "26.10", "2026-13-01"]


def test_a_moment_is_no_date():
    with pytest.raises(TypeError):
        VietnameseDateField().clean(datetime(2026, 3, 3, tzinfo=VIETNAM))


def test_a_date_is_shown_in_the_vietnamese_way():
    form = ReportForm(initial={"due": date(2026, 6, 5)})
    assert drawn("{% field form.due %}", form=form).find(".//input").get("value") == "05/6/2026"
    assert drawn("{% field form.due %}", form=ReportForm({"due": "5-6"})).find(".//input").get("value") == "5-6"


def test_an_optional_date_may_be_empty():
    assert VietnameseDateField(required=False).clean("") is None


def test_label_hint_and_error_belong_to_their_control():
    page = drawn("{% field form.result %}", form=ReportForm({}))
    control = page.find(".//input")
    assert page.find(".//label").get("for") == control.get("id")
    assert control.get("aria-invalid") == "true"
    ids = control.get("aria-describedby").split()
    assert [page.get_element_by_id(i).text_content() for i in ids] == [
        "Viết ngắn.",
        "Lỗi: Hãy điền mục “Kết quả”.",
    ]


def test_a_field_without_hint_or_error_describes_nothing():
    assert drawn("{% field form.due %}", form=ReportForm()).find(".//input").get("aria-describedby") is None


def test_choices_are_a_group_with_its_question():
    page = drawn("{% field form.outcome hint='Chọn một.' %}", form=ReportForm())
    group = page.find(".//fieldset")
    assert group.find("legend").text_content() == "Thế nào rồi?"
    assert page.get_element_by_id(group.get("aria-describedby")).text_content() == "Chọn một."
    assert len(group.findall(".//label")) == 2


def test_only_optional_fields_are_marked():
    assert "không bắt buộc" in drawn("{% field form.note %}", form=ReportForm()).text_content()
    assert "không bắt buộc" not in drawn("{% field form.result %}", form=ReportForm()).text_content()


def test_the_summary_counts_and_links_to_each_place():
    page = drawn("{% errors form %}", form=ReportForm({"due": "mai"}))
    summary = page.find(".//div[@role='alert']")
    assert summary.get("tabindex") == "-1" and "autofocus" in summary.attrib
    assert summary.find("h2").text_content() == "Cần sửa 3 chỗ"
    assert [a.get("href") for a in summary.iter("a")] == ["#id_result", "#id_due", "#id_outcome_0"]


def test_a_link_of_the_summary_leads_to_a_control_of_the_form():
    form = ReportForm({})
    page = drawn("{% errors form %}{% field form.result %}{% field form.due %}{% field form.outcome %}", form=form)
    for link in page.iter("a"):
        assert page.get_element_by_id(link.get("href")[1:]).tag == "input"


def test_no_mistakes_no_summary():
    assert drawn("{% errors form %}", form=ReportForm()).find(".//div") is None


def test_a_broken_rule_is_shown_in_its_own_words():
    page = drawn(
        "{% errors form broken=broken %}", form=ReportForm(), broken=RuleBroken("Cần minh chứng.", field="note")
    )
    (link,) = page.iter("a")
    assert (link.text, link.get("href")) == ("Cần minh chứng.", "#id_note")
    assert mistakes(None, RuleBroken("Cần minh chứng."))[0].target == ""


def test_a_formset_is_summed_up_too():
    formset = forms.formset_factory(ReportForm)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-due": "mai", "form-1-due": "5/6/2026"}
    )
    assert [m.target for m in mistakes(formset)] == [
        "id_form-0-result",
        "id_form-0-due",
        "id_form-0-outcome_0",
        "id_form-1-result",
        "id_form-1-outcome_0",
    ]


def test_a_file_field_says_what_it_takes():
    class Upload(forms.Form):
        file = forms.FileField(label="Tệp")

    page = drawn("{% upload form.file kinds='.docx, .pdf' limit='20 MB' %}", form=Upload())
    assert page.find(".//input").get("accept") == ".docx,.pdf"
    assert "Nhận tệp .docx, .pdf, tối đa 20 MB." in page.text_content()
