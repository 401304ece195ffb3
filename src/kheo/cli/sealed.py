"""The command about the sealed audit record."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kheo.cli import home

if TYPE_CHECKING:
    from kheo.seals.chain import Verdict


@click.command("verify-log")
@click.option("--heads", multiple=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="Tệp dấu niêm giữ ở nơi khác (có thể nhiều tệp).")  # fmt: skip
@click.option("--seal", is_flag=True, help="Niêm các bản ghi mới trước khi kiểm tra.")
@click.option("--planted", type=click.IntRange(1, 10_000), metavar="N",
              help="Sửa trộm N chỗ trên một bản sao tạm của nhật ký, đếm xem tìm ra bao nhiêu.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="In một dòng JSON.")
def verify_log(heads: tuple[Path, ...], seal: bool, planted: int | None, as_json: bool) -> None:
    """Kiểm tra nhật ký đã niêm: có bản ghi nào bị sửa, xoá, đổi chỗ hay cắt bớt không."""
    home.prepare()
    import django

    django.setup()
    from django.conf import settings

    from kheo.base import clock
    from kheo.seals import sealing

    if planted:
        _try(planted, as_json=as_json)
    if seal:
        sealing.seal_log(now=clock.now())
    verdict = sealing.verify([settings.KHEO_CHECKPOINTS, *heads])
    click.echo(verdict.as_json() if as_json else _told(verdict))
    sys.exit(0 if verdict.finding is None else 1)


def _try(number: int, *, as_json: bool) -> None:
    """Try the check itself: bend a copy of the log in every way, and say how many were found."""
    from kheo.seals import planted

    tally = planted.try_cases(number)
    kinds = {
        "edit": "sửa một bản ghi",
        "delete": "xoá một bản ghi",
        "reorder": "đổi chỗ hai bản ghi",
        "truncate": "cắt phần cuối",
        "rewrite": "sửa rồi tính lại cả chuỗi",
    }
    lines = [f"  {words}: tìm ra {tally.found[kind]}/{tally.planted[kind]}" for kind, words in kinds.items()]
    real = "Nhật ký thật không bị động tới." if tally.is_untouched else "NHẬT KÝ THẬT ĐÃ KHÁC TRƯỚC."
    click.echo(tally.as_json() if as_json else "\n".join(["Trên một bản sao tạm của nhật ký:", *lines, real]))
    sys.exit(0 if tally.is_good else 1)


def _told(verdict: "Verdict") -> str:
    """Say the verdict in sentences."""
    proven = f"{verdict.heads} dấu niêm giữ bên ngoài; chứng minh được tới bản ghi thứ {verdict.last_head}."
    if verdict.finding is None:
        return f"Nhật ký nguyên vẹn: {verdict.sealed} bản ghi đã niêm, không bản ghi nào bị sửa.\n{proven}"
    found = verdict.finding
    return f"NHẬT KÝ KHÔNG KHỚP ở dấu niêm thứ {found.position} (bản ghi số {found.record_id}): {found.why}.\n{proven}"
