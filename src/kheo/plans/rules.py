"""When a plan (kế hoạch) or programme (chương trình) may be tied to an indicator. Rules of our own, of no text."""

from kheo.documents.rules import PLANS
from kheo.errors import RuleBroken


def check_tieable(kind: str) -> None:
    """Only plans, programmes and models; what a notice or a directive asks for becomes tasks, which are tied."""
    if kind not in PLANS:
        raise RuleBroken("Chỉ kế hoạch, chương trình, đăng ký mô hình gắn được với chỉ số. Xin xem lại loại văn bản.")


def check_tied_once(*, is_tied: bool) -> None:
    """A plan has one promise for each indicator of a unit."""
    if is_tied:
        raise RuleBroken("Văn bản này đã gắn với chỉ số ấy của đơn vị này rồi.", field="indicator_code")
