"""The adapters there are: those that Khéo brings along, and those that the operator laid into KHEO_ADAPTERS."""

import tomllib
from pathlib import Path

from django.conf import settings

from kheo.errors import RuleBroken
from kheo.intake.rules.adapters import PLAIN, Adapter, adapter_from

OWN = Path(__file__).parents[1] / "adapters"


def all_adapters() -> list[Adapter]:
    """Read every adapter; one of the operator's stands for ours of the same name. RuleBroken names a broken one."""
    files = {
        path.stem: path for folder in (OWN, Path(settings.KHEO_ADAPTERS)) for path in sorted(folder.glob("*.toml"))
    }
    return [_read(path) for path in files.values()]


def adapter_named(code: str) -> Adapter:
    """Give the adapter that a file was taken in with; the plain one for "", and where it is gone."""
    return next((each for each in all_adapters() if each.code == code), PLAIN) if code else PLAIN


def _read(path: Path) -> Adapter:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as trouble:
        raise RuleBroken("Tệp chuyển đổi {code}: không đọc được ({why}).", code=path.stem, why=str(trouble)) from None
    return adapter_from(path.stem, table)
