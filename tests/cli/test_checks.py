"""`./kheo test`: what --fast leaves out, what goes to pytest, and that an unhappy checker is heard."""

import subprocess
import sys

import pytest

from kheo.cli.checks import CHECKERS, _passes


def collected(*arguments: str) -> list[str]:
    """Let `./kheo test` list the tests of this room."""
    command = [sys.executable, "-m", "kheo", "test", *arguments, "--collect-only", "-n0", "tests/cli", "tests/postgres"]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "ruff" not in answer.stdout, "arguments go to pytest, and the checkers are left out"
    return [line for line in answer.stdout.splitlines() if "::" in line]


@pytest.mark.long
def test_fast_leaves_out_what_kills_what_is_long_and_what_drives_a_browser() -> None:
    every, fast = collected(), collected("--fast")
    assert set(fast) < set(every)
    assert not [test for test in fast if "test_crashes" in test or "test_launcher" in test]
    assert [test for test in fast if "test_findings" in test]


def test_a_checker_that_is_not_content_is_heard_with_its_words(capsys) -> None:
    assert not _passes("mypy", ["mypy", "--no-such-option"])
    said = capsys.readouterr().out
    assert said.startswith("mypy           CHƯA ĐẠT")
    assert "no-such-option" in said


def test_a_content_checker_is_one_line(capsys) -> None:
    assert _passes("ruff check", ["ruff", "--version"])
    assert capsys.readouterr().out == "ruff check     đạt\n"


def test_the_checkers_are_those_of_the_house() -> None:
    assert [name for name, _command in CHECKERS] == ["ruff check", "ruff format", "mypy", "import-linter"]
