"""The command that says who may use which address and start which job, and tries that it is so."""

import html
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kheo.cli import home

if TYPE_CHECKING:
    from kheo.base.policies import Policy

HEADINGS = ("Địa chỉ", "Cách gọi", "Ai được vào", "Tên")
TITLE = "Ai được vào đâu"
LEAD = (
    "Mỗi địa chỉ và mỗi việc nền khai sẵn ai được dùng; chỗ chưa khai thì không ai vào được. Đây mới là cửa ngoài: "
    "vào rồi, người dùng chỉ thấy và chỉ làm được với việc, văn bản, hồ sơ thuộc phạm vi của mình."
)
JOBS = "Việc nền"
KINDS = {
    "public": "mọi người",
    "signed_in": "cán bộ đã đăng nhập và đang giữ chức danh",
    "system": "chỉ máy chủ, không ai khởi động được",
}
UNDECLARED = "CHƯA KHAI: không ai vào được"


@click.command()
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Ghi thành một trang để in.")
@click.option("--json", "as_json", is_flag=True, help="Thử thật mọi ô của ma trận; dòng cuối là kết quả.")
def permissions(page: Path | None, as_json: bool) -> None:
    """In ai được vào địa chỉ nào, khởi động việc nền nào; --json thử thật từng vai trò với từng đối tượng."""
    if as_json:
        sys.exit(_try_all())
    _wake_django()
    if page is None:
        click.echo("\n".join(lines()))
    else:
        page.write_text(document(), encoding="utf-8")
        home.say(f"Đã ghi {page}.")


def _try_all() -> int:
    """Run the trial of the tests in a database of its own."""
    paths = os.pathsep.join([str(home.PROJECT / "src"), str(home.PROJECT)])
    trial = [sys.executable, "-m", "tests.permissions.run"]
    return subprocess.run(trial, env={**os.environ, "PYTHONPATH": paths}, cwd=home.PROJECT, check=False).returncode


def _wake_django() -> None:
    """Load the site; no database is asked."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.site.settings")
    django.setup()


def rows() -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Give the rows of the addresses and of the jobs, in words."""
    from kheo.base.routes import jobs, routes

    addresses: list[tuple[str, ...]] = [
        (route.address, ", ".join(m for m in route.methods if m != "HEAD") or "—", words(route.policy), route.name)
        for route in routes()
    ]
    return addresses, [(job.name, "theo giờ" if job.periodic else "—", words(job.policy), "") for job in jobs()]


def words(policy: "Policy | None") -> str:
    """Say a policy in words."""
    from kheo.people.rules import ROLE_NAMES, Role

    if policy is None:
        return UNDECLARED
    return KINDS.get(policy.kind) or "; ".join(ROLE_NAMES[role] for role in Role if role in policy.roles)


def lines() -> Iterator[str]:
    """Lay the table out in columns."""
    addresses, jobs = rows()
    yield from _columns([HEADINGS, *addresses])
    yield f"\n{JOBS}"
    yield from _columns(jobs)
    undeclared = sum(row[2] == UNDECLARED for row in (*addresses, *jobs))
    yield f"\n{len(addresses)} địa chỉ, {len(jobs)} việc nền, {undeclared} chỗ chưa khai."


def _columns(table: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in table) for place in (0, 1)]
    for address, methods, who, _name in table:
        yield f"  {address:{widths[0]}}  {methods:{widths[1]}}  {who}"


def document() -> str:
    """Write the same as a page that stands alone and prints well."""
    addresses, jobs = rows()
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>{TITLE}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<style>body{font:16px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em}"
        "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3em .6em;"
        "border-bottom:1px solid #bbb;overflow-wrap:anywhere}thead{display:table-header-group}</style></head>\n"
        f"<body><h1>{TITLE}</h1>\n<p>{LEAD}</p>\n"
        f"{_table('Địa chỉ', HEADINGS, addresses)}{_table(JOBS, ('Việc', 'Khi nào', 'Ai khởi động'), jobs)}"
        "</body></html>\n"
    )


def _table(caption: str, headings: Sequence[str], table: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    body = "".join(f"<tr>{_cells(row[: len(headings)])}</tr>\n" for row in table)
    return f"<h2>{caption}</h2>\n<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>\n"


def _cells(row: Sequence[str]) -> str:
    first, *rest = (html.escape(cell) for cell in row)
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest)
