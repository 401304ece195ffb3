"""Commands about texts: read official texts into tasks, and list the rules the program keeps."""

import ast
import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kheo.cli.trouble import of_file
from kheo.errors import RuleBroken

if TYPE_CHECKING:
    from kheo.reader import Reading

PACKAGE = Path(__file__).resolve().parents[1]


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Mỗi tệp một dòng JSON.")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Ngày của văn bản, khi trong văn bản không ghi.")
@click.option("--figures", is_flag=True, help="In thêm các con số trong văn bản và điều chúng đo.")
@click.option("--evaluate", is_flag=True, help="Đo bộ đọc bằng những gì người dùng đã sửa ở trang xác nhận.")
@click.option(
    "--export", type=click.Path(path_type=Path), help="Ghi kết quả --evaluate ra tệp, không có dữ liệu cá nhân."
)
def read(
    files: tuple[Path, ...],
    as_json: bool,
    on: datetime.datetime | None,
    figures: bool,
    evaluate: bool,
    export: Path | None,
) -> None:
    """Đọc văn bản: hội nghị được nêu và các nhiệm vụ được giao. Đọc được .docx .pdf .html .txt .md .doc."""
    if evaluate or export:
        from kheo.cli.measured import tell

        tell(as_json=as_json, export=export)
        return
    if not files:
        raise click.UsageError("Cần ít nhất một tệp, hoặc --evaluate.")
    _read(files, as_json, on, figures)


def _read(files: tuple[Path, ...], as_json: bool, on: datetime.datetime | None, figures: bool) -> None:
    """Read each file; one that cannot be read is told in one line."""
    from kheo import reader
    from kheo.files import read_text

    failed = False
    for file in files:
        try:
            reading = reader.read(read_text(file, file.name).text, date=on.date() if on else None)
        except (RuleBroken, OSError) as trouble:
            failed = True
            click.echo(f"{file}: {of_file(trouble)}", err=True)
        else:
            click.echo(_line(file, reading, figures) if as_json else _shown(file, reading, figures))
    sys.exit(1 if failed else 0)


def _line(file: Path, reading: "Reading", figures: bool) -> str:
    """Write a reading as one line of JSON."""
    found = reading.as_json(file.stem)
    if figures:
        found["figures"] = [figure.as_json() for figure in reading.figures]
    return json.dumps(found, ensure_ascii=False)


def _shown(file: Path, reading: "Reading", figures: bool) -> str:
    """Show a reading to a person."""
    lines = [f"{file.name}"]
    if meeting := reading.meeting:
        papers = f"{meeting.papers_count} tham luận" if meeting.papers_count else None
        facts = (meeting.date, meeting.location, meeting.organiser, meeting.chair, papers)
        lines += [f"  Hội nghị: {meeting.title}", *(f"    {fact}" for fact in facts if fact)]
    lines.append(f"  Nhiệm vụ: {len(reading.tasks)}")
    for number, task in enumerate(reading.tasks, 1):
        who = task.assignee or "chưa rõ ai làm"
        when = task.deadline or "không ghi hạn"
        lines.append(f"  {number:3}. {task.text}\n       {who}; {when}; chắc {round(task.confidence * 100)}%")
    if figures:
        lines.append(f"  Con số: {len(reading.figures)}")
        lines += [f"       {reading.text[each.start : each.end]}: {each.measures}" for each in reading.figures]
    return "\n".join(lines)


@click.command()
def rules() -> None:
    """In mục lục các quy tắc mà chương trình giữ, theo từng phần, kèm nguồn."""
    for room, lines in index():
        click.echo(f"\n{room}")
        for name, sentence in lines:
            click.echo(f"  {name:32} {sentence}")


def index() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """List each room that keeps rules, with the name and the docstring of each of its public rules."""
    homes = [*PACKAGE.glob("**/rules.py"), *PACKAGE.glob("**/rules/*.py")]
    for path in sorted(homes):
        module = ast.parse(path.read_text(encoding="utf-8"))
        named = [node for node in module.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        lines = [(node.name, _first_words(node)) for node in named if not node.name.startswith("_")]
        if lines:
            room = path.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("/__init__").replace("/", ".")
            yield room, lines


def _first_words(node: ast.FunctionDef | ast.ClassDef) -> str:
    """Give the docstring in one line: what the rule says, its term and its source."""
    return " ".join((ast.get_docstring(node) or "").split())
