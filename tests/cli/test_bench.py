"""`./kheo bench`: every bench is found, figures are shown for people and machines, a broken promise is heard."""

import json

import pytest
from click.testing import CliRunner

from kheo.cli import benches, commands
from kheo.cli.benches import Figure


def test_every_bench_of_the_project_is_found_and_others_are_refused() -> None:
    assert benches.names() == ["discovery", "dossiers", "indicators", "intake", "reader", "start", "uploads"]
    assert CliRunner().invoke(commands, ["bench", "nothing"]).exit_code == 2


@pytest.mark.parametrize(("value", "kept"), [(0.4, True), (0.5, True), (0.6, False)])
def test_a_promise_is_kept_up_to_its_bound(value: float, kept: bool) -> None:
    figure = Figure("thêm", value, "s", most=0.5)
    assert figure.is_kept is kept
    assert ("KHÔNG ĐẠT" in figure.shown()) is not kept
    assert Figure("điểm", value, "", least=0.5).is_kept is (value >= 0.5)


@pytest.mark.long
def test_the_reader_is_measured_in_one_line_of_json() -> None:
    answer = CliRunner().invoke(commands, ["bench", "reader", "--json"])
    said = json.loads(answer.stdout)
    assert said["bench"] == "reader"
    assert said["figures"]["documents a second"] > 0
    assert answer.exit_code == (0 if said["kept"] else 1)
