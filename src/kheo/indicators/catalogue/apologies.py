"""Two indicators over late dossiers: who was told sorry at all, and who was told before the promise broke.

The columns are those of the fact table "late_dossier". The rule's numbers are told from memory: pages say so.
"""

from kheo.measures.shapes import LeftOut, Ratio, Source

APOLOGISED = Ratio(
    code="qua-han-co-xin-loi",
    name="Tỷ lệ hồ sơ quá hẹn đã có phiếu xin lỗi",
    short_name="Quá hẹn có xin lỗi",
    noun="hồ sơ quá hẹn",
    headline=False,
    source=Source(
        "Theo trí nhớ về Nghị định 61/2018/NĐ-CP, điều 19, chưa đối chiếu văn bản; Nghị định này nay đã được thay thế. "
        "Hồ sơ bị yêu cầu bổ sung từ hai lần mà chưa quá ngày hẹn thì không tính ở đây",
        assurance="project",
    ),
    table="late_dossier",
    period_column="promised_on",
    counted=lambda d: d.ended_on.notnull() | (d.promised_on < d.as_of),
    good=lambda d: d.slip_on.notnull(),
    counted_text="Hồ sơ có ngày hẹn trong kỳ, xong muộn hơn ngày hẹn hoặc quá ngày hẹn mà chưa xong.",
    good_text="Đã lập phiếu xin lỗi và hẹn lại ngày.",
    not_good_text="Không có phiếu xin lỗi.",
    left_out=(LeftOut("chưa xong, chưa tới ngày hẹn", lambda d: d.ended_on.isnull() & (d.promised_on >= d.as_of)),),
    shown_columns=("code", "procedure", "promised_on", "ended_on", "slip_on", "new_promised_on"),
)

APOLOGISED_IN_TIME = Ratio(
    code="xin-loi-truoc-han",
    name="Tỷ lệ phiếu xin lỗi lập trước hạn, trong số hồ sơ đã xin lỗi",
    short_name="Xin lỗi trước hạn",
    noun="hồ sơ có phiếu xin lỗi",
    headline=False,
    source=Source(
        "Số ngày báo trước là quy tắc mà địa phương đang dùng khi lập phiếu; ban đầu là một ngày làm việc trước ngày "
        "hẹn, theo trí nhớ về Nghị định 61/2018/NĐ-CP, chưa đối chiếu văn bản",
        assurance="project",
    ),
    table="late_dossier",
    period_column="promised_on",
    counted=lambda d: d.slip_on.notnull(),
    good=lambda d: d.slip_on <= d.slip_due_by,
    counted_text="Hồ sơ có ngày hẹn trong kỳ và có phiếu xin lỗi, chưa xong hoặc xong muộn.",
    good_text="Phiếu lập không muộn hơn ngày cuối để báo trước.",
    not_good_text="Phiếu lập sau ngày cuối để báo trước.",
    left_out=(LeftOut("chưa có phiếu xin lỗi", lambda d: d.slip_on.isnull()),),
    shown_columns=("code", "procedure", "promised_on", "slip_on", "slip_due_by", "new_promised_on"),
)

APOLOGY_RATIOS = (APOLOGISED, APOLOGISED_IN_TIME)
