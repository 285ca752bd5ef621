"""The reference committee: every style of engine plays the same histories, or the comparison of speeds means nothing."""

from __future__ import annotations

import numpy as np
import pytest

import peers

COUNT = 4


@pytest.fixture(scope="module")
def styles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, peers.Histories]:
    players = peers.styles(tmp_path_factory.mktemp("committee"))
    return {name: run(COUNT) for name, (run, _) in players.items()}


def test_every_style_that_is_here_plays_the_same_histories(styles: dict[str, peers.Histories]) -> None:
    agreement = {name: peers.same(styles["plain Python"], found) for name, found in styles.items()}
    assert "no" not in agreement.values(), agreement
    assert agreement["this engine's style"] == agreement["this engine's style, two threads"] == "to the bit"
    assert agreement.get("C, gcc -O3", "to the bit") == agreement.get("Mesa", "to the bit") == "to the bit"


def test_the_committee_is_not_idle(styles: dict[str, peers.Histories]) -> None:
    powers, _ = styles["plain Python"]
    chairs = peers.compiled.histories(peers.SEED, 500)[1]
    assert (chairs != chairs[:, :1]).any(), "nobody ever takes the chair from anybody"
    assert len({tuple(power) for power in powers.tolist()}) == COUNT


def test_a_different_history_is_told_apart(styles: dict[str, peers.Histories]) -> None:
    powers, chairs = styles["plain Python"]
    assert peers.same((powers, chairs), (powers + np.eye(COUNT, powers.shape[1]) * 1e-6, chairs)) == "no"
    assert peers.same((powers, chairs), (powers * (1 + 1e-12), chairs)) == "to 1e-9"
