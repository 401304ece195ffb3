"""What looks like a task and is none: closing formulas, things done, purposes, statements of principle."""

import re

from kheo.grammar.borders import is_abroad
from kheo.reader.drafts import Draft, Source

PRONOUNS = frozenset({"bà", "ông", "anh", "chị", "cô", "em", "tôi", "họ", "nó", "cháu", "các cháu", "mình"})
_ATTENDING = re.compile(
    r"(?:các |quý |toàn thể |những |\d+ )*(?:vị )?(?:đại biểu|thành viên(?! (?:ban|tổ|hội đồng|đoàn|ubnd)\b)|"
    r"người tham gia|ý kiến|tham "
    r"luận|bên liên quan)"
)
_DEBATE = re.compile(
    r"(?:tham gia (?:hội nghị )?|tập trung |tiếp tục |tích cực |thẳng thắn )*(?:thảo luận|trao đổi|góp ý|đóng góp|"
    r"cho ý kiến|tham gia ý kiến|"
    r"phát biểu|đánh giá|phân tích|nêu|hiến kế|chia sẻ|báo cáo|làm rõ|giải trình)"
)
_FORMULAS = re.compile(
    r"(?:nghiêm túc |khẩn trương |tổ chức )*(?:quán triệt, )?(?:tổ chức )?(?:triển khai|thực hiện|chấp "
    r"hành)(?:, thực hiện| thực hiện)?(?: và [^,;]{0,60})?"
    r"(?: tốt| nghiêm túc| nghiêm| có hiệu quả| hiệu quả| các nội dung| nội dung| đầy đủ)*(?: (?:chỉ thị|"
    r"công điện|kế hoạch|thông báo|kết luận|công văn|văn bản) này)?$"
    r"|.{0,80}(?:nghiêm túc|nghiêm|khẩn trương|biết|tổ chức triển khai)(?:,| và)? ?(?:triển khai )?(?:tổ "
    r"chức )?(?:thực hiện)"
    r"(?: tốt)?(?: (?:chỉ thị|công điện|kế hoạch|thông báo|kết luận)(?: này)?)?$"
    r"|(?:nghiêm túc |tổ chức |khẩn trương )*(?:quán triệt|triển khai|thực hiện|phổ biến).{0,180}(?:chỉ "
    r"thị|công điện|kế hoạch|thông báo|kết luận|quyết định|nội dung) (?:này|trên|nêu trên)$"
    r"|(?:biết|để biết)[, ]+(?:và )?(?:thực hiện|phối hợp|chỉ đạo)[^,;]{0,40}$"
    r"|chịu trách nhiệm (?:về|trước|toàn diện|chính|đối với).*|"
    r"(?:(?:tiếp tục|luôn|nỗ lực|phấn đấu|quyết tâm|cố gắng),? )*hoàn thành (?:xuất sắc |tốt |thắng lợi )?(?:các )?"
    r"nhiệm vụ được (?:giao|phân công)$|"
    r"(?:tham gia )?thực hiện (?:tốt )?(?:các |một số )?(?:nhiệm vụ|công việc)(?: khác)?(?: có liên quan)?(?: khi)? "
    r"(?:được|do) "
    r"[^,;.]{0,60}(?:giao|phân công)$"
)
_TROUBLE = re.compile(
    r"^[\W_]*(?:trong quá trình |quá trình )?(?:tổ chức )?(?:triển khai |thực hiện)?[^.;]{0,60}?(?:nếu|"
    r"trường hợp|khi)? ?(?:có |gặp |phát sinh )"
    r"(?:phát sinh |những |các |vấn đề )?(?:khó khăn|vướng mắc|vấn đề phát sinh|nội dung vướng|vấn đề)|"
    r"^[\W_]*(?:trong quá trình|quá trình)[^,]{0,60}"
    r"(?:thực hiện|triển khai)[^,]{0,60},? (?:nếu|trường hợp)"
)
_ANSWERS = re.compile(r"chịu (?:hoàn toàn )?trách nhiệm\s*$")
_DOES_DUTY = re.compile(
    r"(?:căn cứ (?:vào )?(?:chức năng|nhiệm vụ)[^;]{0,60}, )?(?:có trách nhiệm )?(?:chủ động |nghiêm túc |tổ chức )*"
    r"(?:triển khai )?thực hiện(?: tốt| nghiêm| đầy đủ)?"
    r"(?: (?:các )?(?:nhiệm vụ|nội dung|công việc) (?:được (?:giao|phân công)|nêu trên|trên))?"
    r"(?:,? (?:và |bảo đảm|đảm bảo|gắn với|tăng cường phối hợp|phù hợp)[^;.]{0,90}"
    r"(?:đồng bộ|hiệu quả|chất lượng|đơn vị|tiến độ|thực tế))?"
)
_ONLY_TIME = re.compile(
    r"(?:tổ chức |khẩn trương |tập trung )*(?:triển khai |thực hiện |hoàn thành |vào |làm tốt )+"
    r"(?:tốt |đồng bộ |có hiệu quả |hiệu quả )*"
    r"(?:trong (?:năm|tháng|quý|thời gian)[^,;]{1,30}|"
    r"(?:một số|các|những) (?:nhiệm vụ|nội dung|giải pháp|công việc|vấn đề)"
    r"(?:,? (?:giải pháp|trọng tâm|cụ thể|chủ yếu|sau|đây|như|trong thời gian tới))*)"
)
_COUNTED = re.compile(
    r"(?:\w+,? ){0,12}?(?:thực hiện|làm tốt|làm|tập trung|triển khai|hoàn thành|chú trọng|chú ý)"
    r"(?: tốt| hiệu quả| ngay| vào)* "
    r"(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|các|những|một số) (?:nhóm )?"
    r"(?:việc|nhiệm vụ|nội dung|giải pháp|vấn đề|yêu cầu)(?: lớn| trọng tâm| cụ thể| chủ yếu| sau| sau đây| như sau)*"
)
_BEFORE_WHOM = re.compile(r"(?:toàn diện|chính|hoàn toàn|trực tiếp|,| )*(?:về|trước|đối với|nếu|khi|toàn bộ)\b")
_IF_TROUBLE = re.compile(r"(?:trong quá trình|quá trình|nếu|trường hợp|trong trường hợp|khi)\b")
_TELLS = re.compile(
    r"^\W*(?:văn phòng|thừa lệnh|thay mặt)[^.;]{0,90}thông báo (?:để|tới|đến)[^.;]{0,120}(?:biết|thực hiện)|"
    r"chịu trách nhiệm (?:tổ chức )?(?:triển khai|thực hiện)[^.;]{0,60}(?:này|trên)\W*$"
)
_NOTICE_END = re.compile(
    r"(?:thông báo|thừa lệnh|trân trọng)[^.]{0,120}(?:biết|thực hiện)|trân trọng (?:thông báo|cảm ơn|./.)|trên đây là"
)


