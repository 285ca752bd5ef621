"""A whole folder: the outcome table, streaming against loading whole, the permutation test, one history."""

from __future__ import annotations

import numpy as np
import pytest

from collegium import analysis
from collegium.results.folder import Folder
from helpers import synthetic


def test_outcomes_agree_with_the_rows(results: Folder) -> None:
    rows = {row.name: row for row in analysis.outcomes(results)}
    table = results.histories()
    losses = np.asarray(table["losses"])
    assert rows["no_loss"].estimate == pytest.approx((losses == 0).mean())
    assert rows["loss_rate"].estimate == pytest.approx(losses.sum() / np.asarray(table["member_years"], np.float64).sum(), rel=1e-6)
    assert rows["one_man"].estimate == pytest.approx(1 - table["one_man_from"].null_count / table.num_rows)
    assert "31 of 998" in rows["loss_rate"].note
    assert sum(row.estimate for name, row in rows.items() if name.startswith("rule:")) == pytest.approx(1)
    by = sum(row.estimate for name, row in rows.items() if name.startswith("one_man:") or name == "one_man_by_others")
    assert by == pytest.approx(rows["one_man"].estimate)


def test_every_outcome_is_well_formed(results: Folder) -> None:
    rows = analysis.outcomes(results)
    assert len({row.name for row in rows}) == len(rows)
    for row in rows:
        assert row.low <= row.estimate <= row.high, row
        assert row.error >= 0
        assert row.marked in ("built-in", "emergent")
        assert 0 < row.n <= 300
    assert {row.name for row in rows if row.marked == "built-in"} == {"deaths", "documents", "congresses"}


def test_streaming_equals_loading_whole(results: Folder) -> None:
    """Tiny batches that cut histories in two give what one batch gives."""
    names = ("shares", "rule", "histories", "grid")
    tables = {name: results.table(name) for name in names}
    cut, whole = (synthetic.Given(tables, results.scenario, chunk, results.provenance) for chunk in (97, 10**9))
    for function, fields in (
        (analysis.share_bands, ("quantiles", "seated", "full", "n")),
        (analysis.rule_by_quarter, ("counts", "total", "dates")),
        (analysis.loss_curves, ("share", "low", "n")),
    ):
        first, second = function(cut), function(whole)
        for name in fields:
            np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    for first, second in zip(analysis.grid_means(cut), analysis.grid_means(whole), strict=True):
        np.testing.assert_allclose(first.mean, second.mean, rtol=1e-12)
        np.testing.assert_allclose(first.error, second.error, rtol=1e-9)
    assert analysis.by_real_date(cut) == analysis.by_real_date(whole)


def test_binned_quantiles_are_near_the_exact_ones(results: Folder) -> None:
    bands = analysis.share_bands(results)
    table = results.series("shares").to_pydict()
    last = max(table["date"])
    exact = [s for s, who, day in zip(table["share"], table["person"], table["date"], strict=True) if who == "stalin" and day == last]
    got = bands.quantiles[-1, bands.people.index("stalin")]
    np.testing.assert_allclose(got, np.quantile(exact, analysis.QUANTILES), atol=0.02)
    assert bands.seated[-1, bands.people.index("stalin")] == len(exact) / 300


def test_permutation_real_first_with_differences(results: Folder) -> None:
    arms = analysis.permutation(results)
    assert [arm.name for arm in arms] == ["real", "equal", "shuffled"]
    assert arms[0].difference is None
    leader = arms[0].leader
    for arm in arms[1:]:
        assert arm.difference is not None
        assert arm.difference.value == pytest.approx(arms[0].share.value - arm.share.value)
    assert arms[0].strongest[leader].value == max(found.value for found in arms[0].strongest.values())


def test_permutation_without_arms_is_empty(results: Folder) -> None:
    alone = results.arms["equal"]
    assert analysis.permutation(alone) == []


def test_typical_history_has_the_modal_ending(results: Folder) -> None:
    k = analysis.typical(results)
    table = results.histories(["history", "strongest", "losses"]).to_pydict()
    strongest = table["strongest"]
    assert strongest[k] == max(set(strongest), key=strongest.count)
    assert abs(table["losses"][k] - np.median(table["losses"])) <= 1


def test_losses_of_one_history(results: Folder) -> None:
    names = [f"{rung}:{person}" for rung in analysis.RUNGS for person in synthetic.PEOPLE]
    row = results.histories(names).slice(7, 1).to_pylist()[0]
    expected = {(name.split(":")[1], name.split(":")[0], day) for name, day in row.items() if day is not None}
    found = analysis.losses_of(results, 7)
    assert set(found) == expected
    assert [day for *_, day in found] == sorted(day for *_, day in found)
    with pytest.raises(IndexError, match="no history 4000"):
        analysis.losses_of(results, 4000)
