"""`./kheo rules`: where every rule is, in its own words."""

from click.testing import CliRunner

from kheo.cli import commands
from kheo.cli.texts import PACKAGE, index


def test_it_lists_every_room_that_keeps_rules() -> None:
    rooms = {room for room, _lines in index()}
    folders = {path.relative_to(PACKAGE).parts[0] for path in PACKAGE.glob("*/rules*")}
    assert {room.split(".")[0] for room in rooms} == folders
    assert "work.rules" in rooms
    assert "procedures.rules.on_time" in rooms


def test_every_rule_says_what_it_is() -> None:
    silent = [f"{room}.{name}" for room, lines in index() for name, sentence in lines if not sentence]
    assert silent == []


def test_it_prints_name_and_sentence_without_a_database(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    answer = CliRunner().invoke(commands, ["rules"])
    assert answer.exit_code == 0
    line = next(line for line in answer.stdout.splitlines() if line.strip().startswith("check_evidence"))
    assert "minh chứng" in line
