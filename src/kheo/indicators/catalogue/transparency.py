"""Group 1 of the set of Quyết định 766/QĐ-TTg: procedures announced, published and complete; dossiers synchronised."""

from kheo.indicators.catalogue.filters import is_accepted, is_not_accepted
from kheo.measures.shapes import AS_OF, Item, LeftOut, Ratio, Source

ALL_PARTS = 7

ANNOUNCED_ON_TIME = Ratio(
    code="cong-bo-dung-han",
    name="Tỷ lệ thủ tục hành chính công bố đúng hạn",
    short_name="Công bố đúng hạn",
    noun="thủ tục",
    source=Source(
        "Cách tính chỉ số 1.1 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: công bố chậm nhất 5 ngày làm việc trước ngày "
        "văn "
        "bản quy định thủ tục có hiệu lực (mức của địa phương)",
        assurance="third party",
    ),
    table="procedure",
    period_column="announced_on",
    counted=lambda p: p.announce_by.notnull(),
    good=lambda p: p.announced_on <= p.announce_by,
    counted_text="Thủ tục công bố trong kỳ, biết ngày văn bản quy định có hiệu lực.",
    good_text="Quyết định công bố ban hành chậm nhất 5 ngày làm việc trước ngày văn bản có hiệu lực.",
    not_good_text="Công bố sau thời hạn đó.",
    left_out=(LeftOut("chưa rõ ngày văn bản quy định có hiệu lực", lambda p: p.announce_by.isnull()),),
    shown_columns=("code", "procedure", "legal_effective_on", "announce_by", "announced_on"),
    compared=("announced_on", "announce_by"),
    item=Item("1.1"),
    headline=False,
)

PUBLISHED_ON_TIME = Ratio(
    code="cong-khai-dung-han",
    name="Tỷ lệ thủ tục hành chính cập nhật, công khai đúng hạn",
    short_name="Công khai đúng hạn",
    noun="thủ tục",
    source=Source(
        "Cách tính chỉ số 1.2 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: công khai trong 5 ngày làm việc từ ngày quyết "
        "định "
        "công bố (mức của địa phương); chỉ tính cho cả địa phương",
        assurance="third party",
    ),
    table="procedure",
    period_column="announced_on",
    counted=lambda p: p.published_on.notnull() | (p.publish_by < p.as_of),
    good=lambda p: p.published_on <= p.publish_by,
    counted_text="Thủ tục công bố trong kỳ, đã công khai hoặc đã quá hạn công khai.",
    good_text="Công khai trong 5 ngày làm việc từ ngày quyết định công bố.",
    not_good_text="Công khai muộn hơn, hoặc quá hạn mà chưa công khai.",
    left_out=(LeftOut("còn hạn và chưa công khai", lambda p: p.published_on.isnull() & (p.publish_by >= p.as_of)),),
    shown_columns=("code", "procedure", "announced_on", "publish_by", "published_on"),
    compared=("published_on", "publish_by"),
    over_units="whole",
    item=Item("1.2"),
    headline=False,
)

ALL_PARTS_TOLD = Ratio(
    code="du-bo-phan-tao-thanh",
    name="Tỷ lệ thủ tục hành chính công khai đủ các bộ phận tạo thành",
    short_name="Đủ bộ phận tạo thành",
    noun="thủ tục",
    source=Source(
        "Cách tính chỉ số 1.3 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: tên, trình tự, cách thức, thành phần và số "
        "lượng hồ "
        "sơ, thời hạn, đối tượng, cơ quan giải quyết (Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2)",
        assurance="third party",
    ),
    table="procedure",
    period_column=AS_OF,
    over_time="state",
    counted=lambda p: p.published_on.notnull() & p.parts_count.notnull(),
    good=lambda p: p.parts_count == ALL_PARTS,
    counted_text="Thủ tục đang công khai vào ngày chốt, biết có mấy bộ phận.",
    good_text="Có đủ bảy bộ phận tạo thành.",
    not_good_text="Thiếu ít nhất một bộ phận.",
    left_out=(
        LeftOut("chưa công khai", lambda p: p.published_on.isnull()),
        LeftOut("chưa rõ có mấy bộ phận", lambda p: p.parts_count.isnull()),
    ),
    shown_columns=("code", "procedure", "published_on", "parts_count"),
    item=Item("1.3"),
    headline=False,
)

SYNCHRONISED = Ratio(
    code="ho-so-dong-bo",
    name="Tỷ lệ hồ sơ đồng bộ lên Cổng Dịch vụ công quốc gia",
    short_name="Hồ sơ đồng bộ",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 1.4 của Bộ chỉ số theo Quyết định 766/QĐ-TTg. Khác ở một điểm: mẫu số là hồ sơ có trong Khéo "
        "mà "
        "biết đã đồng bộ hay chưa, không phải số lớn hơn giữa hệ thống báo cáo quốc gia và Cổng",
        assurance="third party",
    ),
    table="dossier",
    period_column="received_on",
    counted=lambda d: is_accepted(d) & d.synchronised.notnull(),
    good=lambda d: d.synchronised,
    counted_text="Hồ sơ tiếp nhận trong kỳ, biết đã đồng bộ hay chưa.",
    good_text="Đã đồng bộ lên Cổng Dịch vụ công quốc gia.",
    not_good_text="Chưa đồng bộ.",
    left_out=(
        LeftOut("chưa được tiếp nhận hoặc bị từ chối tiếp nhận", is_not_accepted),
        LeftOut("chưa rõ đã đồng bộ hay chưa", lambda d: d.synchronised.isnull()),
    ),
    shown_columns=("code", "procedure", "received_on", "synchronised"),
    item=Item("1.4"),
    headline=False,
)

RATIOS = (ANNOUNCED_ON_TIME, PUBLISHED_ON_TIME, ALL_PARTS_TOLD, SYNCHRONISED)
