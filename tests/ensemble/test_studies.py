"""Experiments: the permutation test and the paired effect of one change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import collegium
from collegium.results import Results
from collegium.study.whatif import compare

END = collegium.load("council").start.replace(year=2003)


def test_permutation_adds_two_arms(tmp_path: Path) -> None:
    results = collegium.run("council", histories=20, end=END, out=tmp_path / "a")
    arms = collegium.permutation(results, histories=12)
    assert [arm.name for arm in arms] == ["real", "equal", "shuffled"]
    assert [arm.n for arm in arms] == [20, 12, 12]
    found = Results(results.dir)
    assert set(found.arms) == {"equal", "shuffled"}
    # Everything but traits is the same luck.
    assert found.arms["equal"].histories(["theta:bias"]).equals(found.histories(["theta:bias"]).slice(0, 12))


def test_no_change_has_no_effect() -> None:
    for effect in collegium.whatif("council", {}, histories=10, end=END):
        assert effect.difference.value == 0.0 or np.isnan(effect.difference.value)


def test_a_change_has_an_effect_with_an_interval() -> None:
    told: list[tuple[int, int]] = []
    effects = {
        e.name: e
        for e in collegium.whatif(
            "council", {"body.council.cadence": "8"}, histories=40, end=END, progress=lambda done, total: told.append((done, total))
        )
    }
    assert effects["sanctions"].difference.value == pytest.approx(effects["sanctions"].after.value - effects["sanctions"].before.value)
    assert effects["sanctions"].difference.low <= effects["sanctions"].difference.value <= effects["sanctions"].difference.high
    assert told[-1] == (80, 80)


def test_runs_of_other_histories_are_not_compared() -> None:
    first, second = (collegium.run("council", histories=3, seed=seed, end=END, record=("outcomes",)) for seed in (1, 2))
    with pytest.raises(ValueError, match="same histories"):
        compare(first, second)
