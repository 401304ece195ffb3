"""Who has no say here: other states, international bodies, people and firms with foreign names."""

import re

_STATES = (
    r"trung quốc|hoa kỳ|nga|triều tiên|hàn quốc|nhật bản|ấn độ|thái lan|campuchia|indonesia|malaysia|philippines|"
    r"singapore|"
    r"myanmar|đài loan|hồng kông|hong kong|iran|iraq|syria|israel|palestine|ả rập|ai cập|thổ nhĩ kỳ|ukraine|pháp|"
    r"canada|"
    r"australia|new zealand|venezuela|cuba|brazil|argentina|mexico|tây ban nha|bồ đào nha|italia|hy lạp|ba lan|hà lan|"
    r"thụy điển|thụy sĩ|na uy|đan mạch|phần lan|qatar|pakistan|afghanistan|sri lanka|bangladesh|nam phi|nigeria|libya"
)
_SHORT = r"mỹ|anh|đức|nga|pháp|nhật|hàn|ý|bỉ|áo|úc|lào"  # also names of people and places: only right behind an office
_OFFICES = (
    r"thủ tướng|chủ tịch|chủ tịch|tổng thống|chính phủ|chính quyền|quốc hội|bộ trưởng(?: \w+){0,2}|bộ (?:quốc "
    r"phòng|ngoại giao|tư pháp|tài chính|"
    r"nội vụ|thương mại|y tế)|ngoại trưởng|quân đội|hải quân|không quân|cảnh sát|tòa án|tòa|thượng viện|hạ viện|đại sứ|"
    r"phía|nước|quan chức|giới chức|nhà lãnh đạo|lãnh đạo|ủy viên quốc vụ"
)
_ABROAD = re.compile(
    rf"(?<!\w)(?:(?:{_OFFICES}) (?:{_SHORT}|{_STATES})|tổng thống|ngoại trưởng|thượng nghị sĩ|hạ nghị sĩ|nhà "
    rf"trắng|lầu năm góc|"
    r"điện kremlin|bình nhưỡng|bắc kinh|washington|moscow|seoul|tokyo|brussels|liên hợp quốc|liên minh châu âu|eu|nato|"
    rf"giáo hoàng|quốc vương|nữ hoàng|hội đồng bảo an|fifa|afc|uefa)(?!\w)|^\W*(?:{_STATES}|mỹ)(?!\w)"
)
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|qu|r|s|t|th|tr|v|x)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
_MISTER = re.compile(r"(?<!\w)(?:ông|bà) ([a-z]{3,})(?!\w)")  # letters without marks; marks would make it Vietnamese
_LETTERS = re.compile(r"(?<!\w)(?=[a-z]*[wfjz])[a-z]{3,}(?!\w)")  # letters that Vietnamese words do not have


def is_abroad(phrase: str) -> bool:
    """Say whether a phrase in shadow form names somebody of another state: 'Tổng thống Mỹ', 'Trung Quốc'."""
    return bool(_ABROAD.search(phrase))


def has_foreign_name(phrase: str) -> bool:
    """Say whether a phrase in shadow form holds a name that is written in no Vietnamese syllables."""
    named = _MISTER.search(phrase)
    return bool(_LETTERS.search(phrase)) or (named is not None and not _SYLLABLE.fullmatch(named[1]))
