"""Which storey of the state a phrase names: a lower one can wish something from a higher one, not order it."""

import re

CENTRE = 5  # the storey of the government
_STOREYS = tuple(
    (level, re.compile(rf"(?<!\w)(?:{names})(?!\w)"))
    for level, names in (
        (1, r"thôn|tổ dân phố|khu phố|khu dân cư|hộ dân|hội viên|doanh nghiệp|hợp tác xã|chi bộ"),
        (2, r"(?<!tác )(?<!thị )xã(?! hội)|phường|thị trấn|đặc khu"),
        (3, r"huyện|quận|thị xã|huyện ủy|quận ủy|thị ủy"),
        (4, r"tỉnh|thành phố|tp|(?<!cơ )sở|tỉnh ủy|thành ủy"),
        (
            CENTRE,
            r"chính phủ|thủ tướng|quốc hội|trung ương|bộ chính trị|ban bí thư|bộ trưởng|các bộ(?! phận)|^bộ(?! phận)",
        ),
    )
)

_BOTH = re.compile(r"(?:cả )?(?:hai|các) (bên)\b|(?:cả )?hai (\w+)")


def storey(phrase: str) -> int | None:
    """Give the lowest storey (1 hamlet ... 5 centre) that a phrase in shadow form names, or None."""
    return next((level for level, pattern in _STOREYS if pattern.search(phrase)), None)


_TOP = re.compile(
    r"\W*(?:chính phủ|thủ tướng|quốc hội|bộ chính trị|ban bí thư|ủy ban thường vụ quốc hội|ubtvqh|chủ tịch nước|"
    r"ban chấp hành trung ương)\b"
)


def is_upward(speaker: str, addressee: str) -> bool:
    """Say whether somebody addresses a storey above the own one: 'Phường đề nghị thành phố …'."""
    if _TOP.match(addressee) and not (_TOP.match(speaker) or "thủ tướng" in speaker or "quốc hội" in speaker):
        return True
    own, other = storey(speaker), storey(addressee)
    return own is not None and other is not None and own < other


def are_peers(speaker: str, addressee: str) -> bool:
    """Say whether a host or guest speaks of both sides: 'hai bên', or 'hai tỉnh' in the mouth of one of them."""
    both = _BOTH.match(addressee)
    return both is not None and (both.group(1) == "bên" or storey(speaker) == storey(addressee))
