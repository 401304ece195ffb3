"""Group 4 of the set of Quyết định 766/QĐ-TTg: electronic results, digitised papers, data used again."""

from decimal import Decimal

from kheo.indicators.catalogue.filters import is_accepted, is_not_accepted
from kheo.measures.shapes import AS_OF, Item, LeftOut, Ratio, Source

RESULT_ELECTRONIC = Ratio(
    code="ket-qua-dien-tu",
    name="Tỷ lệ hồ sơ được cấp kết quả điện tử",
    short_name="Kết quả điện tử",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 4.1 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: trên hồ sơ của thủ tục trả kết quả giấy",
        assurance="third party",
    ),
    table="dossier",
    period_column="finished_on",
    counted=lambda d: d.paper_result & d.result_electronic.notnull(),
    good=lambda d: d.result_electronic,
    counted_text="Hồ sơ xong trong kỳ của thủ tục trả kết quả giấy, biết có bản điện tử hay không.",
    good_text="Có kết quả điện tử kèm theo.",
    not_good_text="Chỉ có kết quả giấy.",
    left_out=(
        LeftOut("thuộc thủ tục không trả kết quả giấy", lambda d: ~d.paper_result),
        LeftOut("chưa rõ kết quả", lambda d: d.paper_result.isnull() | d.result_electronic.isnull()),
    ),
    shown_columns=("code", "procedure", "finished_on", "result_electronic"),
    item=Item("4.1"),
    headline=False,
)

DIGITISED = Ratio(
    code="so-hoa-ho-so",
    name="Tỷ lệ hồ sơ được số hoá",
    short_name="Hồ sơ số hoá",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 4.2 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: có thành phần số hoá và có kết quả điện tử, đủ "
        "điểm từ "
        "80%. Khác ở một điểm: chỉ tính hồ sơ đã xong, vì hồ sơ chưa xong chưa thể có kết quả",
        assurance="third party",
    ),
    table="dossier",
    period_column="finished_on",
    counted=lambda d: d.digitised.notnull() & d.result_electronic.notnull(),
    good=lambda d: d.digitised & d.result_electronic,
    counted_text="Hồ sơ xong trong kỳ, biết đã số hoá hay chưa và kết quả có bản điện tử hay không.",
    good_text="Thành phần hồ sơ đã số hoá và có kết quả điện tử.",
    not_good_text="Thiếu một trong hai.",
    left_out=(LeftOut("chưa rõ đã số hoá hay chưa", lambda d: d.digitised.isnull() | d.result_electronic.isnull()),),
    shown_columns=("code", "procedure", "finished_on", "digitised", "result_electronic"),
    item=Item("4.2", full_at=Decimal(80)),
    headline=False,
)

REUSED = Ratio(
    code="tai-su-dung-du-lieu",
    name="Tỷ lệ hồ sơ khai thác, sử dụng lại dữ liệu số hoá",
    short_name="Dùng lại dữ liệu",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 4.3 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: có ít nhất một thành phần dùng lại, đủ điểm từ "
        "80%",
        assurance="third party",
    ),
    table="dossier",
    period_column="received_on",
    counted=lambda d: is_accepted(d) & d.reused.notnull(),
    good=lambda d: d.reused,
    counted_text="Hồ sơ tiếp nhận trong kỳ, biết có dùng lại dữ liệu hay không.",
    good_text="Có ít nhất một thành phần dùng lại dữ liệu đã số hoá.",
    not_good_text="Không thành phần nào dùng lại.",
    left_out=(
        LeftOut("chưa được tiếp nhận hoặc bị từ chối tiếp nhận", is_not_accepted),
        LeftOut("chưa rõ có dùng lại hay không", lambda d: d.reused.isnull()),
    ),
    shown_columns=("code", "procedure", "received_on", "reused"),
    item=Item("4.3", full_at=Decimal(80)),
    headline=False,
)

