"""What is right about units, posts and roles.

Sources: the two-tier structure of government since 1 July 2025 (Law on the organisation of local government); roles are
a design of this project, because who does outreach work differs from ward to ward (docs/glossary.md).
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from kheo.errors import RuleBroken


class UnitKind(StrEnum):
    """Kinds of units (loại đơn vị) in and around a local government."""

    PARTY_BODY = "party_body"
    STATE_AGENCY = "state_agency"
    FRONT_ORGANISATION = "front_organisation"
    ENTERPRISE = "enterprise"
    SCHOOL = "school"
    RESIDENTIAL_GROUP = "residential_group"


UNIT_KIND_NAMES = {
    UnitKind.PARTY_BODY: "cơ quan Đảng",
    UnitKind.STATE_AGENCY: "cơ quan nhà nước",
    UnitKind.FRONT_ORGANISATION: "Mặt trận và đoàn thể",
    UnitKind.ENTERPRISE: "doanh nghiệp",
    UnitKind.SCHOOL: "trường học",
    UnitKind.RESIDENTIAL_GROUP: "tổ dân phố",
}


class Role(StrEnum):
    """Roles (vai trò) hang on posts, never on persons."""

    OFFICIAL = "official"
    CLERK = "clerk"
    HEAD = "head"
    LEADER = "leader"
    OUTREACH_OWNER = "outreach_owner"
    VERIFIER = "verifier"
    FEEDBACK_DESK = "feedback_desk"
    ONE_STOP_DESK = "one_stop_desk"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_NAMES = {
    Role.OFFICIAL: "cán bộ, công chức",
    Role.CLERK: "văn thư, tổng hợp",
    Role.HEAD: "người đứng đầu đơn vị",
    Role.LEADER: "lãnh đạo địa phương",
    Role.OUTREACH_OWNER: "đầu mối công tác dân vận",
    Role.VERIFIER: "thẩm định",
    Role.FEEDBACK_DESK: "tiếp nhận phản ánh",
    Role.ONE_STOP_DESK: "bộ phận một cửa",
    Role.ADMINISTRATOR: "quản trị",
    Role.AUDITOR: "kiểm tra, giám sát (chỉ xem)",
}

ROLE_MEANING_NAMES = {
    Role.OFFICIAL: "làm và theo dõi việc của đơn vị mình",
    Role.CLERK: "đưa văn bản vào, xác nhận việc, nhập hồ sơ, xem mọi đơn vị",
    Role.HEAD: "nhận việc của đơn vị, báo cáo kết quả, cam kết chỉ số",
    Role.LEADER: "giao việc, nhận hoặc trả lại kết quả, xem toàn cảnh",
    Role.OUTREACH_OWNER: "đưa văn bản vào, xác nhận và giao việc dân vận, xem mọi đơn vị",
    Role.VERIFIER: "xem mọi đơn vị để thẩm định",
    Role.FEEDBACK_DESK: "tiếp nhận phản ánh, kiến nghị của người dân",
    Role.ONE_STOP_DESK: "nhập và xem hồ sơ thủ tục hành chính",
    Role.ADMINISTRATOR: "mở đơn vị, chức danh, tài khoản; ghi lịch; xem vận hành",
    Role.AUDITOR: "xem mọi đơn vị, không sửa gì",
}
"""What each role lets its post do, in plain words, for who hands roles out."""

SAMPLE_PASSWORD = "thu-nghiem-minh-hoa"  # noqa: S105  no secret: the demo prints it
NEEDS_SECOND_STEP = frozenset({Role.ADMINISTRATOR, Role.HEAD, Role.LEADER})

SEES_WHOLE_LOCALITY = frozenset({Role.LEADER, Role.CLERK, Role.OUTREACH_OWNER, Role.VERIFIER, Role.AUDITOR})
"""Roles whose work spans all units of their locality."""


def overlaps(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Say whether two periods share a day; both ends belong to a period, and no end means for good."""
    return (other_end is None or start <= other_end) and (end is None or other_start <= end)


def check_period(start: date, end: date | None) -> None:
    """A period ends on the day it starts, or later (thời hạn giữ chức danh, uỷ quyền)."""
    if end is not None and end < start:
        raise RuleBroken("Ngày kết thúc phải từ ngày bắt đầu trở đi.", field="end")


def check_parent(same_locality: bool, open_then: bool) -> None:
    """A unit opens under a unit (đơn vị cấp trên) of its own locality, which exists on that day."""
    if not same_locality:
        raise RuleBroken("Đơn vị cấp trên phải thuộc cùng địa phương.", field="parent")
    if not open_then:
        raise RuleBroken("Đơn vị cấp trên không hoạt động vào ngày này.", field="parent")


def check_identifier(code: str, scheme: str, taken: bool) -> None:
    """An identifier code (mã định danh) means something only within its scheme, and names one unit.

    Source: Quyết định 20/2020/QĐ-TTg gives agencies their codes; other schemes exist beside it.
    """
    if code and not scheme:
        raise RuleBroken("Cần ghi hệ mã của mã định danh.", field="identifier_scheme")
    if taken:
        raise RuleBroken("Mã định danh này đang thuộc về đơn vị khác.", field="identifier_code")


def check_one_head(has_head: bool) -> None:
    """A unit has one post of a head (người đứng đầu) at a time; an acting head fills that very post."""
    if has_head:
        raise RuleBroken("Đơn vị đã có chức danh người đứng đầu trong thời gian này.", field="is_head")


