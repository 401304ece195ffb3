"""`kheo read --evaluate`: how good the reader was in this installation, by what people corrected."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kheo.cli import home
from kheo.errors import RuleBroken

if TYPE_CHECKING:
    from kheo.work.corrections import Evaluation

FATES = {
    "kept": "được giữ",
    "dropped": "bị bỏ",
    "joined": "phải gộp với việc khác",
    "parted": "người dùng phải tách ra",
    "missed": "máy bỏ sót, người dùng thêm",
}


def tell(*, as_json: bool, export: Path | None) -> None:
    """Measure, print, and write the rows to a file when asked."""
    home.prepare()
    import django

    django.setup()
    from django.db import ProgrammingError

    from kheo.work import corrections

    try:
        made = corrections.corrections()
    except ProgrammingError as trouble:
        raise RuleBroken("Cơ sở dữ liệu chưa có bảng nào: hãy chạy ./kheo migrate hoặc ./kheo demo trước.") from trouble
    found = corrections.evaluate(made)
    click.echo(json.dumps(asdict(found), ensure_ascii=False) if as_json else told(found))
    if export:
        rows = [json.dumps(row, ensure_ascii=False) for row in corrections.export(made)]
        export.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
        click.echo(f"Đã ghi {len(rows)} dòng vào {export}, không có lời văn, tên đơn vị hay tên người.", err=True)


def told(found: "Evaluation") -> str:
    """Say it in sentences."""
    if not found.documents:
        return "Chưa có văn bản nào được xác nhận hết, nên chưa có gì để đo."
    lines = [f"{found.documents} văn bản đã xác nhận hết."]
    lines += [f"  {count:4} việc {FATES[fate]}" for fate, count in found.fates.items()]
    if found.precision is not None and found.recall is not None:
        lines.append(f"  Trong việc máy gợi ý, {_percent(found.precision)} được giữ.")
        lines.append(f"  Trong việc cần có, máy thấy {_percent(found.recall)}.")
    shares = {
        "Đúng đơn vị": found.unit_right,
        "Đúng hạn": found.due_right,
        "Đúng nhóm": found.theme_right,
        "Phải sửa lời": found.reworded,
    }
    lines += [f"  {name}: {right}/{of}" for name, (right, of) in shares.items() if of]
    lines += [f"  Máy nói chắc {_percent(band.said)}: {band.kept}/{band.of} được giữ" for band in found.bands]
    return "\n".join(lines)


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"
