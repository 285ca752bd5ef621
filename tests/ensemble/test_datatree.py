"""The groups that ArviZ reads: what was drawn, what came of it, and what really happened."""

from __future__ import annotations

import warnings
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import collegium
from collegium import Results, analysis
from collegium.analysis.columns import as_day

GROUPS = {"prior", "constant_data", "prior_predictive", "observed_data"}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return collegium.run("bolsheviks", histories=8, end="1926-12-31", out=tmp_path_factory.mktemp("tree") / "bolsheviks")


@pytest.fixture(scope="module")
def tree(results: Results) -> Any:
    return results.to_datatree()


def test_the_groups_have_the_axes_of_samples(results: Results, tree: Any) -> None:
    assert set(tree.children) == GROUPS
    for name in ("prior", "prior_predictive"):
        group = tree[name]
        assert group["chain"].values.tolist() == [0]
        assert group["draw"].values.tolist() == list(results.numbers)
        assert all(values.dims[:2] == ("chain", "draw") for values in group.data_vars.values())
        assert all(values.dtype.kind in "iuf" for values in group.data_vars.values())
    for name in ("constant_data", "observed_data"):
        assert not {"chain", "draw"} & set(tree[name].sizes)
    assert all(tree[name].attrs["inference_library"] == "collegium" for name in GROUPS)


def test_the_prior_is_what_was_drawn(results: Results, tree: Any) -> None:
    table = results.histories()
    names = {name.removeprefix("theta:") for name in table.column_names if name.startswith("theta:")}
    assert set(tree["prior"].data_vars) | set(tree["constant_data"].data_vars) == names
    for name in tree["prior"].data_vars:
        assert tree["prior"][name].values[0].tolist() == table[f"theta:{name}"].to_pylist()
    for name, values in tree["constant_data"].data_vars.items():
        assert set(table[f"theta:{name}"].to_pylist()) == {float(values)}
        assert values.attrs["long_name"]


def test_outcomes_are_those_of_the_table(results: Results, tree: Any) -> None:
    table, found = results.histories(), tree["prior_predictive"]
    for name in ("losses", "motions", "strongest_share", "quarters_locked"):
        assert found[name].values[0].tolist() == table[name].to_pylist()
    assert found["share"].sel(person="stalin").values[0].tolist() == table["share:stalin"].to_pylist()


def test_the_record_lies_beside_what_was_simulated(results: Results, tree: Any) -> None:
    """Years to a loss and losses by a month say of both what the report says of them."""
    first: dict[tuple[str, str], analysis.RealLoss] = {}
    for loss in analysis.by_real_date(results):
        if loss.rung != "died":  # a history has the first loss of a kind only, so the record has too
            first.setdefault((loss.rung, loss.person), loss)
    losses = list(first.values())
    observed, simulated = tree["observed_data"], tree["prior_predictive"]
    assert observed["loss"].values.tolist() == [f"{loss.rung}:{loss.person}" for loss in losses]
    start = as_day(results.scenario.start)
    for place, loss in enumerate(losses):
        real = float(observed["years_to_loss"][place])
        assert real == pytest.approx((as_day(loss.day) - start) / 365.25, abs=1e-6)
        years = simulated["years_to_loss"].values[0, :, place]
        assert (years <= np.float32(real)).mean() == pytest.approx(loss.share)
        assert (~np.isnan(years)).mean() == pytest.approx(loss.ever)
    assert int(observed["losses_by"][-1]) == len(losses)
    assert (np.diff(observed["losses_by"].values) >= 0).all()
    counted = (~np.isnan(simulated["years_to_loss"].values)).sum(axis=2)
    assert simulated["losses_by"].values[..., -1].tolist() == counted.tolist()


def test_series_come_along_under_their_names(results: Results) -> None:
    found = results[2:5].to_datatree(["shares", "rule"])["prior_predictive"]
    assert found["draw"].values.tolist() == [2, 3, 4]
    assert found["shares_share"].dims == ("chain", "draw", "shares_date", "shares_person")
    assert np.array_equal(found["shares_share"].values[0], results[2:5].labelled("shares")["share"].values, equal_nan=True)
    assert found["rule_contest"].dims == ("chain", "draw", "rule_date")
    assert "rule_rule" not in found, "words are no numbers"


def test_a_scenario_without_a_record_has_nothing_observed() -> None:
    tree = collegium.run("council", histories=2, end="2001-03-01", record=()).to_datatree()
    assert set(tree.children) == GROUPS - {"observed_data"}
    assert "years_to_loss" not in tree["prior_predictive"]


def test_arviz_reads_and_draws_it(tree: Any, tmp_path: Path) -> None:
    if not find_spec("arviz") or int(version("arviz").partition(".")[0]) < 1:
        pytest.skip("ArviZ 1 is not installed; it needs Python 3.12")
    pytest.importorskip("matplotlib", reason="ArviZ draws with matplotlib").use("Agg")
    with warnings.catch_warnings():  # what the library says to its own dependencies
        warnings.simplefilter("ignore")
        arviz = import_module("arviz")
        summary = arviz.summary(tree, group="prior", var_names=["status_quo", "policy"], kind="stats")
        assert list(summary.index) == ["status_quo", "policy"]
        tree.to_netcdf(tmp_path / "tree.nc")
        assert arviz.from_netcdf(tmp_path / "tree.nc").identical(tree)
        arviz.plot_dist(tree, group="prior", var_names=["status_quo", "policy"]).savefig(tmp_path / "prior.png")
        arviz.plot_ppc_dist(tree, group="prior_predictive", var_names=["losses_by"]).savefig(tmp_path / "check.png")
    assert (tmp_path / "prior.png").stat().st_size > 5000 < (tmp_path / "check.png").stat().st_size
