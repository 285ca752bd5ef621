"""A posterior as a table of the scenario: what it replaces, what it leaves alone, and what a person may get wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import collegium
from collegium import Scenario, ScenarioError, cli
from collegium.analysis.columns import numbers
from collegium.report import assumptions
from collegium.scenario import from_files
from collegium.scenario.edit import fitted
from collegium.scenario.hash import scenario_hash
from collegium.scenario.model import JointDraw
from collegium.scoring import blanked

END = "2001-04-01"
TEXT = "# from a fit\nstatus_quo,tie\n0.5,1\n0.25,2\n"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "posterior.csv"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def council() -> Scenario:
    return collegium.load("council")


def theta(results: collegium.Results, name: str) -> np.ndarray:
    return numbers(results.histories([f"theta:{name}"])[f"theta:{name}"])


@pytest.mark.engine
def test_joint_draws_replace_the_priors_of_their_columns_and_of_no_other(council: Scenario, file: str) -> None:
    before = collegium.run(council, end=END, histories=200, threads=1, record=())
    after = collegium.run(council, end=END, histories=200, threads=1, record=(), changes={"posterior": file})
    pairs = set(zip(theta(after, "status_quo"), theta(after, "tie"), strict=True))
    assert pairs == {(0.5, 1.0), (0.25, 2.0)}, "values of one row stay together"
    first = theta(after, "tie") == 1.0
    assert 70 < first.sum() < 130 and 70 < np.count_nonzero(first[1:] == first[:-1]) < 130, "every row counts alike, in no order"
    others = [name for name in council.parameters if name not in ("status_quo", "tie")]
    assert all(np.array_equal(theta(before, name), theta(after, name)) for name in others)


@pytest.mark.engine
def test_histories_of_one_draw_share_a_row(council: Scenario, file: str) -> None:
    found = theta(collegium.run(council, end=END, histories=40, per_draw=4, threads=1, record=(), changes={"posterior": file}), "tie")
    assert (found.reshape(10, 4) == found[::4, None]).all() and len(set(found)) == 2


@pytest.mark.engine
def test_a_folder_of_results_is_enough_to_explain_what_a_posterior_did(council: Scenario, file: str, tmp_path: Path) -> None:
    out = tmp_path / "run"
    results = collegium.run(council, end=END, histories=4, threads=1, changes={"posterior": file}, out=out)
    Path(file).unlink()
    again = collegium.Results(out)
    assert again.scenario.fitted == ("status_quo", "tie") and "precision of choice" in again[2].explain()
    told = {one.name: one.prior for one in assumptions.drawn(again)}
    assert told["tie"] == "posterior: mean 1.5, 90% 1.05 to 1.95" and not any(one.name == "tie" for one in assumptions.fixed(again))
    assert f"--set posterior={file}" in results.provenance["command"] and "2 rows" in results.provenance["priors"]["tie"]
    assert set(again.scenario.files) - set(council.files) >= {"posterior.csv"}


def test_a_scenario_without_a_posterior_is_what_it_was(council: Scenario) -> None:
    assert council.posterior == () and council.fitted == ()
    assert "posterior.csv" not in collegium.edit(council, {"shock": "0"}).files
    assert scenario_hash(fitted(council, ())) == scenario_hash(council)


def test_the_order_of_rows_and_columns_means_nothing(council: Scenario) -> None:
    one, other = (
        from_files("council", {**council.files, "posterior.csv": text})
        for text in ("tie,status_quo\n2,0.25\n1,0.5\n", "# else\nstatus_quo,tie\n0.50,1.0\n0.25,2\n")
    )
    assert one.posterior == other.posterior and scenario_hash(one) == scenario_hash(other) != scenario_hash(council)


def test_what_is_set_leaves_the_posterior_in_any_order(council: Scenario, file: str) -> None:
    for changes in ({"posterior": file, "tie": "3"}, {"tie": "3", "posterior": file}):
        found = collegium.edit(council, changes)
        assert found.fitted == ("status_quo",) and found.parameters["tie"].args == (3.0,)
        assert found.posterior == (JointDraw({"status_quo": 0.25}), JointDraw({"status_quo": 0.5}))
    learned = collegium.edit(council, {"posterior": file})
    assert collegium.edit(learned, {"tie": "3", "status_quo": "0"}).posterior == ()
    assert collegium.edit(learned, {"posterior": "none"}).posterior == ()


@pytest.mark.engine
def test_a_rival_variant_fixes_its_parameters_all_the_same(council: Scenario, file: str) -> None:
    results = collegium.run(council, end=END, histories=3, threads=1, record=(), variant="spatial", changes={"posterior": file})
    assert set(theta(results, "tie")) == {0.0}


def test_blanked_people_keep_the_posterior(council: Scenario, file: str) -> None:
    assert blanked(collegium.edit(council, {"posterior": file})).fitted == ("status_quo", "tie")


def test_every_mistake_is_named_with_file_and_line(council: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("# a fit\nstatus_quo,tye,protection\n0.5,1,3\n,1,0.5\nx,1,0.5\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        collegium.edit(council, {"posterior": str(path), "shok": "1"})
    told = [str(one) for one in raised.value.mistakes]
    assert [line.removeprefix(str(path)).split(" (do")[0] for line in told] == [
        ":2: tye: there is no column 'tye' in this table", ":3: protection: 3 lies outside 0..1",
        ":4: status_quo: this cell must be filled", ":5: status_quo: 'x' is not a number", "changes: shok: there is no parameter 'shok'",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("status_quo\n", "the table has no rows"),
        ("", "the file is empty"),
        ("a,b\n1,2\n", "no column of this table is named"),
        (None, "there is no such file"),
    ],
)  # fmt: skip
def test_what_is_no_posterior_ends_with_code_2(text: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "posterior.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert cli.main(["run", "council", "--posterior", str(path), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert said in error and str(path) in error and not (tmp_path / "out").exists()


def test_a_posterior_and_its_change_are_one_too_many(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "council", "--posterior", file, "--set", "posterior=none"]) == 2
    assert "the same name is set twice" in capsys.readouterr().err


@pytest.mark.engine
@pytest.mark.parametrize(
    "words",
    [
        ["whatif", "council", "--to", END, "--do", "drop fever", "--pairs", "20", "--per-draw", "1", "--measure", "strongest_share"],
        ["sensitivity", "council", "--to", END, "--histories", "160"],
        ["claims", "directory", "--only", "commanders_appoint", "--pairs", "10", "--no-rivals"],
        ["score", "egypt", "--to", "1952-11-15", "--histories", "10"],
    ],
)  # fmt: skip
def test_every_command_that_simulates_takes_it(words: list[str], file: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(file).write_text("turnover,status_quo\n0.05,3\n0.1,2\n", encoding="utf-8")
    assert cli.main([*words, "--threads", "2", "--json"]) == 0
    before = capsys.readouterr().out
    assert cli.main([*words, "--threads", "2", "--posterior", file, "--json"]) == 0
    after = capsys.readouterr().out
    assert after != before
