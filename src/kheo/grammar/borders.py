"""Who has no say here: other states, international bodies, people and firms with foreign names."""

import re

_STATES = (
    r"trung quốc|hoa kỳ|triều tiên|hàn quốc|nhật bản|ấn độ|thái lan|campuchia|indonesia|malaysia|philippines|"
    r"singapore|myanmar|đài loan|hồng kông|hong kong|iran|iraq|syria|israel|palestine|ả rập|ai cập|thổ nhĩ kỳ|"
    r"ukraine|canada|australia|new zealand|venezuela|cuba|brazil|argentina|mexico|tây ban nha|"
    r"bồ đào nha|italia|hy lạp|ba lan|hà lan|"
    r"thụy điển|thụy sĩ|na uy|đan mạch|phần lan|qatar|pakistan|afghanistan|sri lanka|bangladesh|nam phi|nigeria|libya"
)
_PLACES_HERE = (
    r"cai|sơn|đức|yên|trọng|phổ|tho|lộc|luật|chế|lý|hào|thành|hòa|xuyên|hưng|thọ|linh|duy|tú|phước|long|an|bình|tân|"
    r"phong|đình|hiệp|hà|hội|châu|huệ|cơ|hùng|dũng|minh|mai|tuấn|thanh|quốc|ngọc|lệnh|quý|nhật|thủy"
)  # 'Lào Cai', 'Anh Sơn', 'Mỹ Đức', 'pháp luật': what follows makes another word of it
_SHORT = rf"(?:mỹ|anh|đức|nga|pháp|nhật|hàn|ý|bỉ|áo|úc|lào)(?! (?:{_PLACES_HERE})(?!\w))"  # only right behind an office
_OFFICES = (
    r"thủ tướng|chủ tịch|tổng thống|chính phủ|chính quyền|quốc hội|(?:bộ |bộ trưởng |bộ trưởng bộ )"
    r"(?:quốc phòng|ngoại giao|tư pháp|tài chính|nội vụ|thương mại|y tế|năng lượng)|bộ trưởng|"
    r"ngoại trưởng|quân đội|hải quân|không quân|cảnh sát|tòa án|tòa|thượng viện|hạ viện|đại sứ|"
    r"phía|nước|quan chức|giới chức|nhà lãnh đạo|lãnh đạo|ủy viên quốc vụ"
)
_ABROAD = re.compile(
    rf"(?<!\w)(?:(?:{_OFFICES}) (?:{_SHORT}|{_STATES})|tổng thống|ngoại trưởng|thượng nghị sĩ|hạ nghị sĩ|nhà "
    rf"trắng|lầu năm góc|"
    r"điện kremlin|bình nhưỡng|bắc kinh|washington|moscow|seoul|tokyo|brussels|liên hợp quốc|liên minh châu âu|eu|nato|"
    rf"giáo hoàng|quốc vương|nữ hoàng|hội đồng bảo an|fifa|afc|uefa)(?!\w)|"
    rf"^\W*(?:{_STATES}|(?:mỹ|nga|pháp)(?! (?:{_PLACES_HERE})(?!\w)))(?!\w)"
)
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|qu|r|s|t|th|tr|v|x)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
_MISTER = re.compile(r"(?<!\w)(?:ông|bà) ([a-z]{3,})(?!\w)")  # letters without marks; marks would make it Vietnamese
_LETTERS = re.compile(
    r"(?<!\w)(?!(?:zalo|zoom|facebook|fdi|wifi|web|website|fpt|pdf|file|fax|word|powerpoint)(?!\w))"
    r"(?=[a-z]*[wfjz])[a-z]{3,}(?!\w)"
)  # letters that Vietnamese words do not have, save what everybody uses


def is_abroad(phrase: str) -> bool:
    """Say whether a phrase in shadow form names somebody of another state: 'Tổng thống Mỹ', 'Trung Quốc'."""
    return bool(_ABROAD.search(phrase))


def has_foreign_name(phrase: str) -> bool:
    """Say whether a phrase in shadow form holds a name that is written in no Vietnamese syllables."""
    named = _MISTER.search(phrase)
    return bool(_LETTERS.search(phrase)) or (named is not None and not _SYLLABLE.fullmatch(named[1]))
