"""First-order sensitivity indices: known functions of known inputs, and what chance alone does."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from collegium.analysis import first_order as method
from collegium.analysis import sensitivity
from collegium.analysis.first_order import CLASSES, LEAST, FirstOrder, classes, first_order
from collegium.errors import DataError
from collegium.results.folder import Folder
from helpers import sensitive

N = 800


def dice(shape: int | tuple[int, ...], seed: int = 1) -> Any:
    return np.random.default_rng(seed).random(shape)


def indices(inputs: Any, *outcomes: Any, whose: Any = None, seed: int = 1, threads: int = 1) -> FirstOrder:
    y = np.column_stack(outcomes).astype(float)
    return first_order(np.asarray(inputs, float), y, np.arange(len(y)) if whose is None else whose, seed, threads)


def test_a_function_of_one_input_gives_it_everything() -> None:
    x = dice((N, 4))
    step, line, wave = x[:, 0] > np.median(x[:, 0]), x[:, 0], (x[:, 0] - 0.5) ** 2
    found = indices(x, step, line, wave)
    assert found.index[0, 0] == pytest.approx(1.0)
    assert found.index[0, 1] == pytest.approx(1 - 1 / CLASSES**2, abs=0.003), "classes cannot tell apart what lies inside them"
    assert found.index[0, 2] > 0.9, "an effect need not be monotone"
    assert (found.index[1:] < found.threshold).all()
    assert found.low[0, 0] == found.high[0, 0] == pytest.approx(1.0)


def test_a_permuted_input_gets_nothing() -> None:
    x = dice((N, 3))
    y = 3 * x[:, 0] + x[:, 1]
    permuted = np.column_stack([np.random.default_rng(2).permutation(x[:, 0]), x[:, 1:]])
    assert indices(x, y).index[0, 0] > 0.8
    found = indices(permuted, y)
    assert found.index[0, 0] < found.threshold[0] and found.low[0, 0] == 0.0
    assert found.index[1, 0] > found.threshold[0], "the other input keeps its share"


def test_shares_of_a_sum_are_those_of_its_variances() -> None:
    x = dice((4 * N, 3))
    found = indices(x, 2 * x[:, 0] + x[:, 1])
    np.testing.assert_allclose(found.index[:, 0], [0.8, 0.2, 0.0], atol=0.03)
    for k, true in enumerate([0.8, 0.2]):
        assert found.low[k, 0] - 1 / CLASSES**2 <= true <= found.high[k, 0] + 1 / CLASSES**2


def test_only_the_order_of_the_values_counts() -> None:
    x = dice((N, 2))
    y = x[:, 0] + dice(N, 2)
    first, second = indices(x, y), indices(np.exp(3 * x), y)
    for field in fields(FirstOrder):
        np.testing.assert_array_equal(getattr(first, field.name), getattr(second, field.name))


def test_an_effect_that_needs_two_inputs_is_not_seen() -> None:
    """A known limit: the index is that of an input on its own."""
    x = dice((N, 2))
    found = indices(x, (x[:, 0] > 0.5) ^ (x[:, 1] > 0.5))
    assert (found.index < found.threshold).all()


def test_duplicated_rows_are_no_more_evidence() -> None:
    x = dice((LEAST, 3))
    y = x[:, 0] + 2 * dice(LEAST, 2)
    once, twice = indices(x, y), indices(x, np.repeat(y, 2), whose=np.repeat(np.arange(LEAST), 2))
    for field in fields(FirstOrder):
        np.testing.assert_allclose(getattr(once, field.name), getattr(twice, field.name), atol=1e-12)
    fooled = indices(np.repeat(x, 2, axis=0), np.repeat(y, 2))
    assert fooled.threshold[0] < 0.7 * once.threshold[0], "taken as independent, they would pass for evidence"


def test_histories_of_one_draw_share_the_variance_of_chance() -> None:
    """The index is a share of the variance of single histories, however many of them share a draw."""
    x = dice((N, 2))
    whose = np.repeat(np.arange(N), 5)
    y = x[whose, 0] * np.sqrt(12) + np.random.default_rng(3).normal(size=len(whose))
    assert indices(x, y, whose=whose).index[0, 0] == pytest.approx(0.5, abs=0.04)


def test_few_values_are_classes_of_their_own_and_equal_values_stay_together() -> None:
    values = np.array([3.0] * 90 + [1.0] * 5 + [7.0] * 5)
    assert np.bincount(classes(values[:, None])[:, 0]).tolist() == [5, 90, 5]
    mixed = np.concatenate([np.zeros(50), np.arange(1.0, 51.0)])
    found = classes(mixed[:, None])[:, 0]
    assert len(set(found[:50].tolist())) == 1 and found.max() < CLASSES and (np.diff(found) >= 0).all()
    assert np.bincount(classes(dice((N, 1)))[:, 0]).tolist() == [N // CLASSES] * CLASSES


def test_inputs_without_effect_seldom_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """In about 5% of runs any of them does for any outcome; a single dummy passes its own mark in 5% of cases."""
    monkeypatch.setattr(method, "PERMUTATIONS", 199)
    monkeypatch.setattr(method, "RESAMPLES", 10)
    passed = dummies = 0.0
    for seed in range(60):
        rare, skewed = dice(LEAST, 100 + seed) < 0.1, np.exp(2 * np.random.default_rng(200 + seed).normal(size=LEAST))
        found = indices(dice((LEAST, 12), seed), rare, skewed, seed=seed)
        passed += (found.index > found.threshold).any() / 60
        dummies += (found.index > found.dummy).mean() / 60
    assert passed < 0.13
    assert 0.03 < dummies < 0.07


def test_intervals_hold_the_index_and_the_detectable_one_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(method, "PERMUTATIONS", 199)
    monkeypatch.setattr(method, "RESAMPLES", 100)
    x = dice((N, 6))
    true = float(indices(x, dice(N, 3)).detectable[0])
    held = seen = 0.0
    for seed in range(60):
        x = dice((N, 6), 10 + seed)
        noise = np.random.default_rng(300 + seed).normal(size=N)
        found = indices(x, (x[:, 0] > np.median(x[:, 0])) * 2 * np.sqrt(true) + np.sqrt(1 - true) * noise, seed=seed)
        held += (found.low[0, 0] <= true <= found.high[0, 0]) / 60
        seen += (found.index[0, 0] > found.threshold[0]) / 60
    assert held > 0.88
    assert 0.65 < seen < 0.95


def test_what_chance_explains_is_subtracted_once_from_the_index_and_from_its_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    """With few histories chance alone explains (classes - 1) / (draws - 1), here 4.4%, and resampling adds as much again."""
    monkeypatch.setattr(method, "PERMUTATIONS", 39)
    monkeypatch.setattr(method, "RESAMPLES", 60)
    x = dice((LEAST, 30))
    y = (x[:, 0] > np.median(x[:, 0])) * 2 + np.random.default_rng(4).normal(size=(40, LEAST))
    true = 0.5
    found = [indices(x[:, :1], column) for column in y]
    assert np.mean([one.index for one in found]) == pytest.approx(true, abs=0.012)
    assert np.mean([(one.low + one.high) / 2 for one in found]) == pytest.approx(true, abs=0.012)


def test_threads_change_no_byte() -> None:
    x = dice((LEAST, 2 * method.BLOCK + 3))
    one, three = (indices(x, dice(LEAST, 2), x[:, 5] > 0.3, threads=threads) for threads in (1, 3))
    for field in fields(FirstOrder):
        assert getattr(one, field.name).tobytes() == getattr(three, field.name).tobytes()
    assert indices(x, dice(LEAST, 2), x[:, 5] > 0.3, seed=2).threshold.tolist() != one.threshold.tolist()


# of results


def test_the_input_that_is_an_outcome_explains_it(results: Folder) -> None:
    found = sensitive.found(results)
    losses = [one.name for one in found.outcomes].index("losses")
    assert found.index[sensitive.LOSSES, losses] > 0.95
    assert found.ranked(losses) == [sensitive.LOSSES]
    assert [one.name for one in found.inert] == [f"die:{k}" for k in range(8)]
    assert (found.draws, found.fixed) == (300, ("shock",))
    row = next(row for row in found.rows() if (row["input"], row["outcome"]) == ("fate", "losses"))
    assert row["acts"] and row["index"] > row["threshold"] > 0 and row["low"] <= row["index"] <= row["high"]
    assert len(found.rows()) == len(found.inputs) * len(found.outcomes)
    assert "fate" in found._repr_html_() and "die" not in found._repr_html_()


def test_the_main_outcomes_are_those_of_the_table(results: Folder) -> None:
    targets, values = sensitivity.main_outcomes(results)
    names = [one.name for one in targets]
    assert names[:6] == ["losses", "no_loss", "sanctions", "one_man", "bloc", "rule:contested"]
    assert [name.partition(":")[0] for name in names[6:]] == ["strongest"] * 3 + ["effective_leaders", "output"]
    table = results.histories(["losses", "strongest"])
    losses = np.asarray(table["losses"], float)
    np.testing.assert_allclose(values[:, 0], losses - losses.mean())
    who = names[6].partition(":")[2]
    strongest = np.array([one == who for one in table["strongest"].to_pylist()], float)
    np.testing.assert_allclose(values[:, 6], strongest - strongest.mean())
    assert values.shape == (300, 11) and np.isfinite(values).all()


def test_an_outcome_that_does_not_vary_is_named(results: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    targets, values = sensitivity.main_outcomes(results)
    flat = values * (np.arange(values.shape[1]) != 2)
    monkeypatch.setattr(sensitivity, "main_outcomes", lambda _: (targets, flat))
    found = sensitive.found(results)
    assert [one.name for one in found.unvaried] == ["sanctions", "bloc"], "dice never make a bloc"
    assert len(found.outcomes) == found.index.shape[1] == 9
    monkeypatch.setattr(sensitivity, "main_outcomes", lambda _: (targets, 0 * values))
    with pytest.raises(DataError, match=r"no main outcome of .* differs between histories \(do: "):
        sensitive.found(results)


def test_too_little_to_go_by_is_refused(results: Folder) -> None:
    with pytest.raises(DataError, match=rf"has 100 draws of the inputs, and a sensitivity analysis needs {LEAST} \(do: simulate {LEAST}"):
        sensitive.found(results[:100])
    with pytest.raises(DataError, match=r"no input of .* differs between histories"):
        sensitivity.assess(results, [], np.empty((300, 0)), np.arange(300))


def test_nothing_passes_and_nothing_is_drawn(results: Folder) -> None:
    from collegium import figures

    found = sensitive.found(results)
    calm = replace(found, threshold=found.threshold + 1)
    assert len(calm.inert) == 9
    drawn = figures.sensitivity(calm).to_dict()
    assert drawn["title"]["text"] == ["0 of 9 inputs visibly affect a main outcome"]
    assert "None of 9 inputs exceeds a threshold." in str(drawn)