_GROUND = re.compile(
    r"\W*(?:căn cứ (?:các )?(?:hiến pháp|bộ luật|luật|nghị định|nghị quyết|thông tư|quyết định)|theo đề nghị của|"
    r"xét (?:đề nghị|tờ trình))\b[^;]*;\W*"
)  # 'Căn cứ Luật Tổ chức chính quyền địa phương …;' before 'QUYẾT ĐỊNH:'


def is_formula_sentence(shade: str, start: int, end: int) -> bool:
    """Say whether a whole sentence is a closing formula ('nếu có khó khăn, vướng mắc…', 'thông báo để … biết')."""
    words = shade[start : min(end, start + 400)]
    return bool(_TROUBLE.search(words) or _NOTICE_END.match(words) or _TELLS.search(words) or _GROUND.fullmatch(words))


def concerns_us(source: Source, draft: Draft) -> bool:
    """Say whether a draft tells somebody of this state to act: neither 'Trung Quốc' nor 'bà', nor members to debate."""
    who = source.shade[draft.assignee.start : draft.assignee.end] if draft.assignee else ""
    debate = _ATTENDING.match(who) and _DEBATE.match(source.shade, draft.span.start, draft.span.end)
    if debate and draft.deadline is None:
        return False  # 'đề nghị các đại biểu thảo luận': done in the meeting itself
    return who not in PRONOUNS and not is_abroad(who)


def is_empty(source: Source, draft: Draft) -> bool:
    """Say whether a draft has no content of its own."""
    words = source.shade[draft.span.start : draft.span.end]
    if _ANSWERS.search(source.shade[max(0, draft.span.start - 24) : draft.span.start]) and _BEFORE_WHOM.match(words):
        return True
    if (
        _ONLY_TIME.fullmatch(words)
        or _COUNTED.fullmatch(words)
        or (_IF_TROUBLE.match(words) and _TROUBLE.match(words))
        or _DOES_DUTY.fullmatch(words)
    ):
        return True
    return len(words.split()) < 3 or (len(words) < 260 and bool(_FORMULAS.fullmatch(words)))
