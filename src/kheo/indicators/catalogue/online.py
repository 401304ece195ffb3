"""Group 3 of the set of Quyết định 766/QĐ-TTg: services that are offered, used and paid online."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from kheo.indicators.catalogue.filters import ONLINE_CHANNEL, is_accepted, is_not_accepted
from kheo.measures.shapes import AS_OF, Item, LeftOut, Ratio, Source

PART, FULL = "part", "full"
A_YEAR = timedelta(days=365)


def _is_online(p: Any) -> Any:
    return p.online_level.isin((PART, FULL))


def _result_known(d: Any) -> Any:
    """Say whether it is known if a paper result was due and, if so, whether an electronic one was given."""
    return d.paper_result.notnull() & (~d.paper_result | d.result_electronic.notnull())


OFFERED_ONLINE = Ratio(
    code="dich-vu-cong-truc-tuyen",
    name="Tỷ lệ thủ tục hành chính cung cấp dịch vụ công trực tuyến",
    short_name="Có dịch vụ trực tuyến",
    noun="thủ tục",
    source=Source(
        "Cách tính chỉ số 3.1 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: toàn trình hoặc một phần, đủ điểm từ 80%",
        assurance="third party",
    ),
    table="procedure",
    period_column=AS_OF,
    over_time="state",
    counted=lambda p: p.online_level.notnull(),
    good=_is_online,
    counted_text="Thủ tục của đơn vị vào ngày chốt, biết mức dịch vụ.",
    good_text="Có dịch vụ công trực tuyến toàn trình hoặc một phần.",
    not_good_text="Chưa có dịch vụ công trực tuyến.",
    left_out=(LeftOut("chưa rõ mức dịch vụ", lambda p: p.online_level.isnull()),),
    shown_columns=("code", "procedure", "online_level"),
    item=Item("3.1", full_at=Decimal(80)),
    beside=("dich-vu-cong-toan-trinh",),
    headline=False,
)

FULLY_ONLINE = Ratio(
    code="dich-vu-cong-toan-trinh",
    name="Tỷ lệ thủ tục đủ điều kiện được cung cấp dịch vụ công toàn trình",
    short_name="Dịch vụ toàn trình",
    noun="thủ tục",
    source=Source(
        "Phần toàn trình của chỉ số 3.1 theo Quyết định 766/QĐ-TTg: trên số thủ tục được đánh dấu đủ điều kiện, không "
        "tính "
        "điểm riêng",
        assurance="third party",
    ),
    table="procedure",
    period_column=AS_OF,
    over_time="state",
    counted=lambda p: p.online_eligible & p.online_level.notnull(),
    good=lambda p: p.online_level == FULL,
    counted_text="Thủ tục đủ điều kiện làm toàn trình vào ngày chốt, biết mức dịch vụ.",
    good_text="Có dịch vụ công trực tuyến toàn trình.",
    not_good_text="Mới có một phần, hoặc chưa có.",
    left_out=(
        LeftOut("không thuộc loại đủ điều kiện", lambda p: ~p.online_eligible),
        LeftOut("chưa rõ điều kiện hoặc mức dịch vụ", lambda p: p.online_eligible.isnull() | p.online_level.isnull()),
    ),
    shown_columns=("code", "procedure", "online_eligible", "online_level"),
    headline=False,
)

USED_ONLINE = Ratio(
    code="dich-vu-co-ho-so-truc-tuyen",
    name="Tỷ lệ dịch vụ công trực tuyến có phát sinh hồ sơ trực tuyến",
    short_name="Dịch vụ có hồ sơ",
    noun="dịch vụ",
    source=Source(
        "Cách tính chỉ số 3.2 của Bộ chỉ số theo Quyết định 766/QĐ-TTg. Khác ở một điểm: tính trong 12 tháng đến ngày "
        "chốt, "
        "không theo kỳ tự chọn",
        assurance="third party",
    ),
    table="procedure",
    period_column=AS_OF,
    over_time="state",
    counted=_is_online,
    good=lambda p: p.last_online_on > p.as_of - A_YEAR,
    counted_text="Thủ tục có dịch vụ công trực tuyến vào ngày chốt.",
    good_text="Có ít nhất một hồ sơ nộp trực tuyến trong 12 tháng đến ngày chốt.",
    not_good_text="Không có hồ sơ nộp trực tuyến nào trong 12 tháng.",
    left_out=(LeftOut("không có dịch vụ công trực tuyến, hoặc chưa rõ", lambda p: p.code.notnull()),),
    shown_columns=("code", "procedure", "online_level", "last_online_on"),
    item=Item("3.2"),
    headline=False,
)

FILED_ONLINE = Ratio(
    code="ho-so-truc-tuyen-du-dieu-kien",
    name="Tỷ lệ hồ sơ nộp trực tuyến và có kết quả điện tử",
    short_name="Trực tuyến, kết quả điện tử",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 3.3 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: nộp trực tuyến, và có kết quả điện tử nếu thủ "
        "tục trả "
        "kết quả giấy; khi tính điểm còn nhân với tỷ lệ đồng bộ của chỉ số 1.4; đủ điểm từ 50%",
        assurance="third party",
    ),
    table="dossier",
    period_column="received_on",
    counted=lambda d: is_accepted(d) & _result_known(d),
    good=lambda d: (d.channel == ONLINE_CHANNEL) & (~d.paper_result | d.result_electronic),
    counted_text="Hồ sơ tiếp nhận trong kỳ, biết kết quả là giấy hay điện tử.",
    good_text="Nộp trực tuyến, và có kết quả điện tử nếu thủ tục trả kết quả giấy.",
    not_good_text="Nộp tại quầy, qua bưu chính, hoặc chưa có kết quả điện tử.",
    left_out=(
        LeftOut("chưa được tiếp nhận hoặc bị từ chối tiếp nhận", is_not_accepted),
        LeftOut("chưa rõ kết quả giấy hay điện tử", lambda d: ~_result_known(d)),
    ),
    shown_columns=("code", "procedure", "channel", "received_on", "paper_result", "result_electronic"),
    item=Item("3.3", full_at=Decimal(50), times="ho-so-dong-bo"),
    beside=("ho-so-truc-tuyen",),
    headline=False,
)

FEES_LINKED = Ratio(
    code="tich-hop-thanh-toan",
    name="Tỷ lệ thủ tục có nghĩa vụ tài chính được tích hợp thanh toán trực tuyến",
    short_name="Tích hợp thanh toán",
    noun="thủ tục",
    source=Source(
        "Cách tính chỉ số 3.5 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: đủ điểm từ 80%",
        assurance="third party",
    ),
    table="procedure",
    period_column=AS_OF,
    over_time="state",
    counted=lambda p: p.has_fee & p.fee_integrated.notnull(),
    good=lambda p: p.fee_integrated,
    counted_text="Thủ tục có phí, lệ phí vào ngày chốt, biết đã tích hợp hay chưa.",
    good_text="Đã đồng bộ dữ liệu phí để thanh toán trực tuyến.",
    not_good_text="Chưa tích hợp.",
    left_out=(
        LeftOut("không có phí, lệ phí", lambda p: ~p.has_fee),
        LeftOut("chưa rõ có phí hay đã tích hợp chưa", lambda p: p.has_fee.isnull() | p.fee_integrated.isnull()),
    ),
    shown_columns=("code", "procedure", "has_fee", "fee_integrated"),
    item=Item("3.5", full_at=Decimal(80)),
    headline=False,
)

PAID_ONLINE = Ratio(
    code="thanh-toan-truc-tuyen",
    name="Tỷ lệ hồ sơ thanh toán trực tuyến",
    short_name="Thanh toán trực tuyến",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 3.6 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: trên hồ sơ của thủ tục có phí, trừ hồ sơ mà "
        "mọi khoản "
        "phí bằng 0",
        assurance="third party",
    ),
    table="dossier",
    period_column="received_on",
    counted=lambda d: is_accepted(d) & d.fee_due & d.paid_online.notnull(),
    good=lambda d: d.paid_online,
    counted_text="Hồ sơ tiếp nhận trong kỳ có phí phải trả, biết cách trả.",
    good_text="Thanh toán trực tuyến qua Cổng quốc gia hoặc cổng của địa phương.",
    not_good_text="Trả bằng cách khác.",
    left_out=(
        LeftOut("chưa được tiếp nhận hoặc bị từ chối tiếp nhận", is_not_accepted),
        LeftOut("không có phí phải trả", lambda d: ~d.fee_due),
        LeftOut("chưa rõ có phí hay cách trả", lambda d: d.fee_due.isnull() | d.paid_online.isnull()),
    ),
    shown_columns=("code", "procedure", "received_on", "fee_due", "paid_online"),
    item=Item("3.6"),
    headline=False,
)

RATIOS = (OFFERED_ONLINE, FULLY_ONLINE, USED_ONLINE, FILED_ONLINE, FEES_LINKED, PAID_ONLINE)
