"""What an apology slip says (phiếu xin lỗi và hẹn lại ngày trả kết quả), and how it is written.

The parts are those of a slip in use, as a third party's file shows it; the layout is that of other official papers.
"""

from dataclasses import dataclass
from datetime import date

from docx.document import Document as Opened
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt

from kheo.errors import RuleBroken
from kheo.letters import rules
from kheo.letters.marks import add
from kheo.letters.notice import Signature
from kheo.letters.rules import PAGE

TITLE = "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"
SYMBOL = "PXL"


@dataclass(frozen=True)
class ApologySlip:
    """A whole slip. Days are written out. `addressee` and `address` are dotted lines where they are empty."""

    superior: str
    issuer: str
    place: str
    received_on: str
    about: str
    code: str
    promised_on: str
    reason: str
    new_promised_on: str
    recipients: tuple[str, ...]
    signature: Signature
    number: int | None = None
    issued_on: date | None = None
    addressee: str = ""
    address: str = ""
    symbol: str = SYMBOL
    filed: str = "VT"
    illustrative: bool = False

    def __post_init__(self) -> None:
        for name in ("issuer", "place", "about", "code", "promised_on", "reason", "new_promised_on"):
            if not getattr(self, name):
                raise RuleBroken("Phiếu xin lỗi còn thiếu nội dung.", field=name)


def write_slip_body(document: Opened, slip: ApologySlip) -> None:
    """Write the title, to whom it goes, what happened, the apology and the new day."""
    title = add(document, rules.KIND_NAME, TITLE)
    title.paragraph_format.keep_with_next, title.paragraph_format.space_after = True, Pt(14)
    _filled(document, "Kính gửi ông (bà):", slip.addressee)
    _filled(document, "Địa chỉ:", slip.address)
    for words in _sentences(slip):
        add(document, rules.BODY, words)
    last = add(document, rules.BODY, rules.with_end_mark("Rất mong ông (bà) thông cảm"))
    last.paragraph_format.keep_with_next = True


def _sentences(slip: ApologySlip) -> tuple[str, ...]:
    received = (
        f"Ngày {slip.received_on}, {slip.issuer} đã tiếp nhận hồ sơ của ông (bà) về việc: {slip.about}; mã hồ sơ "
        f"{slip.code}; hẹn trả kết quả ngày {slip.promised_on}."
    )
    return (
        received,
        "Tuy nhiên, hồ sơ của ông (bà) không trả được kết quả đúng ngày đã hẹn.",
        f"Lý do: {slip.reason.rstrip(' .')}.",
        f"{slip.issuer} xin lỗi ông (bà) vì sự chậm trễ này, và hẹn lại trả kết quả cho ông (bà) vào ngày "
        f"{slip.new_promised_on}.",
    )


def _filled(document: Opened, label: str, words: str) -> None:
    """Write a label with its words, or with dots to the right margin for a pen."""
    paragraph = add(document, rules.BODY, f"{label} {words}" if words else f"{label} \t")
    if not words:
        stop = Mm(PAGE.text_width)
        paragraph.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
