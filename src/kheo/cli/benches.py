"""The command `bench`: measures what the project promises of its speed, on this machine."""

import importlib
import json
import sys
from dataclasses import dataclass

import click

from kheo.cli import home


@dataclass(frozen=True)
class Figure:
    """One measured figure; `most` or `least` is the bound that the project promises, where there is one."""

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def is_kept(self) -> bool:
        """Tell whether the promise is kept."""
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    def shown(self) -> str:
        """Write it as a line for a person."""
        words = {"< ": self.most, "> ": self.least}
        bound = "".join(f"  (hứa {sign}{bound:g})" for sign, bound in words.items() if bound is not None)
        return f"  {self.name:44} {self.value:>12,.3f} {self.unit}{bound}{'' if self.is_kept else '  KHÔNG ĐẠT'}"


def names() -> list[str]:
    """List the benches."""
    return sorted(path.stem for path in (home.PROJECT / "bench").glob("[!_]*.py"))


@click.command()
@click.argument("name", metavar="[" + "|".join(names()) + "]", type=click.Choice(names()))
@click.option("--json", "as_json", is_flag=True, help="In một dòng JSON; indicators in thêm một dòng tóm tắt.")
@click.option("--rows", type=click.IntRange(min=1000), help="Số dòng đem đo (chỉ cho indicators).")
def bench(name: str, as_json: bool, rows: int | None) -> None:
    """Đo tốc độ trên máy này. Mã thoát 1 khi một con số không đạt mức đã hứa."""
    sys.path.insert(0, str(home.PROJECT))
    module = importlib.import_module(f"bench.{name}")
    if rows is not None and not hasattr(module, "ROWS_MAY_BE_CHOSEN"):
        raise click.UsageError(f"{name} không nhận --rows.")
    chosen = {} if rows is None else {"rows": rows}
    figures: list[Figure] = module.measure(**chosen)
    if as_json:
        found = {figure.name: round(figure.value, 4) for figure in figures}
        click.echo(json.dumps({"bench": name, "figures": found, "kept": all(each.is_kept for each in figures)}))
        if hasattr(module, "summary"):
            click.echo(json.dumps(module.summary(figures, **chosen)))
    else:
        click.echo("\n".join([name, *(figure.shown() for figure in figures)]))
    sys.exit(0 if all(figure.is_kept for figure in figures) else 1)
