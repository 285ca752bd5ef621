"""Two runs side by side: pairs where they share their draws, and intervals that hold what they should."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import collegium
from collegium import Results, analysis
from collegium.analysis import answers, intervals
from collegium.analysis.compare import compare, reasons
from collegium.analysis.outcomes import influences

DAYS = {"end": collegium.load("council").start.replace(year=2002), "histories": 60}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Results]:
    folder = tmp_path_factory.mktemp("compare")
    settings: dict[str, dict[str, Any]] = {
        "plain": {}, "calm": {"changes": {"shock": "0"}}, "seed": {"seed": 2}, "later": {"first": 5}, "drawn": {"per_draw": 5},
    }  # fmt: skip
    return {name: collegium.run("council", out=folder / name, **(DAYS | more)) for name, more in settings.items()}


def test_the_same_histories_are_paired_and_others_are_not(runs: dict[str, Results]) -> None:
    assert compare(runs["plain"], runs["calm"]).paired
    assert reasons(runs["plain"], runs["seed"]) == ["seed"]
    assert reasons(runs["plain"], runs["later"]) == ["numbers of the histories"]
    assert reasons(runs["plain"], runs["drawn"]) == ["number of histories that share a draw"]


def test_a_paired_difference_is_the_contrast_of_the_pairs(runs: dict[str, Results]) -> None:
    before, after = runs["plain"], runs["calm"]
    rows = {row.first.name: row.difference for row in compare(before, after).rows}
    for name, column in (("losses", "losses"), ("motions", "motions")):
        values = [arm.histories([column])[column].to_numpy().astype(float) for arm in (before, after)]
        known = analysis.contrast(name, name, "number", *values).difference
        assert rows[name].value == pytest.approx(known.value)
        assert (rows[name].low, rows[name].high, rows[name].error) == pytest.approx((known.low, known.high, known.error))
    hits = [[row == "contested" for row in arm.histories(["rule"])["rule"].to_pylist()] for arm in (before, after)]
    known = analysis.contrast("contested", "contested", "share", *hits).difference
    assert known.error > 0
    assert (rows["rule:contested"].low, rows["rule:contested"].high) == pytest.approx((known.low, known.high))


def test_independent_runs_add_their_errors(runs: dict[str, Results]) -> None:
    found = compare(runs["plain"], runs["seed"])
    assert not found.paired
    for row in found.rows:
        if row.first.name in ("losses", "motions", "no_loss", "loss_rate", "effective_leaders:0.5"):
            error = math.hypot(row.first.error, row.second.error)
            assert row.difference.error == pytest.approx(error, rel=0.02)
            assert row.difference.high - row.difference.low == pytest.approx(2 * intervals.Z95 * error, rel=0.05)


def test_a_run_compared_with_itself_differs_in_nothing_and_knows_little_more(runs: dict[str, Results]) -> None:
    for row in compare(runs["plain"], runs["plain"]).rows:
        assert row.difference.value == 0 or math.isnan(row.difference.value)
        if row.first.unit == "share" and row.first.name.partition(":")[0] in ("no_loss", "rule", "strongest"):
            assert row.difference.high == -row.difference.low == pytest.approx(float(analysis.wilson(0, 60)[1]))


def test_a_person_named_in_one_run_is_counted_in_the_other(runs: dict[str, Results]) -> None:
    for other in ("calm", "seed"):
        rows = {row.first.name: row for row in compare(runs["plain"], runs[other]).rows}
        for arm, side in ((runs["plain"], "first"), (runs[other], "second")):
            counted = arm.histories(["strongest"])["strongest"].to_pylist()
            for name, row in rows.items():
                if name.startswith("strongest:"):
                    assert getattr(row, side).estimate == pytest.approx(counted.count(name.split(":")[1]) / len(counted))
        named = {row.name for arm in (runs["plain"], runs[other]) for row in arm.outcomes() if row.name.startswith("strongest:")}
        assert named <= set(rows)


def test_influences_have_mean_zero_and_the_error_of_the_row(runs: dict[str, Results]) -> None:
    for row, influence in influences(runs["plain"]):
        if math.isnan(row.estimate):
            continue
        assert influence.mean() == pytest.approx(0, abs=1e-9)
        assert influence.std(ddof=1) / math.sqrt(len(influence)) == pytest.approx(row.error, rel=0.02, abs=1e-9), row.name


def test_the_interval_holds_the_truth_nineteen_times_in_twenty() -> None:
    """Quantiles and rates of correlated pairs, against a normal population whose difference is known."""
    rng, held = np.random.default_rng(7), {"median": 0, "rate": 0}
    for _ in range(400):
        x = rng.normal(0, 1, 200)
        y = 0.8 * x + 0.6 * rng.normal(0, 1, 200) + 0.3
        one, other = answers.quantile(x, 0.5), answers.quantile(y, 0.5)
        error = float((other.influence - one.influence).std(ddof=1)) / math.sqrt(200)
        held["median"] += abs(other.estimate.value - one.estimate.value - 0.3) <= intervals.Z95 * error
        years = rng.uniform(1, 3, 200)
        few = rng.poisson(0.3 * years)
        many = few + rng.poisson(0.2 * years)
        one, other = answers.ratio(few, years), answers.ratio(many, years)
        error = float((other.influence - one.influence).std(ddof=1)) / math.sqrt(200)
        held["rate"] += abs(other.estimate.value - one.estimate.value - 0.2) <= intervals.Z95 * error
    assert 360 <= held["median"] <= 398
    assert 360 <= held["rate"] <= 398


def test_pairing_makes_the_interval_narrower(runs: dict[str, Results], tmp_path: Path) -> None:
    """The same two runs, once told that their seeds differ."""
    paired = compare(runs["plain"], runs["calm"])
    other = Results(runs["calm"])
    other.provenance["seed"] = 2
    apart = compare(runs["plain"], other)
    widths = [
        (a.difference.high - a.difference.low, b.difference.high - b.difference.low)
        for a, b in zip(paired.rows, apart.rows, strict=True)
        if a.first.unit == "a history" and a.difference.error > 0
    ]
    assert np.mean([narrow < wide for narrow, wide in widths]) > 0.8


def test_the_row_of_the_others_is_left_out(runs: dict[str, Results]) -> None:
    assert "one_man_by_others" not in {row.first.name for row in compare(runs["plain"], runs["seed"]).rows}
    assert replace(compare(runs["plain"], runs["calm"]), apart=("seed",)).paired is False
