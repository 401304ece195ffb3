"""What the pages for readers say is so: links lead somewhere, words are the code's, dependencies are the project's."""

import os
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"!?\[[^\]]+\]\(([^)#\s]+)[^)]*\)")
MOST_DEPENDENCIES = 25


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path):
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_is_short_and_its_pictures_are_light():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 40
    assert [path.name for path in (ROOT / "docs/pictures").iterdir() if path.stat().st_size > 150_000] == []


def test_decisions_are_numbered_without_gaps_and_each_gives_context_choice_reason_and_cost():
    pages = sorted((ROOT / "docs/decisions").iterdir())
    assert [page.name[:4] for page in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {page.name[:4]} "), page.name
        for part in ("Context", "Choice", "Why", "What it costs"):
            assert f"**{part}" in text, f"{page.name} lacks {part}"


def test_every_direct_dependency_has_its_line_and_no_line_lacks_its_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = {re.match(r"[\w-]+", each)[0] for each in project["dependencies"]}
    assert len(runtime) <= MOST_DEPENDENCIES
    dev = {re.match(r"[\w-]+", each)[0] for each in project["optional-dependencies"]["dev"]}
    first, second = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").split("## For development")
    assert _packages(first) == runtime
    assert _packages(second) == dev


def _packages(text: str) -> set[str]:
    """Give the packages named in the first column of a table."""
    cells = (line.split("|")[1] for line in text.splitlines() if line.startswith("| ") and "package" not in line)
    names = (name for cell in cells for name in re.sub(r"\[[^\]]*\]", "", cell).split(","))
    return {re.match(r"[\w-]+", name.strip())[0] for name in names}


def test_the_words_of_the_glossary_are_those_of_the_code():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/kheo").rglob("*.py"))
    used = set(re.findall(r"\w+", code))
    rows = [line.split("|") for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()]
    words = [word for row in rows if len(row) == 5 for word in re.findall(r"`([\w.]+)`", row[2])]
    assert len(words) > 40
    assert [word for word in words if not set(word.split(".")) <= used] == []


def test_every_setting_that_the_code_reads_is_explained_to_the_operator():
    told = (ROOT / "docs/operate.md").read_text(encoding="utf-8")
    pattern = re.compile(r"environ(?:\.get)?[(\[]\s*\"(KHEO_\w+)\"")
    read = {name for path in (ROOT / "src/kheo").rglob("*.py") for name in pattern.findall(path.read_text("utf-8"))}
    internal = {"KHEO_DB_ROLE"}
    missing = {name for name in read - internal if name not in told and f"`{_tail(name)}`" not in told}
    assert missing == set()


def _tail(name: str) -> str:
    """Name a setting as the table shortens it: KHEO_SMTP_PORT is `_PORT` beside `KHEO_SMTP_HOST`."""
    return "_" + name.split("_", 2)[2]


def test_nothing_here_names_a_package_index():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")
    assert os.access(ROOT / "kheo", os.X_OK)


def test_every_test_that_a_promise_names_is_there():
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)
    assert len(set(named)) >= 60
    kept = {path: set(re.findall(r"^def (test_\w+)\(", _of(path), re.MULTILINE)) for path, _name in named}
    assert [f"{path}::{name}" for path, name in named if name not in kept[path]] == []
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| promise")]
    assert [row for row in rows if "`tests/" not in row] == [], "a promise without a test"


def _of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else ""
