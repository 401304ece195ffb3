"""The command `spc`: control charts of a table of series."""

import csv
import sys
from pathlib import Path

import click

from kheo.errors import RuleBroken


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE.csv")
@click.option("--reference", is_flag=True, help="Xét đúng như bản đối chiếu NHSRplotthedots 0.2.2.")
@click.option("--outside-counts", is_flag=True, help="Điểm vượt giới hạn cũng tính vào quy tắc hai trong ba.")
def spc(file: Path, reference: bool, outside_counts: bool) -> None:
    """Xét các chuỗi số liệu bằng biểu đồ kiểm soát XmR; in trung bình, giới hạn và dấu hiệu của từng dòng ra CSV."""
    from kheo.measures import spc as table
    from kheo.measures.control import Manner

    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            points = table.read_points(csv.DictReader(lines, strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise RuleBroken("Tệp CSV bị hỏng, không đọc được. Hãy xuất lại tệp.") from None
    told = table.judge(points, Manner(reference=reference, outside_counts=outside_counts))
    writer = csv.DictWriter(sys.stdout, table.TOLD, lineterminator="\n")
    writer.writeheader()
    writer.writerows(told)
