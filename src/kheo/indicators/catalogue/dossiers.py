"""Three indicators over dossiers of the one-stop mechanism.

The columns are those of the fact table "dossier"; statuses and channels are the national codes. The rules' texts are
third-party copies of a working paper on Quyết định 766/QĐ-TTg: pages say so, and never call them law.
"""

from typing import Any

from kheo.measures.shapes import LeftOut, Ratio, Source

SUBMITTED, REFUSED, SUPPLEMENT_REQUESTED = 1, 3, 5
WITHDRAWN = (7, 8)  # the citizen asks (7), the officer stops (8)
ONLINE_CHANNEL = 2
SATISFIED_FROM = 4  # of 5


def _not_accepted(d: Any) -> Any:
    return d.status.isin((SUBMITTED, REFUSED))


def _withdrawn(d: Any) -> Any:
    return d.status.isin(WITHDRAWN)


def _awaits_first_supplement(d: Any) -> Any:
    return (d.status == SUPPLEMENT_REQUESTED) & (d.supplement_count < 2)


def _is_decided(d: Any) -> Any:
    """Finished, or past its promised day, or asked for papers twice: open within its time is neither good nor bad."""
    return d.effective_finish_on.notnull() | (d.promised_on < d.as_of) | (d.supplement_count >= 2)


ON_TIME = Ratio(
    code="ho-so-dung-han",
    name="Tỷ lệ hồ sơ giải quyết đúng hạn",
    short_name="Hồ sơ đúng hạn",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 2.1 của Bộ chỉ số theo Quyết định 766/QĐ-TTg. Khác ở một điểm: hồ sơ còn trong hạn và "
        "chưa xong thì chưa tính là đạt, đợi đến khi xong hoặc quá ngày hẹn",
        assurance="third party",
    ),
    table="dossier",
    period_column="promised_on",
    counted=lambda d: ~_not_accepted(d) & ~_withdrawn(d) & ~_awaits_first_supplement(d) & _is_decided(d),
    good=lambda d: (d.effective_finish_on <= d.promised_on) & (d.supplement_count < 2),
    counted_text="Hồ sơ có ngày hẹn trả trong kỳ, đã xong hoặc đã quá ngày hẹn.",
    good_text="Xong không muộn hơn ngày hẹn, sau khi trừ thời gian chờ người dân bổ sung giấy tờ.",
    not_good_text="Xong muộn hơn ngày hẹn, quá hẹn mà chưa xong, hoặc phải yêu cầu bổ sung từ hai lần.",
    left_out=(
        LeftOut("chưa được tiếp nhận hoặc bị từ chối tiếp nhận", _not_accepted),
        LeftOut("người dân xin rút hoặc đã dừng xử lý", _withdrawn),
        LeftOut("đang chờ người dân bổ sung lần đầu", _awaits_first_supplement),
        LeftOut("còn trong hạn và chưa xong", lambda d: ~_is_decided(d)),
    ),
    shown_columns=("code", "procedure", "received_on", "promised_on", "finished_on", "supplement_count"),
    compared=("effective_finish_on", "promised_on"),
)

ONLINE = Ratio(
    code="ho-so-truc-tuyen",
    name="Tỷ lệ hồ sơ nộp trực tuyến",
    short_name="Nộp trực tuyến",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 3.3 của Bộ chỉ số theo Quyết định 766/QĐ-TTg, chưa xét điều kiện có kết quả điện tử và chưa "
        "nhân tỷ lệ đồng bộ",
        assurance="third party",
    ),
    table="dossier",
    period_column="received_on",
    counted=lambda d: ~_not_accepted(d),
    good=lambda d: d.channel == ONLINE_CHANNEL,
    counted_text="Hồ sơ được tiếp nhận trong kỳ.",
    good_text="Nộp trực tuyến.",
    not_good_text="Nộp trực tiếp tại quầy hoặc qua bưu chính.",
    left_out=(LeftOut("chưa được tiếp nhận hoặc bị từ chối tiếp nhận", _not_accepted),),
    shown_columns=("code", "procedure", "channel", "received_on", "finished_on"),
)

SATISFIED = Ratio(
    code="hai-long",
    name="Tỷ lệ người dân hài lòng, trong số người đã đánh giá",
    short_name="Hài lòng",
    noun="lượt đánh giá",
    source=Source(
        "Mức từ 4 trên 5 là hài lòng, chỉ tính người đã đánh giá. Chỉ số 5.4 theo Quyết định 766/QĐ-TTg coi im lặng là "
        "hài lòng; Khéo không tính như vậy mà ghi tỷ lệ phản hồi bên cạnh",
        assurance="project",
    ),
    table="dossier",
    period_column="finished_on",
    counted=lambda d: d.rating.notnull(),
    good=lambda d: d.rating >= SATISFIED_FROM,
    counted_text="Hồ sơ xong trong kỳ mà người dân đã đánh giá.",
    good_text="Người dân chấm từ 4 trên 5.",
    not_good_text="Người dân chấm từ 3 trở xuống.",
    answered_of=lambda d: d.finished_on.notnull(),
    answered_text="Hồ sơ xong trong kỳ",
    shown_columns=("code", "procedure", "finished_on", "rating"),
)