FROM_STORE = Ratio(
    code="ket-noi-kho-du-lieu",
    name="Tỷ lệ hồ sơ số hoá có kết nối kho dữ liệu cá nhân",
    short_name="Kết nối kho dữ liệu",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 4.4 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: có thành phần lấy từ kho dữ liệu cá nhân, hoặc "
        "kết "
        "quả được gửi vào kho",
        assurance="third party",
    ),
    table="dossier",
    period_column="received_on",
    counted=lambda d: is_accepted(d) & d.from_store.notnull(),
    good=lambda d: d.from_store,
    counted_text="Hồ sơ tiếp nhận trong kỳ, biết có kết nối kho dữ liệu hay không.",
    good_text="Có thành phần lấy từ kho, hoặc kết quả gửi vào kho.",
    not_good_text="Không kết nối kho.",
    left_out=(
        LeftOut("chưa được tiếp nhận hoặc bị từ chối tiếp nhận", is_not_accepted),
        LeftOut("chưa rõ có kết nối kho hay không", lambda d: d.from_store.isnull()),
    ),
    shown_columns=("code", "procedure", "received_on", "from_store"),
    item=Item("4.4"),
    headline=False,
)

PROCEDURES_WITH_POPULATION = Ratio(
    code="thu-tuc-dung-du-lieu-dan-cu",
    name="Tỷ lệ thủ tục cho cá nhân dùng dữ liệu dân cư",
    short_name="Thủ tục dùng dữ liệu dân cư",
    noun="thủ tục",
    source=Source(
        "Cách tính chỉ số 4.5 (a) của Bộ chỉ số theo Quyết định 766/QĐ-TTg: trên thủ tục có đối tượng là cá nhân",
        assurance="third party",
    ),
    table="procedure",
    period_column=AS_OF,
    over_time="state",
    counted=lambda p: p.of_person & p.uses_population.notnull(),
    good=lambda p: p.uses_population,
    counted_text="Thủ tục có đối tượng là cá nhân vào ngày chốt, biết có dùng dữ liệu dân cư hay không.",
    good_text="Dùng dữ liệu dân cư hoặc tài khoản đã xác thực VNeID.",
    not_good_text="Chưa dùng.",
    left_out=(
        LeftOut("không có đối tượng là cá nhân", lambda p: ~p.of_person),
        LeftOut("chưa rõ đối tượng hoặc dữ liệu", lambda p: p.of_person.isnull() | p.uses_population.isnull()),
    ),
    shown_columns=("code", "procedure", "of_person", "uses_population"),
    item=Item("4.5a"),
    headline=False,
)

DOSSIERS_WITH_POPULATION = Ratio(
    code="ho-so-dung-du-lieu-dan-cu",
    name="Tỷ lệ hồ sơ của cá nhân dùng dữ liệu dân cư",
    short_name="Hồ sơ dùng dữ liệu dân cư",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 4.5 (b) của Bộ chỉ số theo Quyết định 766/QĐ-TTg: trên hồ sơ của thủ tục có đối tượng là cá "
        "nhân",
        assurance="third party",
    ),
    table="dossier",
    period_column="received_on",
    counted=lambda d: is_accepted(d) & d.of_person & d.population_used.notnull(),
    good=lambda d: d.population_used,
    counted_text="Hồ sơ cá nhân tiếp nhận trong kỳ, biết có dùng dữ liệu dân cư hay không.",
    good_text="Dùng dữ liệu dân cư hoặc nộp bằng tài khoản đã xác thực VNeID.",
    not_good_text="Không dùng.",
    left_out=(
        LeftOut("chưa được tiếp nhận hoặc bị từ chối tiếp nhận", is_not_accepted),
        LeftOut("không phải của cá nhân", lambda d: ~d.of_person),
        LeftOut("chưa rõ đối tượng hoặc dữ liệu", lambda d: d.of_person.isnull() | d.population_used.isnull()),
    ),
    shown_columns=("code", "procedure", "received_on", "population_used"),
    item=Item("4.5b"),
    headline=False,
)

RATIOS = (
    RESULT_ELECTRONIC,
    DIGITISED,
    REUSED,
    FROM_STORE,
    PROCEDURES_WITH_POPULATION,
    DOSSIERS_WITH_POPULATION,
)
