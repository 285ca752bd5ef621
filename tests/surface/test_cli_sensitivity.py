"""Sensitivity on the command line and in Python: a small run of the council, and what a stranger may get wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

import collegium
from collegium import Results, cli, figures
from collegium.experiments import sensitivity as study
from collegium.scenario.cells import write_prior
from collegium.scenario.parameters import DEFAULTS
from helpers.typed import ask

RUN = ["--to", "2001-12-31", "--histories", "200", "--threads", "2"]

RANGED = {name for name, one in DEFAULTS.items() if one.range and name != "theory"}
"""Parameters with one value by default and a range. A theory is chosen and not measured."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred histories of the council."""
    out = tmp_path_factory.mktemp("sensitivity") / "council"
    assert cli.main(["run", "council", *RUN, "--record", "outcomes", "--no-report", "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def found(run: Path) -> collegium.analysis.Sensitivity:
    return collegium.sensitivity(run, threads=2)


def test_every_drawn_parameter_and_every_uncertain_cell_has_an_index(found: collegium.analysis.Sensitivity) -> None:
    names = {one.kind: {other.name for other in found.inputs if other.kind == one.kind} for one in found.inputs}
    drawn = {name for name, prior in collegium.load("council").parameters.items() if prior.family != "point"}
    assert names["parameter"] <= drawn and {"comradeship", "status_quo"} <= names["parameter"]
    assert not names["parameter"] & set(found.fixed) and "readings" in found.fixed
    assert {"standing:anna", "ambition:boris", "tie:anna:boris"} <= names["cell"]
    labels = {one.name: one.label for one in found.inputs}
    assert labels["tie:anna:boris"] == "tie: Anna, Boris" and labels["comradeship"] == "comradeship"
    assert found.index.shape == (len(found.inputs), len(found.outcomes)) and found.draws == 200
    assert isinstance(found.results, Results)


def test_the_cells_drawn_again_are_those_of_the_run(run: Path) -> None:
    """Who begins with the greatest standing is more often the strongest: only the right cells can show it."""
    inputs, values, whose = study.drawn_inputs(Results(run))
    standing = values[:, [one.name for one in inputs].index("standing:anna")]
    share = np.asarray(Results(run).histories(["share:anna"])["share:anna"])
    assert np.corrcoef(standing, share)[0, 1] > 0.2
    assert whose.tolist() == list(range(200))
    part, some, _ = study.drawn_inputs(Results(run)[50:])
    assert part == inputs and np.array_equal(some, values[50:])


def test_a_run_and_its_scenario_give_the_same_bytes_for_any_threads(
    capsys: pytest.CaptureFixture[str], run: Path, tmp_path: Path
) -> None:  # fmt: skip
    given = ask(capsys, "sensitivity", str(run), "--json", "--threads", "1", "--save", str(tmp_path / "a.csv"))
    made = ask(capsys, "sensitivity", "council", *RUN, "--json", "--out", str(tmp_path / "kept"), "--save", str(tmp_path / "b.csv"))
    assert given[0] == made[0] == 0 and given[1] == made[1]
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert len(Results(tmp_path / "kept")) == 200
    told = json.loads(given[1])
    one = told["inputs"][0]
    assert set(one) == {"name", "label", "kind", "inert", "indices"} and set(one["indices"]) == {row["name"] for row in told["outcomes"]}
    assert {row["name"] for row in told["inputs"] if row["inert"]} == set(told["inert"])
    rows = list(csv.DictReader((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == len(told["inputs"]) * len(told["outcomes"])
    assert float(rows[0]["index"]) == one["indices"][rows[0]["outcome"]]["index"]


def test_the_table_says_what_matters_and_what_is_inert(capsys: pytest.CaptureFixture[str], run: Path, tmp_path: Path) -> None:
    picture = tmp_path / "council.svg"
    code, out, _ = ask(capsys, "sensitivity", str(run), "--picture", str(picture))
    pieces = (
        "outcome", "95% interval", "threshold", "Full seats lost by decision", "200 histories; 1", "first-order sensitivity index",
        "Westfall and Young", "Inert parameters (", "Inert cells (", "parameters have one value in this run",
    )  # fmt: skip
    told = " ".join(out.split())
    assert code == 0 and [piece for piece in pieces if piece not in told] == []
    assert "visibly affect a main outcome" in picture.read_text(encoding="utf-8")


def test_histories_that_share_a_draw_are_one_draw(tmp_path: Path) -> None:
    results = collegium.run("council", end="2001-06-01", histories=320, per_draw=2, record=["outcomes"], threads=2)
    assert collegium.sensitivity(results, threads=2).draws == 160
    with pytest.raises(collegium.analysis.sensitivity.DataError, match="has 159 draws"):
        collegium.sensitivity(results[:317], threads=2)


def test_a_variant_and_a_change_apply_to_the_run() -> None:
    found = collegium.sensitivity(
        "council", end="2001-06-01", histories=160, variant="spatial", changes={"standing_win": "0.1", "grudge": "uniform(1, 3)"}, threads=2
    )  # fmt: skip
    names = {one.name for one in found.inputs}
    assert {"tie", "stake", "standing_win"} <= set(found.fixed) and "grudge" in names


def test_fixed_parameters_are_drawn_from_their_ranges_if_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Each evenly, and reported; what a change sets stays as it is set, though it be the default."""
    out = tmp_path / "kept"
    words = ["sensitivity", "council", "--to", "2001-06-01", "--histories", "160", "--threads", "2", "--fixed"]
    code, said, _ = ask(capsys, *words, "--set", "grudge=3", "--set", "faction=0.4", "--out", str(out), "--json")
    told = json.loads(said)
    ranges = {name: DEFAULTS[name].range or (0.0, 0.0) for name in RANGED}
    assert code == 0 and set(told["ranged"]) == set(ranges) - {"grudge", "faction"}
    assert {"grudge", "faction", "precedent", "theory"} == set(told["fixed"]), "the case sets precedent; a theory has no range"
    kept = Results(out)
    for name, value in (("grudge", 3.0), ("faction", 0.4)):
        assert set(kept.histories([f"theta:{name}"])[f"theta:{name}"].to_pylist()) == {value}
    for name in told["ranged"]:
        values, (low, high) = np.asarray(kept.histories([f"theta:{name}"])[f"theta:{name}"]), ranges[name]
        assert low <= values.min() < low + 0.1 * (high - low) and high - 0.1 * (high - low) < values.max() <= high, name
        assert abs(values.mean() - (low + high) / 2) < 0.1 * (high - low), name
    again = collegium.sensitivity(out, threads=2)
    assert list(again.ranged) == told["ranged"], "the folder knows"
    ask_text = ask(capsys, "sensitivity", str(out))[1]
    assert f"this run draws {len(again.ranged)} parameters that have one value by default" in " ".join(ask_text.split())
    assert f"{len(again.ranged)} parameters with one value by default" in again._repr_html_()
    assert f"draws {len(again.ranged)} parameters" in " ".join(figures.sensitivity(again).title.subtitle)


def test_python_takes_fixed_too() -> None:
    assert len(collegium.sensitivity("council", end="2001-03-01", histories=160, fixed=True, threads=2).ranged) == len(RANGED)


def test_a_plain_run_draws_no_range(found: collegium.analysis.Sensitivity) -> None:
    assert found.ranged == () and "drawn from their ranges" not in found._repr_html_()


def test_a_parameter_that_the_case_sets_keeps_its_value() -> None:
    """The Swiss case has numbers of its own for two parameters."""
    case = collegium.load("swiss")
    own = {name for name in RANGED if write_prior(case.parameters[name]) != DEFAULTS[name].prior}
    assert own and not own & set(study.ranges(case))
    assert set(study.ranges(case)) | own == RANGED


# what may go wrong


def test_options_of_a_run_do_not_go_with_results(capsys: pytest.CaptureFixture[str], run: Path) -> None:
    code, _, told = ask(capsys, "sensitivity", str(run), "--seed", "1", "--set", "shock=0", "--to", "2001-06-01")
    assert code == 2 and "--to, --seed, --set: this run is simulated already (do: leave it out, or name a scenario)" in told
    assert "--fixed: this run is simulated already" in ask(capsys, "sensitivity", str(run), "--fixed")[2]
    with pytest.raises(collegium.RunError, match="histories: this run is simulated already"):
        collegium.sensitivity(run, histories=500)


def test_too_few_histories(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, told = ask(capsys, "sensitivity", "council", "--histories", "40")
    assert code == 2 and "--histories: 40 are too few for a sensitivity analysis (do: simulate 160 histories or more" in told
    small = tmp_path / "small"
    assert cli.main(["run", "council", "--to", "2001-06-01", "--histories", "20", "--no-report", "--out", str(small)]) == 0
    code, _, told = ask(capsys, "sensitivity", str(small))
    assert code == 1 and f"{small} has 20 draws of the inputs, and a sensitivity analysis needs 160" in told


def test_nothing_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert ask(capsys, "sensitivity", "councl")[0] == 2
    code, _, told = ask(capsys, "sensitivity", "council", "--picture", str(tmp_path / "a.gif"))
    assert code == 2 and "name a file that ends in .svg or .png" in told


def test_results_of_another_engine_or_without_parameters(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = Results(run)
    monkeypatch.setattr(study, "engine_hash", lambda: "another")
    with pytest.raises(collegium.RunError, match=r"This is engine another, .*run it again with this engine: collegium run council"):
        collegium.sensitivity(results)
    monkeypatch.undo()
    monkeypatch.setattr(study, "PARAMETERS", ("unheard_of",))
    with pytest.raises(collegium.analysis.sensitivity.DataError, match="holds no parameters of this version"):
        collegium.sensitivity(results)


def test_parameters_that_are_not_those_of_the_seed(run: Path) -> None:
    results = Results(run)
    results.provenance = results.provenance | {"seed": 2}
    with pytest.raises(collegium.analysis.sensitivity.DataError, match="holds other parameters than its seed gives"):
        collegium.sensitivity(results)
