"""Notices of Phường Thử, all made up: the everyday one, and those that strain the layout."""

from dataclasses import replace
from datetime import date

from kheo.letters import NoticeOfConclusions, Section, Signature, TaskRow

TASK = TaskRow(
    "Rà soát hồ sơ quá hạn lĩnh vực đất đai, làm rõ nguyên nhân của từng hồ sơ.",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    ("Trung tâm Phục vụ hành chính công", "Phòng Văn hoá - Xã hội"),
    "15/12/2026",
)
NOTICE = NoticeOfConclusions(
    superior="Ủy ban nhân dân phường Thử",
    issuer="Văn phòng",
    number=5,
    symbol="TB-VP",
    place="Phường Thử",
    issued_on=date(2026, 2, 3),
    abstract="Kết luận của Chủ tịch Ủy ban nhân dân phường tại cuộc họp giao ban tháng 01 năm 2026 về công tác dân vận "
    "gắn với cải cách hành chính",
    opening=("Sau khi nghe các đơn vị báo cáo và ý kiến thảo luận, Chủ tịch Ủy ban nhân dân phường kết luận như sau:",),
    sections=(Section("Đánh giá chung", ("Tỷ lệ hồ sơ đúng hạn tăng, nhưng lĩnh vực đất đai còn hồ sơ quá hạn.",)),),
    tasks=(TASK,),
    closing=("Văn phòng thông báo để các đơn vị biết, thực hiện.",),
    recipients=("Chủ tịch, các Phó Chủ tịch", "Các phòng, đơn vị thuộc phường;"),
    filed="VT, VP",
    signature=Signature(("TL. Chủ tịch", "Chánh Văn phòng")),
)
THIRTY_TASKS = replace(NOTICE, tasks=tuple(replace(TASK, due=f"{day:02d}/3/2026") for day in range(1, 31)))
LONG_NAMES = replace(
    NOTICE,
    superior="Ủy ban nhân dân thành phố Hà Nội",
    issuer="Trung tâm Phục vụ hành chính công và Chuyển đổi số khu vực phường Thử Nghiệm Thượng",
    abstract=NOTICE.abstract + "; tiếp nhận và giải quyết phản ánh, kiến nghị của người dân, doanh nghiệp trên địa bàn "
    "phường 6 tháng cuối năm 2026 và phương hướng, nhiệm vụ trọng tâm năm 2027",
    signature=Signature(("KT. Giám đốc", "Phó Giám đốc phụ trách Trung tâm Phục vụ hành chính công và Chuyển đổi số")),
)
