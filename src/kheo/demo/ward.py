"""Phường Thử (minh hoạ): its units, posts and accounts. Posts only; no person is named."""

from dataclasses import dataclass
from datetime import date

from kheo.people import actions
from kheo.people.models import Locality, Official, Post, Unit
from kheo.people.rules import SAMPLE_PASSWORD, Role, UnitKind

PASSWORD = SAMPLE_PASSWORD
SLUG = "phuong-thu"
OPENED = date(2024, 1, 1)
"""Older than the first made-up dossier."""


@dataclass(frozen=True)
class UnitPlan:
    """A unit to be opened, with the post of its head."""

    key: str
    name: str
    short: str
    kind: UnitKind
    head: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = (Role.HEAD,)


PLANS = (
    UnitPlan(
        "van-phong", "Văn phòng HĐND và UBND", "Văn phòng", UnitKind.STATE_AGENCY, "Chánh Văn phòng HĐND và UBND",
        ("Văn phòng UBND", "Văn phòng HĐND - UBND"), (Role.HEAD, Role.CLERK),
    ),
    UnitPlan(
        "trung-tam", "Trung tâm Phục vụ hành chính công", "Trung tâm PVHCC", UnitKind.STATE_AGENCY,
        "Giám đốc Trung tâm Phục vụ hành chính công", ("Trung tâm hành chính công", "Bộ phận Một cửa"),
        (Role.HEAD, Role.ONE_STOP_DESK),
    ),
    UnitPlan(
        "kinh-te", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng KT, HT và ĐT", UnitKind.STATE_AGENCY,
        "Trưởng phòng Kinh tế, Hạ tầng và Đô thị", ("Phòng Kinh tế", "Phòng Kinh tế - Hạ tầng - Đô thị"),
    ),
    UnitPlan(
        "van-hoa", "Phòng Văn hoá – Xã hội", "Phòng VH–XH", UnitKind.STATE_AGENCY, "Trưởng phòng Văn hoá – Xã hội",
        ("Phòng Văn hoá - Xã hội", "Phòng Văn hóa - Xã hội"),
    ),
    UnitPlan(
        "xay-dung-dang", "Ban Xây dựng Đảng", "Ban XDĐ", UnitKind.PARTY_BODY, "Trưởng Ban Xây dựng Đảng",
        ("Ban Dân vận",), (Role.HEAD, Role.OUTREACH_OWNER, Role.VERIFIER),
    ),
    UnitPlan(
        "mat-tran", "Ủy ban Mặt trận Tổ quốc phường", "MTTQ phường", UnitKind.FRONT_ORGANISATION,
        "Chủ tịch Ủy ban MTTQ phường", ("Mặt trận Tổ quốc", "MTTQ"),
    ),
    UnitPlan(
        "doan", "Đoàn Thanh niên phường", "Đoàn Thanh niên", UnitKind.FRONT_ORGANISATION,
        "Bí thư Đoàn Thanh niên phường", ("Đoàn thanh niên",),
    ),
    UnitPlan("cong-an", "Công an phường", "Công an phường", UnitKind.STATE_AGENCY, "Trưởng Công an phường"),
    UnitPlan("y-te", "Trạm Y tế phường", "Trạm Y tế", UnitKind.STATE_AGENCY, "Trạm trưởng Trạm Y tế"),
)  # fmt: skip


@dataclass(frozen=True)
class Ward:
    """The opened ward: units by key, officials by key ("chu-tich", a unit's key for its head, "van-thu"…)."""

    locality: Locality
    administrator: Official
    units: dict[str, Unit]
    officials: dict[str, Official]


def find_ward() -> Ward | None:
    """Give the ward if it was opened before."""
    locality = Locality.objects.filter(slug=SLUG, illustrative=True).first()
    if locality is None:
        return None
    by_name = {unit.name: unit for unit in Unit.objects.of(locality)}
    units = {"ubnd": by_name[locality.name], **{plan.key: by_name[plan.name] for plan in PLANS}}
    officials = {official.username: official for official in Official.objects.filter(locality=locality)}
    return Ward(locality, officials["quan-tri"], units, officials)


def open_ward() -> Ward:
    """Found Phường Thử with its units, posts and one account a post."""
    administrator = actions.found_locality(
        name="Phường Thử",
        slug=SLUG,
        superior_name="UBND Thành phố Minh Hoạ",
        place_name="Phường Thử",
        administrator="quan-tri",
        on=OPENED,
        illustrative=True,
    )
    administrator.set_password(PASSWORD)
    administrator.save(update_fields=["password"])
    root = administrator.unit
    assert root is not None  # noqa: S101  the administrator's own unit was just planted
    units, officials = {"ubnd": root}, {"quan-tri": administrator}
    for order, plan in enumerate(PLANS, start=1):
        units[plan.key] = _open(plan, order, root, administrator)
        officials[plan.key] = _seat(plan.key, units[plan.key], plan.head, plan.roles, administrator, is_head=True)
    chair = (Role.LEADER, Role.HEAD)
    officials["chu-tich"] = _seat("chu-tich", root, "Chủ tịch UBND Phường Thử", chair, administrator, is_head=True)
    clerk = (Role.CLERK, Role.OFFICIAL)
    officials["van-thu"] = _seat("van-thu", units["van-phong"], "Chuyên viên tổng hợp, văn thư", clerk, administrator)
    desk = (Role.ONE_STOP_DESK, Role.OFFICIAL)
    officials["mot-cua"] = _seat("mot-cua", units["trung-tam"], "Công chức tiếp nhận hồ sơ", desk, administrator)
    ear = (Role.FEEDBACK_DESK, Role.OFFICIAL)
    officials["phan-anh"] = _seat("phan-anh", units["van-phong"], "Công chức tiếp nhận phản ánh", ear, administrator)
    watch = (Role.AUDITOR,)
    officials["giam-sat"] = _seat("giam-sat", root, "Giám sát, kiểm tra", watch, administrator)
    return Ward(administrator.locality, administrator, units, officials)


def _open(plan: UnitPlan, order: int, root: Unit, by: Official) -> Unit:
    unit = Unit(
        locality=by.locality,
        parent=root,
        name=plan.name,
        short_name=plan.short,
        aliases=list(plan.aliases),
        kind=plan.kind,
        valid_from=OPENED,
        order=order,
    )
    return actions.open_unit(unit, by=by)


def _seat(
    username: str, unit: Unit, title: str, roles: tuple[Role, ...], by: Official, *, is_head: bool = False
) -> Official:
    post = Post(unit=unit, title=title, roles=list(roles), is_head=is_head, valid_from=OPENED)
    actions.open_post(post, by=by)
    official = actions.admit_official(username, by=by, password=PASSWORD)
    actions.appoint(official, post, by=by, start=OPENED)
    return official