def check_last_day(first: date, last: date, *, closed: bool, children_left: bool = False) -> None:
    """What is closed (đóng đơn vị, bỏ chức danh) worked at least one day, is still open, and leaves none below it."""
    if closed:
        raise RuleBroken("Đã đóng từ trước rồi.", field="last_day")
    if last < first:
        raise RuleBroken("Ngày cuối cùng phải từ ngày bắt đầu trở đi.", field="last_day")
    if children_left:
        raise RuleBroken("Đơn vị còn đơn vị trực thuộc; hãy đóng các đơn vị đó trước.", field="last_day")


def check_administrator_left(is_left: bool) -> None:
    """A locality always has somebody who administers it (quản trị), or nobody could ever be let in again."""
    if not is_left:
        raise RuleBroken("Sau việc này địa phương sẽ không còn người quản trị nào; hãy giao quyền quản trị trước.")


def check_another(is_oneself: bool) -> None:
    """Nobody resets the own password or second step (đặt lại), nor stops the own account: another person must."""
    if is_oneself:
        raise RuleBroken(
            "Việc này phải do một người quản trị khác làm; mật khẩu của mình thì đổi ở trang Đổi mật khẩu."
        )


def check_earlier_end(end: date, planned: date) -> None:
    """A delegation (giao phụ trách) is ended before its day, not prolonged: for that a new one is written."""
    if end > planned:
        raise RuleBroken("Chỉ kết thúc sớm hơn; muốn kéo dài thì giao phụ trách tiếp.", field="end")


def needs_second_step(*, roles: Iterable[str], illustrative: bool, has_password: bool) -> bool:
    """Say whether who holds these roles needs a second step (mã hai lớp) beside the password.

    Heads, leaders and administrators do. Sample localities are exempt; who has no password here signs in by another
    system, which then answers for the second step.
    """
    return has_password and not illustrative and bool(NEEDS_SECOND_STEP & set(roles))


def check_appointment(*, same_locality: bool, post_exists: bool, already_held: bool, head_is_held: bool) -> None:
    """An official holds a post (giữ chức danh) of the own locality, once at a time; a head's post has one holder."""
    if not same_locality:
        raise RuleBroken("Cán bộ giữ chức danh phải thuộc cùng địa phương.", field="official")
    if not post_exists:
        raise RuleBroken("Chức danh này không có trong suốt thời gian đó.", field="start")
    if already_held:
        raise RuleBroken("Cán bộ này đã giữ chức danh đó trong thời gian này.", field="start")
    if head_is_held:
        raise RuleBroken("Chức danh người đứng đầu đã có người giữ trong thời gian này.", field="start")


def check_delegation(*, is_head_post: bool, same_locality: bool, holds_it: bool, already_delegated: bool) -> None:
    """A head's post alone is delegated (giao phụ trách), inside the locality, to one other official at a time."""
    if not is_head_post:
        raise RuleBroken("Chỉ giao phụ trách thay cho chức danh người đứng đầu.")
    if not same_locality:
        raise RuleBroken("Người được giao phụ trách phải cùng địa phương.")
    if holds_it:
        raise RuleBroken("Người được giao phụ trách đang giữ chính chức danh này.")
    if already_delegated:
        raise RuleBroken("Chức danh này đã được giao phụ trách trong thời gian đó.")


def check_reorganisation(predecessors: Iterable[int], successors: Iterable[int]) -> None:
    """A reorganisation (sắp xếp, sáp nhập, chia tách) maps one or more units to one or more others; never to itself."""
    old, new = set(predecessors), set(successors)
    if not old or not new:
        raise RuleBroken("Sắp xếp đơn vị cần ít nhất một đơn vị cũ và một đơn vị mới.")
    if old & new:
        raise RuleBroken("Một đơn vị không thể vừa là đơn vị cũ vừa là đơn vị mới.")


def check_reorganised_units(*, old_are_open: bool, new_are_open: bool, children_left: bool) -> None:
    """Old units work until the day before (sắp xếp đơn vị), new ones from that day; none is left without its parent."""
    if not old_are_open:
        raise RuleBroken("Đơn vị cũ phải đang hoạt động đến trước ngày sắp xếp.")
    if not new_are_open:
        raise RuleBroken("Đơn vị mới phải hoạt động từ ngày sắp xếp.")
    if children_left:
        raise RuleBroken("Đơn vị cũ còn đơn vị trực thuộc; hãy sắp xếp cả các đơn vị đó.")


def check_swapped_day(*, in_reach: bool, already_swapped: bool, works: bool, works_already: bool) -> None:
    """A notice swaps days off and worked days (hoán đổi ngày làm việc); what changes nothing is not written down.

    Source: Bộ luật Lao động 2019, điều 112: each year's days off are fixed by the Prime Minister.
    """
    if not in_reach:
        raise RuleBroken("Lịch chỉ ghi được từ ba năm trước đến hai năm tới.", field="day")
    if already_swapped:
        raise RuleBroken("Ngày này đã có trong bảng; muốn sửa thì bỏ dòng cũ trước.", field="day")
    if works == works_already:
        if works:
            raise RuleBroken("Ngày này vốn đã là ngày làm việc.", field="day")
        raise RuleBroken("Ngày này vốn đã là ngày nghỉ.", field="day")


def check_symbol(symbol: str) -> None:
    """The issuer's abbreviation in the symbol of a document: capitals, parts joined by hyphens (Nghị định 30/2020)."""
    parts = symbol.split("-")
    if not all(part.isalpha() and part.isupper() and len(part) > 1 for part in parts):
        raise RuleBroken("Ký hiệu viết hoa, các phần nối bằng gạch nối, ví dụ UBND hoặc UBND-VP.", field="symbol")
