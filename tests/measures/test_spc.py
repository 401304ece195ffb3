"""`./kheo spc`: a table of series judged, in the reference's words; row by row its answers where those are at hand."""

import csv
from math import isclose
from pathlib import Path

import pytest
from click.testing import CliRunner

from kheo.cli import commands
from kheo.errors import RuleBroken
from kheo.measures import spc
from kheo.measures.control import Manner

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "spc" / "reference.csv"
STEADY = [50, 52, 49, 51, 50, 48, 51, 49, 50, 52, 49, 49, 51]


def row(number, value, **fields):
    usual = {"case": "1", "dir": "increase", "screen": "FALSE", "fix": "NA", "target": "95", "rebase_group": "0"}
    day = f"20{20 + number // 12}-{number % 12 + 1:02d}-01"
    return {**usual, "i": str(number), "date": day, "y": str(value), **fields}


def judged(values, manner=Manner(), **fields):  # noqa: B008  frozen
    return spc.judge(spc.read_points(row(number, value, **fields) for number, value in enumerate(values)), manner)


def test_every_row_gets_its_answer_in_the_order_given():
    rows = [row(number, value) for number, value in enumerate([*STEADY, 70])]
    forwards = spc.judge(spc.read_points(rows), Manner())
    backwards = spc.judge(spc.read_points(rows[::-1]), Manner())
    assert forwards == backwards[::-1]
    assert forwards[-1]["cause"] == "Above UCL" and forwards[-1]["point"] == "special_cause_improvement"
    assert forwards[0]["point"] == "common_cause" and forwards[0]["outside"] == "FALSE"


def test_high_is_a_concern_where_low_is_better_and_neither_where_neither_is():
    assert judged([*STEADY, 70], dir="decrease")[-1]["point"] == "special_cause_concern"
    assert judged([*STEADY, 70], dir="neutral")[-1]["point"] == "special_cause_neutral_high"
    assert judged([*STEADY, 70], dir="neutral")[-1]["assurance"] == "NA"


@pytest.mark.parametrize(
    ("target", "direction", "word"),
    [
        ("95", "increase", "consistent_fail"),
        ("95", "decrease", "consistent_pass"),
        ("50", "increase", "inconsistent"),
        ("10", "increase", "consistent_pass"),
        ("NA", "increase", "NA"),
    ],
)
def test_the_target_is_held_against_the_limits(target, direction, word):
    assert {told["assurance"] for told in judged(STEADY, target=target, dir=direction)} == {word}


def test_twelve_points_give_trial_limits_and_no_assurance():
    short = judged(STEADY[:12])
    assert {told["short"] for told in short} == {"TRUE"} and {told["assurance"] for told in short} == {"NA"}
    assert short[0]["upl"] != "NA"
    assert judged(STEADY[:12], Manner(reference=True))[0]["assurance"] == "consistent_fail"


def test_a_service_at_one_hundred_percent_every_month_has_limits_and_reaches_its_target():
    always = judged([100] * 14, screen="TRUE")
    assert {(told["lpl"], told["upl"], told["cause"]) for told in always} == {("100.0", "100.0", "Common Cause")}
    assert always[0]["assurance"] == "consistent_pass"
    assert judged([100] * 14, Manner(reference=True), screen="TRUE")[0]["upl"] == "NA"


def test_a_value_that_no_binary_number_hits_is_still_its_own_mean():
    assert {told["cause"] for told in judged([0.1] * 20)} == {"Common Cause"}


def test_a_new_phase_has_limits_of_its_own_and_the_newest_gives_the_assurance():
    rows = [row(number, value) for number, value in enumerate(STEADY)]
    rows += [row(number + 13, value + 100, rebase_group="1") for number, value in enumerate(STEADY)]
    told = spc.judge(spc.read_points(rows), Manner())
    assert float(told[-1]["mean"]) == pytest.approx(float(told[0]["mean"]) + 100)
    assert {each["assurance"] for each in told} == {"consistent_pass"}


def test_points_beyond_a_limit_count_in_two_of_three_only_when_asked():
    values, near = [*STEADY, 54.5, 60, 51], -3
    assert judged(values, fix="13")[near]["cause"] == "Common Cause"
    assert judged(values, Manner(outside_counts=True), fix="13")[near]["cause"] == "2 in 3 Above CL"


@pytest.mark.parametrize(
    ("name", "given"),
    [("y", "nhiều"), ("y", "inf"), ("date", "31/12"), ("dir", "up"), ("screen", "có"), ("fix", "0"), ("target", "-")],
)
def test_a_cell_that_cannot_be_read_is_named_with_its_line(name, given):
    with pytest.raises(RuleBroken) as refused:
        spc.read_points([row(0, 50), row(1, 51, **{name: given})])
    assert refused.value.message == f"Dòng 3, cột {name}: không đọc được “{given}”."


def test_the_command_prints_a_table_or_one_sentence(tmp_path):
    file = tmp_path / "chuoi.csv"
    with file.open("w", newline="") as lines:
        writer = csv.DictWriter(lines, spc.GIVEN)
        writer.writeheader()
        writer.writerows(row(number, value) for number, value in enumerate(STEADY))
    printed = CliRunner().invoke(commands, ["spc", str(file)])
    assert printed.exit_code == 0
    told = list(csv.DictReader(printed.output.splitlines()))
    assert list(told[0]) == list(spc.TOLD) and len(told) == 13
    file.write_text("case,y\n1,50\n")
    refused = CliRunner().invoke(commands, ["spc", str(file)])
    assert isinstance(refused.exception, RuleBroken) and refused.exception.message == "Dòng 2: thiếu cột dir."


@pytest.fixture(scope="module")
def expected():
    if not REFERENCE.exists():
        pytest.skip("the reference cases lie outside the repository (../shared/samples/spc/reference.csv)")
    with REFERENCE.open() as lines:
        return list(csv.DictReader(lines))


def test_in_its_manner_every_row_is_as_the_reference_has_it(expected):
    told = spc.judge(spc.read_points(expected), Manner(reference=True))
    assert len(told) == len(expected) > 3000
    for theirs, ours in zip(expected, told, strict=True):
        assert [ours[name] for name in spc.TOLD[3:]] == [theirs[name] for name in spc.TOLD[3:]], theirs
        for name in spc.TOLD[:3]:
            same = ours[name] == theirs[name] or isclose(float(ours[name]), float(theirs[name]), rel_tol=1e-9)
            assert same, (theirs, ours)


def test_in_our_manner_only_points_between_two_trends_have_another_cause(expected):
    told = spc.judge(spc.read_points(expected), Manner())
    other = {theirs["case"] for theirs, ours in zip(expected, told, strict=True) if ours["cause"] != theirs["cause"]}
    assert other == {"159", "161", "216"}
