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

SEES_WHOLE_LOCALITY = frozenset({Role.LEADER, Role.CLERK, Role.OUTREACH_OWNER, Role.VERIFIER, Role.AUDITOR})
"""Roles whose work spans all units of their locality."""


def check_period(start: date, end: date | None) -> None:
    """A period ends on the day it starts, or later (thời hạn giữ chức danh, uỷ quyền)."""
    if end is not None and end < start:
        raise RuleBroken("Ngày kết thúc phải từ ngày bắt đầu trở đi.", field="end")


def check_reorganisation(predecessors: Iterable[int], successors: Iterable[int]) -> None:
    """A reorganisation (sắp xếp, sáp nhập, chia tách) maps one or more units to one or more others; never to itself."""
    old, new = set(predecessors), set(successors)
    if not old or not new:
        raise RuleBroken("Sắp xếp đơn vị cần ít nhất một đơn vị cũ và một đơn vị mới.")
    if old & new:
        raise RuleBroken("Một đơn vị không thể vừa là đơn vị cũ vừa là đơn vị mới.")


def check_delegation(is_head_post: bool, same_locality: bool) -> None:
    """Only a head's post is delegated (giao phụ trách), and only inside the locality."""
    if not is_head_post:
        raise RuleBroken("Chỉ giao phụ trách thay cho chức danh người đứng đầu.")
    if not same_locality:
        raise RuleBroken("Người được giao phụ trách phải cùng địa phương.")
